"""What the exports ask the warehouse. Views only: how a value came about is the business of ``warehouse/views``."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from callsheet import store
from callsheet.records import CalendarQuarter

Row = dict[str, Any]

_COMMENTS = """
    select
        comment_id, company_code, company, fiscal_period, held_on, section, line, question_id, theme, excerpt, speaker,
        affiliation, score, tone, figure_ids, en, ko, rendered_by, place, path, doc_id,
        coalesce(position, comment_number) as position,
        overridden_by, override_reason, approved_by
    from out_comments
    where document_kind = 'call' and calendar_quarter = ? and company_code in (select unnest(?))
    order by company_code, comment_number
"""

_FIGURES = """
    select
        figure_id, company_code, company, fiscal_period, held_on, period, kind, type, scope, definition,
        low, high, unit, qualifier, action, text, excerpt, speaker, place, path,
        overridden_by, override_reason, approved_by
    from out_figures
    where document_kind = 'call' and calendar_quarter = ? and company_code in (select unnest(?))
    order by company_code, span_start
"""

_QUARTERS = """
    select distinct calendar_quarter
    from out_calls
    where company_code = ? and calendar_quarter is not null
    order by calendar_quarter
"""

_LATEST = """
    select max(calendar_quarter) as calendar_quarter
    from out_comments
    where document_kind = 'call' and company_code in (select unnest(?))
"""

# The macro gives the calendar as it was known on a day. A chart shows the headline definition only, never a mixture,
# and no bound ("more than last year"): an implied value counts when it has both ends.
_CALENDAR = """
    select company_code, company, calendar_period, period_type, period, definition, status, low, high, unit, source,
        provider, figure_id
    from capex_calendar(cast(? as date))
    where is_headline and company_code in (select unnest(?))
        and (status <> 'implied' or (low is not null and high is not null))
    qualify row_number() over (
        partition by company_code, calendar_period, unit
        order by
            list_position(['actual', 'guidance', 'implied', 'consensus', 'estimate'], status),
            known_on desc, provider
    ) = 1
    order by company_code, calendar_period
"""

# Where the words of lines, figures, relations and derived values (those of their operands) stand.
_PLACES = """
    with wanted as (select unnest(?) as id),
    stated as (
        select comment_id as id, doc_id, spans from core_comments
        union all
        select figure_id, doc_id, [{'span_start': span_start, 'span_end': span_end}] from core_figures
        union all
        select relation_id, doc_id, [{'span_start': span_start, 'span_end': span_end}] from core_relations
    )
    select id, doc_id, spans from stated where id in (select id from wanted)
    union all
    select operands.figure_id, stated.doc_id, stated.spans
    from core_operands as operands
    join stated on stated.id = operands.operand_id
    where operands.figure_id in (select id from wanted)
    order by id, doc_id
"""

# Turns of calls, pages of reports; a page ends where the next one begins, and its words may be few.
_PASSAGES = """
    select
        turns.doc_id, turns.span_start, turns.speaker, turns.role, turns.text,
        calls.company || ' ' || calls.fiscal_period || coalesce(', ' || calls.held_on, '') as title
    from raw_turns as turns join core_calls as calls using (doc_id)
    where turns.doc_id in (select unnest(?))
    union all
    select
        pages.doc_id, pages.span_start, 'p. ' || pages.page, '', pages.text,
        concat_ws(', ', reports.broker, reports.title, reports.published_on)
    from raw_pages as pages join core_reports as reports using (doc_id)
    where pages.doc_id in (select unnest(?))
    order by doc_id, span_start
"""

_TONES = """
    with ordered as (
        select
            *,
            lag(net_tone) over (partition by company_code, section, role order by fiscal_period) as previous_net
        from out_tone
        where company_code in (select unnest(?)) and role <> 'operator'
    )
    select * from ordered
    where calendar_quarter = ?
    order by company_code, section, sentences desc, role
"""

_QUARTERS_WITH_COMMENTS = """
    select distinct calendar_quarter from out_comments
    where document_kind = 'call' and calendar_quarter is not null order by calendar_quarter desc
"""

_COMPANIES_WITH_COMMENTS = """
    select company_code from out_comments
    where document_kind = 'call' and calendar_quarter = ? and company_code is not null
    group by company_code order by count(*) desc, company_code
"""

_HIDDEN = """
    select
        comments.comment_id as target_id,
        coalesce(if(? = 'ko', comments.ko, null), comments.en) as text,
        comments.overridden_by as author, comments.override_reason as reason
    from core_reviewed_comments as comments join out_calls as calls using (doc_id)
    where comments.is_hidden and calls.is_current
        and calls.calendar_quarter = ? and calls.company_code in (select unnest(?))
    union all
    select figures.figure_id, figures.text, figures.overridden_by, figures.override_reason
    from core_reviewed_figures as figures join out_calls as calls using (doc_id)
    where figures.is_hidden and calls.is_current
        and calls.calendar_quarter = ? and calls.company_code in (select unnest(?))
    order by target_id
"""

# Hidden findings included: a reviewer may want one back.
_LINES_TO_REVIEW = """
    select comments.*, calls.company, calls.fiscal_period
    from core_reviewed_comments as comments join out_calls as calls using (doc_id)
    where calls.is_current and calls.calendar_quarter = ? and calls.company_code in (select unnest(?))
    order by calls.company_code, section, coalesce(position, comment_number)
"""

_FIGURES_TO_REVIEW = """
    select figures.*, calls.company, calls.fiscal_period
    from core_reviewed_figures as figures join out_calls as calls using (doc_id)
    where calls.is_current and calls.calendar_quarter = ? and calls.company_code in (select unnest(?))
    order by calls.company_code, span_start, figure_id
"""


def comments(con: store.Connection, codes: Sequence[str], quarter: CalendarQuarter) -> list[Row]:
    """Return the comments of these companies' calls on one calendar quarter, each call's in its own order."""
    return store.rows(con, _COMMENTS, [str(quarter), list(codes)])


def figures(con: store.Connection, codes: Sequence[str], quarter: CalendarQuarter) -> list[Row]:
    """Return the figures of these companies' calls on one calendar quarter, in the order in which they were said."""
    return store.rows(con, _FIGURES, [str(quarter), list(codes)])


def quarters(con: store.Connection, code: str) -> list[str]:
    """Return the calendar quarters for which the warehouse holds a call of the company."""
    return [row["calendar_quarter"] for row in store.rows(con, _QUARTERS, [code])]


def latest_quarter(con: store.Connection, codes: Sequence[str]) -> str | None:
    """Return the newest calendar quarter for which one of the companies has a comment; None where none has."""
    return store.rows(con, _LATEST, [list(codes)])[0]["calendar_quarter"]


def capex_calendar(con: store.Connection, codes: Sequence[str], as_of: date | None) -> list[Row]:
    """Return capex by calendar quarter, calendar year and fiscal year as known on ``as_of`` (None: as known today)."""
    return store.rows(con, _CALENDAR, [as_of or date.max, list(codes)])


def places(con: store.Connection, ids: Sequence[str]) -> list[Row]:
    """Return document and spans of each id, a row an operand for what is derived."""
    return store.rows(con, _PLACES, [list(ids)])


def passages(con: store.Connection, doc_ids: Sequence[str]) -> list[Row]:
    """Return the turns or pages of documents, each document's in its order."""
    return store.rows(con, _PASSAGES, [list(doc_ids), list(doc_ids)])


def tones(con: store.Connection, codes: Sequence[str], quarter: CalendarQuarter) -> list[Row]:
    """Return the tone of each section and role of these companies' calls, with that of the call before."""
    return store.rows(con, _TONES, [list(codes), str(quarter)])


def corrected(con: store.Connection) -> dict[str, str]:
    """Return who corrected a figure, or an operand of a derived value, by its id."""
    return {row["figure_id"]: row["overridden_by"] for row in store.rows(con, "select * from core_corrected")}


def quarters_with_comments(con: store.Connection) -> list[str]:
    """Return the calendar quarters on which a call has a comment, the newest first."""
    return [row["calendar_quarter"] for row in store.rows(con, _QUARTERS_WITH_COMMENTS)]


def companies_with_comments(con: store.Connection, quarter: str) -> list[str]:
    """Return the companies whose calls on a calendar quarter have comments, those with the most first."""
    return [row["company_code"] for row in store.rows(con, _COMPANIES_WITH_COMMENTS, [quarter])]


def hidden_findings(con: store.Connection, codes: Sequence[str], quarter: str, lang: str) -> list[Row]:
    """Return the lines and figures of these companies' calls that analysts took out, and who and why."""
    return store.rows(con, _HIDDEN, [lang, quarter, list(codes), quarter, list(codes)])


def lines_to_review(con: store.Connection, codes: Sequence[str], quarter: CalendarQuarter) -> list[Row]:
    """Return every line of these companies' calls on a quarter as corrected so far, hidden ones included."""
    return store.rows(con, _LINES_TO_REVIEW, [str(quarter), list(codes)])


def figures_to_review(con: store.Connection, codes: Sequence[str], quarter: CalendarQuarter) -> list[Row]:
    """Return every figure of these companies' calls on a quarter as corrected so far, hidden ones included."""
    return store.rows(con, _FIGURES_TO_REVIEW, [str(quarter), list(codes)])
