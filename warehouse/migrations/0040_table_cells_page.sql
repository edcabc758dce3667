-- A table may run over pages: each cell says on which page it stands.
alter table core_table_cells add column page integer;
comment on column core_table_cells.page is 'Page of the document on which the cell stands, from 1.';
