-- The lines of brokers' comment tables with the report that prints them.
create or replace view out_report_comments as
select
    reports.broker, reports.published_on, reports.title as report_title,
    tables.title as table_title, comments.table_number, comments.company, comments.ticker, comments.section, comments.section_title,
    comments.line_number, comments.line, comments.text, comments.page, comments.box,
    documents.path, comments.doc_id
from core_report_comments as comments
join raw_documents as documents using (doc_id)
join core_tables as tables using (doc_id, table_number)
left join core_reports as reports using (doc_id);

comment on view out_report_comments is 'The lines of brokers'' comment tables with the report that prints them.';
comment on column out_report_comments.report_title is 'Headline of the report.';
comment on column out_report_comments.table_title is 'Title of the table, as printed.';
