"""What a table shows of a call that only a machine heard is provisional until an edited transcript confirms it."""

from collections.abc import Sequence

from callsheet.exports.comment_tables import company_code
from callsheet.records import CalendarQuarter
from callsheet.store import Connection, rows

_IN_FORCE = """
    select coalesce(companies.name_en, calls.company) as name_en, coalesce(companies.name_ko, calls.company) as name_ko,
        fiscal_period
    from out_calls as calls left join core_companies as companies using (ticker)
    where is_current and edition = 'raw' and calendar_quarter = ? and company_code in (select unnest(?))
    order by company_code
"""
_NOTE = {
    "en": "{calls}: provisional; from a transcript that a machine heard, until the edited one confirms it.",
    "ko": "{calls}: 잠정; 기계가 받아쓴 녹취 기준이며 교정본으로 확인 전",
}


def provisional_notes(con: Connection, tickers: Sequence[str], quarter: CalendarQuarter, lang: str) -> tuple[str, ...]:
    """Return the note under a table of which calls the edition in force is a machine's; none where all are edited.

    >>> _NOTE["en"].format(calls="Meta FY2024Q4")
    'Meta FY2024Q4: provisional; from a transcript that a machine heard, until the edited one confirms it.'
    """
    found = rows(con, _IN_FORCE, [str(quarter), [company_code(ticker) for ticker in tickers]])
    calls = ", ".join(f"{row[f'name_{lang}']} {row['fiscal_period']}" for row in found)
    return (_NOTE[lang].format(calls=calls),) if calls else ()
