"""Tables without a full set of rules: the grid follows from how words stand under each other.

Lines become rows unless one plainly continues the one before it: a wrapped label, a head of several lines, a label set
beside the middle of its row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from callsheet.parse.reports.cells import TextLine, is_value
from callsheet.parse.reports.grid import Grid, GridCell, box_around, cell_lines
from callsheet.parse.reports.heads import first_valued, head_lines, head_pieces
from callsheet.parse.reports.page import Rule
from callsheet.parse.reports.table_columns import Columns, Placed, find_columns, place
from callsheet.parse.reports.words import Word

_WRAPPED_PITCH = 0.8  # of the usual distance between rows: closer lines are one cell wrapped
_HEAD_STEP, _WRAPPED_STEP = 1.7, 1.5  # of the type size, between lines of one head or of one label
_BESIDE = 0.35  # of the type size by which lines overlap where a label stands beside the middle of its row
_FEWEST_BANDS = 3
_TIGHTER = 0.95  # of the usual distance between rows
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LOWER = re.compile(r"[a-z(&/,]")
_OPEN_END = re.compile(r"(?:[,&/(\-–]|\b(?:and|or|of|the|for|to|in|with|by|및|등|의))$")


@dataclass(slots=True)
class _Row:
    """Lines of one row, each with its pieces."""

    lines: list[TextLine]
    pieces: list[list[Placed]]

    def filled(self) -> set[int]:
        """The columns in which the row holds words."""
        return {column for pieces in self.pieces for p in pieces for column in range(p.column, p.last_column + 1)}

    def spans(self) -> bool:
        """Whether a piece of the row stands over several columns."""
        return any(p.last_column > p.column for pieces in self.pieces for p in pieces)

    def has_values(self) -> bool:
        """Whether the row holds a value beyond its label."""
        return any(p.column > 0 and is_value(p.text) for pieces in self.pieces for p in pieces)


def aligned_grid(
    lines: Sequence[TextLine], horizontals: Sequence[Rule], verticals: Sequence[float], head: int | None
) -> Grid | None:
    """Return the grid of a table whose lines are given top to bottom, or None where they form no columns.

    ``horizontals`` are rules inside the table; ``head`` is the number of lines of its head where a rule shows it.
    """
    body = lines[head:] if head and head < len(lines) - 1 else lines[first_valued(lines) :]
    columns = find_columns(body, verticals)
    if columns is None:
        return None
    heads = head if head is not None else head_lines(lines, columns)
    rows = _rows(lines, columns, horizontals, heads)
    box = box_around([word for line in lines for word in line.words])
    in_head = {id(line) for line in lines[:heads]}
    header_rows = sum(1 for row in rows if id(row.lines[0]) in in_head)
    return Grid(box, tuple(_grid_cells(rows)), len(rows), len(columns), header_rows)


def _rows(lines: Sequence[TextLine], columns: Columns, horizontals: Sequence[Rule], head: int) -> list[_Row]:
    pitch = _usual_pitch(lines[head:], columns)
    banded = _is_banded(lines[head:], horizontals)
    rows: list[_Row] = []
    for number, line in enumerate(lines):
        in_head = number < head
        pieces = place(line, columns)
        if number < head - 1:
            pieces = head_pieces(line, lines[number + 1 : head], columns, horizontals)
        begins = not rows or number == head or _ruled_between(rows[-1].lines[-1], line, horizontals)
        goes_on = _heads_on if in_head else _continues
        joined = not begins and (
            (banded and not in_head)
            or goes_on(rows[-1], _Row([line], [pieces]), pitch)
            or (not in_head and _is_wrapped_label(rows[-1], _Row([line], [pieces]), pitch, columns.extents[0][1]))
        )
        if joined:
            rows[-1].lines.append(line)
            rows[-1].pieces.append(pieces)
        else:
            rows.append(_Row([line], [pieces]))
    return rows


def _is_banded(lines: Sequence[TextLine], horizontals: Sequence[Rule]) -> bool:
    """Whether a rule parts every row from the next: then all lines between two rules are one row."""
    bands: list[list[TextLine]] = []
    for line in lines:
        if bands and not _ruled_between(bands[-1][-1], line, horizontals):
            bands[-1].append(line)
        else:
            bands.append([line])
    side_by_side = [sum(1 for line in band if len(line.cells) > 1) for band in bands]
    return len(bands) >= _FEWEST_BANDS and max(side_by_side) <= 1


def _usual_pitch(lines: Sequence[TextLine], columns: Columns) -> float:
    """Return the usual distance between lines that both hold values."""
    valued = [line for line in lines if any(p.column > 0 for p in place(line, columns))]
    steps = [below.middle - above.middle for above, below in pairwise(valued)]
    return median(steps) if steps else 1.4 * (lines[0].size if lines else 10)


def _ruled_between(above: TextLine, below: TextLine, horizontals: Sequence[Rule]) -> bool:
    x0, x1 = min(above.x0, below.x0), max(above.x1, below.x1)
    return any(
        above.middle < rule.top < below.middle and min(rule.x1, x1) - max(rule.x0, x0) > 0.5 * (x1 - x0)
        for rule in horizontals
    )


def _stands_beside(row: _Row, line: _Row) -> bool:
    """Whether a line is set beside the middle of the row above: they overlap in height and not in columns."""
    overlap = max(piece.bottom for piece in row.lines) - line.lines[0].top
    above = {piece.column for piece in row.pieces[-1]}
    return overlap > _BESIDE * line.lines[0].size and not line.filled() & above


def _heads_on(row: _Row, line: _Row, pitch: float) -> bool:
    """Whether a line of the head goes on with the heads above it: none spans columns, and only one names the rows."""
    if _stands_beside(row, line):
        return True
    step = line.lines[0].middle - row.lines[-1].middle
    both_labelled = all(0 in part.filled() and len(part.filled()) > 1 for part in (row, line))
    return not (row.spans() or line.spans() or both_labelled) and step < _HEAD_STEP * line.lines[0].size


def _continues(row: _Row, line: _Row, pitch: float) -> bool:
    """Whether a line of the body belongs to the row above it, whose usual distance to the next is ``pitch``."""
    if _stands_beside(row, line):
        return True
    only_labels = row.filled() == {0} and line.filled() == {0}
    if row.spans() or line.spans() or only_labels or (row.has_values() and line.has_values()):
        return False
    first, step = line.lines[0], line.lines[0].middle - row.lines[-1].middle
    goes_on = _LOWER.match(first.cells[0].text) or _OPEN_END.search(row.lines[-1].cells[0].text)
    runs_on = bool(goes_on) and step < _WRAPPED_STEP * first.size
    if line.has_values():
        return row.filled() == {0} and 0 in line.filled() and runs_on  # a label that began above its values
    tight = step < _WRAPPED_PITCH * pitch and step < _WRAPPED_STEP * first.size
    return line.filled() <= row.filled() and (tight or (line.filled() == {0} and runs_on))


def _is_wrapped_label(row: _Row, line: _Row, pitch: float, edge: float) -> bool:
    """Whether a line of Hangul goes on with a label that reached ``edge``, the right end of the labels.

    Korean breaks inside words, so nothing in the words tells; the lines of one cell stand closer than rows do.
    """
    if line.filled() != {0} or not row.has_values() or 0 not in row.filled():
        return False
    last, first = row.lines[-1].cells[0], line.lines[0].cells[0]
    step = line.lines[0].middle - row.lines[-1].middle
    reaches = last.x1 > edge - 1.5 * first.words[0].size
    hangul = _HANGUL.match(last.text[-1]) and _HANGUL.match(first.text)
    return bool(hangul) and reaches and step < _TIGHTER * pitch


def _grid_cells(rows: Sequence[_Row]) -> Iterator[GridCell]:
    for number, row in enumerate(rows):
        gathered: dict[tuple[int, int], list[Word]] = {}
        for pieces in row.pieces:
            for piece in pieces:
                key = next((k for k in gathered if k[0] <= piece.column <= k[1]), (piece.column, piece.last_column))
                gathered.setdefault(key, []).extend(piece.words)
        for (column, last_column), words in sorted(gathered.items()):
            yield GridCell(cell_lines(words), box_around(words), number, number, column, last_column)
