-- Every sentence of a comment and every toned sentence lies inside a turn of its call, or inside the words of its report.
with spans as (
    select comment_id as id, doc_id, unnest(spans, recursive := true) from core_comments
    union all
    select 'tone of ' || doc_id[:10], doc_id, span_start, span_end from core_tones where turn_number is null
),
sources as (
    select doc_id, span_start, span_end from raw_turns
    union all
    select doc_id, min(span_start), max(span_end) from raw_pages group by doc_id
)
select spans.id, spans.span_start, spans.span_end
from spans
asof left join sources on sources.doc_id = spans.doc_id and sources.span_start <= spans.span_start
where sources.span_end is null or sources.span_end < spans.span_end
union all
select 'tone of ' || tones.doc_id[:10], tones.span_start, tones.span_end
from core_tones as tones
left join raw_turns as turns using (doc_id, turn_number)
where tones.turn_number is not null
    and (turns.span_end is null or tones.span_start < turns.span_start or turns.span_end < tones.span_end);
