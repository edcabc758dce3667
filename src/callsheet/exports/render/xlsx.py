"""Excel: a sheet of comments, the figures with their words, the ladder with its implied values as live formulas."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from callsheet.exports.render.text import asked_by, line_text, marker
from callsheet.exports.render.xlsx_cells import BAND, NUMBER, STRONG_RULE, amount, head, measure, page_setup, put, rule
from callsheet.exports.render.xlsx_chart import chart_sheet
from callsheet.exports.words import cell_text, value_word, word
from callsheet.records import CommentTable, CompanyBlock, Ladder, LadderRow, Line, TableSection

_COMMENT_WIDTHS: Final = {
    "section": 22,
    "comments": 84,
    "words": 70,
    "speaker": 18,
    "affiliation": 18,
    "document": 30,
    **{"corrected_by": 14, "reason": 24, "approved_by": 14},
}
_FIGURE_WIDTHS: Final = {
    **{"company": 14, "period": 12, "status": 11, "value": 14, "low": 11, "high": 11, "unit": 8, "definition": 18},
    **{"scope": 9, "action": 10, "words": 26, "excerpt": 70, "speaker": 18, "source": 48},
    **{"corrected_by": 14, "reason": 24, "approved_by": 14, "figure_id": 26},
}
_LADDER_WIDTHS: Final = {
    **{"held_on": 12, "stated_in": 11, "period": 16, "status": 10, "value": 14, "low": 11, "high": 11, "action": 10},
    **{"definition": 18, "working": 44, "words": 50, "source": 48, "figure_id": 54},
}

_REVIEW_COLUMNS: Final = ("corrected_by", "reason", "approved_by")
_TONE_WIDTHS: Final = {
    **{"company": 16, "fiscal_period": 12, "section": 24, "role": 18, "sentences": 11, "positive": 10},
    **{"negative": 10, "net": 11, "previous_net": 12, "forward_pct": 13},
}
_TONE_FORMATS: Final = {
    **dict.fromkeys(("sentences", "positive", "negative"), "#,##0"),
    **dict.fromkeys(("net", "previous_net"), "+0.00;-0.00;0.00"),
    "forward_pct": '0"%"',
}


def _section(sheet: Worksheet, row: int, section: TableSection) -> int:
    """Write a section's lines from ``row`` on; return the row below them."""
    put(sheet, row, 1, section.title)
    for line in section.lines:
        question = line.line is Line.QUESTION
        text = f"{marker(line)} {line_text(line)}".strip() + (f" ({asked_by(line)})" if asked_by(line) else "")
        put(sheet, row, 2, text, bold=question).alignment = Alignment(
            wrap_text=True, vertical="top", indent=0 if question else 1
        )
        review = (line.review.corrected_by, line.review.reason, line.review.approved_by)
        behind = (line.excerpt, line.speaker, line.affiliation or "", line.source, *review)
        for column, value in enumerate(behind, start=3):
            put(sheet, row, column, value, color="595959")
        row += 1
    rule(sheet, row - 1, len(_COMMENT_WIDTHS))
    return row


def _band(sheet: Worksheet, row: int, block: CompanyBlock) -> None:
    put(sheet, row, 1, f"#{block.company}", bold=True)
    put(sheet, row, 2, block.fiscal_period)
    for column in range(1, len(_COMMENT_WIDTHS) + 1):
        sheet.cell(row, column).fill = BAND
    rule(sheet, row, len(_COMMENT_WIDTHS))


def _comment_sheet(sheet: Worksheet, table: CommentTable) -> None:
    put(sheet, 1, 1, table.title, bold=True, wrap=False)
    head(sheet, 3, tuple(_COMMENT_WIDTHS), table.lang)
    put(sheet, 3, 2, table.head, bold=True)
    rule(sheet, 3, len(_COMMENT_WIDTHS), STRONG_RULE)
    row = 4
    for block in table.blocks:
        _band(sheet, row, block)
        row += 1
        for section in block.sections:
            row = _section(sheet, row, section)
    for note in (table.source, *table.notes):
        row += 1
        put(sheet, row, 1, note, color="595959", wrap=False)
    page_setup(sheet, _COMMENT_WIDTHS, head_row=3)


def _figure_sheet(sheet: Worksheet, table: CommentTable) -> dict[str, int]:
    """Write the figures, one a row; return the row of each figure id, for formulas that refer to it."""
    columns = tuple(_FIGURE_WIDTHS)
    head(sheet, 1, columns, table.lang)
    rows = {}
    for number, figure in enumerate(table.figures, start=2):
        rows[figure.figure_id] = number
        for column, name in enumerate(columns, start=1):
            if name in ("low", "high"):
                amount(sheet, number, column, getattr(figure, name), figure.unit)
            elif name in _REVIEW_COLUMNS:
                put(sheet, number, column, getattr(figure.review, name))
            else:
                put(sheet, number, column, cell_text(figure, name, table.lang), wrap=name != "figure_id")
        rule(sheet, number, len(columns))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(len(rows) + 1, 1)}"
    page_setup(sheet, _FIGURE_WIDTHS, head_row=1)
    return rows


def sum_formula(row: LadderRow, end: str, cells: Mapping[str, str]) -> str | None:
    """Return the formula of one end of an implied value, or None where it is not the sum of its operands.

    ``cells`` maps the figure ids that stand in the workbook to their cell; an operand that does not is written as its
    number, one without a number (the relation that says how) is left out. A value that the operands do not add up to
    (a growth rate, a difference) stays a value with its working.
    """
    operands = [operand for operand in row.operands if operand.low is not None or operand.high is not None]
    values = [getattr(operand, end) for operand in operands]
    if not values or None in values or sum(values, Decimal(0)) != getattr(row, end):
        return None
    return "=" + "+".join(
        cells.get(operand.figure_id, f"{getattr(operand, end).normalize():f}") for operand in operands
    )


def _ladder_rows(sheet: Worksheet, at: int, ladder: Ladder, cells: dict[str, dict[str, str]], lang: str) -> int:
    """Write one company's ladder from row ``at`` on; return the row below it. ``cells`` grows by the ladder's own."""
    columns = tuple(_LADDER_WIDTHS)
    put(sheet, at, 1, f"#{ladder.company}", bold=True, wrap=False)
    for column in range(1, len(columns) + 1):
        sheet.cell(at, column).fill = BAND
    for row in ladder.rows:
        at += 1
        for column, name in enumerate(columns, start=1):
            if name in cells:
                amount(sheet, at, column, sum_formula(row, name, cells[name]) or getattr(row, name), row.unit)
                cells[name].setdefault(row.figure_id, f"{get_column_letter(column)}{at}")
            else:
                put(sheet, at, column, cell_text(row, name, lang), wrap=name != "figure_id")
        rule(sheet, at, len(columns))
    return at + 2


def _ladder_sheet(sheet: Worksheet, ladders: Sequence[Ladder], cells: dict[str, dict[str, str]], lang: str) -> None:
    head(sheet, 1, tuple(_LADDER_WIDTHS), lang)
    at = 2
    for ladder in ladders:
        at = _ladder_rows(sheet, at, ladder, cells, lang)
    page_setup(sheet, _LADDER_WIDTHS, head_row=1)


def _tone_sheet(sheet: Worksheet, table: CommentTable) -> None:
    head(sheet, 1, tuple(_TONE_WIDTHS), table.lang)
    for at, row in enumerate(table.tones, start=2):
        for column, name in enumerate(_TONE_WIDTHS, start=1):
            value = getattr(row, name)
            if name in _TONE_FORMATS:
                measure(sheet, at, column, value, _TONE_FORMATS[name])
            else:
                put(sheet, at, column, value_word(str(value), table.lang), wrap=False)
        rule(sheet, at, len(_TONE_WIDTHS))
    for column, name in enumerate(_TONE_WIDTHS, start=1):
        if name in _TONE_FORMATS:
            sheet.cell(1, column).alignment = NUMBER
    put(sheet, len(table.tones) + 3, 1, word("note_tone", table.lang), color="595959", wrap=False)
    page_setup(sheet, _TONE_WIDTHS, head_row=1)


def _figure_cells(title: str, rows: Mapping[str, int]) -> dict[str, dict[str, str]]:
    """Map figure ids to the cells of their low and high end on the figures sheet."""
    letters = {end: get_column_letter(list(_FIGURE_WIDTHS).index(end) + 1) for end in ("low", "high")}
    return {end: {key: f"'{title}'!{letter}{row}" for key, row in rows.items()} for end, letter in letters.items()}


def workbook(table: CommentTable) -> Workbook:
    """Return the workbook: comments, figures, ladder; the last two only where the table has them."""
    book = Workbook()
    _comment_sheet(book.active, table)
    book.active.title = word("comments", table.lang)
    rows: dict[str, int] = {}
    if table.figures:
        rows = _figure_sheet(book.create_sheet(word("figures", table.lang)), table)
    if table.ladders:
        cells = _figure_cells(word("figures", table.lang), rows)
        _ladder_sheet(book.create_sheet(word("ladder", table.lang)), table.ladders, cells, table.lang)
    if table.tones:
        _tone_sheet(book.create_sheet(word("tone", table.lang)), table)
    if table.chart:
        chart_sheet(book.create_sheet(word("chart", table.lang)), table.chart)
    return book


def write(table: CommentTable, path: Path) -> None:
    """Write the workbook."""
    workbook(table).save(path)


def write_ladder(ladder: Ladder, path: Path, lang: str = "ko") -> None:
    """Write one company's ladder as a workbook of its own."""
    book = Workbook()
    book.active.title = word("ladder", lang)
    _ladder_sheet(book.active, [ladder], _figure_cells("", {}), lang)
    book.save(path)
