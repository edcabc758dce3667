-- The questions of the capex section with house and analyst, and the lines that answered them.
select questions.company, questions.fiscal_period, questions.held_on, questions.affiliation, questions.speaker as analyst,
    questions.en as question, answers.speaker as answered_by, answers.en as answer, answers.ko as answer_ko
from out_comments as questions
left join out_comments as answers on answers.question_id = questions.comment_id
where questions.line = 'question' and questions.section = 'capex'
order by questions.company, questions.held_on, questions.comment_number, answers.comment_number;
