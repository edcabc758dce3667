-- Net tone of the sentences that name a topic of coverage.toml, call by call, against the call before and the season.
select part as topic, company, fiscal_period, sentences, positive, negative,
    round(net_tone, 3) as net_tone, round(net_tone_low, 3) as low, round(net_tone_high, 3) as high,
    round(change, 3) as change, round(against_season, 3) as against_season, season_companies
from out_tone_compared
where part_type = 'topic'
order by topic, company, fiscal_period;
