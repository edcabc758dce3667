"""The capex chart, described: which value a company's bar shows, what it is, and what must be said under it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from callsheet import store
from callsheet.coverage import coverage
from callsheet.errors import MissingError
from callsheet.exports import queries
from callsheet.exports.comment_tables import company_code, shown_name
from callsheet.exports.queries import Row
from callsheet.exports.words import value_word, word
from callsheet.records import CapexChart, ChartPart, FigureKind, FiscalPeriod
from callsheet.rewrite.labels import period_label

YEAR, QUARTER = "year", "quarter"
MOST_COLUMNS: Final = {YEAR: 6, QUARTER: 10}  # the last ones with a value


def _columns(rows: Sequence[Row], by: str) -> Iterator[tuple[str, Row]]:
    """Yield each row that the chart shows, with its column.

    A fiscal year that is no calendar year stands in the column of the year that names it, where no sum of calendar
    quarters gives the company a value for that column: FY2025 guidance under CY2025.
    """
    own = {(row["company_code"], row["calendar_period"]) for row in rows if row["period_type"] == by}
    for row in rows:
        if row["period_type"] == by:
            yield row["calendar_period"], row
        elif by == YEAR and row["period_type"] == "fiscal_year":
            column = f"CY{FiscalPeriod.parse(row['calendar_period']).year}"
            if (row["company_code"], column) not in own:
                yield column, row


def _part(column: str, row: Row, corrected: Mapping[str, str], lang: str) -> ChartPart:
    fiscal = row["period_type"] == "fiscal_year"
    return ChartPart(
        ticker=row["company_code"],
        company=shown_name(row["company_code"], lang, row["company"]),
        period=column,
        status=FigureKind(row["status"]),
        low=row["low"],
        high=row["high"],
        source=row["source"],
        own_period=period_label(FiscalPeriod.parse(row["period"]), lang) if fiscal else "",
        figure_id=row["figure_id"],
        corrected_by=corrected.get(row["figure_id"], ""),
    )


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _named(parts: Iterable[ChartPart]) -> str:
    """Return the bars by company: ``Amazon CY2024, CY2025; Alphabet CY2025``."""
    periods: dict[str, list[str]] = {}
    for part in parts:
        periods.setdefault(part.company, []).append(part.own_period or part.period)
    return "; ".join(f"{company} {_joined(names)}" for company, names in periods.items())


def _notes(parts: Sequence[ChartPart], rows: Sequence[Row], absent: Sequence[str], lang: str) -> Iterator[str]:
    """Yield the notes: who guided, whose value is consensus or implied, whose year is fiscal, what each calls capex."""
    for status in (FigureKind.GUIDANCE, FigureKind.IMPLIED, FigureKind.CONSENSUS, FigureKind.ESTIMATE):
        named = _named(part for part in parts if part.status is status)
        if named:
            yield word(f"note_{status}", lang).format(companies=named)
    fiscal = _named(part for part in parts if part.own_period)
    if fiscal:
        yield word("note_fiscal", lang).format(companies=fiscal)
    corrected = _named(part for part in parts if part.corrected_by)
    if corrected:
        yield word("note_chart_corrected", lang).format(companies=corrected)
    if absent:
        yield word("note_no_value", lang).format(companies=", ".join(absent))
    shown = {part.ticker for part in parts}
    meant: dict[str, list[str]] = {row["definition"]: [] for row in rows}
    for row in rows:
        if row["company_code"] in shown:
            meant[row["definition"]].append(shown_name(row["company_code"], lang, row["company"]))
    definitions = "; ".join(
        f"{_joined(names)} {value_word(key, lang)}" for key, names in sorted(meant.items()) if names
    )
    yield word("note_definitions", lang).format(definitions=definitions)
    said = (FigureKind.ACTUAL, FigureKind.GUIDANCE, FigureKind.IMPLIED)
    assumed = _named(
        part for part, row in zip(parts, rows, strict=True) if part.status in said and row["assumes_definition"]
    )
    if assumed:
        yield word("note_assumed", lang).format(companies=assumed)


def capex_chart(
    con: store.Connection,
    lang: str = "ko",
    by: str = YEAR,
    tickers: Sequence[str] = (),
    as_of: date | None = None,
) -> CapexChart:
    """Describe the capex chart: actual, else the company's guidance, else what it implies, else consensus.

    Args:
        by: ``year`` or ``quarter`` of the calendar.
        tickers: the companies in the order of the legend; those of coverage.toml's ``chart_companies`` when empty.
        as_of: the day on which the values were known; None for today's knowledge.

    Raises:
        MissingError: ``by`` is neither, or the warehouse holds no value in one currency for any of the companies.
    """
    if by not in MOST_COLUMNS:
        raise MissingError(f"the chart is drawn by {' or '.join(MOST_COLUMNS)}, not by {by!r}")
    codes = list(dict.fromkeys(map(company_code, tickers or coverage().chart_companies)))
    rows = queries.capex_calendar(con, codes, as_of)
    currency = next((row["unit"] for row in rows), "USD")
    columns = [(column, row) for column, row in _columns([r for r in rows if r["unit"] == currency], by)]
    if not columns:
        raise MissingError(
            f"the warehouse holds no capex by {by} for {', '.join(codes)}; run `callsheet run` on their calls"
        )
    periods = sorted({column for column, _ in columns})[-MOST_COLUMNS[by] :]
    columns = [(column, row) for column, row in columns if column in periods]
    found = {row["company_code"]: row["company"] for _, row in columns}
    names = {code: shown_name(code, lang, found.get(code, "")) for code in codes}
    absent = [name for code, name in names.items() if code not in found]
    corrected = queries.corrected(con)
    parts = tuple(_part(column, row, corrected, lang) for column, row in columns)
    day = word("as_of", lang).format(day=f"{as_of:%Y-%m-%d}") if as_of else ""
    sources = _joined(
        [word("companies", lang), *(row["provider"] for _, row in columns if row["provider"]), "callsheet"]
    )
    return CapexChart(
        title=word("chart_title", lang).format(companies=len(codes)),
        periods=tuple(periods),
        companies=tuple(names.values()),
        parts=parts,
        currency=currency,
        source=word("chart_source", lang).format(sources=sources, day=day),
        notes=tuple(_notes(parts, [row for _, row in columns], absent, lang)),
        lang=lang,
    )
