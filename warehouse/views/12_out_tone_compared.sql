-- Tone of each part of a call, against the same part of the company's call before and of the other companies' calls on
-- the same calendar quarter. A part is the whole call; a role (executive, analyst); what executives say as prepared
-- remarks or as answers; or a topic that sentences name. The interval of a change joins those of the two calls by the
-- square-and-add rule (Zou and Donner 2008, "Construction of confidence limits about effect measures", Statistics in
-- Medicine 27). The season is the plain mean of the other companies' net tones, each company counting once.
create or replace view out_tone_compared as
with spoken as (
    select doc_id, role, section, tone, topics from out_sentences where role <> 'operator'
),
-- Counted by role and section first: the other parts but topics are sums of these few rows.
by_section as (
    select
        doc_id, role, section, count(*) as sentences,
        count(*) filter (tone = 'positive') as positive,
        count(*) filter (tone = 'negative') as negative
    from spoken group by all
),
parts as (
    select 'call' as part_type, 'call' as part, * from by_section
    union all select 'role', role, * from by_section where role in ('executive', 'analyst')
    union all select 'section', if(section = 'prepared_remarks', 'prepared_remarks', 'answers'), *
        from by_section where role = 'executive'
    union all select 'topic', topic, doc_id, role, section, 1, tone = 'positive', tone = 'negative'
        from (select *, unnest(topics) as topic from spoken where len(topics) > 0)
),
summed as (
    select
        doc_id, part_type, part, sum(sentences)::bigint as sentences, sum(positive)::bigint as positive,
        sum(negative)::bigint as negative
    from parts group by all
),
counted as (
    select
        company, ticker, company_code, fiscal_period, calendar_quarter, held_on, part_type, part,
        sentences, positive, negative,
        net_tone(positive, negative, sentences) as net_tone,
        net_tone_low(positive, negative, sentences) as net_tone_low,
        net_tone_high(positive, negative, sentences) as net_tone_high,
        doc_id
    from summed join out_calls using (doc_id)
),
-- The call before is the company's last call in the warehouse, whether or not it has this part.
calls as (
    select company_code, fiscal_period,
        lag(fiscal_period) over (partition by company_code order by fiscal_period) as previous_period
    from (select distinct company_code, fiscal_period from counted)
),
seasons as (
    select calendar_quarter, part_type, part, sum(net_tone) as total, count(distinct company_code) as companies
    from counted where calendar_quarter is not null group by all
)
select
    now.* exclude (doc_id),
    calls.previous_period,
    before.net_tone as previous_net_tone,
    now.net_tone - before.net_tone as change,
    change - sqrt((now.net_tone - now.net_tone_low) ** 2 + (before.net_tone_high - before.net_tone) ** 2) as change_low,
    change + sqrt((now.net_tone_high - now.net_tone) ** 2 + (before.net_tone - before.net_tone_low) ** 2) as change_high,
    seasons.companies - 1 as season_companies,
    (seasons.total - now.net_tone) / nullif(seasons.companies - 1, 0) as season_net_tone,
    now.net_tone - season_net_tone as against_season,
    now.doc_id
from counted as now
join calls using (company_code, fiscal_period)
left join counted as before
    on before.company_code = now.company_code and before.fiscal_period = calls.previous_period
    and before.part_type = now.part_type and before.part = now.part
left join seasons
    on seasons.calendar_quarter = now.calendar_quarter
    and seasons.part_type = now.part_type and seasons.part = now.part;

comment on view out_tone_compared is 'Tone of each part of a call, against the company''s call before and against the other companies'' calls on the same calendar quarter.';
comment on column out_tone_compared.part_type is 'call, role, section (of executives) or topic.';
comment on column out_tone_compared.part is 'call; executive or analyst; prepared_remarks or answers; or the key of a topic of coverage.toml.';
comment on column out_tone_compared.sentences is 'Number of sentences.';
comment on column out_tone_compared.positive is 'Number of positive sentences.';
comment on column out_tone_compared.negative is 'Number of negative sentences.';
comment on column out_tone_compared.net_tone is 'Share of positive less share of negative sentences, -1 to 1.';
comment on column out_tone_compared.net_tone_low is 'Low end of the 95 % interval of net_tone (Agresti and Min 2005).';
comment on column out_tone_compared.net_tone_high is 'High end of the 95 % interval of net_tone (Agresti and Min 2005).';
comment on column out_tone_compared.previous_period is 'Fiscal period of the company''s call before, of those in the warehouse; null for its first.';
comment on column out_tone_compared.previous_net_tone is 'Net tone of the same part of the call before; null where it had none.';
comment on column out_tone_compared.change is 'net_tone less that of the call before, -2 to 2.';
comment on column out_tone_compared.change_low is 'Low end of the 95 % interval of change (Zou and Donner 2008); above 0 the tone has clearly improved.';
comment on column out_tone_compared.change_high is 'High end of the 95 % interval of change; below 0 the tone has clearly worsened.';
comment on column out_tone_compared.season_companies is 'Number of other companies with this part in a call on the same calendar quarter.';
comment on column out_tone_compared.season_net_tone is 'Mean of their net tones; null where there is none.';
comment on column out_tone_compared.against_season is 'net_tone less season_net_tone, -2 to 2.';
