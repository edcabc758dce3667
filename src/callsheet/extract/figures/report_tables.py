"""Capex in the tables of reports and releases: rows of a cash-flow statement, rows of companies in a capex table.

A figure is what was spent: the money that a cash-flow statement prints as going out is positive here; ``text`` keeps
the cell as printed, with its sign. A column marked E or F holds the house's estimate, any other what was reported.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from callsheet.coverage import coverage
from callsheet.language.quantities import quantities
from callsheet.lexicon import lexicon
from callsheet.records import (
    BlockRole,
    Box,
    CalendarQuarter,
    Cell,
    Definition,
    Figure,
    FigureKind,
    FigureType,
    FiscalPeriod,
    Part,
    Qualifier,
    Report,
    ReportTable,
    Scope,
    Setting,
    Span,
    SpeakerRole,
    finding_id,
    fiscal_quarter,
)

_WORDS = lexicon("capex_ko")
_ROWS = _WORDS["rows"]
_CAPEX_ROW = re.compile(rf"(?:{'|'.join(_ROWS['capex'])})(?:\s*\([^)]*\))?\*?", re.IGNORECASE)
_CAPEX_TITLE = re.compile("|".join(_WORDS["capex"]["words"]), re.IGNORECASE)
_IN_INVESTING = re.compile("|".join(_ROWS["in_investing"]))
_SECTION, _INVESTING = re.compile(_ROWS["sections"]), re.compile(_ROWS["investing"], re.IGNORECASE)
_CASH = re.compile(_ROWS["cash"], re.IGNORECASE)
_CONSENSUS, _GUIDANCE = (re.compile(_ROWS[name], re.IGNORECASE) for name in ("consensus", "guidance"))
_UNITS = {name: (currency, Decimal(scale)) for name, (currency, scale) in _WORDS["units"].items()}
_MONTHS: dict[str, int] = lexicon("periods_en")["months"]
# Two digits are a year only with something that says so: "12" alone heads a column of something else.
_COLUMN = re.compile(
    r"(?=20\d\d|.*\D)(?:(?P<quarter>[1-4])Q|12M|FY|CY)?['’]?(?P<year>(?:20)?\d\d)(?P<mark>[EFPAC])?(?:년)?"
)
_MARKS = {"E": FigureKind.ESTIMATE, "F": FigureKind.ESTIMATE, "C": FigureKind.CONSENSUS}
_ENDED = re.compile(
    r"(?P<length>quarter|year|(?:three|six|nine|twelve) months)\s+ended\s+"
    rf"(?P<month>{'|'.join(_MONTHS)})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>20\d\d)",
    re.IGNORECASE,
)
_HALF_A_QUARTER = timedelta(days=45)
_NUMBER = re.compile(r"(?P<minus>[△▲▼\-–−(]*)\$?\s?(?P<digits>\d[\d,]*(?:\.\d+)?)\s?\)?")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of values: its period, and what it holds: what was reported, an estimate, or the consensus."""

    period: FiscalPeriod
    kind: FigureKind


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of capex: whose it is, what it counts, and its cells by column number."""

    cells: Sequence[Cell]
    ticker: str | None
    definition: Definition
    stated_kind: FigureKind | None


def find_table_figures(report: Report, setting: Setting) -> list[Figure]:
    """Return the capex figures in a report's tables, table by table and row by row.

    ``setting.ticker`` is the company of a company report or a release; rows that name a covered company are its own.
    """
    found: list[Figure] = []
    for table in report.tables:
        unit = _UNITS.get(re.sub(r"\s", "", (table.unit or "")).lower())
        if unit is None:
            continue
        columns = {
            number: column for number, cell in enumerate(table.header) if (column := _column(cell.text, setting))
        }
        for row in _capex_rows(table, setting):
            found += _row_figures(row, columns, unit, table, report, setting)
    return found


def column_period(head: str, setting: Setting) -> FiscalPeriod | None:
    """Return the period that the head of a column names: "2025F", "1Q26P", "Quarter Ended March 31, 2024"."""
    column = _column(head, setting)
    return column.period if column else None


def _column(head: str, setting: Setting) -> _Column | None:
    """Return what the head of a column says: "2025F", "1Q26P", "Quarter Ended March 31, 2024"."""
    ended = _ENDED.search(head)
    if ended:
        period = _period_ended(ended, setting.fiscal_year_end_month)
        return _Column(period, FigureKind.ACTUAL) if period else None
    match = _COLUMN.fullmatch(head.replace(" ", "").split("(")[0])
    if not match:
        return None
    year = int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"])
    period = FiscalPeriod.quarter(year, int(match["quarter"])) if match["quarter"] else FiscalPeriod(year)
    return _Column(period, _MARKS.get(match["mark"] or "", FigureKind.ACTUAL))


def _period_ended(match: re.Match[str], fiscal_year_end_month: int | None) -> FiscalPeriod | None:
    """Return the period that ends on a date, None for a date that no calendar has.

    A fiscal quarter is known by its middle month, which also holds for years of 52 or 53 weeks ("July 1, 2023").
    """
    try:
        end = date(int(match["year"]), _MONTHS[match["month"].lower()], int(match["day"]))
    except ValueError:
        return None
    middle = end - _HALF_A_QUARTER
    quarter = fiscal_quarter(CalendarQuarter(middle.year, (middle.month - 1) // 3 + 1), fiscal_year_end_month or 12)
    lengths = {
        "quarter": quarter,
        "three months": quarter,
        "year": FiscalPeriod(quarter.year),
        "twelve months": FiscalPeriod(quarter.year),
        "six months": FiscalPeriod(quarter.year, Part.H1),
        "nine months": FiscalPeriod(quarter.year, Part.YTD),
    }
    return lengths.get(re.sub(r"\s+", " ", match["length"].lower()))


def _capex_rows(table: ReportTable, setting: Setting) -> Iterator[_Row]:
    about_capex = bool(_CAPEX_TITLE.search(table.title))
    investing = False
    for cells in table.rows:
        label = cells[0].text.strip()
        if _SECTION.search(label) or (_INVESTING.search(label) and len(label) < 40):
            investing = bool(_INVESTING.search(label))
        kind = _stated_kind(cells)
        if _CAPEX_ROW.fullmatch(label) or (investing and _IN_INVESTING.fullmatch(label)):
            definition = Definition.CASH_PPE if _CASH.search(label) else Definition.AS_STATED
            yield _Row(cells, setting.ticker, definition, kind)
        elif about_capex:
            company = coverage().find_company(re.sub(r"\s*\(.*", "", label))
            if company is not None:
                yield _Row(cells, company.ticker, Definition.AS_STATED, kind)


def _stated_kind(cells: Sequence[Cell]) -> FigureKind | None:
    words = " ".join(cell.text for cell in cells[1:] if not re.search(r"\d", cell.text))
    if _CONSENSUS.search(words):
        return FigureKind.CONSENSUS
    return FigureKind.GUIDANCE if _GUIDANCE.search(words) else None


def _row_figures(
    row: _Row,
    columns: dict[int, _Column],
    unit: tuple[str, Decimal],
    table: ReportTable,
    report: Report,
    setting: Setting,
) -> Iterator[Figure]:
    read = {number: _ends(row.cells[number].text) for number in columns if number < len(row.cells)}
    values = {number: ends for number, ends in read.items() if ends is not None}
    outflow = sum(1 for low, _, _ in values.values() if low is not None and low < 0) * 2 > len(values)
    for number, (low, high, qualifier) in values.items():
        cell, column = row.cells[number], columns[number]
        page = cell.page or table.page
        place = _place(cell, row.cells, page, report)
        if place is None:
            continue
        span, excerpt = place
        ends = [end * unit[1] * (-1 if outflow else 1) if end is not None else None for end in (low, high)]
        kind = column.kind if column.kind is FigureKind.ACTUAL else row.stated_kind or column.kind
        yield Figure(
            figure_id=finding_id("f", setting.doc_id, span),
            type=FigureType.AMOUNT,
            kind=kind,
            scope=Scope.TOTAL,
            definition=row.definition,
            low=ends[0],
            high=ends[1],
            unit=unit[0],
            qualifier=qualifier,
            period=column.period,
            text=span.of(report.text),
            excerpt=excerpt,
            span=span,
            speaker=report.analysts[0] if report.analysts else report.broker or report.subject or "unknown",
            role=SpeakerRole.ANALYST if report.broker else SpeakerRole.EXECUTIVE,
            page=page,
            box=cell.box,
            ticker=row.ticker,
        )


def _ends(text: str) -> tuple[Decimal | None, Decimal | None, Qualifier] | None:
    """Return the ends of a printed amount: "55.7", "(117.0)", "60~65", "최소 88"."""
    match = _NUMBER.fullmatch(text.strip())
    if match:
        try:
            value = Decimal(match["digits"].replace(",", ""))
        except InvalidOperation:
            return None
        value = -value if match["minus"] else value
        return value, value, Qualifier.EXACT
    found = list(quantities(text))
    if len(found) == 1 and found[0].unit == "count":
        return found[0].low, found[0].high, found[0].qualifier
    return None


def _place(cell: Cell, row: Sequence[Cell], page: int, report: Report) -> tuple[Span, str] | None:
    """Return where the words of a cell stand in the report's text, and the row around them."""
    if cell.box is None:
        return None
    for block in report.blocks:
        for line in block.lines if block.role is BlockRole.ROW else ():
            if line.page == page and _holds(line.box, cell.box):
                words = line.span.of(report.text)
                start = _start_of(words, cell, row)
                if start is not None:
                    begin = line.span.start + start
                    return Span(begin, begin + len(cell.text)), words
    return None


def _holds(line: Box, cell: Box) -> bool:
    middle = (cell.top + cell.bottom) / 2
    return line.top <= middle <= line.bottom and line.x0 - 1 <= cell.x0 and cell.x1 <= line.x1 + 1


def _start_of(words: str, cell: Cell, row: Sequence[Cell]) -> int | None:
    """Return where in a row's words the cell's stand; the n-th of equal cells is the n-th of the equal words."""
    starts = [match.start() for match in re.finditer(rf"(?<!\S){re.escape(cell.text)}(?!\S)", words)]
    left = sum(1 for other in row if other.text == cell.text and other.box and cell.box and other.box.x0 < cell.box.x0)
    return starts[left] if left < len(starts) else None
