-- The market's consensus as brokers' reports print it, with the report and the company.
create or replace view out_report_consensus as
select
    reports.broker, reports.published_on, reports.subject as company, reports.exchange_code,
    consensus.metric, consensus.compared, consensus.period, consensus.value, consensus.unit,
    't-' || left(consensus.doc_id, 10) || '-' || consensus.table_number as table_id, tables.title as table_title,
    consensus.page, consensus.text, consensus.box, documents.path, consensus.doc_id
from core_report_consensus as consensus
join raw_documents as documents using (doc_id)
left join core_tables as tables using (doc_id, table_number)
left join core_reports as reports using (doc_id);

comment on view out_report_consensus is 'The market''s consensus as brokers'' reports print it.';
comment on column out_report_consensus.table_id is 'First part of the ids of the table''s cells.';
comment on column out_report_consensus.table_title is 'Title of the table, as printed.';
