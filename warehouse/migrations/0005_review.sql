-- An analyst's corrections; nothing but a person writes or deletes them, and they outlive every re-run.
create table review_overrides (
    target_id varchar not null,
    field varchar not null,
    value varchar not null,
    author varchar not null,
    reason varchar not null,
    made_at timestamp not null
);
comment on table review_overrides is 'Corrections by figure or line; the newest of a field counts.';
comment on column review_overrides.target_id is 'figure_id or comment_id that is corrected.';
comment on column review_overrides.field is 'Column that is corrected, or hidden (value true) for a finding that should not be shown.';
comment on column review_overrides.value is 'The corrected value; empty for null.';
comment on column review_overrides.author is 'Who corrected it.';
comment on column review_overrides.reason is 'Why.';
comment on column review_overrides.made_at is 'When, UTC.';
