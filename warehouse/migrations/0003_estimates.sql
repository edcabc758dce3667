-- Others' numbers as dated snapshots, and the companies of coverage.toml for joins.
create table core_estimates (
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
comment on table core_estimates is 'Estimates as dated snapshots: a provider''s value of one day is never overwritten by another''s or a later one''s.';
comment on column core_estimates.estimate_id is 'Id of the estimate: the same provider, company, period, metric and day always get the same id.';
comment on column core_estimates.provider is 'Who publishes the estimate.';
comment on column core_estimates.as_of_on is 'Day for which the estimate was the provider''s current one.';

create table core_companies (
    ticker varchar not null,
    name_en varchar not null,
    name_ko varchar not null,
    fiscal_year_end_month integer not null,
    currency varchar not null,
    headline_definition varchar not null,
    is_in_chart boolean not null
);
comment on table core_companies is 'The companies of coverage.toml, for joins.';
comment on column core_companies.name_en is 'The company''s name in English.';
comment on column core_companies.name_ko is 'The company''s name in Korean.';
comment on column core_companies.fiscal_year_end_month is 'Month in which the fiscal year ends, 1 to 12.';
comment on column core_companies.currency is 'ISO code of the currency in which the company states its capex.';
comment on column core_companies.headline_definition is 'The definition of capex that the company guides and the ladder follows.';
comment on column core_companies.is_in_chart is 'Whether the capex chart shows the company.';
