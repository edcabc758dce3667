"""The tone behind a comment table: net tone of each part of a call, against the last call and the season."""

from collections.abc import Sequence

from callsheet import store
from callsheet.exports.words import value_word
from callsheet.records import CalendarQuarter, ToneRow

COLUMNS = ("company", "part", "sentences", "net_tone", "net_tone_low", "net_tone_high", "change", "against_season")

_TONE = """
    select company, fiscal_period, part, sentences, positive, negative, net_tone, net_tone_low, net_tone_high,
        previous_period, change, season_companies, against_season
    from out_tone_compared
    where calendar_quarter = $quarter and company_code in (select unnest($codes))
    order by list_position($codes, company_code),
        list_position(['call', 'role', 'section', 'topic'], part_type), part
"""


def tone_rows(con: store.Connection, codes: Sequence[str], quarter: CalendarQuarter) -> tuple[ToneRow, ...]:
    """Return the tone of these companies' calls on one calendar quarter, in the order of ``codes``, part by part."""
    found = con.execute(_TONE, {"quarter": str(quarter), "codes": list(codes)})
    names = [column for column, *_ in found.description or ()]
    return tuple(ToneRow(**dict(zip(names, row, strict=True))) for row in found.fetchall())


def tone_text(row: ToneRow, column: str, lang: str) -> str:
    """Return what a table shows of a row: net tones and changes with sign and two decimals, nothing where unknown."""
    value = getattr(row, column)
    if value is None:
        return ""
    return f"{value:+.2f}" if isinstance(value, float) else value_word(str(value), lang)
