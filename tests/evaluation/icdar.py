"""Adjacency relations of tables, and the reader of the ICDAR 2013 competition's ground truth.

The measure is that of Göbel, Hassan, Oro and Orsi: A methodology for evaluating algorithms for table understanding in
PDF documents, DocEng 2012.

A table is reduced to pairs of neighbouring filled cells, horizontally and vertically, blank cells skipped. Two tables
are compared by their pairs: text (without white space) and direction. Whole pages are compared, so a table that was
not found costs recall, and one that is none costs precision.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

Relation = tuple[int, str, str, str]  # page, text, neighbour's text, "h" or "v"


@dataclass(frozen=True)
class GridCell:
    """A cell of a table: its text, and the rows and columns that it covers, ends included."""

    text: str
    row: int
    last_row: int
    column: int
    last_column: int


@dataclass(frozen=True)
class Score:
    """Relations found, true and shared."""

    found: int
    true: int
    shared: int

    @property
    def precision(self) -> float:
        return self.shared / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.shared / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.shared / (self.found + self.true) if self.found + self.true else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.found + other.found, self.true + other.true, self.shared + other.shared)


def bare(text: str) -> str:
    """Return ``text`` without white space, as the methodology compares it."""
    return re.sub(r"\s+", "", text)


def relations(page: int, cells: Iterable[GridCell]) -> Counter[Relation]:
    """Return the adjacency relations of one table."""
    grid: dict[tuple[int, int], GridCell] = {}
    filled = [cell for cell in cells if bare(cell.text)]
    for cell in filled:
        for row in range(cell.row, cell.last_row + 1):
            for column in range(cell.column, cell.last_column + 1):
                grid[row, column] = cell
    rows = 1 + max((cell.last_row for cell in filled), default=-1)
    columns = 1 + max((cell.last_column for cell in filled), default=-1)
    found: Counter[Relation] = Counter()
    for cell in filled:
        right = {
            _first(grid, ((row, c) for c in range(cell.last_column + 1, columns)))
            for row in range(cell.row, cell.last_row + 1)
        }
        below = {
            _first(grid, ((r, column) for r in range(cell.last_row + 1, rows)))
            for column in range(cell.column, cell.last_column + 1)
        }
        for neighbours, direction in ((right, "h"), (below, "v")):
            for neighbour in neighbours - {None}:
                found[page, bare(cell.text), bare(neighbour.text), direction] += 1
    return found


def _first(grid: dict[tuple[int, int], GridCell], places: Iterable[tuple[int, int]]) -> GridCell | None:
    return next((grid[place] for place in places if place in grid), None)


def compare(found: Counter[Relation], true: Counter[Relation]) -> Score:
    """Compare relations as multisets."""
    return Score(sum(found.values()), sum(true.values()), sum((found & true).values()))


def true_relations(structure: Path) -> Counter[Relation]:
    """Return the relations of a ground-truth file ``*-str.xml``; a table over several pages counts page by page."""
    pooled: Counter[Relation] = Counter()
    for table in ElementTree.parse(structure).getroot().iter("table"):
        for region in table.iter("region"):
            cells = [_cell(cell) for cell in region.iter("cell")]
            pooled += relations(int(region.get("page", "1")), cells)
    return pooled


def _cell(element: ElementTree.Element) -> GridCell:
    def number(key: str, default: int) -> int:
        return int(element.get(key) or default)

    row, column = number("start-row", 0), number("start-col", 0)
    text = element.findtext("content") or ""
    return GridCell(text, row, number("end-row", row), column, number("end-col", column))


def documents(folder: Path) -> Sequence[tuple[Path, Path]]:
    """Return each PDF of the set with its ground truth; a few carry two (``009a``, ``009b``)."""
    return [(pdf, pdf.with_name(f"{pdf.stem}-str.xml")) for pdf in sorted(folder.glob("*.pdf"))]
