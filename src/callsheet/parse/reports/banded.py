"""Tables of text between rules as wide as the table: every band between two rules is a row, as in a comment table."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from callsheet.lexicon import lexicon
from callsheet.parse.reports.grid import Grid, GridCell, box_around, cell_lines
from callsheet.parse.reports.page import Rule
from callsheet.parse.reports.words import Segment, Word
from callsheet.records import Box

_BLOCKS = lexicon("report")["blocks"]
_BESIDE_TABLES = re.compile("|".join(_BLOCKS[name] for name in ("caption", "source")))
_SAME_ENDS = 4.0  # points
_FEWEST_RULES = 4
_NARROWEST_GAP = 4.0
_HIGHEST_ROW = 90.0  # points
_WIDE_TEXT = 0.8  # of the table's width
_LEAST_FIRST, _LONGEST_FIRST = 0.05, 0.5  # of the width: the first column names what the others say


def banded_grids(rules: Sequence[Rule], segments: Sequence[Segment]) -> Iterator[Grid]:
    """Yield the tables that stacks of equally wide rules draw.

    A band of words without cells ("#Microsoft") is a row of one cell; a band of running text ends the table.
    """
    for stack in _stacks(rules):
        bands = [_band(above, below, segments) for above, below in pairwise(stack)]
        start = 0
        for number in range(len(bands) + 1):
            if number == len(bands) or _ends_table(bands[number], stack[0]):
                grid = _grid(bands[start:number])
                if grid is not None and number - start + 1 >= _FEWEST_RULES:
                    yield grid
                start = number + 1


def cut_off_grid(rules: Sequence[Rule], segments: Sequence[Segment]) -> Grid | None:
    """Return the table that begins at the end of a page: its head leaves the first column empty, and says its edge."""
    for stack in _stacks(rules, fewest=3):
        below = [s for s in segments if s.middle > stack[-1].top]
        bands: list[list[Segment]] = []
        for above, under in reversed(list(pairwise(stack))):
            band = _band(above, under, segments)
            if not band or _ends_table(band, stack[0]):
                break
            bands.insert(0, band)
        if len(below) > 1 or len(bands) < 2:  # a page number may stand there
            continue
        edge = min(segment.x0 for segment in bands[0]) - _NARROWEST_GAP / 2
        crossing = [s for band in bands for s in band if s.x0 < edge - 1 and s.x1 > edge]
        if edge > stack[0].x0 + _LEAST_FIRST * stack[0].length and not crossing:
            return _grid_at(edge, bands)
    return None


def row_bands(rules: Sequence[Rule], segments: Sequence[Segment]) -> list[Box]:
    """Return the low spaces between neighbouring rules of a stack of equally wide ones: rows, however many lines.

    Where captions, sources or lines as wide as the stack stand between two rules, they end one table and begin another.
    """
    pairs = [pair for stack in _stacks(rules) for pair in pairwise(stack) if pair[1].top - pair[0].top <= _HIGHEST_ROW]
    return [Box(a.x0, a.top, a.x1, b.top) for a, b in pairs if not _is_between_tables(_band(a, b, segments), a)]


def _is_between_tables(band: Sequence[Segment], rule: Rule) -> bool:
    return any(
        _BESIDE_TABLES.match(segment.text) or segment.x1 - segment.x0 > _WIDE_TEXT * rule.length for segment in band
    )


def _stacks(rules: Sequence[Rule], fewest: int = _FEWEST_RULES) -> list[list[Rule]]:
    stacks: list[list[Rule]] = []
    for rule in sorted((rule for rule in rules if rule.horizontal and rule.length > 100), key=lambda rule: rule.top):
        stack = next(
            (s for s in stacks if abs(s[0].x0 - rule.x0) < _SAME_ENDS and abs(s[0].x1 - rule.x1) < _SAME_ENDS), None
        )
        if stack is None:
            stacks.append([rule])
        elif rule.top - stack[-1].top > 3:
            stack.append(rule)
    return [stack for stack in stacks if len(stack) >= fewest]


def _band(above: Rule, below: Rule, segments: Sequence[Segment]) -> list[Segment]:
    return [s for s in segments if above.top < s.middle < below.top and s.x1 > above.x0 and s.x0 < above.x1]


def _ends_table(band: Sequence[Segment], rule: Rule) -> bool:
    """Whether a band holds lines as wide as the table or captions and sources: text of the page, not a row."""
    if any(_BESIDE_TABLES.match(segment.text) for segment in band):
        return True
    wide = [s for s in band if s.x0 < rule.x0 + 12 and s.x1 - s.x0 > _WIDE_TEXT * rule.length]
    return len(wide) >= 3


def _grid(bands: Sequence[Sequence[Segment]]) -> Grid | None:
    filled = [band for band in bands if band]
    edge = _first_edge(filled)
    return _grid_at(edge, filled) if edge is not None else None


def _grid_at(edge: float, filled: Sequence[Sequence[Segment]]) -> Grid:
    cells: list[GridCell] = []
    for row, band in enumerate(filled):
        words = [word for segment in band for word in segment.words]
        left, right = [w for w in words if w.x1 <= edge + 1], [w for w in words if w.x1 > edge + 1]
        cells += [_cell(part, row, column) for column, part in enumerate((left, right)) if part]
    return Grid(box_around([s for band in filled for s in band]), tuple(cells), len(filled), 2, 1)


def _cell(words: Sequence[Word], row: int, column: int) -> GridCell:
    return GridCell(cell_lines(words), box_around(list(words)), row, row, column, column)


def _first_edge(bands: Sequence[Sequence[Segment]]) -> float | None:
    """Return the x position between the first column and the text, or None where the bands have no second column."""
    if len(bands) < 3:
        return None
    pieces = [segment for band in bands for segment in band]
    left, width = min(s.x0 for s in pieces), max(s.x1 for s in pieces) - min(s.x0 for s in pieces)
    for x in sorted({s.x0 for s in pieces}):
        if not left + _NARROWEST_GAP < x < left + _LONGEST_FIRST * width:
            continue
        crossing = [s for s in pieces if s.x0 < x - 1 and s.x1 > x - _NARROWEST_GAP]
        both = [b for b in bands if any(s.x1 <= x for s in b) and any(s.x0 >= x - 1 for s in b)]
        text = [b for b in both if sum(len(s.text) for s in b if s.x0 >= x - 1) > 20]
        if not crossing and len(text) >= 2 and len(both) >= 0.4 * len(bands):
            return x - _NARROWEST_GAP / 2
    return None
