-- Every implied value with its working and the figures behind it, one row an operand.
select derived.company_code, derived.stated_in, derived.period, derived.working, derived.derivation,
    operands.sign, operands.operand_id, operands.period as operand_period,
    operands.low / 1e9 as low_bn, operands.high / 1e9 as high_bn
from core_derived as derived
join core_operands as operands using (figure_id)
order by derived.company_code, derived.known_on, derived.figure_id, operands.operand_number;
