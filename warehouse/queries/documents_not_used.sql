-- Documents that could not be used, by reason, with what to do.
select rejected_code, count(*) over (partition by rejected_code) as documents, path, rejected_sentence
from out_documents
where use = 'rejected'
order by documents desc, rejected_code, path;
