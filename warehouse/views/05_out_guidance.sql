-- The guidance ladder: every actual, guidance, plan and old range that a company stated, its guidance without a number,
-- what follows from them, and beside it what releases print, what brokers report or estimate, and others' estimates, in
-- the order in which they became known. Origin tells them apart: a guidance that a broker repeats stays the broker's word.
create or replace view out_guidance as
with operands as (
    select
        figure_id,
        list({'figure_id': operand_id, 'period': period, 'low': low, 'high': high} order by operand_number) as operands
    from core_operands
    group by figure_id
),
rows_in_any_order as (
    select
        statements.company_code, statements.company, statements.ticker, statements.known_on, statements.stated_in,
        1 as rank_in_call, statements.span_start,
        statements.figure_id, statements.period, statements.kind as status, statements.type,
        statements.low, statements.high, statements.unit, statements.qualifier,
        statements.definition, statements.assumes_definition,
        case when statements.kind = 'guidance' then coalesce(steps.action, statements.action) end as action,
        steps.action_said, steps.action_computed, steps.previous_id, steps.previous_low, steps.previous_high,
        coalesce(steps.is_repeat, false) as is_repeat,
        nullif(concat_ws('; ', steps.mismatch, contradictions.reason), '') as mismatch,
        null as relation, null as reference, null as derivation, '' as working,
        statements.text, statements.excerpt, statements.speaker, statements.role, statements.source, statements.doc_id,
        'call' as origin
    from core_statements as statements
    left join core_guidance_steps as steps using (figure_id)
    left join core_contradictions as contradictions using (figure_id)
    where statements.kind = 'guidance' or (statements.type = 'amount' and statements.kind in ('actual', 'prior', 'plan'))
    union all
    select
        company_code, company, ticker, known_on, stated_in, 1, span_start,
        relation_id, period, 'guidance', 'amount', null, null, null, null,
        null, false, null, null, null, null, null, null, false, null,
        relation, reference, null, '', text, excerpt, speaker, role, source, doc_id, 'call'
    from core_relation_statements
    union all
    select
        derived.company_code, calls.company, calls.ticker, derived.known_on, derived.stated_in, 2, derived.derived_number,
        derived.figure_id, derived.period, if(derived.derivation = 'prior_range', 'prior', 'implied'), derived.type, derived.low, derived.high, derived.unit,
        derived.qualifier, derived.definition, derived.assumes_definition,
        null, null, null, null, null, null, false, null,
        null, null, derived.derivation, derived.working, '', '', '', '', derived.working, derived.doc_id, 'derived'
    from core_derived as derived
    join out_calls as calls using (doc_id)
    union all
    select
        estimates.ticker, coalesce(companies.name_en, estimates.ticker), estimates.ticker, estimates.as_of_on, null, 3, null,
        estimates.estimate_id, estimates.fiscal_period, estimates.kind, 'amount', estimates.low, estimates.high,
        estimates.unit, case when estimates.low = estimates.high then 'exact' else 'range' end,
        coalesce(companies.headline_definition, 'as_stated'), true,
        null, null, null, null, null, null, false, null,
        null, null, null, '', '', '', estimates.provider, '',
        estimates.provider || ', ' || estimates.as_of_on || ', ' || estimates.source, estimates.doc_id, 'estimates'
    from core_estimates as estimates
    left join core_companies as companies using (ticker)
    where estimates.metric = 'capital_expenditures'
    union all
    select
        company_code, company, ticker, known_on, null, 3, span_start,
        figure_id, period, kind, type, low, high, unit, qualifier, definition, assumes_definition,
        case when kind = 'guidance' then action end, null, null, null, null, null, false, null,
        null, null, null, '', text, excerpt, speaker, role, source, doc_id, origin
    from core_printed
    where kind = 'guidance'
        or (type = 'amount' and kind in ('actual', 'prior', 'plan', 'consensus', 'estimate'))
),
-- A call whose day is not known stands behind the last dated one before it.
dated_rows as (
    select
        *,
        case when stated_in is null then known_on
            else max(known_on) over (partition by company_code, stated_in is null order by stated_in) end as sorted_on
    from rows_in_any_order
    where period is not null
)
select
    company_code, company, ticker,
    row_number() over (
        partition by company_code
        order by sorted_on nulls first, stated_in, rank_in_call, span_start, figure_id
    ) as step_number,
    dated_rows.* exclude (company_code, company, ticker, rank_in_call, span_start, sorted_on),
    operands.operands
from dated_rows
left join operands using (figure_id);

comment on view out_guidance is 'The guidance ladder: every statement of a company in order, what follows from it, and what releases, brokers and others print of it; rows without a period are left out.';
comment on column out_guidance.step_number is 'Position in the company''s ladder, from 1.';
comment on column out_guidance.status is 'What the value is: actual, guidance, plan, prior, implied, consensus or estimate; origin says whose word that is.';
comment on column out_guidance.operands is 'What an implied value was computed from: id, period, low, high.';
