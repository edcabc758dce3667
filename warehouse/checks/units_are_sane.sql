-- Ratios are percent and amounts are money; what a company states, estimates and derived values lie below ten trillion
-- (ten quadrillion of a currency with small units), percentages within +-100000, and nothing derived is negative.
with valued as (
    select figure_id as id, type, unit, low, high, text, false as is_derived from core_statements
    union all
    select figure_id, type, unit, low, high, working, type = 'amount' from core_derived
    union all
    select estimate_id, 'amount', unit, low, high, source, false from core_estimates
)
select figure_id as id, type, unit, low, high, text
from core_figures
where (type = 'ratio' and unit <> 'percent')
    or (type = 'amount' and not regexp_full_match(unit, '[A-Z]{3}'))
    or (type = 'delta' and unit <> 'percent' and not regexp_full_match(unit, '[A-Z]{3}'))
union all
select id, type, unit, low, high, text
from valued
where (unit = 'percent' and greatest(abs(low), abs(high)) > 100000)
    or (unit <> 'percent' and greatest(abs(low), abs(high)) >= if(unit in ('KRW', 'JPY', 'VND', 'IDR'), 1e16, 1e13))
    or (is_derived and coalesce(low, high) < 0);
