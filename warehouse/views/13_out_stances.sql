-- Every sentence on a topic that takes a stance on capital spending, of the editions in force.
create or replace view out_stances as
select
    stances.stance_id, calls.company, calls.ticker, calls.company_code, calls.fiscal_period, calls.calendar_quarter,
    calls.held_on, stances.topic, stances.stance, stances.frame, stances.excerpt, stances.speaker, stances.role,
    turns.affiliation, turns.section, turns.place, stances.span_start, stances.span_end, calls.path, stances.doc_id
from core_stances as stances
join out_calls as calls using (doc_id)
join raw_turns as turns using (doc_id, turn_number)
where calls.is_current;

comment on view out_stances is 'Every sentence on a topic that takes a stance on capital spending, of the editions in force.';

-- The stance of a company's executives on capital spending in what they say about a topic, call by call, and beside it
-- that of the analysts who ask. The stance is the one that more sentences take, supporting against questioning; as many
-- of both, or neither, is neutral.
create or replace view out_stance_by_company as
select
    company, ticker, company_code, fiscal_period, calendar_quarter, held_on, topic,
    count(*) filter (role <> 'analyst' and stance = 'supports') as supports,
    count(*) filter (role <> 'analyst' and stance = 'neutral') as leaves_open,
    count(*) filter (role <> 'analyst' and stance = 'questions') as questions,
    case
        when supports > questions then 'supports'
        when questions > supports then 'questions'
        when supports + leaves_open + questions > 0 then 'neutral'
    end as stance,
    count(*) filter (role = 'analyst' and stance = 'supports') as analysts_support,
    count(*) filter (role = 'analyst' and stance = 'neutral') as analysts_leave_open,
    count(*) filter (role = 'analyst' and stance = 'questions') as analysts_question,
    doc_id
from out_stances
group by all;

comment on view out_stance_by_company is 'Stance on capital spending in what a company''s executives say about a topic, call by call.';
comment on column out_stance_by_company.supports is 'Number of sentences of the company that support capital spending.';
comment on column out_stance_by_company.leaves_open is 'Number of sentences of the company that leave it open.';
comment on column out_stance_by_company.questions is 'Number of sentences of the company that question it.';
comment on column out_stance_by_company.stance is 'supports, neutral or questions: what more of the company''s sentences do; null where only analysts take one.';
comment on column out_stance_by_company.analysts_support is 'Number of sentences of analysts that support capital spending.';
comment on column out_stance_by_company.analysts_leave_open is 'Number of sentences of analysts that ask what it means, or leave it open.';
comment on column out_stance_by_company.analysts_question is 'Number of sentences of analysts that question capital spending.';
