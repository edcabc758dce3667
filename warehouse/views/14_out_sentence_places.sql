-- Every sentence of calls, reports and releases with its tone and its place, all editions: what callsheet trace shows.
create or replace view out_sentence_places as
select
    's-' || left(tones.doc_id, 10) || '-' || tones.span_start as sentence_id,
    coalesce(calls.company, case when documents.kind = 'release' then reports.subject end) as company,
    calls.fiscal_period, calls.held_on, reports.broker, reports.published_on,
    coalesce(turns.speaker, reports.analysts[1], reports.broker, reports.subject) as speaker,
    coalesce(turns.role, case when reports.broker is null then 'executive' else 'analyst' end) as role,
    case
        when turns.text is not null
            then substr(turns.text, tones.span_start - turns.span_start + 1, tones.span_end - tones.span_start)
        else substr(pages.text, tones.span_start - pages.span_start + 1, tones.span_end - tones.span_start)
    end as text,
    tones.tone, tones.score, tones.is_forward, coalesce(tones.topics, []) as topics,
    tones.span_start, tones.span_end,
    pages.page, coalesce(turns.place, 'page ' || pages.page) as place,
    documents.kind as document_kind, documents.path, tones.doc_id
from core_tones as tones
join raw_documents as documents using (doc_id)
left join out_calls as calls using (doc_id)
left join core_reports as reports using (doc_id)
left join raw_turns as turns on turns.doc_id = tones.doc_id and turns.turn_number = tones.turn_number
left join raw_pages as pages
    on pages.doc_id = tones.doc_id and pages.span_start <= tones.span_start and tones.span_start < pages.span_end;

comment on view out_sentence_places is 'Every sentence of calls, reports and releases with its tone and place, all editions.';
comment on column out_sentence_places.sentence_id is 'Id of the sentence, for callsheet trace: document and first character.';
