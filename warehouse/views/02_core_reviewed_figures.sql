-- Figures with the analysts' corrections applied: the newest correction of a field counts, an empty value is null.
create or replace view core_reviewed_figures as
with corrections as (
    select
        target_id,
        max_by(value, made_at) filter (field = 'low') as low,
        max_by(value, made_at) filter (field = 'high') as high,
        max_by(value, made_at) filter (field = 'kind') as kind,
        max_by(value, made_at) filter (field = 'scope') as scope,
        max_by(value, made_at) filter (field = 'definition') as definition,
        max_by(value, made_at) filter (field = 'period') as period,
        max_by(value, made_at) filter (field = 'action') as action,
        max_by(value, made_at) filter (field = 'hidden') as hidden,
        max_by(author, made_at) filter (field <> 'approved') as author,
        max_by(reason, made_at) filter (field <> 'approved') as reason,
        max(made_at) filter (field <> 'approved') as corrected_at,
        max_by(value, made_at) filter (field = 'approved') as approved,
        max_by(author, made_at) filter (field = 'approved') as approver,
        max(made_at) filter (field = 'approved') as approved_at
    from review_overrides
    group by target_id
)
select
    figures.* replace (
        case when corrections.low is null then figures.low
            else try_cast(nullif(corrections.low, '') as decimal(28, 6)) end as low,
        case when corrections.high is null then figures.high
            else try_cast(nullif(corrections.high, '') as decimal(28, 6)) end as high,
        coalesce(corrections.kind, figures.kind) as kind,
        coalesce(corrections.scope, figures.scope) as scope,
        coalesce(corrections.definition, figures.definition) as definition,
        case when corrections.period is null then figures.period else nullif(corrections.period, '') end as period,
        case when corrections.action is null then figures.action else nullif(corrections.action, '') end as action
    ),
    coalesce(corrections.hidden = 'true', false) as is_hidden,
    corrections.author as overridden_by,
    corrections.reason as override_reason,
    case when approved = 'true' and approved_at > coalesce(corrected_at, timestamp '1970-01-01') then approver end as approved_by
from core_figures as figures
left join corrections on corrections.target_id = figures.figure_id;

comment on view core_reviewed_figures is 'Figures with the analysts'' corrections applied.';
comment on column core_reviewed_figures.is_hidden is 'Whether an analyst decided that the finding should not be shown.';
comment on column core_reviewed_figures.overridden_by is 'Who corrected the row; null where nobody did.';
comment on column core_reviewed_figures.override_reason is 'Why the row was corrected.';
comment on column core_reviewed_figures.approved_by is 'Who approved the row as it stands; a later correction ends the approval.';
