-- Every figure with its company, call or report, speaker and words; editions that are not in force included. A figure in
-- a report is about the company that its words name, else about the one whose own report or release it is; in a report on
-- a sector it may be about none.
create or replace view out_figures_all_editions as
select
    figures.figure_id,
    coalesce(
        calls.company,
        companies.name_en,
        case when reports.exchange_code is not null or documents.kind = 'release' then reports.subject end
    ) as company,
    coalesce(calls.ticker, figures.ticker) as ticker,
    coalesce(
        calls.company_code,
        figures.ticker,
        reports.exchange_code,
        case when documents.kind = 'release' then reports.subject end
    ) as company_code,
    calls.fiscal_period,
    calls.calendar_quarter,
    calls.held_on,
    reports.broker,
    reports.published_on,
    figures.* exclude (figure_id, doc_id, turn_number, is_hidden, ticker),
    turns.title,
    turns.affiliation,
    turns.section,
    coalesce(place_at(turns.places, turns.place, figures.span_start), 'page ' || figures.page) as place,
    documents.kind as document_kind,
    documents.path,
    figures.doc_id,
    coalesce(calls.is_current, true) as is_current,
    coalesce(calls.valid_from, documents.first_loaded_at) as valid_from,
    calls.valid_to
from core_reviewed_figures as figures
join raw_documents as documents using (doc_id)
left join out_calls as calls using (doc_id)
left join core_reports as reports using (doc_id)
left join core_companies as companies on companies.ticker = figures.ticker
left join raw_turns as turns on turns.doc_id = figures.doc_id and turns.turn_number = figures.turn_number
where not figures.is_hidden;

comment on view out_figures_all_editions is 'Every figure with company, document, speaker and words, superseded editions of a call included.';
comment on column out_figures_all_editions.document_kind is 'Kind of the document that states the figure: call, report or release.';

-- The same, of the editions in force only: what an analyst counts.
create or replace view out_figures as
select * exclude (is_current, valid_from, valid_to) from out_figures_all_editions where is_current;

comment on view out_figures is 'Every figure with company, document, speaker and words, of the editions in force.';
