-- Capex of the chart's companies by calendar year, in billions: actual, else guidance, else implied, else consensus, each with its source.
select company, calendar_period, status, low / 1e9 as low_bn, high / 1e9 as high_bn, unit, known_on, working, source
from out_capex_calendar
where is_in_chart and is_headline and is_shown and period_type in ('year', 'fiscal_year')
order by company, calendar_period;
