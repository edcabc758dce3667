-- Every transcript of every call. Several transcripts of one call are one call: rank 1 is the edition in force, edited
-- before raw, labelled speakers before inferred ones, then the fullest. A transcript without a date has that of another
-- one of its call; a call that no transcript dates was over when the company's next dated one was held.
create or replace view out_calls as
with ranked as (
    select
        calls.* replace (coalesce(
            calls.held_on, min(calls.held_on) over (partition by calls.company_code, calls.fiscal_period)
        ) as held_on),
        documents.path,
        documents.layout,
        documents.language,
        documents.first_loaded_at,
        row_number() over (
            partition by calls.company_code, calls.fiscal_period
            order by calls.edition = 'edited' desc, calls.has_speaker_labels desc, calls.length_chars desc, calls.doc_id
        ) as edition_rank
    from core_calls as calls
    join raw_documents as documents using (doc_id)
)
select
    * exclude (first_loaded_at),
    edition_rank = 1 as is_current,
    first_loaded_at as valid_from,
    case when edition_rank > 1 then greatest(first_loaded_at, min(first_loaded_at) over (
        partition by company_code, fiscal_period order by edition_rank
        rows between unbounded preceding and 1 preceding
    )) end as valid_to,
    coalesce(held_on, min(held_on) over (
        partition by company_code order by fiscal_period desc rows unbounded preceding
    )) as known_by_on
from ranked;

comment on view out_calls is 'Every transcript of every call, ranked; is_current marks the one in force.';
comment on column out_calls.edition_rank is 'Rank among the transcripts of one call: 1 is the edition in force.';
comment on column out_calls.is_current is 'Whether the row comes from the edition in force.';
comment on column out_calls.known_by_on is 'Day by which the call was certainly over: its own, or that of the company''s next dated call.';
comment on column out_calls.valid_from is 'When the edition was first seen, UTC.';
comment on column out_calls.valid_to is 'When a better edition was first seen, UTC; null while this one is in force.';
