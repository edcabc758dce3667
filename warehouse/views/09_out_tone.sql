-- Every sentence of a call with its words and tone, of the editions in force.
create or replace view out_sentences as
select
    calls.company, calls.ticker, calls.company_code, calls.fiscal_period, calls.calendar_quarter, calls.held_on,
    turns.section, turns.speaker, turns.role, turns.affiliation,
    tones.turn_number, tones.span_start, tones.span_end,
    substr(turns.text, tones.span_start - turns.span_start + 1, tones.span_end - tones.span_start) as text,
    tones.tone, tones.score, tones.is_forward, tones.doc_id
from core_tones as tones
join out_calls as calls using (doc_id)
join raw_turns as turns on turns.doc_id = tones.doc_id and turns.turn_number = tones.turn_number
where calls.is_current;

comment on view out_sentences is 'Every sentence of a call with its words and tone, of the editions in force.';

-- Tone of each call by section and role: net tone is the share of positive less the share of negative sentences.
create or replace view out_tone as
select
    company, ticker, company_code, fiscal_period, calendar_quarter, held_on, section, role,
    count(*) as sentences,
    count(*) filter (tone = 'positive') as positive,
    count(*) filter (tone = 'negative') as negative,
    (count(*) filter (tone = 'positive') - count(*) filter (tone = 'negative')) / count(*) as net_tone,
    avg(score) as mean_score,
    100.0 * count(*) filter (is_forward) / count(*) as forward_pct,
    doc_id
from out_sentences
group by all;

comment on view out_tone is 'Tone of each call by section and role.';
comment on column out_tone.sentences is 'Number of sentences.';
comment on column out_tone.positive is 'Number of positive sentences.';
comment on column out_tone.negative is 'Number of negative sentences.';
comment on column out_tone.net_tone is 'Share of positive less share of negative sentences, -1 to 1.';
comment on column out_tone.mean_score is 'Mean of the sentences'' scores, -1 to 1.';
comment on column out_tone.forward_pct is 'Share of sentences that speak of the future, percent.';
