-- The turns of a call and the pages of a report follow each other without overlap, and are as long as their words.
with sources as (
    select doc_id, turn_number as number, span_start, span_end, text from raw_turns
    union all
    select doc_id, page, span_start, span_end, text from raw_pages
)
select doc_id, number, span_start, span_end, length(text) as length_chars
from sources
qualify span_end - span_start <> length(text)
    or span_start < lag(span_end) over (partition by doc_id order by span_start);
