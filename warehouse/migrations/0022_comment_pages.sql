-- Comments of reports: the page on which a comment's words begin.
alter table core_comments add column page integer;
