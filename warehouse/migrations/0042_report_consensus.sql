-- The market's consensus as reports print it, of whatever metric, in the unit that is printed.
create table core_report_consensus (
    doc_id varchar not null,
    value_number integer not null,
    table_number integer not null,
    metric varchar not null,
    compared varchar not null,
    period varchar,
    value decimal(28, 6) not null,
    unit varchar,
    page integer not null,
    text varchar not null,
    box struct(x0 double, top double, x1 double, bottom double)
);
comment on table core_report_consensus is 'The market''s consensus as reports print it, of whatever metric, in the unit that is printed.';
comment on column core_report_consensus.value_number is 'Position of the value among those of its report, from 0.';
comment on column core_report_consensus.metric is 'What is measured; in a table of a report the label as printed.';
comment on column core_report_consensus.compared is 'The column''s head where the value is the distance from the consensus; else empty.';
comment on column core_report_consensus.value is 'The value as printed, in units of unit.';
