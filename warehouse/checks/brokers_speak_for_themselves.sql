-- What a broker's report prints is no operand and no guidance step, and nothing but its consensus stands in the calendar.
with used as (
    select operand_id as id, 'operand of ' || figure_id as used_as from core_operands
    union all select figure_id, 'guidance step' from core_guidance_steps
    union all select previous_id, 'guidance before ' || figure_id from core_guidance_steps
    union all select figure_id, 'calendar' from core_calendar
)
select figures.figure_id as id, figures.kind, used.used_as
from core_reviewed_figures as figures
join raw_documents as documents using (doc_id)
join used on used.id = figures.figure_id
where documents.kind = 'report' and (used.used_as <> 'calendar' or figures.kind <> 'consensus');
