-- Ratios are percent and amounts are money; a percentage lies within +-1000, an amount below ten trillion (ten
-- quadrillion of a currency with small units), and nothing derived is negative.
with valued as (
    select figure_id as id, type, unit, low, high, text, false as is_derived from core_reviewed_figures
    union all
    select figure_id, 'amount', unit, low, high, working, true from core_derived
    union all
    select estimate_id, 'amount', unit, low, high, source, false from core_estimates
)
select id, type, unit, low, high, text
from valued
where (type = 'ratio' and unit <> 'percent')
    or (type = 'amount' and not regexp_full_match(unit, '[A-Z]{3}'))
    or (type = 'delta' and unit <> 'percent' and not regexp_full_match(unit, '[A-Z]{3}'))
    or (unit = 'percent' and greatest(abs(low), abs(high)) > 1000)
    or (unit <> 'percent' and greatest(abs(low), abs(high)) >= if(unit in ('KRW', 'JPY', 'VND', 'IDR'), 1e16, 1e13))
    or (is_derived and coalesce(low, high) < 0);
