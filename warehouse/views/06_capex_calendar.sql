-- Capex by calendar quarter and year as it was known on a day: for each company, period, definition and status the value
-- in force, and which of the statuses a chart shows (actual before guidance before implied before consensus).
-- A fiscal year that is no calendar year is never split by halves: its quarters stand under their own calendar quarters,
-- and the year under its own name. Guidance that was moved by an amount ("$15 billion higher than we said") is guidance. What another statement rules out is left out from that day on. A release's actual counts as the company's; of what a report prints nothing but
-- consensus does, where no file of estimates has one.
create or replace macro capex_calendar(as_of_on) as table
with candidates as (
    select
        statements.company_code, statements.company, statements.ticker, calendar.calendar_period, statements.period,
        statements.definition, statements.assumes_definition, statements.kind as status,
        statements.low, statements.high, statements.unit, statements.qualifier,
        statements.known_on, statements.known_by_on, statements.stated_in, null as provider, statements.figure_id, '' as working,
        statements.source, statements.span_start, false as is_derived, 'call' as origin
    from core_statements as statements
    join core_calendar as calendar using (figure_id, company_code)
    where statements.type = 'amount' and statements.kind in ('actual', 'guidance')
        and figure_id not in (
            select contradictions.figure_id
            from core_contradictions as contradictions
            join core_statements as later on later.figure_id = contradictions.known_by_id
            where coalesce(later.known_by_on, date '9999-12-31') <= as_of_on
        )
    union all
    select
        derived.company_code, calls.company, calls.ticker, calendar.calendar_period, derived.period,
        derived.definition, derived.assumes_definition,
        case when derived.derivation = 'moved_guidance' then 'guidance' when derived.basis = 'actual' then 'actual' else 'implied' end,
        derived.low, derived.high, derived.unit, derived.qualifier,
        derived.known_on, calls.known_by_on, derived.stated_in, null, derived.figure_id, derived.working,
        calls.company || ' ' || derived.stated_in || ' call, derived: ' || derived.working, null, true, 'derived'
    from core_derived as derived
    join core_calendar as calendar using (figure_id, company_code)
    join out_calls as calls using (doc_id)
    union all
    select
        estimates.ticker, coalesce(companies.name_en, estimates.ticker), estimates.ticker, calendar.calendar_period,
        estimates.fiscal_period, coalesce(companies.headline_definition, 'as_stated'), true, estimates.kind,
        estimates.low, estimates.high, estimates.unit, 'exact',
        estimates.as_of_on, estimates.as_of_on, null, estimates.provider, estimates.estimate_id, '',
        estimates.provider || ', ' || estimates.as_of_on, null, false, 'estimates'
    from core_estimates as estimates
    join core_calendar as calendar on calendar.figure_id = estimates.estimate_id
    left join core_companies as companies using (ticker)
    where estimates.metric = 'capital_expenditures'
    union all
    select
        printed.company_code, printed.company, printed.ticker, calendar.calendar_period, printed.period,
        printed.definition, printed.assumes_definition, printed.kind,
        printed.low, printed.high, printed.unit, printed.qualifier,
        printed.known_on, printed.known_on, null, if(printed.origin = 'report', printed.broker, null),
        printed.figure_id, '', printed.source, printed.span_start, false, printed.origin
    from core_printed as printed
    join core_calendar as calendar using (figure_id, company_code)
    where printed.type = 'amount'
        and ((printed.origin = 'release' and printed.kind = 'actual')
            or (printed.origin = 'report' and printed.kind = 'consensus'))
),
in_force as (
    select *
    from candidates
    where coalesce(known_by_on, date '9999-12-31') <= as_of_on
    -- An actual is the one stated outright, on the period's own call; of everything else the newest counts, and of
    -- the bounds that one call implies the tightest.
    qualify row_number() over (
        partition by company_code, calendar_period, definition, unit, status, provider
        order by
            status = 'actual' and is_derived,
            status = 'actual' and stated_in is distinct from period,
            case when status = 'actual' then assumes_definition end,
            case when status = 'actual' and origin = 'release' then known_on end nulls first,
            case when status <> 'actual' then stated_in end desc nulls last,
            case when status <> 'actual' then known_on end desc nulls last,
            low is null or high is null,
            span_start,
            case when status = 'implied' then low end desc nulls last, case when status = 'implied' then high end nulls last,
            stated_in, figure_id
    ) = 1
    and not (origin = 'report' and bool_or(origin = 'estimates') over (partition by company_code, calendar_period, unit, status))
)
select
    in_force.company_code, in_force.company, in_force.ticker,
    coalesce(companies.is_in_chart, false) as is_in_chart,
    in_force.calendar_period,
    case when calendar_period like 'FY%' then 'fiscal_year' when calendar_period like '%Q_' then 'quarter' else 'year' end
        as period_type,
    in_force.period,
    in_force.definition,
    in_force.assumes_definition,
    in_force.definition = coalesce(companies.headline_definition, 'as_stated') as is_headline,
    in_force.status,
    in_force.low, in_force.high, in_force.unit, in_force.qualifier,
    in_force.known_on, in_force.stated_in, in_force.provider, in_force.working, in_force.source, in_force.figure_id,
    row_number() over (
        partition by in_force.company_code, calendar_period, in_force.definition, in_force.unit
        order by
            list_position(['actual', 'guidance', 'implied', 'consensus', 'estimate'], in_force.status),
            in_force.known_on desc, provider
    ) = 1 as is_shown
from in_force
left join core_companies as companies on companies.ticker = in_force.company_code;

create or replace view out_capex_calendar as
select * from capex_calendar(date '9999-12-31');

comment on view out_capex_calendar is 'Capex by calendar quarter and year with status and source, as known today; capex_calendar(day) gives it as known on a day.';
comment on column out_capex_calendar.status is 'What the value is: actual, guidance, implied, consensus or estimate.';
comment on column out_capex_calendar.period_type is 'quarter, year, or fiscal_year for a fiscal year that is no calendar year.';
comment on column out_capex_calendar.is_headline is 'Whether the definition is the company''s headline definition.';
comment on column out_capex_calendar.is_shown is 'Whether a chart shows this status: actual before guidance before implied before consensus before estimate.';
