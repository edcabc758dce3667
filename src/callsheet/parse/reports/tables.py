"""From grids to the tables of a report: title, unit, head, rows, source; and what their cells are worth."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from callsheet.language.printed import cell_value
from callsheet.lexicon import lexicon
from callsheet.parse.reports.grid import Grid, GridCell
from callsheet.parse.reports.joining import LineJoiner
from callsheet.parse.reports.paragraphs import Line, Paragraph
from callsheet.parse.reports.regions import FoundTable
from callsheet.records import Box, Cell, ReportTable

_BLOCKS = lexicon("report")["blocks"]
_CAPTION, _SOURCE, _NOTE = (re.compile(_BLOCKS[name]) for name in ("caption", "source", "note"))
_UNIT_NOTE = re.compile(_BLOCKS["unit_note"])
_UNIT = re.compile(rf"(?:{_BLOCKS['units']})(?![가-힣A-Za-z])")
_TITLE_BULLET = re.compile(r"^[▶►■●◆▪※]\s*")
_TITLE_ABOVE = 40.0  # points between a table and the title over it
_SOURCE_BELOW, _BETWEEN_TABLE_AND_SOURCE = 45.0, 2  # points, and paragraphs: a note may stand before the source
_EXCEPTION = re.compile(r"\bexcept\b", re.IGNORECASE)
_LONGEST_TITLE, _LONGEST_LINE = 80, 110
_NEW_LINE = re.compile(r"[-–•·▪■→Q]|\d\)|[①-⑳]")
_TOTAL = re.compile(_BLOCKS["totals"], re.IGNORECASE)
_SHARE = re.compile(r"%|YoY|QoQ|비중|증감|증가율|대비", re.IGNORECASE)


def report_table(found: FoundTable, page: int, around: Sequence[Paragraph], joiner: LineJoiner) -> ReportTable:
    """Return a found table with the words around it that name it; ``around`` are the paragraphs of its page."""
    grid = found.grid
    title, unit = _title(found.box, around)
    header = _header(grid, joiner)
    return ReportTable(
        title=title or "",
        page=page,
        unit=unit or _unit_of(header),
        header=header,
        rows=tuple(_rows(grid, joiner)),
        source=_source(found.box, around),
    )


def _text(cell: GridCell, joiner: LineJoiner) -> str:
    """Return the words of a cell; a line that begins an item of its own stays a line."""
    items: list[list[tuple[str, bool]]] = []
    for line in cell.lines:
        if items and not _NEW_LINE.match(line[0]):
            items[-1].append(line)
        else:
            items.append([line])
    return "\n".join(joiner.join(item)[0] for item in items)


def _header(grid: Grid, joiner: LineJoiner) -> tuple[Cell, ...]:
    """Return one head a column: what stands over several columns comes before what stands over one."""
    heads: list[Cell] = []
    for column in range(grid.columns):
        stacked: list[GridCell] = []
        for row in range(grid.header_rows):
            cell = grid.row_cells(row).get(column)
            if cell is not None and cell not in stacked:
                stacked.append(cell)
        box = stacked[-1].box if stacked else None
        heads.append(Cell(" ".join(_text(cell, joiner) for cell in stacked), box))
    return tuple(heads)


def _rows(grid: Grid, joiner: LineJoiner) -> Iterator[tuple[Cell, ...]]:
    for row in range(grid.header_rows, grid.rows):
        cells = grid.row_cells(row)
        yield tuple(
            Cell(_text(cells[column], joiner), cells[column].box)
            if column in cells and (cells[column].row, cells[column].column) == (row, column)
            else Cell("")
            for column in range(grid.columns)
        )


def _title(box: Box, around: Sequence[Paragraph]) -> tuple[str | None, str | None]:
    """Return the words over a table that name it, and the unit that stands with them."""
    above = [
        paragraph
        for paragraph in around
        if not paragraph.table
        and 0 <= box.top - paragraph.box.bottom + 3 <= _TITLE_ABOVE
        and paragraph.box.x0 < box.x1
        and paragraph.box.x1 > box.x0 - 20
    ]
    unit: str | None = None
    for paragraph in sorted(above, key=lambda paragraph: -paragraph.box.bottom):
        if _SOURCE.match(paragraph.text) or _NOTE.match(paragraph.text):
            break
        words, stated = _without_unit(paragraph.lines)
        unit = unit or stated
        if re.fullmatch(r"[(（].*[)）]", words):
            unit = unit or _stated_unit(words.lower())
            continue
        if words and _is_title(words, lines=len(paragraph.lines)):
            return _TITLE_BULLET.sub("", words), unit
    return None, unit


def _is_title(words: str, lines: int) -> bool:
    """Whether words name a table: a caption, or a short line that is no part of a sentence."""
    if _CAPTION.match(words):
        return True
    runs_on = words[0].islower() or words.endswith((".", ":", ";", ","))
    return not runs_on and len(words) <= (_LONGEST_LINE if lines == 1 else _LONGEST_TITLE)


def _without_unit(lines: Sequence[Line]) -> tuple[str, str | None]:
    words: list[str] = []
    unit: str | None = None
    for line in lines:
        for segment in line.segments:
            if _UNIT_NOTE.fullmatch(segment.text) and _UNIT.search(segment.text):
                unit = _stated_unit(segment.text)
            else:
                words.append(segment.text)
    text = " ".join(words).strip()
    bracket = re.search(r"\s*[(\[（]\s*(단위\s*[:：]?\s*)?([^()\[\]（）]+)[)\]）]\s*$", text)
    if bracket and bracket[1]:
        return text[: bracket.start()].strip(), bracket[2].strip()
    if bracket and (stated := _stated_unit(bracket[2].lower())):
        return text[: bracket.start()].strip() or text, unit or stated
    return text, unit


def _stated_unit(text: str) -> str | None:
    """Return the one unit that a note names; a list of several ("십억원, %, 배") names none for the whole table.

    What an exception counts in ("in millions, except shares, which are in thousands") is not the table's unit.
    """
    found = list(dict.fromkeys(match[0] for match in _UNIT.finditer(_EXCEPTION.split(text)[0])))
    return found[0] if len(found) == 1 else None


def _unit_of(header: Sequence[Cell]) -> str | None:
    """Return the unit in brackets in the first head: "(십억원)", "12월 31일 기준 (십억원)"."""
    match = re.search(r"[(（]\s*([^()]+?)\s*[)）]\s*$", header[0].text) if header else None
    return _stated_unit(match[1]) if match else None


def _source(box: Box, around: Sequence[Paragraph]) -> str | None:
    below = [
        paragraph
        for paragraph in around
        if -3 <= paragraph.box.top - box.bottom <= _SOURCE_BELOW
        and paragraph.box.x0 < box.x1
        and paragraph.box.x1 > box.x0
    ]
    for paragraph in sorted(below, key=lambda paragraph: paragraph.box.top)[:_BETWEEN_TABLE_AND_SOURCE]:
        if _SOURCE.match(paragraph.text):
            return paragraph.text
    return None


def total_warnings(table: ReportTable) -> Iterator[str]:
    """Yield a sentence for each stated total that its rows do not add up to.

    Only a total that most columns confirm is checked: a row may be called a total and add up other rows.
    """
    above: list[tuple[Cell, ...]] = []
    for row in table.rows:
        label = row[0].text
        if _TOTAL.fullmatch(label.strip()) and len(above) >= 2:
            checked = [(column, *_sum_and_total(above, row, column)) for column in range(1, len(row))]
            known = [
                (column, added, total) for column, added, total in checked if added is not None and total is not None
            ]
            wrong = [entry for entry in known if abs(entry[1] - entry[2]) > _tolerance(entry[2], len(above))]
            if known and len(wrong) * 2 < len(known):
                for column, added, total in wrong:
                    head = table.header[column].text if column < len(table.header) else str(column + 1)
                    where = f"Page {table.page}, {table.title or 'table'}"
                    yield f"{where}: {label} {head} is printed as {total}, its rows add up to {added}."
            above = []
        elif not _SHARE.search(label):
            above.append(row)


def _sum_and_total(
    above: Sequence[Sequence[Cell]], row: Sequence[Cell], column: int
) -> tuple[Decimal | None, Decimal | None]:
    values = [cell_value(cells[column].text) for cells in above if column < len(cells)]
    filled = [value for value in values if value is not None]
    return (sum(filled, Decimal(0)) if len(filled) >= 2 else None), cell_value(row[column].text)


def _tolerance(total: Decimal, rows: int) -> Decimal:
    """Return what rounding of the printed digits can make of a sum of ``rows`` values."""
    exponent = total.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * (rows + 1) / 2
