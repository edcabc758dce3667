-- Guided (or implied) against realised: the sum of the period's quarters, once each is stated.
create or replace view core_quarter_actuals as
with actuals as (
    select company_code, period, definition, unit, low, high, figure_id, stated_in, assumes_definition, span_start,
        false as is_derived, false as is_release
    from core_statements
    where type = 'amount' and kind = 'actual' and low is not null and high is not null
    union all
    select company_code, period, definition, unit, low, high, figure_id, null, assumes_definition, span_start, false, true
    from core_printed
    where origin = 'release' and type = 'amount' and kind = 'actual' and low is not null and high is not null
    union all
    select company_code, period, definition, unit, low, high, figure_id, stated_in, assumes_definition, null, true, false
    from core_derived
    where basis = 'actual'
)
select company_code, definition, unit, period as fiscal_quarter, low, high, figure_id
from actuals
where regexp_full_match(period, 'FY\d{4}Q\d')
qualify row_number() over (
    partition by company_code, definition, unit, period
    order by is_derived, stated_in is distinct from period, is_release desc, assumes_definition, stated_in, span_start, figure_id
) = 1;

comment on view core_quarter_actuals is 'The actual of each fiscal quarter: stated on its own call if it is, else printed in a release, else stated later, else derived.';

create or replace view out_realised as
with guided as (
    select company_code, company, ticker, stated_in, known_on, period, status, low, high, unit, qualifier, definition,
        figure_id, source
    from out_guidance
    where origin in ('call', 'derived') and type = 'amount' and not is_repeat and stated_in is not null
        and (status = 'guidance' or (status = 'implied' and derivation in ('implied_guidance', 'sum_of_guidance', 'moved_guidance')))
        and (low is not null or high is not null)
        and figure_id not in (select figure_id from core_contradictions)
),
realised as (
    select
        guided.figure_id,
        sum(actuals.low) as realised,
        list(actuals.figure_id order by actuals.fiscal_quarter) as realised_ids
    from guided
    join core_period_quarters as quarters using (period)
    left join core_quarter_actuals as actuals
        on actuals.company_code = guided.company_code
        and actuals.definition = guided.definition
        and actuals.unit = guided.unit
        and actuals.fiscal_quarter = quarters.fiscal_quarter
    group by guided.figure_id
    having count(*) = count(actuals.figure_id)
)
select
    guided.*,
    realised,
    case
        when realised < low then 100.0 * (realised / low - 1)
        when realised > high then 100.0 * (realised / high - 1)
        else 0
    end as missed_pct,
    realised_ids
from guided
join realised using (figure_id);

comment on view out_realised is 'Guided and implied values against what was realised, for periods whose quarters are all stated.';
comment on column out_realised.realised is 'Sum of the stated quarters of the period, in units of unit.';
comment on column out_realised.missed_pct is 'How far the realised value lies outside the guided range, percent of its nearer end; 0 inside.';
comment on column out_realised.realised_ids is 'The quarters'' figures.';
