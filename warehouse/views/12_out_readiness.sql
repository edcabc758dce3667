-- What is there of each call of the earnings calendar, and since when. A release, slides and brokers' notes belong to the
-- call in whose three weeks they stand: from a week before it to two weeks after. Slides are not read; a file whose name
-- holds the ticker and "slides", "presentation" or "deck" is counted as such.
create or replace view out_readiness as
with papers as (
    select
        reports.doc_id,
        documents.kind,
        coalesce(reports.published_on, cast(documents.first_loaded_at as date)) as published_on,
        documents.first_loaded_at,
        list_distinct(list_filter(
            list(figures.ticker) || [any_value(companies.ticker)], lambda ticker: ticker is not null
        )) as tickers
    from core_reports as reports
    join raw_documents as documents using (doc_id)
    left join core_figures as figures using (doc_id)
    left join core_companies as companies on reports.subject in (companies.name_en, companies.name_ko, companies.ticker)
    group by all
),
seen as (
    select dates.ticker, dates.fiscal_period, dates.held_on, calls.edition || '_transcript' as part,
        first_loaded_at as seen_at
    from raw_earnings_dates as dates
    join core_calls as calls using (ticker, fiscal_period)
    join raw_documents using (doc_id)
    union all
    select dates.ticker, dates.fiscal_period, dates.held_on,
        if(papers.kind = 'release', 'release', 'broker_note'), papers.first_loaded_at
    from raw_earnings_dates as dates
    join papers on list_contains(papers.tickers, dates.ticker)
        and papers.published_on between dates.held_on - 7 and dates.held_on + 14
    union all
    select dates.ticker, dates.fiscal_period, dates.held_on, 'slides', documents.first_loaded_at
    from raw_earnings_dates as dates
    join raw_documents as documents
        on regexp_matches(parse_filename(documents.path), '(?i)(slides|presentation|deck)')
        and list_contains(regexp_split_to_array(upper(parse_filename(documents.path)), '[^A-Z0-9]+'), dates.ticker)
        and cast(documents.first_loaded_at as date) between dates.held_on - 7 and dates.held_on + 14
    union all
    select dates.ticker, dates.fiscal_period, dates.held_on, 'consensus', documents.first_loaded_at
    from raw_earnings_dates as dates
    join core_estimates as estimates
        on estimates.ticker = dates.ticker
        and estimates.kind = 'consensus'
        and estimates.as_of_on between dates.held_on - 90 and dates.held_on + 14
    join raw_documents as documents using (doc_id)
)
select
    dates.ticker,
    coalesce(companies.name_en, dates.ticker) as company,
    dates.fiscal_period,
    dates.held_on,
    dates.starts_at,
    min(seen_at) filter (part = 'release') as release_seen_at,
    min(seen_at) filter (part = 'raw_transcript') as raw_transcript_seen_at,
    min(seen_at) filter (part = 'edited_transcript') as edited_transcript_seen_at,
    min(seen_at) filter (part = 'slides') as slides_seen_at,
    min(seen_at) filter (part = 'broker_note') as broker_note_seen_at,
    count(seen_at) filter (part = 'broker_note') as broker_notes,
    min(seen_at) filter (part = 'consensus') as consensus_seen_at,
    count(seen_at) filter (part = 'edited_transcript') = 0 as is_provisional
from raw_earnings_dates as dates
left join seen using (ticker, fiscal_period, held_on)
left join core_companies as companies on companies.ticker = dates.ticker
group by all;

comment on view out_readiness is 'What is there of each call of the earnings calendar, and since when.';
comment on column out_readiness.release_seen_at is 'When the company''s release was first seen, UTC; null while it is missing.';
comment on column out_readiness.raw_transcript_seen_at is 'When a transcript that a machine heard was first seen, UTC.';
comment on column out_readiness.edited_transcript_seen_at is 'When an edited transcript was first seen, UTC.';
comment on column out_readiness.slides_seen_at is 'When the company''s slides were first seen, UTC.';
comment on column out_readiness.broker_note_seen_at is 'When the first broker''s note on the call was seen, UTC.';
comment on column out_readiness.broker_notes is 'Number of brokers'' notes on the call.';
comment on column out_readiness.consensus_seen_at is 'When a consensus of the three months before the call was first seen, UTC.';
comment on column out_readiness.is_provisional is 'Whether no edited transcript has confirmed what is shown of the call.';
