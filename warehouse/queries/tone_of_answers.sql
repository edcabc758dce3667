-- Net tone of what executives answer, call by call: with its interval, against the call before, and against the season.
select company, fiscal_period, held_on, sentences,
    round(net_tone, 3) as net_tone, round(net_tone_low, 3) as low, round(net_tone_high, 3) as high,
    previous_period, round(change, 3) as change,
    case when change_low > 0 then 'better' when change_high < 0 then 'worse' end as clearly,
    round(against_season, 3) as against_season, season_companies
from out_tone_compared
where part_type = 'section' and part = 'answers'
order by company, fiscal_period;
