-- Every guidance with what it did to the one before, as computed from the ranges and as said on the call.
select company, known_on, stated_in, period, low / 1e9 as low_bn, high / 1e9 as high_bn, unit,
    action, action_said, action_computed, mismatch, text, speaker, source
from out_guidance
where origin = 'call' and status = 'guidance' and type = 'amount' and relation is null and not is_repeat
order by company, step_number;
