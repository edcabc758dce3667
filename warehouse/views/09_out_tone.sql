-- Every sentence of a call with its words and tone, of the editions in force.
create or replace view out_sentences as
select
    calls.company, calls.ticker, calls.company_code, calls.fiscal_period, calls.calendar_quarter, calls.held_on,
    turns.section, turns.speaker, turns.role, turns.affiliation,
    tones.turn_number, tones.span_start, tones.span_end,
    substr(turns.text, tones.span_start - turns.span_start + 1, tones.span_end - tones.span_start) as text,
    tones.tone, tones.score, tones.is_forward, coalesce(tones.topics, []) as topics, tones.doc_id
from core_tones as tones
join out_calls as calls using (doc_id)
join raw_turns as turns on turns.doc_id = tones.doc_id and turns.turn_number = tones.turn_number
where calls.is_current;

comment on view out_sentences is 'Every sentence of a call with its words and tone, of the editions in force.';

-- Net tone: the share of positive less the share of negative sentences, with its 95 % interval. The interval is that of
-- Agresti and Min (2005, "Simple improved confidence intervals for comparing matched proportions", Statistics in
-- Medicine 24) for a difference of two shares of the same sentences: half a sentence is added to each of the four
-- cells, which keeps it honest for few sentences. It takes sentences as independent; those of one speaker are not
-- quite, so it is if anything too narrow.
create or replace macro net_tone(positive, negative, sentences) as (positive - negative) / sentences;
create or replace macro net_tone_reach(positive, negative, sentences) as
    1.959964 * sqrt(positive + negative + 1 - (positive - negative) ** 2 / (sentences + 2)) / (sentences + 2);
create or replace macro net_tone_low(positive, negative, sentences) as
    greatest(-1.0, (positive - negative) / (sentences + 2) - net_tone_reach(positive, negative, sentences));
create or replace macro net_tone_high(positive, negative, sentences) as
    least(1.0, (positive - negative) / (sentences + 2) + net_tone_reach(positive, negative, sentences));

-- Tone of each call by section and role.
create or replace view out_tone as
select
    company, ticker, company_code, fiscal_period, calendar_quarter, held_on, section, role,
    count(*) as sentences,
    count(*) filter (tone = 'positive') as positive,
    count(*) filter (tone = 'negative') as negative,
    net_tone(positive, negative, sentences) as net_tone,
    net_tone_low(positive, negative, sentences) as net_tone_low,
    net_tone_high(positive, negative, sentences) as net_tone_high,
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
comment on column out_tone.net_tone_low is 'Low end of the 95 % interval of net_tone (Agresti and Min 2005).';
comment on column out_tone.net_tone_high is 'High end of the 95 % interval of net_tone (Agresti and Min 2005).';
comment on column out_tone.mean_score is 'Mean of the sentences'' scores, -1 to 1.';
comment on column out_tone.forward_pct is 'Share of sentences that speak of the future, percent.';
