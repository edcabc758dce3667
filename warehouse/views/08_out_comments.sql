-- Comments with the analysts' corrections applied; an analyst's place in a section (position) goes before the call's order.
create or replace view core_reviewed_comments as
with corrections as (
    select
        target_id,
        max_by(value, made_at) filter (field = 'en') as en,
        max_by(value, made_at) filter (field = 'ko') as ko,
        max_by(value, made_at) filter (field = 'section') as section,
        max_by(value, made_at) filter (field = 'position') as position,
        max_by(value, made_at) filter (field = 'hidden') as hidden,
        max_by(author, made_at) filter (field not in ('approved', 'position')) as author,
        max_by(reason, made_at) filter (field not in ('approved', 'position')) as reason,
        max(made_at) filter (field not in ('approved', 'position')) as corrected_at,
        max_by(value, made_at) filter (field = 'approved') as approved,
        max_by(author, made_at) filter (field = 'approved') as approver,
        max(made_at) filter (field = 'approved') as approved_at
    from review_overrides
    group by target_id
)
select
    comments.* replace (
        coalesce(corrections.section, comments.section) as section,
        coalesce(nullif(corrections.en, ''), comments.en) as en,
        case when corrections.ko is null then comments.ko else nullif(corrections.ko, '') end as ko
    ),
    try_cast(nullif(corrections.position, '') as double) as position,
    coalesce(corrections.hidden = 'true', false) as is_hidden,
    corrections.author as overridden_by,
    corrections.reason as override_reason,
    case when approved = 'true' and approved_at > coalesce(corrected_at, timestamp '1970-01-01') then approver end as approved_by
from core_comments as comments
left join corrections on corrections.target_id = comments.comment_id;

comment on view core_reviewed_comments is 'Comments with the analysts'' corrections applied.';
comment on column core_reviewed_comments.position is 'Place in its section that an analyst gave the line; null where the order is the call''s.';

-- The lines of the comment tables with company, document and the words behind them, corrections applied.
create or replace view out_comments as
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
    comments.* exclude (comment_id, doc_id, turn_number, is_hidden, overridden_by, override_reason, approved_by) replace (
        coalesce(comments.affiliation, turns.affiliation) as affiliation
    ),
    turns.title,
    place_at(turns.places, turns.place, comments.spans[1].span_start) as place,
    comments.overridden_by,
    comments.override_reason,
    comments.approved_by,
    documents.kind as document_kind,
    documents.path,
    comments.doc_id
from core_reviewed_comments as comments
join raw_documents as documents using (doc_id)
left join out_calls as calls using (doc_id)
left join core_reports as reports using (doc_id)
left join raw_turns as turns on turns.doc_id = comments.doc_id and turns.turn_number = comments.turn_number
where coalesce(calls.is_current, true) and not comments.is_hidden;

comment on view out_comments is 'The lines of the comment tables with the words behind them, of the editions in force.';
