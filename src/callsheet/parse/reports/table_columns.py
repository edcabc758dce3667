"""The columns of a table without a full set of rules, and the pieces of its lines placed in them.

Columns are the stretches that the cells of full lines occupy; a stretch in which many lines hold two cells is divided
where the fewest cells are cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from callsheet.parse.reports.cells import Cell, TextLine, is_value
from callsheet.parse.reports.words import Word

_SPLIT_CUTS = 0.2  # share of lines whose cells a division of a column may cut
_SPLIT_PAIRS = 0.3  # share of lines that must hold cells on both sides of it
_FULL_LINE = 0.6  # of the usual number of cells
_LONE_GAP = 0.4  # of the type size: wider than any blank, where two words are all there is to compare
_LEAST_OVERLAP = 3.0  # points by which words must reach into a column to stand in it

Interval = tuple[float, float, int]  # left, right, number of the line


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: the x positions between them, and how far the cells of full lines reach in each."""

    edges: tuple[float, ...]
    extents: tuple[tuple[float, float], ...]

    def __len__(self) -> int:
        return len(self.extents)

    def under(self, x0: float, x1: float) -> list[int]:
        """Return the columns that words from ``x0`` to ``x1`` stand in: those they overlap, else the nearest."""
        found = [
            number
            for number, (left, right) in enumerate(self.extents)
            if min(right, x1) - max(left, x0) > min(_LEAST_OVERLAP, 0.5 * (right - left), 0.5 * (x1 - x0))
        ]
        return found or [sum(1 for edge in self.edges if edge <= (x0 + x1) / 2)]


def find_columns(lines: Sequence[TextLine], verticals: Sequence[float] = ()) -> Columns | None:
    """Return the columns in which lines are set, or None for a single one; ``verticals`` are ruling lines."""
    counts = sorted(len(line.cells) for line in lines)
    if not counts or counts[-1] < 2:
        return None
    usual = median(count for count in counts if count > 1)
    full = [line for line in lines if len(line.cells) >= max(2, _FULL_LINE * usual)]
    cells = [(cell.x0, cell.x1, number) for number, line in enumerate(full) for cell in _cut_at(line.cells, verticals)]
    divisions = list(verticals)
    for stretch in _stretches(cells, verticals):
        divisions += _divisions(stretch)
    stretches = _stretches(cells, sorted(divisions))
    extents = [_extent(stretch) for stretch in stretches]
    edges = [_edge(left, right, divisions) for left, right in pairwise(extents)]
    return Columns(tuple(edges), tuple(extents)) if edges else None


def _extent(stretch: Sequence[Interval]) -> tuple[float, float]:
    return min(x0 for x0, _, _ in stretch), max(x1 for _, x1, _ in stretch)


def _edge(left: tuple[float, float], right: tuple[float, float], divisions: Sequence[float]) -> float:
    between = [x for x in divisions if left[0] < x < right[1] and left[1] - 2 <= x <= right[0] + 2]
    return between[0] if between else (left[1] + right[0]) / 2


def _cut_at(cells: Sequence[Cell], edges: Sequence[float]) -> Iterator[Cell]:
    """Yield the cells, cut between words where an edge runs through them."""
    for cell in cells:
        words: list[Word] = []
        for word in cell.words:
            if words and any(words[-1].x1 - 1 <= edge <= word.x0 + 1 for edge in edges):
                yield Cell(tuple(words))
                words = []
            words.append(word)
        yield Cell(tuple(words))


def _stretches(cells: Sequence[Interval], edges: Sequence[float]) -> list[list[Interval]]:
    """Group cells that overlap in x; an edge parts what touches across it."""
    groups: list[list[Interval]] = []
    right = float("-inf")
    for cell in sorted(cells):
        parted = any(right - 1 <= edge <= cell[0] + 1 for edge in edges) if groups else False
        if groups and cell[0] < right and not parted:
            groups[-1].append(cell)
            right = max(right, cell[1])
        else:
            groups.append([cell])
            right = cell[1]
    return groups


def _divisions(stretch: Sequence[Interval]) -> list[float]:
    """Return where a stretch falls into columns: few cells are cut there, and many lines have cells on both sides."""
    numbers = {number for _, _, number in stretch}
    best: tuple[int, float] | None = None
    for x in _gaps(stretch):
        cut = {number for x0, x1, number in stretch if x0 < x - 1 and x1 > x + 1}
        left = {number for x0, x1, number in stretch if x1 <= x + 1}
        right = {number for x0, x1, number in stretch if x0 >= x - 1}
        both = left & right
        enough = len(both) >= max(2, _SPLIT_PAIRS * len(numbers))
        if enough and len(cut) <= _SPLIT_CUTS * len(numbers) and (best is None or len(cut) < best[0]):
            best = (len(cut), x)
    if best is None:
        return []
    x = best[1]
    left_part = [cell for cell in stretch if cell[1] <= x + 1]
    right_part = [cell for cell in stretch if cell[0] >= x - 1]
    return [*_divisions(left_part), x, *_divisions(right_part)]


def _gaps(stretch: Sequence[Interval]) -> Iterator[float]:
    by_line: dict[int, list[Interval]] = {}
    for cell in stretch:
        by_line.setdefault(cell[2], []).append(cell)
    for cells in by_line.values():
        for left, right in pairwise(sorted(cells)):
            yield (left[1] + right[0]) / 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of a line in its columns, ends included."""

    words: tuple[Word, ...]
    column: int
    last_column: int

    @property
    def text(self) -> str:
        """The words."""
        return " ".join(word.text for word in self.words)


def place(line: TextLine, columns: Columns) -> list[Placed]:
    """Return the pieces of a line with their columns; a cell over several stays whole unless its words part there."""
    placed: list[Placed] = []
    for cell in line.cells:
        for words in _parted(list(cell.words), columns):
            under = columns.under(words[0].x0, words[-1].x1)
            placed.append(Placed(tuple(words), under[0], under[-1]))
    return placed


def _parted(words: list[Word], columns: Columns) -> Iterator[list[Word]]:
    """Yield the words of a cell, parted where the next column begins and the gap is wider than those between words."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(words)]
    usual = sorted(gaps)[(len(gaps) - 1) // 2] if gaps else 0.0
    piece = words[:1]
    for number, (left, right) in enumerate(pairwise(words)):
        before, after = columns.under(left.x0, left.x1), columns.under(right.x0, right.x1)
        both_values = is_value(left.text) and is_value(right.text)
        lone = len(words) == 2 and gaps[number] > _LONE_GAP * left.size
        wide = gaps[number] > max(1.4 * usual, 0.45 * left.size) or lone
        if after[0] > before[-1] and (both_values or wide):
            yield piece
            piece = []
        piece.append(right)
    if piece:
        yield piece
