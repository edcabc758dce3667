-- The comment tables that reports print, line by line, as the house wrote them.
create table core_report_comments (
    doc_id varchar not null,
    table_number integer not null,
    line_number integer not null,
    company varchar not null,
    ticker varchar,
    section varchar,
    section_title varchar not null,
    line varchar not null,
    text varchar not null,
    page integer not null,
    box struct(x0 double, top double, x1 double, bottom double)
);
comment on table core_report_comments is 'The lines of the comment tables that reports print, as the house wrote them.';
comment on column core_report_comments.line_number is 'Position of the line among those of its report, from 0.';
comment on column core_report_comments.company is 'The company, as the table''s band prints it.';
comment on column core_report_comments.section is 'Section of coverage.toml whose topics the row''s label names; null where it names none.';
comment on column core_report_comments.section_title is 'The row''s label, as printed.';
comment on column core_report_comments.text is 'The line as printed, without its dash or Q.';
comment on column core_report_comments.box is 'Rectangle of the cell on the page, PDF points from the top left.';
