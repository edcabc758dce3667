-- Net tone of what executives answer, call by call, and its change against the call before.
select company, fiscal_period, held_on, sentences, round(net_tone, 3) as net_tone,
    round(net_tone - lag(net_tone) over (partition by company_code order by fiscal_period), 3) as change,
    round(forward_pct, 1) as forward_pct
from out_tone
where section = 'questions_and_answers' and role = 'executive'
order by company, fiscal_period;
