-- What companies themselves said of their total capex: the input of everything derived. Words that name no definition are
-- read as the company's headline definition, and marked.
create or replace view core_statements as
select
    figures.figure_id,
    calls.doc_id,
    calls.company,
    calls.ticker,
    calls.company_code,
    calls.fiscal_period as stated_in,
    calls.held_on as known_on,
    calls.known_by_on,
    figures.metric,
    figures.type,
    figures.kind,
    case when figures.definition = 'as_stated' then coalesce(companies.headline_definition, 'as_stated')
        else figures.definition end as definition,
    figures.definition = 'as_stated' and coalesce(companies.headline_definition, 'as_stated') <> 'as_stated'
        as assumes_definition,
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
    calls.company || ' ' || calls.fiscal_period || ' call, ' || figures.speaker
        || coalesce(', ' || place_at(turns.places, turns.place, figures.span_start), '')
        as source
from core_reviewed_figures as figures
join out_calls as calls using (doc_id)
left join core_companies as companies on companies.ticker = calls.ticker
left join raw_turns as turns on turns.doc_id = figures.doc_id and turns.turn_number = figures.turn_number
where calls.is_current
    and not figures.is_hidden
    and figures.metric = 'capital_expenditures'
    and figures.scope = 'total'
    and figures.role not in ('analyst', 'operator');

comment on view core_statements is 'What companies said of their total capex, of the editions in force; words without a definition are read as the headline definition.';

-- Guidance without a number, of the editions in force.
create or replace view core_relation_statements as
select
    relations.*,
    calls.company,
    calls.ticker,
    calls.company_code,
    calls.fiscal_period as stated_in,
    calls.held_on as known_on,
    calls.company || ' ' || calls.fiscal_period || ' call, ' || relations.speaker
        || coalesce(', ' || place_at(turns.places, turns.place, relations.span_start), '')
        as source
from core_relations as relations
join out_calls as calls using (doc_id)
left join raw_turns as turns on turns.doc_id = relations.doc_id and turns.turn_number = relations.turn_number
where calls.is_current and relations.role not in ('analyst', 'operator');

comment on view core_relation_statements is 'Guidance without a number that companies gave, of the editions in force.';
