"""Excel: a sheet of comments, the figures with their words, the ladder with its implied values as live formulas."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from callsheet.exports.fonts import wrapped
from callsheet.exports.render.text import asked_by, marker, shown
from callsheet.exports.words import value_word, word
from callsheet.records import PERCENT, CommentTable, CompanyBlock, Ladder, LadderRow, Line, TableSection

FONT: Final = "Malgun Gothic"  # on every Windows, and on a Mac with Office
SIZE: Final = 10
INPUT_BLUE: Final = "0000FF"  # the trade's colours: inputs blue, computed black
RULE = Side(style="thin", color="B0B0B0")
STRONG_RULE = Side(style="medium", color="595959")
BAND = PatternFill("solid", start_color="EEF2F1")
LEADING: Final = 14.5  # points
MAX_CELL: Final = 32_767  # characters, Excel's own limit
MAX_HEIGHT: Final = 409.0  # points, Excel's own limit
POINTS_A_CHARACTER: Final = 5.2  # of a column's width, less what the cell's padding takes

# Shown in billions (조 for won), kept in units: each comma behind the digits hides three of them.
_FORMATS: Final = {PERCENT: '0.0"%"', "KRW": '#,##0.0,,,,"조"'}
_BILLIONS: Final = '#,##0.0,,,"B"'

# A workbook writes a character as "_x0041_"; words that look so must not become one.
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_COMMENT_WIDTHS: Final = {"section": 22, "comments": 84, "words": 70, "speaker": 18, "affiliation": 18, "document": 30}
_FIGURE_WIDTHS: Final = {
    **{"company": 14, "period": 12, "status": 11, "value": 14, "low": 11, "high": 11, "unit": 8, "definition": 18},
    **{"scope": 9, "action": 10, "words": 26, "excerpt": 70, "speaker": 18, "source": 34, "figure_id": 18},
}
_LADDER_WIDTHS: Final = {
    **{"held_on": 12, "stated_in": 11, "period": 16, "status": 10, "value": 14, "low": 11, "high": 11, "action": 10},
    **{"definition": 18, "working": 44, "words": 50, "source": 34, "figure_id": 18},
}
_HEADS: Final = {"source": "document"}


def put(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False, color: str = "000000") -> Cell:
    """Write ``text`` as text, whatever it looks like: ``= + - @`` in front make no formula."""
    cell = sheet.cell(row, column)
    drawn = _ESCAPE.sub(r"_x005F_", shown(text))
    cell.value = drawn if len(drawn) <= MAX_CELL else drawn[: MAX_CELL - 1] + "…"
    cell.data_type = "s"
    cell.quotePrefix = cell.value.startswith(("=", "+", "-", "@"))
    cell.font = Font(name=FONT, size=SIZE, bold=bold, color=color)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _amount(sheet: Worksheet, row: int, column: int, value: Decimal | str | None, unit: str) -> None:
    """Write a number in blue, or a formula (a string made here, never from a document) in black."""
    if value is None:
        return
    cell = sheet.cell(row, column)
    cell.value = value
    cell.number_format = _FORMATS.get(unit, _BILLIONS)
    cell.font = Font(name=FONT, size=SIZE, color="000000" if isinstance(value, str) else INPUT_BLUE)
    cell.alignment = Alignment(vertical="top")


def _rule(sheet: Worksheet, row: int, columns: int, side: Side = RULE) -> None:
    for column in range(1, columns + 1):
        cell = sheet.cell(row, column)
        cell.border = Border(top=cell.border.top, bottom=side)


def _head(sheet: Worksheet, row: int, columns: Sequence[str], lang: str) -> None:
    for number, column in enumerate(columns, start=1):
        put(sheet, row, number, word(_HEADS.get(column, column), lang), bold=True)
    _rule(sheet, row, len(columns), STRONG_RULE)


def _fit_rows(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Set every row as high as its wrapped text needs: not every program does so when it opens a workbook."""
    rooms = [width * POINTS_A_CHARACTER for width in widths]
    for row in sheet.iter_rows(max_col=len(widths)):
        texts = [
            len(wrapped(cell.value, room, SIZE, bool(cell.font.b)))
            for cell, room in zip(row, rooms, strict=False)
            if cell.data_type == "s" and cell.alignment.wrap_text
        ]
        lines = max(texts, default=1)
        sheet.row_dimensions[row[0].row].height = min(MAX_HEIGHT, lines * LEADING + 3)


def _page_setup(sheet: Worksheet, widths: Mapping[str, int], head_row: int) -> None:
    """Make the sheet readable as it opens and as it prints: widths, heights, frozen head, landscape, one page wide."""
    for number, (name, width) in enumerate(widths.items(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        if name in ("low", "high"):
            sheet.cell(head_row, number).alignment = Alignment(horizontal="right", vertical="top")
    _fit_rows(sheet, tuple(widths.values()))
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = sheet.cell(head_row + 1, 1)
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def _section(sheet: Worksheet, row: int, section: TableSection) -> int:
    """Write a section's lines from ``row`` on; return the row below them."""
    put(sheet, row, 1, section.title)
    for line in section.lines:
        question = line.line is Line.QUESTION
        text = f"{marker(line)} {shown(line.text)}".strip() + (f" ({asked_by(line)})" if asked_by(line) else "")
        put(sheet, row, 2, text, bold=question).alignment = Alignment(
            wrap_text=True, vertical="top", indent=0 if question else 1
        )
        behind = (line.excerpt, line.speaker, line.affiliation or "", line.source)
        for column, value in enumerate(behind, start=3):
            put(sheet, row, column, value, color="595959")
        row += 1
    _rule(sheet, row - 1, len(_COMMENT_WIDTHS))
    return row


def _band(sheet: Worksheet, row: int, block: CompanyBlock) -> None:
    put(sheet, row, 1, f"#{block.company}", bold=True)
    put(sheet, row, 2, block.fiscal_period)
    for column in range(1, len(_COMMENT_WIDTHS) + 1):
        sheet.cell(row, column).fill = BAND
    _rule(sheet, row, len(_COMMENT_WIDTHS))


def _comment_sheet(sheet: Worksheet, table: CommentTable) -> None:
    put(sheet, 1, 1, table.title, bold=True).alignment = Alignment(wrap_text=False)
    _head(sheet, 3, tuple(_COMMENT_WIDTHS), table.lang)
    put(sheet, 3, 2, table.head, bold=True)
    _rule(sheet, 3, len(_COMMENT_WIDTHS), STRONG_RULE)
    row = 4
    for block in table.blocks:
        _band(sheet, row, block)
        row += 1
        for section in block.sections:
            row = _section(sheet, row, section)
    for note in (table.source, *table.notes):
        row += 1
        put(sheet, row, 1, note, color="595959").alignment = Alignment(wrap_text=False)
    _page_setup(sheet, _COMMENT_WIDTHS, head_row=3)


def _figure_sheet(sheet: Worksheet, table: CommentTable) -> dict[str, int]:
    """Write the figures, one a row; return the row of each figure id, for formulas that refer to it."""
    columns = tuple(_FIGURE_WIDTHS)
    _head(sheet, 1, columns, table.lang)
    rows = {}
    for number, figure in enumerate(table.figures, start=2):
        rows[figure.figure_id] = number
        for column, name in enumerate(columns, start=1):
            if name in ("low", "high"):
                _amount(sheet, number, column, getattr(figure, name), figure.unit)
            else:
                put(sheet, number, column, value_word(getattr(figure, name), table.lang))
        _rule(sheet, number, len(columns))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(len(rows) + 1, 1)}"
    _page_setup(sheet, _FIGURE_WIDTHS, head_row=1)
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
    put(sheet, at, 1, f"#{ladder.company}", bold=True).alignment = Alignment(wrap_text=False)
    for column in range(1, len(columns) + 1):
        sheet.cell(at, column).fill = BAND
    for row in ladder.rows:
        at += 1
        for column, name in enumerate(columns, start=1):
            if name in cells:
                _amount(sheet, at, column, sum_formula(row, name, cells[name]) or getattr(row, name), row.unit)
                cells[name].setdefault(row.figure_id, f"{get_column_letter(column)}{at}")
            else:
                put(sheet, at, column, value_word(getattr(row, name), lang))
        _rule(sheet, at, len(columns))
    return at + 2


def _ladder_sheet(sheet: Worksheet, ladders: Sequence[Ladder], cells: dict[str, dict[str, str]], lang: str) -> None:
    _head(sheet, 1, tuple(_LADDER_WIDTHS), lang)
    at = 2
    for ladder in ladders:
        at = _ladder_rows(sheet, at, ladder, cells, lang)
    _page_setup(sheet, _LADDER_WIDTHS, head_row=1)


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
