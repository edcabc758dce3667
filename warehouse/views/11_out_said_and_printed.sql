-- How far a value lies outside a range, percent of its nearer end; 0 inside it, null where either is missing.
create or replace macro outside_pct(value_low, value_high, low, high) as
case
    when coalesce(value_low, value_high) is null or coalesce(low, high) is null then null
    when coalesce(value_high, value_low) < low then 100.0 * (coalesce(value_high, value_low) / low - 1)
    when coalesce(value_low, value_high) > high then 100.0 * (coalesce(value_low, value_high) / high - 1)
    else 0
end;

-- Call, release, broker and consensus on one line, for every company, period and definition of which something is printed:
-- the value in force on the company's calls (actual before guidance before derived), the first release that prints it, the
-- newest report of each broker, the newest consensus (a file of estimates before a report). Nothing here enters a sum, so the
-- cash-flow line of a company whose words name no definition stands beside them; release_definition says what it counts.
create or replace view out_said_and_printed as
with said as (
    select company_code, company, period, definition, unit, low, high, kind as status, known_on, figure_id, source
    from (
        select company_code, company, period, definition, unit, low, high, kind, stated_in, known_on, figure_id, source,
            assumes_definition, span_start, false as is_derived
        from core_statements
        where type = 'amount' and kind in ('actual', 'guidance') and period is not null
        union all
        select company_code, calls.company, period, definition, unit, low, high,
            if(basis = 'actual', 'actual', 'implied'), stated_in, derived.known_on, figure_id, 'derived: ' || working,
            assumes_definition, derived_number, true
        from core_derived as derived
        join (select doc_id, company from core_calls) as calls using (doc_id)
        where derived.type = 'amount' and derivation <> 'prior_range'
    )
    qualify row_number() over (
        partition by company_code, period, definition, unit
        order by
            list_position(['actual', 'guidance', 'implied'], kind), is_derived,
            kind = 'actual' and stated_in <> period,
            case when kind = 'actual' then assumes_definition end,
            case when kind <> 'actual' then stated_in end desc,
            low is null or high is null, span_start, figure_id
    ) = 1
),
released as (
    select printed.*,
        case when said.figure_id is null and coalesce(companies.headline_definition, 'as_stated') = 'as_stated'
            then 'as_stated' else printed.definition end as shown_definition
    from core_printed as printed
    left join said using (company_code, period, definition, unit)
    left join core_companies as companies on companies.ticker = company_code
    where origin = 'release' and type = 'amount' and printed.kind = 'actual' and period is not null
    qualify row_number() over (
        partition by company_code, period, shown_definition, unit
        order by printed.known_on, definition, printed.span_start, printed.figure_id
    ) = 1
),
reported as (
    select *
    from core_printed
    where origin = 'report' and type = 'amount' and kind in ('actual', 'guidance', 'estimate') and period is not null
    qualify row_number() over (
        partition by company_code, period, definition, unit, broker
        order by known_on desc nulls last, list_position(['estimate', 'guidance', 'actual'], kind), span_start, figure_id
    ) = 1
),
consensus as (
    select *
    from (
        select
            estimates.ticker as company_code, coalesce(companies.name_en, estimates.ticker) as company,
            estimates.fiscal_period as period, coalesce(companies.headline_definition, 'as_stated') as definition,
            estimates.unit, estimates.low, estimates.high, estimates.as_of_on as known_on, estimates.provider,
            estimates.estimate_id as figure_id, false as is_reported
        from core_estimates as estimates
        left join core_companies as companies using (ticker)
        where estimates.metric = 'capital_expenditures' and estimates.kind = 'consensus'
        union all
        select company_code, company, period, definition, unit, low, high, known_on, broker, figure_id, true
        from core_printed
        where origin = 'report' and type = 'amount' and kind = 'consensus' and period is not null
    )
    qualify row_number() over (
        partition by company_code, period, definition, unit
        order by is_reported, known_on desc nulls last, provider, figure_id
    ) = 1
),
keys as (
    select company_code, period, definition, unit from reported
    union select company_code, period, shown_definition, unit from released
    union select company_code, period, definition, unit from consensus
)
select
    keys.company_code,
    coalesce(said.company, released.company, reported.company, consensus.company) as company,
    keys.period,
    keys.definition,
    keys.unit,
    said.low as said_low,
    said.high as said_high,
    said.status as said_status,
    said.known_on as said_on,
    said.source as said_in,
    released.low as released,
    released.definition as release_definition,
    released.known_on as released_on,
    reported.low as broker_low,
    reported.high as broker_high,
    reported.kind as broker_status,
    reported.broker,
    reported.known_on as reported_on,
    consensus.low as consensus_low,
    consensus.high as consensus_high,
    consensus.provider as consensus_provider,
    consensus.known_on as consensus_on,
    outside_pct(released.low, released.high, said.low, said.high) as release_difference_pct,
    case when said.figure_id is null then outside_pct(reported.low, reported.high, released.low, released.high)
        else outside_pct(reported.low, reported.high, said.low, said.high) end as broker_difference_pct,
    case when said.figure_id is null then outside_pct(consensus.low, consensus.high, released.low, released.high)
        else outside_pct(consensus.low, consensus.high, said.low, said.high) end as consensus_difference_pct,
    said.figure_id as said_id,
    released.figure_id as released_id,
    reported.figure_id as broker_id,
    consensus.figure_id as consensus_id
from keys
left join said using (company_code, period, definition, unit)
left join released on released.company_code = keys.company_code and released.period = keys.period
    and released.shown_definition = keys.definition and released.unit = keys.unit
left join reported on reported.company_code = keys.company_code and reported.period = keys.period
    and reported.definition = keys.definition and reported.unit = keys.unit
left join consensus on consensus.company_code = keys.company_code and consensus.period = keys.period
    and consensus.definition = keys.definition and consensus.unit = keys.unit;

comment on view out_said_and_printed is 'What was said on calls, printed in a release, reported by a broker and expected by consensus, side by side; a row a company, period, definition and broker.';
comment on column out_said_and_printed.said_low is 'Low end of the value in force on the company''s calls, in units of unit; null for an open end, or where the calls say nothing.';
comment on column out_said_and_printed.said_high is 'High end of it.';
comment on column out_said_and_printed.said_status is 'What that value is: actual, guidance or implied.';
comment on column out_said_and_printed.said_on is 'Day of the call that states it or made it known.';
comment on column out_said_and_printed.said_in is 'Call, speaker and place that state it, or how it follows.';
comment on column out_said_and_printed.released is 'Actual that the company''s own release prints, in units of unit.';
comment on column out_said_and_printed.release_definition is 'What the release counts as capex; where a company''s words name no definition, its line is compared with them all the same.';
comment on column out_said_and_printed.released_on is 'Day of the release.';
comment on column out_said_and_printed.broker_low is 'Low end of the value in the broker''s newest report, in units of unit.';
comment on column out_said_and_printed.broker_high is 'High end of it.';
comment on column out_said_and_printed.broker_status is 'What the broker says it is: actual or guidance (repeated), or the broker''s own estimate.';
comment on column out_said_and_printed.reported_on is 'Day of that report.';
comment on column out_said_and_printed.consensus_low is 'Low end of the newest consensus, in units of unit; a file of estimates comes before a report.';
comment on column out_said_and_printed.consensus_high is 'High end of it.';
comment on column out_said_and_printed.consensus_provider is 'Who publishes that consensus: the provider, or the broker that prints it.';
comment on column out_said_and_printed.consensus_on is 'Day of that consensus.';
comment on column out_said_and_printed.release_difference_pct is 'How far the release lies outside what was said, percent of the nearer end; 0 inside a range.';
comment on column out_said_and_printed.broker_difference_pct is 'How far the broker''s value lies outside the company''s (said, else released), percent of the nearer end; 0 inside a range.';
comment on column out_said_and_printed.consensus_difference_pct is 'How far consensus lies outside the company''s value (said, else released), percent of the nearer end; 0 inside a range.';
comment on column out_said_and_printed.said_id is 'Id of the figure or derived value that was said.';
comment on column out_said_and_printed.released_id is 'Id of the release''s figure.';
comment on column out_said_and_printed.broker_id is 'Id of the report''s figure.';
comment on column out_said_and_printed.consensus_id is 'Id of the estimate, or of the report''s figure.';
