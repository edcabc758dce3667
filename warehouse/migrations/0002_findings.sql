-- What was found in the documents; all rows of a document are replaced together.
create table core_calls (
    doc_id varchar not null,
    company varchar not null,
    ticker varchar,
    company_code varchar not null,
    fiscal_period varchar not null,
    calendar_quarter varchar,
    held_on date,
    edition varchar not null,
    has_speaker_labels boolean not null,
    length_chars integer not null
);
comment on table core_calls is 'One row a transcript of a call; several transcripts of one call are ranked in out_calls.';
comment on column core_calls.company is 'Name of the company.';
comment on column core_calls.ticker is 'Ticker of the company; null where neither the document nor coverage.toml says.';
comment on column core_calls.company_code is 'What groups a company''s documents: its ticker, or its name where the ticker is not known.';
comment on column core_calls.fiscal_period is 'Fiscal period that the call reports on, or that an estimate is for: FY2025Q2, FY2025.';
comment on column core_calls.calendar_quarter is 'Calendar quarter that the call reports on: CY2024Q4.';
comment on column core_calls.held_on is 'Day of the call.';
comment on column core_calls.edition is 'raw (as a machine heard it) or edited.';
comment on column core_calls.has_speaker_labels is 'Whether most of the words stand under a speaker''s label, not under an inferred one.';
comment on column core_calls.length_chars is 'Length of the words of all turns, in characters.';

create table core_exchanges (
    doc_id varchar not null,
    exchange_number integer not null,
    analyst varchar not null,
    affiliation varchar,
    question_turns integer[] not null,
    answer_turns integer[] not null
);
comment on table core_exchanges is 'One analyst''s question with follow-ups, and the answers, as turn numbers.';
comment on column core_exchanges.exchange_number is 'Position of the exchange in its call, from 0.';
comment on column core_exchanges.analyst is 'Who asks.';
comment on column core_exchanges.question_turns is 'Turn numbers of the question and its follow-ups.';
comment on column core_exchanges.answer_turns is 'Turn numbers of the answers.';

create table core_figures (
    figure_id varchar not null,
    doc_id varchar not null,
    turn_number integer,
    metric varchar not null,
    type varchar not null,
    kind varchar not null,
    scope varchar not null,
    definition varchar not null,
    low decimal(28, 6),
    high decimal(28, 6),
    unit varchar not null,
    qualifier varchar not null,
    period varchar,
    action varchar,
    text varchar not null,
    excerpt varchar not null,
    speaker varchar not null,
    role varchar not null,
    span_start integer not null,
    span_end integer not null,
    page integer,
    box struct(x0 double, top double, x1 double, bottom double),
    ticker varchar
);
comment on table core_figures is 'Every figure as the documents state it.';
comment on column core_figures.figure_id is 'Id of the figure: the same words of the same document always get the same id.';
comment on column core_figures.metric is 'What is measured: capital_expenditures.';
comment on column core_figures.type is 'amount (a level), delta (a change) or ratio (a share).';
comment on column core_figures.kind is 'What a figure states: actual, guidance, plan, prior, other, consensus, estimate or implied.';
comment on column core_figures.scope is 'total, or component for a named part of it.';
comment on column core_figures.definition is 'What counts as capex: incl_finance_leases, cash_ppe, net_of_proceeds, or as_stated where the words do not say.';
comment on column core_figures.low is 'Low end in units of unit (60000000000); equal to high for a point, null for an open end.';
comment on column core_figures.high is 'High end in units of unit; null for an open end.';
comment on column core_figures.unit is 'ISO currency code, or percent (percent points). A table of a report: as its caption says.';
comment on column core_figures.qualifier is 'How firmly it was said: exact, approx, range, at_least or at_most.';
comment on column core_figures.period is 'Fiscal period that the value is for: FY2025, FY2025Q2, FY2025H1, FY2025YTD, FY2025Q3-FY2025Q4; null where nothing says.';
comment on column core_figures.action is 'What guidance does to the one before it: initiated, raised, lowered, narrowed, reiterated or withdrawn.';
comment on column core_figures.excerpt is 'The sentence (for a comment: the passage) around the words.';
comment on column core_figures.ticker is 'Company that a figure in a report or release is about; null where the report does not say, and in a call, whose own it is.';
comment on column core_figures.box is 'Rectangle of the words on the page, PDF points from the top left.';

create table core_relations (
    relation_id varchar not null,
    doc_id varchar not null,
    turn_number integer,
    relation varchar not null,
    period varchar,
    reference varchar,
    per_quarter boolean not null,
    by_amount boolean not null,
    text varchar not null,
    excerpt varchar not null,
    speaker varchar not null,
    role varchar not null,
    span_start integer not null,
    span_end integer not null
);
comment on table core_relations is 'Guidance without a number: how a period stands to a reference period.';
comment on column core_relations.relation_id is 'Id of the relation.';
comment on column core_relations.relation is 'level_with, above, below, growth_above, growth_below or growth_level_with.';
comment on column core_relations.reference is 'Fiscal period that the relation compares with; equal to period where the outlook is said to be unchanged.';
comment on column core_relations.per_quarter is 'Whether each quarter of the period is compared, not their sum.';

comment on column core_relations.by_amount is 'For growth: whether it is compared in money ("dollar growth"), not as a rate.';

create table core_comments (
    comment_id varchar not null,
    doc_id varchar not null,
    turn_number integer,
    comment_number integer not null,
    section varchar not null,
    line varchar not null,
    question_id varchar,
    theme varchar not null,
    excerpt varchar not null,
    spans struct(span_start integer, span_end integer)[] not null,
    speaker varchar not null,
    role varchar not null,
    affiliation varchar,
    score double not null,
    tone varchar not null,
    figure_ids varchar[] not null,
    en varchar not null,
    ko varchar,
    rendered_by varchar not null
);
comment on table core_comments is 'Quotable passages and their lines in English and Korean.';
comment on column core_comments.comment_id is 'Id of the comment.';
comment on column core_comments.comment_number is 'Position among the document''s comments, from 0.';
comment on column core_comments.section is 'Section of the comment table in coverage.toml: capex, deepseek.';
comment on column core_comments.line is 'What the comment is in the table: bullet, question or answer.';
comment on column core_comments.question_id is 'comment_id of the question that an answer belongs to.';
comment on column core_comments.theme is 'What it is about within the section: guidance, supply, efficiency.';
comment on column core_comments.spans is 'Where the words stand, a range a sentence.';
comment on column core_comments.score is 'A comment: how much a table wants it, 0 to 1. A sentence''s tone: -1 (negative) to 1 (positive).';
comment on column core_comments.tone is 'positive, neutral or negative news about the company.';
comment on column core_comments.figure_ids is 'The figures and relations that the line states.';
comment on column core_comments.en is 'The line in English.';
comment on column core_comments.ko is 'The line in Korean; null where no frame fits, and the English words are shown.';
comment on column core_comments.rendered_by is 'Who wrote the line: frame, model, or quote (the words themselves).';

create table core_tones (
    doc_id varchar not null,
    turn_number integer,
    span_start integer not null,
    span_end integer not null,
    tone varchar not null,
    score double not null,
    is_forward boolean not null
);
comment on table core_tones is 'Tone of every sentence.';
comment on column core_tones.is_forward is 'Whether the sentence speaks of the future.';

create table core_reports (
    doc_id varchar not null,
    broker varchar,
    published_on date,
    title varchar,
    subject varchar,
    exchange_code varchar,
    rating varchar,
    rating_action varchar,
    target_price decimal(28, 6),
    target_price_action varchar,
    current_price decimal(28, 6),
    rating_distribution struct(rating varchar, share_pct decimal(28, 6))[] not null,
    rating_distribution_on date,
    analysts varchar[] not null
);
comment on table core_reports is 'First-page fields of reports and releases; what the document does not state is null.';
comment on column core_reports.broker is 'The house that published the report.';
comment on column core_reports.published_on is 'Day of publication.';
comment on column core_reports.subject is 'The sector or company that the report is about.';
comment on column core_reports.exchange_code is 'The company''s code at its exchange, as printed.';
comment on column core_reports.rating is 'The house''s rating, as printed.';
comment on column core_reports.rating_action is 'What the report does to the rating, as printed.';
comment on column core_reports.target_price is 'Target price in the currency of the report.';
comment on column core_reports.target_price_action is 'What the report does to the target price, as printed.';
comment on column core_reports.current_price is 'Price of the share in the report, in the currency of its exchange.';
comment on column core_reports.rating_distribution is 'Share of each rating in the house''s disclosure, percent points.';
comment on column core_reports.rating_distribution_on is 'Day for which the house states that distribution.';
comment on column core_reports.analysts is 'The authors.';

create table core_tables (
    doc_id varchar not null,
    table_number integer not null,
    title varchar not null,
    page integer not null,
    unit varchar,
    source varchar
);
comment on table core_tables is 'The tables of reports; their cells stand in core_table_cells.';
comment on column core_tables.table_number is 'Position of the table in its report, from 0.';
comment on column core_tables.source is 'Source: the line under a table, where an estimate comes from, or call, speaker and place of a statement.';

create table core_table_cells (
    doc_id varchar not null,
    table_number integer not null,
    row_number integer not null,
    column_number integer not null,
    text varchar not null,
    box struct(x0 double, top double, x1 double, bottom double)
);
comment on table core_table_cells is 'The cells of the tables of reports, as printed.';
comment on column core_table_cells.row_number is 'Row of the table: 0 is the header, 1 the first row under it.';
comment on column core_table_cells.column_number is 'Column of the table, from 0.';
