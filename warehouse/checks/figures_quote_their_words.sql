-- The words of every figure and relation stand exactly at their place in the document.
with quoted as (
    select figure_id as id, doc_id, text, span_start, span_end from core_figures
    union all
    select relation_id, doc_id, text, span_start, span_end from core_relations
),
sources as (
    select doc_id, span_start, span_end, text from raw_turns
    union all
    select doc_id, span_start, span_end, text from raw_pages
),
-- Words may run over the end of a report's page: the pieces are joined in their order.
found as (
    select
        quoted.id,
        any_value(quoted.text) as text,
        string_agg(substr(
            sources.text,
            greatest(quoted.span_start, sources.span_start) - sources.span_start + 1,
            least(quoted.span_end, sources.span_end) - greatest(quoted.span_start, sources.span_start)
        ), '' order by sources.span_start) as found
    from quoted
    left join sources
        on sources.doc_id = quoted.doc_id
        and sources.span_start < quoted.span_end
        and quoted.span_start < sources.span_end
    group by quoted.id, quoted.span_start, quoted.span_end
)
select id, text, found from found where found is distinct from text;
