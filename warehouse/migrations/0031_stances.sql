-- Stance on capital spending in what is said about a topic, sentence by sentence.
create table core_stances (
    stance_id varchar not null,
    doc_id varchar not null,
    turn_number integer,
    topic varchar not null,
    stance varchar not null,
    frame varchar not null,
    excerpt varchar not null,
    speaker varchar not null,
    role varchar not null,
    span_start integer not null,
    span_end integer not null
);
comment on table core_stances is 'Sentences on a topic that take a stance on capital spending.';
comment on column core_stances.stance_id is 'Id of the stance.';
comment on column core_stances.topic is 'Topic of coverage.toml that the passage is about.';
comment on column core_stances.stance is 'supports, neutral or questions capital spending.';
comment on column core_stances.frame is 'The pattern that fitted (lexicon/stance.toml): why the stance was given.';
