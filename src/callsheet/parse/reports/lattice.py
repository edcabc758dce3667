"""Tables drawn with rules in both directions: the cells are the faces between the lines.

Neighbouring faces without a line between them are one merged cell. A table may be open at its left and right: the ends
of its horizontal lines then close it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callsheet.parse.reports.grid import Grid, GridCell, box_around, cell_lines
from callsheet.parse.reports.page import Rule
from callsheet.parse.reports.words import Word
from callsheet.records import Box

_SNAP = 3.0  # points within which two lines are one
_TOUCH = 3.0
_COVERED = 0.7  # share of a side that a line must cover to close it


@dataclass(frozen=True, slots=True)
class Lattice:
    """Lines that touch each other: at least two in either direction."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]

    @property
    def box(self) -> Box:
        """The rectangle around all lines."""
        return box_around([Box(r.x0, r.top, r.x1, r.bottom) for r in (*self.horizontal, *self.vertical)])


def lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """Return the groups of lines that touch each other: two or more across, one or more down."""
    across = [rule for rule in rules if rule.horizontal]
    down = sorted((rule for rule in rules if not rule.horizontal), key=lambda rule: rule.x0)
    places = [rule.x0 for rule in down]
    group = list(range(len(across) + len(down)))

    def root(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    for number, rule in enumerate(across):
        first, last = bisect_left(places, rule.x0 - _TOUCH), bisect_right(places, rule.x1 + _TOUCH)
        for other in range(first, last):
            if down[other].top - _TOUCH <= rule.top <= down[other].bottom + _TOUCH:
                group[root(len(across) + other)] = root(number)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate([*across, *down]):
        members.setdefault(root(number), ([], []))[0 if rule.horizontal else 1].append(rule)
    return [
        Lattice(tuple(sorted(horizontal, key=lambda rule: rule.top)), tuple(vertical))
        for horizontal, vertical in members.values()
        if len(horizontal) >= 2 and vertical
    ]


def _snapped(values: Sequence[float]) -> list[float]:
    positions: list[list[float]] = []
    for value in sorted(values):
        if positions and value - positions[-1][-1] <= _SNAP:
            positions[-1].append(value)
        else:
            positions.append([value])
    return [sum(group) / len(group) for group in positions]


class _Faces:
    """The faces of a lattice, joined where no line parts them."""

    def __init__(self, lattice: Lattice) -> None:
        box = lattice.box
        self.xs = _snapped([rule.x0 for rule in lattice.vertical] + [box.x0, box.x1])
        self.ys = _snapped([rule.top for rule in lattice.horizontal] + [box.top, box.bottom])
        self.lattice = lattice
        self.parent = {
            (row, column): (row, column) for row in range(len(self.ys) - 1) for column in range(len(self.xs) - 1)
        }
        for row, column in list(self.parent):
            if column + 2 < len(self.xs) and not self._has_side(row, column + 1):
                self._join((row, column), (row, column + 1))
            if row + 2 < len(self.ys) and not self._has_floor(row + 1, column):
                self._join((row, column), (row + 1, column))

    def _has_side(self, row: int, edge: int) -> bool:
        x, top, bottom = self.xs[edge], self.ys[row], self.ys[row + 1]
        covered = sum(
            max(0.0, min(rule.bottom, bottom) - max(rule.top, top))
            for rule in self.lattice.vertical
            if abs(rule.x0 - x) <= _SNAP
        )
        return covered >= _COVERED * (bottom - top)

    def _has_floor(self, edge: int, column: int) -> bool:
        y, left, right = self.ys[edge], self.xs[column], self.xs[column + 1]
        covered = sum(
            max(0.0, min(rule.x1, right) - max(rule.x0, left))
            for rule in self.lattice.horizontal
            if abs(rule.top - y) <= _SNAP
        )
        return covered >= _COVERED * (right - left)

    def _root(self, face: tuple[int, int]) -> tuple[int, int]:
        while self.parent[face] != face:
            face = self.parent[face]
        return face

    def _join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        self.parent[self._root(other)] = self._root(one)

    def cells(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield first row, last row, first column and last column of each joined cell."""
        members: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for face in self.parent:
            members.setdefault(self._root(face), []).append(face)
        for faces in members.values():
            rows, columns = [row for row, _ in faces], [column for _, column in faces]
            yield min(rows), max(rows), min(columns), max(columns)

    def box(self, cell: tuple[int, int, int, int]) -> Box:
        row, last_row, column, last_column = cell
        return Box(self.xs[column], self.ys[row], self.xs[last_column + 1], self.ys[last_row + 1])


def lattice_grid(lattice: Lattice, words: Sequence[Word]) -> Grid | None:
    """Return the table that a lattice draws, or None where it is a frame, a chart's axes or an empty form."""
    faces = _Faces(lattice)
    cells: list[GridCell] = []
    for cell in faces.cells():
        box = faces.box(cell)
        inside = [w for w in words if box.x0 <= (w.x0 + w.x1) / 2 <= box.x1 and box.top <= w.middle <= box.bottom]
        if inside:
            cells.append(GridCell(cell_lines(inside), box_around(inside), *cell))
    rows, columns = len(faces.ys) - 1, len(faces.xs) - 1
    if len(cells) < 2 or len({c.row for c in cells}) < 2 or len({c.column for c in cells}) < 2:
        return None
    return Grid(lattice.box, tuple(cells), rows, columns, _header_rows(cells))


def _header_rows(cells: Sequence[GridCell]) -> int:
    """Return how many rows the head has: the first row, and those that a cell of the first row reaches into."""
    first = min(cell.row for cell in cells)
    tops = [cell for cell in cells if cell.row == first]
    spanners = any(cell.last_column > cell.column for cell in tops)
    deepest = max(cell.last_row for cell in tops)
    return max(deepest, first + 1 if spanners and deepest == first else deepest) + 1
