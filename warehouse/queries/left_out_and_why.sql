-- What companies said and no sum or chart uses, because other statements rule it out: most often a misread period.
select statements.company, statements.stated_in, statements.period, statements.kind,
    statements.low / 1e9 as low_bn, statements.high / 1e9 as high_bn, contradictions.reason, statements.excerpt, figure_id
from core_contradictions as contradictions
join core_statements as statements using (figure_id)
order by statements.company, statements.stated_in, figure_id;
