"""Cells of a workbook: text that stays text, amounts in the trade's colours, rows as high as their words."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from callsheet.exports.fonts import wrapped
from callsheet.exports.render.text import shown
from callsheet.exports.words import word
from callsheet.records import PERCENT

FONT: Final = "Malgun Gothic"  # on every Windows, and on a Mac with Office
SIZE: Final = 10
INPUT_BLUE: Final = "0000FF"  # the trade's colours: inputs blue, computed black
RULE = Side(style="thin", color="B0B0B0")
STRONG_RULE = Side(style="medium", color="595959")
NUMBER = Alignment(horizontal="right", vertical="top", indent=1)
BAND = PatternFill("solid", start_color="EEF2F1")
LEADING: Final = 14.5  # points
MAX_CELL: Final = 32_767  # characters, Excel's own limit
MAX_HEIGHT: Final = 409.0  # points, Excel's own limit
POINTS_A_CHARACTER: Final = 5.8  # of a column's width, for a text measured in the widest font it may be set in

# Shown in billions (조 for won), kept in units: each comma behind the digits hides three of them.
_FORMATS: Final = {PERCENT: '0.0"%"', "KRW": '#,##0.0,,,,"조"'}
_BILLIONS: Final = '[<9950000000]#,##0.00,,,"B";#,##0.0,,,"B"'

# A workbook writes a character as "_x0041_"; words that look so must not become one.
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_HEADS: Final = {"source": "document"}


def put(
    sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False, color: str = "000000", wrap: bool = True
) -> Cell:
    """Write ``text`` as text, whatever it looks like: ``= + - @`` in front make no formula."""
    cell = sheet.cell(row, column)
    drawn = _ESCAPE.sub(r"_x005F_", shown(text))
    cell.value = drawn if len(drawn) <= MAX_CELL else drawn[: MAX_CELL - 1] + "…"
    cell.data_type = "s"
    cell.quotePrefix = cell.value.startswith(("=", "+", "-", "@"))
    cell.font = Font(name=FONT, size=SIZE, bold=bold, color=color)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    return cell


def amount(sheet: Worksheet, row: int, column: int, value: Decimal | str | None, unit: str) -> None:
    """Write a number in blue, or a formula (a string made here, never from a document) in black."""
    if value is None:
        return
    cell = sheet.cell(row, column)
    cell.value = value
    cell.number_format = _FORMATS.get(unit, _BILLIONS)
    cell.font = Font(name=FONT, size=SIZE, color="000000" if isinstance(value, str) else INPUT_BLUE)
    cell.alignment = NUMBER


def measure(sheet: Worksheet, row: int, column: int, value: float | None, number_format: str) -> None:
    """Write a number that callsheet counted or computed, in black."""
    if value is not None:
        cell = sheet.cell(row, column)
        cell.value, cell.number_format, cell.alignment = value, number_format, NUMBER
        cell.font = Font(name=FONT, size=SIZE)


def rule(sheet: Worksheet, row: int, columns: int, side: Side = RULE) -> None:
    for column in range(1, columns + 1):
        cell = sheet.cell(row, column)
        cell.border = Border(top=cell.border.top, bottom=side)


def head(sheet: Worksheet, row: int, columns: Sequence[str], lang: str) -> None:
    for number, column in enumerate(columns, start=1):
        put(sheet, row, number, word(_HEADS.get(column, column), lang), bold=True)
    rule(sheet, row, len(columns), STRONG_RULE)


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


def page_setup(sheet: Worksheet, widths: Mapping[str, int], head_row: int) -> None:
    """Make the sheet readable as it opens and as it prints: widths, heights, frozen head, landscape, one page wide."""
    for number, (name, width) in enumerate(widths.items(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        if name in ("low", "high"):
            sheet.cell(head_row, number).alignment = NUMBER
    _fit_rows(sheet, tuple(widths.values()))
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = sheet.cell(head_row + 1, 1)
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
