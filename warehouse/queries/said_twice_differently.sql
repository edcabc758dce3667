-- Actuals that were stated twice with different values: read both sentences before using either.
select conflicts.company, conflicts.period, figures.low / 1e9 as low_bn, figures.unit, figures.definition,
    figures.excerpt, figures.speaker, figures.fiscal_period as said_in, figures.place
from (select company, period, unnest(figure_ids) as figure_id from out_conflicts) as conflicts
join out_figures as figures using (figure_id)
order by conflicts.company, conflicts.period, figures.low;
