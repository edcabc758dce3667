-- What was guided or implied, what came, and how far outside the range it lies, newest first.
select company, known_on, stated_in, period, status, low / 1e9 as low_bn, high / 1e9 as high_bn,
    realised / 1e9 as realised_bn, round(missed_pct, 1) as missed_pct, source
from out_realised
order by known_on desc, company, period;
