-- Statements that other statements rule out: a year that is said to cost no more than one of its own quarters.
create table core_contradictions (
    figure_id varchar not null,
    company_code varchar not null,
    contradicted_by_id varchar not null,
    known_by_id varchar not null,
    reason varchar not null
);
comment on table core_contradictions is 'Statements on several quarters that a statement on one of them rules out; they enter no sum, no calendar and no chart.';
comment on column core_contradictions.contradicted_by_id is 'The figure on a single quarter that is as large as the whole period is said to be.';
comment on column core_contradictions.known_by_id is 'The later of the two figures: from its day on the contradiction is known.';
comment on column core_contradictions.reason is 'What speaks against the figure, in words.';
