-- Every row belongs to a document that was used; a document that could not be used has none.
with rows_of_documents as (
    select 'raw_turns' as found_in, doc_id from raw_turns
    union all select 'raw_pages', doc_id from raw_pages
    union all select 'raw_blocks', doc_id from raw_blocks
    union all select 'core_calls', doc_id from core_calls
    union all select 'core_exchanges', doc_id from core_exchanges
    union all select 'core_figures', doc_id from core_figures
    union all select 'core_relations', doc_id from core_relations
    union all select 'core_comments', doc_id from core_comments
    union all select 'core_tones', doc_id from core_tones
    union all select 'core_stances', doc_id from core_stances
    union all select 'core_reports', doc_id from core_reports
    union all select 'core_tables', doc_id from core_tables
    union all select 'core_table_cells', doc_id from core_table_cells
    union all select 'core_report_comments', doc_id from core_report_comments
    union all select 'core_report_consensus', doc_id from core_report_consensus
    union all select 'raw_estimates', doc_id from raw_estimates
    union all select 'core_derived', doc_id from core_derived
)
select found_in, doc_id, count(*) as row_count
from rows_of_documents
left join raw_documents as documents using (doc_id)
where documents.path is null or documents.rejected_code is not null
group by all;
