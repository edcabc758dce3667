-- How brokers' reports and companies' releases speak of each topic: sentences, net tone, and the strongest of them.
select
    coalesce(broker, company) as said_by, document_kind, published_on, topic,
    count(*) as sentences,
    count(*) filter (tone = 'positive') as positive,
    count(*) filter (tone = 'negative') as negative,
    round(net_tone(positive, negative, sentences), 2) as net_tone,
    arg_max(text, abs(score)) as strongest,
    arg_max(sentence_id, abs(score)) as sentence_id
from (select *, unnest(topics) as topic from out_sentence_places where document_kind in ('report', 'release'))
group by all
order by published_on, said_by, topic;
