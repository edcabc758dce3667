-- Every range runs from its low to its high end, and every figure has at least one end.
select 'core_figures' as found_in, figure_id as id, low, high from core_reviewed_figures
where low > high or (low is null and high is null)
union all
select 'core_derived', figure_id, low, high from core_derived where low > high or (low is null and high is null)
union all
select 'core_estimates', estimate_id, low, high from core_estimates where low > high or (low is null and high is null);
