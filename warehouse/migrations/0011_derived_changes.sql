-- Derived changes beside derived levels, and old ranges that follow from a change of one end.
alter table core_derived add column type varchar default 'amount';
comment on column core_derived.type is 'amount (a level) or delta (a change over the year before).';
comment on column core_derived.derivation is 'Rule: sum_of_actuals, sum_of_guidance, implied_guidance, relation_bound, back_derived, difference_of_actuals, calendar_year; change, change_at_midpoint (over the year before); prior_range (the range before, from a change of one end); moved_guidance (the earlier guidance and a change against it).';
comment on column core_operands.sign is '+ - * / as the operand enters the value; mid: by its midpoint; high, low: taken off that end of the range before it; ~ for the relation that says how.';
