-- A call that was used has turns and toned sentences, a report or release has pages, a file of estimates has estimates.
with counted as (
    select
        documents.doc_id,
        documents.kind,
        documents.path,
        (select count(*) from core_calls as calls where calls.doc_id = documents.doc_id) as calls,
        (select count(*) from core_reports as reports where reports.doc_id = documents.doc_id) as reports,
        (select count(*) from raw_turns as turns where turns.doc_id = documents.doc_id) as turns,
        (select count(*) from core_tones as tones where tones.doc_id = documents.doc_id) as tones,
        (select count(*) from raw_pages as pages where pages.doc_id = documents.doc_id) as pages,
        (select count(*) from raw_estimates as estimates where estimates.doc_id = documents.doc_id) as estimates
    from raw_documents as documents
    where rejected_code is null
)
select doc_id, kind, path, calls, reports, turns, tones, pages, estimates
from counted
where (kind = 'call' and (calls <> 1 or turns = 0 or tones = 0))
    or (kind in ('report', 'release') and (reports <> 1 or pages = 0))
    or (kind = 'estimates' and estimates = 0)
    or kind not in ('call', 'report', 'release', 'estimates');
