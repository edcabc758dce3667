-- An operand has the value, unit and definition of the figure that it names: no sum mixes definitions or currencies.
with named as (
    select figure_id, definition, unit, low, high from core_statements
    union all
    select figure_id, definition, unit, low, high from core_derived
)
select operands.figure_id, operands.operand_id, operands.low, named.low as named_low, operands.high, named.high as named_high
from core_operands as operands
join core_derived as derived using (figure_id)
left join named on named.figure_id = operands.operand_id
where operands.sign <> '~'
    and (named.low is distinct from operands.low
        or named.high is distinct from operands.high
        or named.definition is distinct from derived.definition
        or named.unit is distinct from derived.unit);
