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
        affiliation, score, figure_ids, en, ko, rendered_by, place, path, doc_id, overridden_by
    from out_comments
    where document_kind = 'call' and calendar_quarter = ? and company_code in (select unnest(?))
    order by company_code, comment_number
"""

_FIGURES = """
    select
        figure_id, company_code, company, fiscal_period, held_on, period, kind, type, scope, definition,
        low, high, unit, qualifier, action, text, excerpt, speaker, place, path
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
        provider
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
