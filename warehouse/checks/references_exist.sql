-- What a row points to within its document is there: its turn, the turns of an exchange, the table of a cell, the
-- statement before a guidance.
with turns as (
    select 'core_figures' as found_in, figure_id as id, doc_id, turn_number from core_figures
    union all select 'core_relations', relation_id, doc_id, turn_number from core_relations
    union all select 'core_comments', comment_id, doc_id, turn_number from core_comments
    union all
    select 'core_exchanges', 'exchange ' || exchange_number, doc_id, unnest(question_turns || answer_turns)
    from core_exchanges
),
statements as (
    select figure_id as id from core_figures
    union all select figure_id from core_derived
    union all select relation_id from core_relations
)
select found_in, id, 'turn ' || turn_number || ' of ' || doc_id[:10] as missing
from turns anti join raw_turns using (doc_id, turn_number)
where turn_number is not null
union all
select 'core_table_cells', 'row ' || row_number || ', column ' || column_number, 'table ' || table_number || ' of ' || doc_id[:10]
from core_table_cells anti join core_tables using (doc_id, table_number)
union all
select 'core_guidance_steps', figure_id, previous_id from core_guidance_steps
where previous_id is not null and previous_id not in (select id from statements)
union all
select 'core_guidance_steps', figure_id, quoted_id from core_guidance_steps
where quoted_id is not null and quoted_id not in (select id from statements);
