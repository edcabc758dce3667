-- Each snapshot once; files that hold the same one agree on its value, or the later was refused.
create or replace view core_estimates as
select * from raw_estimates qualify row_number() over (partition by estimate_id order by doc_id) = 1;

comment on view core_estimates is 'Estimates as dated snapshots: a provider''s value of one day is never overwritten by another''s or a later one''s.';
