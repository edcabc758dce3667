"""Where the tables of a page stand: drawn lattices, and runs of lines set as cells.

A run is a table where its cells hold values, or where rules as wide as the run frame it. Two columns of text, lists,
tables of contents and the axes of charts are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from callsheet.lexicon import lexicon
from callsheet.parse.reports.alignment import aligned_grid
from callsheet.parse.reports.banded import banded_grids, cut_off_grid, row_bands
from callsheet.parse.reports.cells import TextLine, is_date, is_period, is_value, text_lines
from callsheet.parse.reports.columns import Zone
from callsheet.parse.reports.grid import Grid
from callsheet.parse.reports.lattice import lattice_grid, lattices
from callsheet.parse.reports.page import PageContent, Rule
from callsheet.parse.reports.table_columns import find_columns
from callsheet.parse.reports.words import Word
from callsheet.records import Box

_BLOCKS = lexicon("report")["blocks"]
_BESIDE_TABLES = re.compile("|".join(_BLOCKS[name] for name in ("caption", "source", "note")))
_ITEM = re.compile(
    r"[(\[]?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4}|[가-하])[.)\]]\]?|[•●■□▪◆◇○◦▶►➢✓※·∙*①-⑳\-–—\uf000-\uf0ff]|\*{1,3}|\d{1,2}"
)
_UNIT_NOTE = re.compile(_BLOCKS["unit_note"])
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}")
_WIDEST_STEP = 2.3  # of the type size, between lines of one table that no rules hold together
_HELD_STEP = 4.0
_FEWEST_CURVES = 3
_SINGLE_LINES = 3  # lines of one cell in a row inside a table
_FEWEST_LINES = 3
_LEAST_VALUES = 0.5
_LEAST_NAMED = 0.3
_MOST_HEAD_LINES, _HEAD_STEP = 4, 1.8  # lines, and of the type size between them
_SPANNING = 0.8  # of the run's width, for a rule to belong to it
_SET_OFF, _FAR_OFF = 1.3, 1.6  # of the usual step between lines, for a title between two tables


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table on a page: its grid and the rectangle that its words and lines take.

    ``of_words`` tells that its cells hold sentences rather than values, as those of a comment table do.
    """

    grid: Grid
    box: Box
    of_words: bool = False


def page_tables(content: PageContent, parts: Sequence[Zone]) -> list[FoundTable]:
    """Return the tables of a page, top to bottom; ``parts`` are the zones of the page, which no table crosses."""
    words = list(content.words)
    found: list[FoundTable] = []
    open_verticals: list[Rule] = []
    for lattice in lattices(content.rules):
        grid = lattice_grid(lattice, words)
        if grid is not None and _is_complete(grid, words):
            if not _has_labels(grid):
                continue
            found.append(FoundTable(grid, lattice.box))
        else:
            open_verticals += lattice.vertical
    for grid in banded_grids(content.rules, content.segments):
        if _is_complete(grid, words) and not any(_overlap(grid.box, table.box) for table in found):
            found.append(FoundTable(grid, grid.box, of_words=True))
    for zone in parts:
        free = [
            w for segment in zone.segments for w in segment.words if not any(_inside(w, table.box) for table in found)
        ]
        horizontals = _horizontals(content, zone)
        for run in _runs(text_lines(free), horizontals, row_bands(horizontals, zone.segments)):
            grid = _run_grid(run, horizontals, open_verticals)
            if grid is not None and not _is_chart(grid.box, content.drawings):
                found.append(FoundTable(grid, grid.box))
    return sorted(found, key=lambda table: (table.box.top, table.box.x0))


def page_stub(content: PageContent, tables: Sequence[FoundTable]) -> FoundTable | None:
    """Return the head and first rows of a comment table that the end of the page cuts off, or None."""
    grid = cut_off_grid(content.rules, content.segments)
    if grid is None or any(_overlap(grid.box, table.box) for table in tables):
        return None
    return FoundTable(grid, grid.box, of_words=True)


def _overlap(one: Box, other: Box) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0) and min(one.bottom, other.bottom) > max(one.top, other.top)


def _inside(word: Word, box: Box) -> bool:
    return box.x0 - 1 <= (word.x0 + word.x1) / 2 <= box.x1 + 1 and box.top - 1 <= word.middle <= box.bottom + 1


def _is_chart(box: Box, drawings: Sequence[Box]) -> bool:
    """Whether curves are drawn where a table was found: its numbers are then the marks of a chart."""
    across = [
        drawing
        for drawing in drawings
        if box.x0 <= (drawing.x0 + drawing.x1) / 2 <= box.x1
        and drawing.top < box.bottom
        and drawing.bottom > box.top
        and drawing.x1 - drawing.x0 < 1.2 * (box.x1 - box.x0)
    ]
    return len(across) >= _FEWEST_CURVES


def _horizontals(content: PageContent, zone: Zone) -> list[Rule]:
    return [
        rule
        for rule in content.rules
        if rule.horizontal and rule.x0 < zone.x1 and rule.x1 > zone.x0 and zone.top - 40 < rule.top < zone.bottom + 40
    ]


def _is_complete(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether each face of a lattice is one cell: none holds a column of values, or values beside other words."""
    for cell in grid.cells:
        lines = text_lines([w for w in words if _inside(w, cell.box)])
        columns_of_values = sum(1 for line in lines if all(is_value(piece.text) for piece in line.cells))
        side_by_side = sum(
            1 for line in lines if len(line.cells) >= 2 and any(is_value(piece.text) for piece in line.cells)
        )
        merged = cell.last_column > cell.column and any(len(line.cells) > 2 for line in lines)
        if merged and side_by_side:
            return False
        if (columns_of_values >= 2 and columns_of_values == len(lines)) or side_by_side >= 2:
            return False
        if len(lines) == 1 and side_by_side and all(is_value(piece.text) for piece in lines[0].cells):
            return False
    return True


def _has_labels(grid: Grid) -> bool:
    """Whether words or periods stand in the first row or column: numbers alone are the marks of a chart."""
    outer = [cell.text for cell in grid.cells if cell.row == 0 or cell.column == 0]
    named = sum(1 for text in outer if is_period(text) or is_date(text) or not is_value(text))
    return named >= _LEAST_NAMED * len(outer) and any(re.search(r"[^\W\d_]{2}", cell.text) for cell in grid.cells)


# ---- runs


@dataclass(slots=True)
class Run:
    """Consecutive lines that may be a table."""

    lines: list[TextLine]

    @property
    def x0(self) -> float:
        return min(line.x0 for line in self.lines)

    @property
    def x1(self) -> float:
        return max(line.x1 for line in self.lines)


def _is_cells(line: TextLine) -> bool:
    """Whether a line is set as cells; an item's number before its text does not make two."""
    if len(line.cells) < 2 or _BESIDE_TABLES.match(line.text):
        return False
    if len(line.cells) == 2 and _UNIT_NOTE.fullmatch(line.cells[1].text) and not is_value(line.cells[0].text):
        return False  # a title with its unit at the right
    return len(line.cells) > 2 or not (_ITEM.fullmatch(line.cells[0].text) and not is_value(line.cells[1].text))


def _runs(lines: Sequence[TextLine], rules: Sequence[Rule], bands: Sequence[Box]) -> Iterator[Run]:
    run: list[TextLine] = []
    singles = 0
    for number, line in enumerate(lines):
        if _is_cells(line):
            if run and not _near(run[-1], line, run, rules):
                yield from _trimmed(run, lines, rules)
                run = []
            run.append(line)
            singles = 0
        elif run and any(_lies_in(line, band) and _lies_below(run[-1], band) for band in bands):
            run.append(line)
        elif run:
            singles += 1
            running = _is_running(line, run, lines[number + 1] if number + 1 < len(lines) else None)
            if (
                singles > _SINGLE_LINES
                or running
                or _BESIDE_TABLES.match(line.text)
                or not _near(run[-1], line, run, rules)
            ):
                yield from _trimmed(run, lines, rules)
                run, singles = [], 0
            else:
                run.append(line)
    if run:
        yield from _trimmed(run, lines, rules)


def _lies_in(line: TextLine, band: Box) -> bool:
    return band.top < line.middle < band.bottom and band.x0 - 1 <= line.x0 and line.x1 <= band.x1 + 1


def _lies_below(line: TextLine, band: Box) -> bool:
    """Whether a line stands in a band or right above it."""
    return band.top - 2 * line.size < line.middle < band.bottom


def _near(above: TextLine, below: TextLine, run: Sequence[TextLine], rules: Sequence[Rule]) -> bool:
    """Whether two lines stand close enough for one table; a rule or the same columns hold lines further apart."""
    step = below.middle - above.middle
    size = max(above.size, below.size)
    pitches = [lower.middle - upper.middle for upper, lower in pairwise(run)]
    if step <= _WIDEST_STEP * size or (pitches and step <= 1.3 * median(pitches)):
        return True
    if step > _HELD_STEP * size:
        return False
    x0, x1 = min(above.x0, below.x0), max(above.x1, below.x1)
    ruled = any(above.middle < r.top < below.middle and r.x1 - r.x0 > _SPANNING * (x1 - x0) for r in rules)
    return ruled or any(_same_columns(line, below) for line in run[-_SINGLE_LINES - 1 :])


def _same_columns(above: TextLine, below: TextLine) -> bool:
    """Whether three cells or more of either line stand under each other, all of them."""
    pairs = list(zip(above.cells, below.cells, strict=False))
    return len(above.cells) == len(below.cells) >= 3 and all(
        min(one.x1, other.x1) > max(one.x0, other.x0) for one, other in pairs
    )


def _is_running(line: TextLine, run: Sequence[TextLine], following: TextLine | None) -> bool:
    """Whether a line of one cell is running text: nearly as wide as the table, and so is the line after it."""
    width = max(piece.x1 for piece in run) - min(piece.x0 for piece in run)
    wide = line.x1 - line.x0 > 0.7 * width and len(line.text) > 40
    return wide and following is not None and len(following.cells) == 1 and following.x0 <= line.x0 + 2 * line.size


def _trimmed(run: list[TextLine], lines: Sequence[TextLine], rules: Sequence[Rule]) -> Iterator[Run]:
    """Yield the tables of a run, without trailing lines of one cell and with the head that a rule above encloses."""
    for part in _split(run, rules):
        while part and not _is_cells(part[-1]):
            part.pop()
        while part and not _is_cells(part[0]) and part[0] is not run[0]:
            part.pop(0)
        if part:
            yield Run(_head_above(part, lines, rules) + part)


def _split(run: Sequence[TextLine], rules: Sequence[Rule]) -> Iterator[list[TextLine]]:
    """Yield the parts of a run that are tables of their own: a title stands between them, set off or ruled off."""
    pitch = median([below.middle - above.middle for above, below in pairwise(run)] or [0.0])
    start = 0
    for number in range(1, len(run) - 1):
        line = run[number]
        if _is_cells(line):
            continue
        step = line.middle - run[number - 1].middle
        x0, x1 = min(piece.x0 for piece in run), max(piece.x1 for piece in run)
        ruled = any(line.middle < y < run[number + 1].middle for y in _spanning_heights(rules, x0, x1))
        above, below = run[start:number], run[number + 1 :]
        own_table = sum(1 for other in above if _is_cells(other)) >= _FEWEST_LINES
        if (step > _SET_OFF * pitch and ruled) or (
            step > _FAR_OFF * pitch and own_table and _columns_differ(above, below)
        ):
            yield list(run[start:number])
            start = number + 1
    yield list(run[start:])


def _columns_differ(above: Sequence[TextLine], below: Sequence[TextLine]) -> bool:
    """Whether the lines below a title stand in other columns than those above it."""
    one, other = find_columns(above), find_columns(below)
    if one is None or other is None or len(one) != len(other):
        return True
    return any(min(a[1], b[1]) < max(a[0], b[0]) for a, b in zip(one.extents[1:], other.extents[1:], strict=True))


def _head_above(run: Sequence[TextLine], lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[TextLine]:
    """Return the lines above a run that are its head: under a rule as wide as the table, or over its values only."""
    first = next(number for number, line in enumerate(lines) if line is run[0])
    x0, x1 = min(line.x0 for line in run), max(line.x1 for line in run)
    top = max((y for y in _spanning_heights(rules, x0, x1) if run[0].top - 60 < y < run[0].middle), default=None)
    columns = find_columns(run)
    values_from = columns.edges[0] if columns else x1
    head: list[TextLine] = []
    below = run[0]
    for line in reversed(lines[:first]):
        beside = line.x0 < x0 - 2 * line.size or line.x1 > x1 + 2 * line.size
        if beside or len(head) == _MOST_HEAD_LINES or _BESIDE_TABLES.match(line.text):
            break
        step = (below.middle - line.middle) / max(line.size, below.size)
        ruled = top is not None and line.middle > top and step <= _WIDEST_STEP
        over_values = line.x0 > values_from and step <= _HEAD_STEP
        if not (ruled or over_values):
            break
        head.insert(0, line)
        below = line
    return head


def _spanning_heights(rules: Sequence[Rule], x0: float, x1: float) -> list[float]:
    """Return the heights at which rules, together where there are several, cover the width from ``x0`` to ``x1``."""
    covered: dict[float, float] = {}
    for rule in sorted(rules, key=lambda rule: rule.top):
        height = next((y for y in covered if abs(y - rule.top) <= 1.0), rule.top)
        covered[height] = covered.get(height, 0.0) + max(0.0, min(rule.x1, x1) - max(rule.x0, x0))
    return [height for height, length in covered.items() if length > _SPANNING * (x1 - x0)]


def _run_grid(run: Run, rules: Sequence[Rule], verticals: Sequence[Rule]) -> Grid | None:
    """Return the grid of a run, or None where it is no table."""
    top, bottom = run.lines[0].top, run.lines[-1].bottom
    own = [
        rule
        for rule in rules
        if top - 12 <= rule.top <= bottom + 12 and min(rule.x1, run.x1) - max(rule.x0, run.x0) > 0.1 * (run.x1 - run.x0)
    ]
    spanning = _spanning_heights(own, run.x0, run.x1)
    head = _head_under_rule(run, spanning)
    cells = [line for line in run.lines if _is_cells(line)]
    if not _is_table(run, cells, spanning, head):
        return None
    inner = sorted(
        {
            round(rule.x0, 1)
            for rule in verticals
            if run.x0 + 2 < rule.x0 < run.x1 - 2
            and min(rule.bottom, bottom) - max(rule.top, top) > 0.3 * (bottom - top)
        }
    )
    grid = aligned_grid(run.lines, own, inner, head)
    return grid if grid is not None and grid.columns >= 2 and grid.rows >= 2 and _has_labels(grid) else None


def _is_table(run: Run, cells: Sequence[TextLine], spanning: Sequence[float], head: int | None) -> bool:
    """Whether the cells of a run hold values, or rules frame it and part its head."""
    if len(cells) < (2 if spanning else _FEWEST_LINES) or _is_contents(cells) or _has_axis(run.lines):
        return False
    values = [is_value(cell.text) for line in cells for cell in line.cells[1:]]
    valued = sum(1 for line in cells if any(is_value(cell.text) for cell in line.cells[1:]))
    framed = len(spanning) >= 2
    if valued < (2 if spanning else _FEWEST_LINES) and not framed:
        return False
    return sum(values) >= _LEAST_VALUES * len(values) or (framed and head is not None)


def _is_contents(cells: Sequence[TextLine]) -> bool:
    """Whether lines are a table of contents: titles with leaders, and page numbers that never fall."""
    led = [line for line in cells if _LEADERS.search(line.text)]
    pages = [line.cells[-1].text for line in cells]
    if (
        len(led) < 0.6 * len(cells)
        or any(len(line.cells) > 2 for line in cells)
        or not all(page.isdigit() for page in pages)
    ):
        return False
    return all(int(before) <= int(after) for before, after in pairwise(pages))


def _has_axis(lines: Sequence[TextLine]) -> bool:
    """Whether lines hold the marks of a chart's axis: five or more evenly spaced numbers, along a line or down."""
    along = ([cell.text for cell in line.cells] for line in lines)
    down = [line.text for line in lines if len(line.cells) == 1]
    return any(_evenly_spaced(texts) for texts in along) or _evenly_spaced(down)


def _evenly_spaced(texts: Sequence[str]) -> bool:
    if len(texts) < 5 or all(is_period(text) for text in texts):
        return False
    try:
        numbers = [float(text.replace(",", "").rstrip("%")) for text in texts]
    except ValueError:
        return False
    steps = {round(after - before, 6) for before, after in pairwise(numbers)}
    return len(steps) == 1 and steps != {0.0} and (steps != {1.0} or texts[0] != "1")


def _head_under_rule(run: Run, spanning: Sequence[float]) -> int | None:
    """Return how many lines stand above the first spanning rule inside the run."""
    for height in sorted(spanning):
        above = [line for line in run.lines if line.middle < height]
        if above and len(above) <= 6 and len(above) < len(run.lines):
            return len(above)
    return None
