-- The same as an analyst could have drawn it on 31 January 2025: nothing said later is used.
select company, calendar_period, status, low / 1e9 as low_bn, high / 1e9 as high_bn, unit, known_on, working, source
from capex_calendar(date '2025-01-31')
where is_in_chart and is_headline and is_shown and period_type in ('year', 'fiscal_year')
order by company, calendar_period;
