-- Comment tables as they were published, kept for good: a later one says against them what changed, and why.
create table edition_tables (
    edition_number integer not null,
    published_at timestamp not null,
    company_codes varchar[] not null,
    calendar_quarter varchar not null,
    form varchar not null
);
comment on table edition_tables is 'The comment tables that were published, one row an edition; the same table with nothing changed is no new edition.';
comment on column edition_tables.edition_number is 'Number of the edition, from 1 in the order of publication.';
comment on column edition_tables.published_at is 'When the table was published, UTC.';
comment on column edition_tables.company_codes is 'The companies of the table, in its order: tickers, or names of companies that are not covered.';
comment on column edition_tables.calendar_quarter is 'The calendar quarter that the table''s calls report on.';
comment on column edition_tables.form is 'full or short.';

create table edition_lines (
    edition_number integer not null,
    line_number integer not null,
    company_code varchar not null,
    comment_id varchar not null,
    doc_id varchar not null,
    path varchar not null,
    first_loaded_at timestamp,
    extractor_version varchar not null,
    fiscal_period varchar not null,
    section varchar not null,
    line varchar not null,
    excerpt varchar not null,
    spans struct(span_start integer, span_end integer)[] not null,
    en varchar not null,
    ko varchar,
    overridden_by varchar,
    override_reason varchar
);
comment on table edition_lines is 'The lines of every published comment table, as they were shown.';
comment on column edition_lines.line_number is 'Position of the line in its table, from 0.';
comment on column edition_lines.overridden_by is 'Who had corrected the line when it was published; null where nobody had.';
comment on column edition_lines.override_reason is 'Why it was corrected.';

create table edition_figures (
    edition_number integer not null,
    company_code varchar not null,
    definition varchar not null,
    period varchar not null,
    status varchar not null,
    low decimal(28, 6),
    high decimal(28, 6),
    unit varchar not null,
    qualifier varchar not null,
    action varchar,
    figure_id varchar not null,
    doc_id varchar not null,
    path varchar not null,
    first_loaded_at timestamp,
    extractor_version varchar not null,
    stated_in varchar,
    known_on date,
    working varchar not null,
    overridden_by varchar,
    override_reason varchar
);
comment on table edition_figures is 'What stood on the companies'' total capex when a comment table was published: of each period and status the last word.';
comment on column edition_figures.status is 'actual, guidance, plan or implied.';
