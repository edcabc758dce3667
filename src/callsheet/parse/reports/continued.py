"""A table that runs over the end of a page becomes one again.

It goes on where nothing stands below its first part nor above its second, and where both have the same columns. The
second part repeats the head or has none; a title over it begins a table of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from callsheet.parse.reports.cells import is_number, is_period
from callsheet.parse.reports.grid import Grid
from callsheet.parse.reports.regions import FoundTable
from callsheet.records import Box, Cell, ReportTable


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as one page shows it; ``opens`` and ``closes`` tell that nothing stands above or below it there.

    A ``stub`` is no table by itself: the head and the first rows of one that the page cuts off.
    """

    table: ReportTable
    grid: Grid
    opens: bool
    closes: bool
    stub: bool


def table_part(found: FoundTable, table: ReportTable, around: Iterable[Box], stub: bool) -> TablePart:
    """Return a table with what is known of its place; ``around`` are the page's paragraphs without heads and feet."""
    boxes = list(around)
    return TablePart(
        table,
        found.grid,
        opens=not any(box.bottom <= found.box.top + 1 for box in boxes),
        closes=not any(box.top >= found.box.bottom - 1 for box in boxes),
        stub=stub,
    )


def joined_tables(parts: Sequence[TablePart]) -> Iterator[ReportTable]:
    """Yield the tables of a report in order, those cut by the end of a page put together."""
    current: TablePart | None = None
    for part in parts:
        if current is not None and _goes_on(current, part):
            current = replace(part, table=_joined(current.table, part.table), stub=False)
            continue
        if current is not None and not current.stub:
            yield current.table
        current = part
    if current is not None and not current.stub:
        yield current.table


def _goes_on(above: TablePart, below: TablePart) -> bool:
    last_page = max(
        (cell.page or above.table.page for row in above.table.rows for cell in row), default=above.table.page
    )
    return (
        above.closes
        and below.opens
        and below.table.page == last_page + 1
        and not below.table.title
        and _same_columns(above.grid, below.grid)
        and (_same_head(above.table, below.table) or _has_no_head(below.table))
    )


def _same_columns(above: Grid, below: Grid) -> bool:
    """Whether two grids have the same number of columns, all of them under each other."""
    if above.columns != below.columns:
        return False
    pairs = [(one, other) for one, other in zip(_extents(above), _extents(below), strict=True) if one and other]
    return all(min(one[1], other[1]) > max(one[0], other[0]) for one, other in pairs)


def _extents(grid: Grid) -> list[tuple[float, float] | None]:
    found: list[tuple[float, float] | None] = []
    for column in range(grid.columns):
        boxes = [cell.box for cell in grid.cells if cell.column == cell.last_column == column]
        found.append((min(box.x0 for box in boxes), max(box.x1 for box in boxes)) if boxes else None)
    return found


def _same_head(above: ReportTable, below: ReportTable) -> bool:
    return [cell.text for cell in above.header] == [cell.text for cell in below.header]


def _has_no_head(table: ReportTable) -> bool:
    """Whether the first row is one of values already."""
    return any(is_number(cell.text) and not is_period(cell.text) for cell in table.header[1:])


def _joined(above: ReportTable, below: ReportTable) -> ReportTable:
    rows = below.rows if _same_head(above, below) else (below.header, *below.rows)
    return replace(
        above,
        unit=above.unit or below.unit,
        rows=(*above.rows, *(_on_page(row, below.page) for row in rows)),
        source=below.source or above.source,
    )


def _on_page(row: Sequence[Cell], page: int) -> tuple[Cell, ...]:
    return tuple(replace(cell, page=page) for cell in row)
