-- Our comment lines and a broker's for the same company and section, side by side: the last call before the report.
with theirs as (
    select
        broker, published_on, table_title, ticker, section, line, text,
        row_number() over (partition by doc_id, table_number, ticker, section order by line_number) as place
    from out_report_comments
    where ticker is not null and section is not null
),
reports as (select distinct broker, published_on, table_title, ticker, section from theirs),
calls as (
    select reports.*, max(comments.held_on) as held_on
    from reports
    join out_comments as comments
        on comments.ticker = reports.ticker
        and comments.section = reports.section
        and comments.document_kind = 'call'
        and comments.held_on <= reports.published_on
    group by all
),
ours as (
    select
        calls.broker, calls.published_on, calls.table_title, calls.ticker, calls.section, comments.fiscal_period, comments.line,
        coalesce(comments.ko, comments.en) as text, comments.comment_id,
        row_number() over (
            partition by calls.broker, calls.published_on, calls.table_title, calls.ticker, calls.section
            order by comments.comment_number
        ) as place
    from calls
    join out_comments as comments
        on comments.ticker = calls.ticker and comments.section = calls.section and comments.held_on = calls.held_on
        and comments.document_kind = 'call'
)
select
    ticker, section, place, ours.fiscal_period, ours.line as our_line, ours.text as ours, ours.comment_id,
    broker, published_on, table_title, theirs.line as their_line, theirs.text as theirs
from theirs
full join ours using (broker, published_on, table_title, ticker, section, place)
order by ticker, section, broker, published_on, table_title, place;
