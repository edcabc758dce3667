-- Said on calls, printed in the release, by brokers and by consensus, in billions, with the differences in percent.
select company, period, definition, unit,
    said_status, said_low / 1e9 as said_low_bn, said_high / 1e9 as said_high_bn,
    released / 1e9 as released_bn, round(release_difference_pct, 1) as release_difference_pct,
    broker, broker_status, broker_low / 1e9 as broker_low_bn, broker_high / 1e9 as broker_high_bn,
    round(broker_difference_pct, 1) as broker_difference_pct,
    consensus_provider, consensus_low / 1e9 as consensus_low_bn, consensus_high / 1e9 as consensus_high_bn,
    round(consensus_difference_pct, 1) as consensus_difference_pct
from out_said_and_printed
order by company, period, definition, broker;
