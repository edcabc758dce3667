-- Every file of estimates keeps all its rows: when one of two files with the same snapshot is corrected or goes, the
-- other's still stands, and which came first makes no difference. The snapshots are the view core_estimates.
create table raw_estimates (
    estimate_id varchar not null,
    doc_id varchar not null,
    provider varchar not null,
    kind varchar not null,
    ticker varchar not null,
    fiscal_period varchar not null,
    metric varchar not null,
    low decimal(28, 6),
    high decimal(28, 6),
    unit varchar not null,
    as_of_on date not null,
    source varchar not null
);
insert into raw_estimates select * from core_estimates;
drop table core_estimates;
comment on table raw_estimates is 'The rows of every file of estimates; a snapshot that stands in two files stands here twice.';
comment on column raw_estimates.estimate_id is 'Id of the estimate: the same provider, company, period, metric and day always get the same id.';
comment on column raw_estimates.provider is 'Who publishes the estimate.';
comment on column raw_estimates.as_of_on is 'Day for which the estimate was the provider''s current one.';
