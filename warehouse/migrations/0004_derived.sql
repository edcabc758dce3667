-- What follows by arithmetic; recomputed after every load, each value with the operands that it came from.
create table core_derived (
    figure_id varchar not null,
    company_code varchar not null,
    doc_id varchar not null,
    stated_in varchar not null,
    known_on date,
    derived_number integer not null,
    derivation varchar not null,
    basis varchar not null,
    metric varchar not null,
    definition varchar not null,
    assumes_definition boolean not null,
    period varchar not null,
    low decimal(28, 6),
    high decimal(28, 6),
    unit varchar not null,
    qualifier varchar not null,
    working varchar not null
);
comment on table core_derived is 'Values that no document states and that follow from stated ones by arithmetic, as each call made them knowable.';
comment on column core_derived.stated_in is 'Fiscal period of the call that made the value known.';
comment on column core_derived.known_on is 'Day from which the value was known: the day of that call, or of the estimate.';
comment on column core_derived.derived_number is 'Position among the company''s derived values, from 0: each stands behind what it follows from.';
comment on column core_derived.derivation is 'Rule: sum_of_actuals, sum_of_guidance, implied_guidance, relation_bound, back_derived, difference_of_actuals, calendar_year.';
comment on column core_derived.basis is 'Status of the weakest operand: actual, guidance or implied.';
comment on column core_derived.assumes_definition is 'Whether an operand''s words name no definition and were read as the company''s headline definition.';
comment on column core_derived.working is 'The arithmetic: 20.0 + 22.6 + 22.6 + 22.6 = 87.8.';

create table core_operands (
    figure_id varchar not null,
    operand_number integer not null,
    sign varchar not null,
    operand_id varchar not null,
    period varchar not null,
    low decimal(28, 6),
    high decimal(28, 6)
);
comment on table core_operands is 'What a derived value was computed from.';
comment on column core_operands.operand_number is 'Position of the operand in the working, from 0.';
comment on column core_operands.sign is '+ - * / as the operand enters the value; ~ for the relation that says how.';
comment on column core_operands.operand_id is 'Id of the figure, relation or derived value that is the operand.';

create table core_guidance_steps (
    figure_id varchar not null,
    company_code varchar not null,
    previous_id varchar,
    previous_low decimal(28, 6),
    previous_high decimal(28, 6),
    quoted_id varchar,
    action varchar,
    action_said varchar,
    action_computed varchar,
    is_repeat boolean not null,
    mismatch varchar
);
comment on table core_guidance_steps is 'Each guidance statement against the one before it for the same period and definition.';
comment on column core_guidance_steps.previous_id is 'The guidance of the last earlier call; null for the first.';
comment on column core_guidance_steps.previous_low is 'Low end of the range before: as the call quotes it, else as the earlier call stated it.';
comment on column core_guidance_steps.previous_high is 'High end of the range before.';
comment on column core_guidance_steps.quoted_id is 'The figure in which the call itself quotes its old range.';
comment on column core_guidance_steps.action_said is 'The action that the words name.';
comment on column core_guidance_steps.action_computed is 'The action that follows from the two ranges.';
comment on column core_guidance_steps.is_repeat is 'Whether the same call stated the same guidance before.';
comment on column core_guidance_steps.mismatch is 'What does not agree: the quoted old range with the stored one, or the action said with the ranges; null where all does.';

create table core_calendar (
    figure_id varchar not null,
    company_code varchar not null,
    calendar_period varchar not null
);
comment on table core_calendar is 'Which calendar quarter (CY2024Q4) or year (CY2024) a figure''s fiscal period is.';
comment on column core_calendar.calendar_period is 'Calendar quarter (CY2024Q4) or year (CY2024); a fiscal year that is no calendar year keeps its name (FY2025).';

create table core_period_quarters (
    period varchar not null,
    fiscal_quarter varchar not null
);
comment on table core_period_quarters is 'The single fiscal quarters of every period that a figure is for; a year to date has none, its call decides.';
comment on column core_period_quarters.fiscal_quarter is 'A single fiscal quarter: FY2025Q2.';
