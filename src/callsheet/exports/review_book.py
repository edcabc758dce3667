"""Reviewing in Excel: the findings of a quarter as a workbook to correct, and the corrections that it comes back with.

What the reviewer saw travels along in a hidden sheet, so that an import knows what was changed in the workbook, and
what has changed in the warehouse meanwhile.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from callsheet import store
from callsheet.coverage import coverage
from callsheet.errors import ExportError, MissingError, RefusedError
from callsheet.exports import queries
from callsheet.exports.render import in_place
from callsheet.exports.render.text import shown
from callsheet.exports.render.xlsx_cells import page_setup, put, rule
from callsheet.records import CalendarQuarter, Correction, Definition, FigureKind, GuidanceAction, Scope

START, LINES, FIGURES, SEEN = "Review", "Lines", "Figures", "seen"
AUTHOR_CELL: Final = "B2"
_INPUT: Final = PatternFill("solid", start_color="FFF9DB")
_YES_NO: Final = ("false", "true")
_LINE_WIDTHS: Final = {
    **{"comment_id": 22, "company": 14, "fiscal_period": 11, "line": 9, "speaker": 16, "excerpt": 60},
    **{"section": 12, "ko": 60, "en": 50, "position": 9, "hidden": 8, "approved": 9, "reason": 26},
}
_FIGURE_WIDTHS: Final = {
    **{"figure_id": 22, "company": 14, "fiscal_period": 11, "text": 22, "speaker": 16, "excerpt": 60, "unit": 8},
    **{"low": 18, "high": 18, "kind": 11, "scope": 11, "definition": 20, "period": 14, "action": 12},
    **{"hidden": 8, "approved": 9, "reason": 26},
}
_HELP: Final = (
    "Correct the yellow cells of the sheets Lines and Figures, give a reason in the same row, save, and run",
    "callsheet review import FILE.xlsx",
    "Set approved to true for what is right as it stands. What someone else changed meanwhile is reported, never lost.",
)


def _choices() -> dict[str, Sequence[str]]:
    return {
        "section": [section.key for section in coverage().sections],
        "kind": list(FigureKind),
        "scope": list(Scope),
        "definition": list(Definition),
        "action": list(GuidanceAction),
        "hidden": _YES_NO,
        "approved": _YES_NO,
    }


def write_review(con: store.Connection, codes: Sequence[str], quarter: CalendarQuarter, path: Path) -> int:
    """Write the lines and figures of these companies' calls on a calendar quarter to correct; return how many.

    Raises:
        MissingError: there is none.
        ExportError: the file cannot be written.
    """
    lines = queries.lines_to_review(con, codes, quarter)
    figures = queries.figures_to_review(con, codes, quarter)
    if not lines and not figures:
        raise MissingError(f"there is nothing to review of {', '.join(codes)} for {quarter}")
    book = Workbook()
    _start_sheet(book.active)
    seen = book.create_sheet(SEEN)
    seen.sheet_state = "hidden"
    _sheet(book.create_sheet(LINES, 1), lines, _LINE_WIDTHS, store.COMMENT_FIELDS, seen)
    _sheet(book.create_sheet(FIGURES, 2), figures, _FIGURE_WIDTHS, store.FIGURE_FIELDS, seen)
    in_place(path, book.save)
    return len(lines) + len(figures)


def _start_sheet(sheet: Worksheet) -> None:
    sheet.title = START
    put(sheet, 1, 1, "callsheet review", bold=True, wrap=False)
    put(sheet, 2, 1, "Reviewer", wrap=False)
    sheet[AUTHOR_CELL].fill = _INPUT
    for number, text in enumerate(_HELP, start=4):
        put(sheet, number, 1, text, wrap=False)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 30


def _sheet(
    sheet: Worksheet,
    rows: Sequence[Mapping[str, Any]],
    widths: Mapping[str, int],
    fields: tuple[str, ...],
    seen: Worksheet,
) -> None:
    columns = tuple(widths)
    for number, column in enumerate(columns, start=1):
        put(sheet, 1, number, column, bold=True)
    rule(sheet, 1, len(columns))
    for at, row in enumerate(rows, start=2):
        texts = store.field_texts(dict(row), fields)
        for number, column in enumerate(columns, start=1):
            text = texts[column] if column in texts else str(row.get(column) or "")
            cell = put(sheet, at, number, text, wrap=column in ("excerpt", "ko", "en", "reason"))
            if column in fields or column == "reason":
                cell.fill = _INPUT
            if column in ("low", "high") and text:
                cell.value, cell.data_type, cell.number_format = Decimal(text), "n", "#,##0.######"
        seen.append([None])
        line = seen.max_row
        for number, text in enumerate((row[columns[0]], _kept(texts)), start=1):
            cell = seen.cell(line, number)
            cell.value, cell.data_type = text, "s"
    for column, choices in _choices().items():
        if column in columns and rows:
            letter = get_column_letter(columns.index(column) + 1)
            allowed = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            allowed.add(f"{letter}2:{letter}{len(rows) + 1}")
            sheet.add_data_validation(allowed)
    page_setup(sheet, widths, head_row=1)


def _kept(texts: Mapping[str, str]) -> str:
    """Return fields as JSON that a workbook leaves as it is: a workbook reads ``_x0041_`` as a character."""
    return json.dumps(texts).replace("_", "\\u005f")


def read_review(path: Path, author: str = "") -> list[Correction]:
    """Return the corrections of a workbook that ``write_review`` wrote and a reviewer changed.

    Args:
        author: who reviewed; the name in the workbook where it is empty.

    Raises:
        MissingError: there is no such file, or no reviewer's name.
        ExportError: the file is no workbook of ours.
        RefusedError: a cell holds what it cannot, or a correction has no reason; the message names the cell.
    """
    if not path.is_file():
        raise MissingError(f"{path} does not exist; `callsheet review export` writes it")
    try:
        book = load_workbook(path)
        sheets = {name: book[name] for name in (START, LINES, FIGURES, SEEN)}
        seen = {row[0].value: json.loads(row[1].value) for row in sheets[SEEN].iter_rows(max_col=2) if row[0].value}
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, IndexError, OSError) as error:
        raise ExportError(f"{path}: is no review workbook of callsheet ({error}); export a new one") from error
    who = author.strip() or str(sheets[START][AUTHOR_CELL].value or "").strip()
    found = [each for name in (LINES, FIGURES) for each in _corrections(sheets[name], seen, who)]
    if found and not who:
        raise MissingError(f"{path}: write the reviewer's name into {START}!{AUTHOR_CELL}, or give --author")
    return found


def _corrections(sheet: Worksheet, seen: Mapping[str, Mapping[str, str]], author: str) -> Iterator[Correction]:
    rows = sheet.iter_rows()
    columns = [str(cell.value) for cell in next(rows)]
    for row in rows:
        cells = dict(zip(columns, row, strict=False))
        target_id = str(row[0].value or "")
        if target_id not in seen:
            if any(cell.value for cell in row):
                raise RefusedError(
                    f"{sheet.title}!A{row[0].row}: {target_id!r} is no id of this workbook; leave ids alone"
                )
            continue
        before = seen[target_id]
        values = {
            field: text
            for field, was in before.items()
            if field in cells and (text := _cell_text(sheet.title, field, cells[field])) != shown(was)
        }
        if values:
            reason = _cell_text(sheet.title, "reason", cells["reason"])
            if not reason and set(values) - {"approved", "position"}:
                raise RefusedError(f"{sheet.title}!{cells['reason'].coordinate}: give a reason for the correction")
            kept = {field: before[field] for field in values if field != "approved"}
            if "approved" in values:
                kept |= {field: text for field, text in before.items() if field not in ("approved", "position")}
            yield Correction(target_id, values, kept, author, reason or "reviewed in Excel")


def _cell_text(sheet: str, field: str, cell: Any) -> str:
    value = cell.value
    if cell.data_type == "f":
        raise RefusedError(f"{sheet}!{cell.coordinate}: holds a formula; write the value itself")
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if field in ("low", "high", "position"):
        try:
            return f"{Decimal(str(value).replace(',', '')).normalize():f}"
        except InvalidOperation as error:
            raise RefusedError(f"{sheet}!{cell.coordinate}: expected a number, found {value!r}") from error
    text = shown(str(value).replace("_x005F_", "_"))
    return text.lower() if field in ("hidden", "approved") else text
