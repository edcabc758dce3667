-- The figures that analysts corrected, and the values that follow from them by arithmetic, at however many steps.
create or replace view core_corrected as
with recursive corrected as (
    select figure_id, overridden_by from core_reviewed_figures where overridden_by is not null
    union
    select operands.figure_id, corrected.overridden_by
    from corrected join core_operands as operands on operands.operand_id = corrected.figure_id
)
select figure_id, overridden_by from corrected;

comment on view core_corrected is 'Figures that analysts corrected, and the derived values that use them.';
