-- Every call has exactly one edition in force, and every document at most one row as a call or report.
select company_code || ' ' || fiscal_period as id, count(*) filter (is_current) as current_editions
from out_calls group by all having count(*) filter (is_current) <> 1
union all
select doc_id, count(*) from (select doc_id from core_calls union all select doc_id from core_reports)
group by all having count(*) > 1;
