-- Kinds, definitions, qualifiers, roles and tones are those of DESIGN.md, and periods are spelled canonically.
with listed as (
    select 'type' as field, type as value, figure_id as id,
        ['amount', 'delta', 'ratio'] as allowed from core_figures
    union all select 'kind', kind, figure_id,
        ['actual', 'guidance', 'plan', 'prior', 'other', 'consensus', 'estimate', 'implied'] from core_reviewed_figures
    union all select 'scope', scope, figure_id, ['total', 'component'] from core_reviewed_figures
    union all select 'definition', definition, figure_id,
        ['incl_finance_leases', 'cash_ppe', 'net_of_proceeds', 'as_stated'] from core_reviewed_figures
    union all select 'qualifier', qualifier, figure_id,
        ['exact', 'approx', 'range', 'at_least', 'at_most'] from core_figures
    union all select 'action', action, figure_id,
        ['initiated', 'raised', 'lowered', 'narrowed', 'reiterated', 'withdrawn'] from core_reviewed_figures
    union all select 'role', role, figure_id,
        ['operator', 'investor_relations', 'executive', 'analyst', 'unknown'] from core_figures
    union all select 'kind', kind, estimate_id, ['consensus', 'estimate'] from core_estimates
    union all select 'line', line, comment_id, ['bullet', 'question', 'answer'] from core_comments
    union all select 'rendered_by', rendered_by, comment_id, ['frame', 'model', 'quote'] from core_comments
    union all select 'tone', tone, comment_id, ['positive', 'neutral', 'negative'] from core_comments
    union all select 'tone', tone, doc_id, ['positive', 'neutral', 'negative'] from core_tones
    union all select 'stance', stance, stance_id, ['supports', 'neutral', 'questions'] from core_stances
),
periods as (
    select period, figure_id as id from core_reviewed_figures
    union all select period, relation_id from core_relations
    union all select reference, relation_id from core_relations
    union all select fiscal_period, doc_id from core_calls
    union all select fiscal_period, estimate_id from core_estimates
)
select field, value, id from listed where value is not null and not list_contains(allowed, value)
union all
select 'period', period, id from periods
where period is not null and not regexp_full_match(period, 'FY\d{4}(Q[1-4]|H[12]|YTD)?(-FY\d{4}(Q[1-4]|H[12]|YTD)?)?');
