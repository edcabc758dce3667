-- The lines of the comment tables with company, document and the words behind them, corrections applied.
create or replace view out_comments as
with corrections as (
    select
        target_id,
        max_by(value, made_at) filter (field = 'en') as en,
        max_by(value, made_at) filter (field = 'ko') as ko,
        max_by(value, made_at) filter (field = 'section') as section,
        max_by(value, made_at) filter (field = 'hidden') as hidden,
        max_by(author, made_at) as author,
        max_by(reason, made_at) as reason
    from review_overrides
    group by target_id
)
select
    comments.comment_id,
    calls.company,
    calls.ticker,
    coalesce(calls.company_code, reports.subject) as company_code,
    calls.fiscal_period,
    calls.calendar_quarter,
    calls.held_on,
    reports.broker,
    reports.published_on,
    comments.* exclude (comment_id, doc_id, turn_number) replace (
        coalesce(corrections.section, comments.section) as section,
        coalesce(comments.affiliation, turns.affiliation) as affiliation,
        coalesce(corrections.en, comments.en) as en,
        case when corrections.ko is null then comments.ko else nullif(corrections.ko, '') end as ko
    ),
    turns.title,
    coalesce(place_at(turns.places, turns.place, comments.spans[1].span_start), 'page ' || comments.page) as place,
    corrections.author as overridden_by,
    corrections.reason as override_reason,
    documents.kind as document_kind,
    documents.path,
    comments.doc_id
from core_comments as comments
join raw_documents as documents using (doc_id)
left join out_calls as calls using (doc_id)
left join core_reports as reports using (doc_id)
left join raw_turns as turns on turns.doc_id = comments.doc_id and turns.turn_number = comments.turn_number
left join corrections on corrections.target_id = comments.comment_id
where coalesce(calls.is_current, true) and coalesce(corrections.hidden, '') <> 'true';

comment on view out_comments is 'The lines of the comment tables with the words behind them, of the editions in force.';
