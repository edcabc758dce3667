-- Every derived value is what its operands give: sums and differences of ranges, or a product over a quotient; an open
-- bound (at_least, at_most) keeps the one end that it bounds. An operand may enter by its midpoint, or off one end only.
with pieces as (
    select
        figure_id,
        count(*) filter (sign <> '~') as values_used,
        bool_or(sign in ('*', '/')) as is_product,
        bool_or((sign in ('+', '*') and low is null) or (sign in ('-', '/') and high is null)) as low_is_open,
        bool_or((sign in ('+', '*') and high is null) or (sign in ('-', '/') and low is null)) as high_is_open,
        sum(case sign when '+' then low when '-' then -high when 'mid' then (low + high) / 2 when 'low' then -high end) as sum_low,
        sum(case sign when '+' then high when '-' then -low when 'mid' then (low + high) / 2 when 'high' then -low end) as sum_high,
        product(case sign when '*' then low when '/' then 1 / high::double end) as product_low,
        product(case sign when '*' then high when '/' then 1 / low::double end) as product_high
    from core_operands
    group by figure_id
),
expected as (
    select
        derived.*,
        values_used,
        case when low_is_open or qualifier = 'at_most' then null when is_product then product_low else sum_low end as expected_low,
        case when high_is_open or qualifier = 'at_least' then null when is_product then product_high else sum_high end as expected_high
    from core_derived as derived
    left join pieces using (figure_id)
)
select figure_id, working, low, expected_low, high, expected_high
from expected
where coalesce(values_used, 0) = 0
    or (low is null) <> (expected_low is null)
    or (high is null) <> (expected_high is null)
    or abs(low - expected_low) > 1e-9 * abs(expected_low) + 1e-6
    or abs(high - expected_high) > 1e-9 * abs(expected_high) + 1e-6;
