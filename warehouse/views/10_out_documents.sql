-- What came in, what was used and what was not, and why.
create or replace view out_documents as
select
    documents.doc_id,
    documents.path,
    documents.kind,
    case
        when documents.rejected_code is not null then 'rejected'
        when calls.is_current = false then 'superseded'
        else 'used'
    end as use,
    documents.rejected_code,
    documents.rejected_sentence,
    calls.company,
    calls.ticker,
    calls.fiscal_period,
    calls.held_on,
    reports.broker,
    reports.published_on,
    coalesce(reports.title, '') as title,
    documents.layout,
    documents.language,
    documents.warnings,
    coalesce(figures.figures, 0) as figures,
    coalesce(comments.comments, 0) as comments,
    documents.extractor_version,
    documents.first_loaded_at,
    documents.loaded_at
from raw_documents as documents
left join out_calls as calls using (doc_id)
left join core_reports as reports using (doc_id)
left join (select doc_id, count(*) as figures from core_figures group by doc_id) as figures using (doc_id)
left join (select doc_id, count(*) as comments from core_comments group by doc_id) as comments using (doc_id);

comment on view out_documents is 'What came in, what was used and what was not, and why.';
comment on column out_documents.use is 'used, superseded (a better transcript of the same call is in force) or rejected.';
comment on column out_documents.figures is 'Number of figures found in the document.';
comment on column out_documents.comments is 'Number of comments found in the document.';

-- Corrections, and whether they still have something to correct.
create or replace view out_overrides as
select
    overrides.*,
    exists (select 1 from core_figures where figure_id = target_id)
        or exists (select 1 from core_comments where comment_id = target_id) as has_target
from review_overrides as overrides;

comment on view out_overrides is 'The analysts'' corrections, and whether what they correct is still found.';
comment on column out_overrides.has_target is 'Whether the corrected figure or comment is still found in its document.';

-- A quarter's or year's actual that a company stated twice with different values: read both before using either.
create or replace view out_conflicts as
select
    company_code, company, period, definition, unit,
    min(low) as low, max(high) as high,
    list(figure_id order by stated_in, span_start) as figure_ids
from core_statements
where type = 'amount' and kind = 'actual' and period is not null and period not like '%YTD%'
group by all
having min(low) < max(high) * 0.995;

comment on view out_conflicts is 'Periods whose actual was stated with values more than 0.5 % apart under one definition.';
