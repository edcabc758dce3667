-- What a language model answered where one is used: every answer, shown or refused, with what it took.
create table core_rewrites (
    comment_id varchar not null,
    doc_id varchar not null,
    model varchar not null,
    en varchar not null,
    ko varchar not null,
    refused_code varchar,
    refused_found varchar,
    latency_seconds double not null,
    input_tokens integer not null,
    output_tokens integer not null,
    cost_usd double
);
comment on table core_rewrites is 'The answers of a language model, one a line; empty unless one is used. A refused answer is not shown: the frames'' line is.';
comment on column core_rewrites.model is 'The model''s name.';
comment on column core_rewrites.refused_code is 'Why the answer is not shown: number, period, direction, denial, form, dropped, languages, words, repeated or unavailable; null where it is shown.';
comment on column core_rewrites.refused_found is 'What in the answer was refused.';
comment on column core_rewrites.latency_seconds is 'From question to answer, retries included; 0 for an answer from the cache.';
comment on column core_rewrites.input_tokens is 'Tokens of the question; 0 for an answer from the cache.';
comment on column core_rewrites.output_tokens is 'Tokens of the answer; 0 for an answer from the cache.';
comment on column core_rewrites.cost_usd is 'Cost by the provider''s public prices; null where they are not known, as for a model on one''s own machine.';
