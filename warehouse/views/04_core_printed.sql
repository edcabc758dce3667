-- What is printed of a company's total capex: by a broker in a report, by the company itself in a release. A broker may
-- repeat an actual or a guidance; that is never the company's own statement, so these figures stand apart from
-- core_statements and enter no arithmetic. A broker's words without a definition are read as the company's headline
-- definition, and marked; a release prints its own.
create or replace view core_printed as
select
    figures.figure_id,
    figures.doc_id,
    figures.document_kind as origin,
    coalesce(figures.company, figures.company_code) as company,
    figures.ticker,
    figures.company_code,
    figures.broker,
    figures.published_on as known_on,
    figures.type,
    figures.kind,
    case when figures.document_kind = 'report' and figures.definition = 'as_stated'
        then coalesce(companies.headline_definition, 'as_stated') else figures.definition end as definition,
    figures.document_kind = 'report'
        and figures.definition = 'as_stated'
        and coalesce(companies.headline_definition, 'as_stated') <> 'as_stated' as assumes_definition,
    figures.low,
    figures.high,
    figures.unit,
    figures.qualifier,
    figures.period,
    figures.action,
    figures.text,
    figures.excerpt,
    figures.speaker,
    figures.role,
    figures.span_start,
    figures.page,
    case when figures.document_kind = 'report'
        then 'as ' || coalesce(figures.broker, 'a report') || ' reports' else coalesce(figures.company, 'company') || ' release' end
        || coalesce(', ' || figures.published_on, '') || coalesce(', page ' || figures.page, '') as source
from out_figures as figures
left join core_companies as companies on companies.ticker = figures.company_code
where figures.document_kind in ('report', 'release')
    and figures.company_code is not null
    and figures.metric = 'capital_expenditures'
    and figures.scope = 'total';

comment on view core_printed is 'What broker reports and company releases print of companies'' total capex; it enters no arithmetic.';
comment on column core_printed.origin is 'Kind of source behind a row: call, derived (from calls), release (the company), report (a broker) or estimates (a file of them).';
comment on column core_printed.known_on is 'Day of publication.';
