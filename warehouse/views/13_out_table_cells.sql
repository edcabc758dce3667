-- Every cell of the tables of reports and releases, with its table, page and rectangle.
create or replace view out_table_cells as
select
    't-' || left(cells.doc_id, 10) || '-' || cells.table_number || '.' || cells.row_number || '.' || cells.column_number
        as cell_id,
    reports.broker, reports.published_on,
    case when reports.exchange_code is not null or documents.kind = 'release' then reports.subject end as company,
    tables.title, tables.unit, tables.source, documents.kind as document_kind,
    cells.table_number, cells.row_number, cells.column_number, cells.text,
    first_value(cells.text) over (partition by cells.doc_id, cells.table_number, cells.row_number order by cells.column_number)
        as row_label,
    first_value(cells.text) over (partition by cells.doc_id, cells.table_number, cells.column_number order by cells.row_number)
        as column_head,
    coalesce(cells.page, tables.page) as page, 'page ' || coalesce(cells.page, tables.page) as place,
    cells.box, documents.path, cells.doc_id
from core_table_cells as cells
join core_tables as tables using (doc_id, table_number)
join raw_documents as documents using (doc_id)
left join core_reports as reports using (doc_id);

comment on view out_table_cells is 'Every cell of the tables of reports and releases, with its table, page and rectangle.';
comment on column out_table_cells.cell_id is 'Id of the cell, for callsheet trace: document, table, row and column.';
comment on column out_table_cells.row_label is 'First cell of the row.';
comment on column out_table_cells.column_head is 'Head of the column.';
