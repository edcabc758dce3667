-- Scores lie within their scales, and no document is from the future: a call is held, and a report published, before
-- the day after it was loaded, and neither before 1990.
with scores as (
    select 'core_comments.score' as field, comment_id as id, score as value, 0 as lowest, 1 as highest from core_comments
    union all select 'core_tones.score', doc_id, score, -1, 1 from core_tones
    union all select 'raw_turns.confidence', doc_id || ' turn ' || turn_number, confidence, 0, 1 from raw_turns
    union all
    select 'core_companies.fiscal_year_end_month', ticker, fiscal_year_end_month, 1, 12 from core_companies
),
days as (
    select 'core_calls.held_on' as field, doc_id, held_on as value from core_calls
    union all select 'core_reports.published_on', doc_id, published_on from core_reports
    union all select 'core_estimates.as_of_on', doc_id, as_of_on from core_estimates
)
select field, id, cast(value as varchar) as value from scores where not value between lowest and highest
union all
select days.field, days.doc_id, cast(days.value as varchar)
from days join raw_documents as documents using (doc_id)
where days.value < date '1990-01-01' or days.value > cast(documents.loaded_at as date) + 1;
