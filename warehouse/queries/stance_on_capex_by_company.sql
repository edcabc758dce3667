-- Where each company stands on capital spending when it speaks of DeepSeek, with the words of its last such sentence.
select company, fiscal_period, stance, supports, leaves_open, questions,
    analysts_support, analysts_leave_open, analysts_question,
    (select max_by(words.excerpt, words.span_start) from out_stances as words
        where words.doc_id = calls.doc_id and words.stance = calls.stance and words.role <> 'analyst') as in_its_words
from out_stance_by_company as calls
where topic = 'deepseek'
order by company, fiscal_period;
