-- An id names one thing, and every id that a row refers to exists.
with ids as (
    select figure_id as id from core_figures
    union all select relation_id from core_relations
    union all select comment_id from core_comments
    union all select stance_id from core_stances
    union all select figure_id from core_derived
    union all select estimate_id from core_estimates
),
references_to_ids as (
    select comment_id as id, unnest(figure_ids) as refers_to from core_comments
    union all select comment_id, question_id from core_comments where question_id is not null
    union all select figure_id, operand_id from core_operands
    union all select figure_id, figure_id from core_guidance_steps
    union all select figure_id, figure_id from core_calendar
)
select id, 'stands ' || count(*) || ' times' as finding from ids group by id having count(*) > 1
union all
select id, 'refers to ' || refers_to || ', which does not exist' from references_to_ids
where refers_to not in (select id from ids);
