"""Reading order: a page is cut into zones that are read one after the other.

A zone is a column of text, a side column, or the whole width. Two columns are told apart by a white corridor that no
word and no ruling line crosses. The gap between two columns of one table is such a corridor as well, so a corridor
counts only where what stands left and right of it is visibly independent: running text, lines at different heights, or
tables with rules of their own. The idea is the recursive XY cut (Nagy and Seth 1984), with corridors in place of
projection gaps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callsheet.parse.reports.page import PageContent, Rule
from callsheet.parse.reports.words import Segment

_NARROWEST_CORRIDOR = 6.0  # points
_HANGING = 4.0  # a bullet or a quotation mark may hang out of its column by this much
_FEWEST_LINES = 4
_SHORTEST_CORRIDOR = 0.08  # of the page's height
_MOST_ALIGNED = 0.45
_RUNNING_FILL, _RUNNING_LETTERS, _RUNNING_SHARE = 0.6, 14, 0.3
_PROSE_FILL, _PROSE_LETTERS, _MOST_BESIDE_PROSE = 0.88, 20, 0.85
_SIDE_COLUMN = 0.62  # a column narrower than this share of its neighbour is a side column: it is read after the text


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a page that is read from top to bottom. ``side`` marks a narrow column of data beside the text."""

    x0: float
    x1: float
    top: float
    bottom: float
    segments: tuple[Segment, ...]
    side: bool = False


@dataclass(frozen=True, slots=True)
class _Corridor:
    """White space between ``x0`` and ``x1`` from ``top`` to ``bottom``."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def zones(content: PageContent) -> list[Zone]:
    """Return the zones of a page in reading order: text before the side column that stands beside it."""
    rules = [rule for rule in content.rules if rule.horizontal]
    return list(_cut(list(content.segments), rules, content.height, side=False))


def zone_of(segments: Sequence[Segment], side: bool) -> Zone:
    """Return the zone that segments make up."""
    return Zone(
        min(s.x0 for s in segments),
        max(s.x1 for s in segments),
        min(s.top for s in segments),
        max(s.bottom for s in segments),
        tuple(segments),
        side,
    )


def _cut(segments: list[Segment], rules: Sequence[Rule], page_height: float, side: bool) -> Iterator[Zone]:
    if not segments:
        return
    corridor = _best_corridor(segments, rules, page_height)
    if corridor is None:
        yield zone_of(segments, side)
        return
    above = [s for s in segments if s.middle < corridor.top]
    below = [s for s in segments if s.middle > corridor.bottom]
    beside = [s for s in segments if corridor.top <= s.middle <= corridor.bottom]
    left = [s for s in beside if s.x0 < corridor.middle]
    right = [s for s in beside if s.x0 >= corridor.middle]
    yield from _cut(above, rules, page_height, side)
    if _is_side(left, right):
        left, right = right, left
    yield from _cut(left, rules, page_height, side)
    yield from _cut(right, rules, page_height, side or _is_side(right, left))
    yield from _cut(below, rules, page_height, side)


def _is_side(part: Sequence[Segment], other: Sequence[Segment]) -> bool:
    return _width(part) < _SIDE_COLUMN * _width(other)


def _width(segments: Sequence[Segment]) -> float:
    return max(s.x1 for s in segments) - min(s.x0 for s in segments)


def _best_corridor(segments: list[Segment], rules: Sequence[Rule], page_height: float) -> _Corridor | None:
    """Return the tallest corridor between two independent columns, or None."""
    best: _Corridor | None = None
    for edge in _left_edges(segments):
        for corridor in _corridors(edge, segments, rules):
            taller = best is None or corridor.height > best.height + 1
            if (
                taller
                and corridor.height >= _SHORTEST_CORRIDOR * page_height
                and _independent(corridor, segments, rules)
            ):
                best = corridor
    return best


def _left_edges(segments: Sequence[Segment]) -> list[float]:
    """Return the left edges that several segments share: the only places where a column can begin."""
    edges: list[list[float]] = []
    for x0 in sorted(s.x0 for s in segments):
        if edges and x0 - edges[-1][0] <= 2.0:
            edges[-1].append(x0)
        else:
            edges.append([x0])
    leftmost = min(s.x0 for s in segments)
    return [edge[0] for edge in edges if len(edge) >= 2 and edge[0] > leftmost + _NARROWEST_CORRIDOR]


def _corridors(edge: float, segments: Sequence[Segment], rules: Sequence[Rule]) -> Iterator[_Corridor]:
    """Yield the stretches of page height in which nothing crosses the line just left of ``edge``."""
    x = edge - _HANGING
    blocks = sorted(
        [(s.top, s.bottom) for s in segments if s.x0 < x and s.x1 > x - 1]
        + [
            (rule.top, rule.bottom)
            for rule in rules
            if rule.x0 < x - _NARROWEST_CORRIDOR and rule.x1 > x + _NARROWEST_CORRIDOR
        ]
    )
    page_top, page_bottom = min(s.top for s in segments), max(s.bottom for s in segments)
    start = page_top
    for top, bottom in [*blocks, (page_bottom + 1, page_bottom + 1)]:
        if top - start > 0:
            corridor = _tightened(x, start, top, segments)
            if corridor:
                yield corridor
        start = max(start, bottom)


def _tightened(x: float, top: float, bottom: float, segments: Sequence[Segment]) -> _Corridor | None:
    """Return the corridor between ``top`` and ``bottom`` cut down to where both sides hold words."""
    inside = [s for s in segments if s.top >= top - 0.5 and s.bottom <= bottom + 0.5]
    left, right = [s for s in inside if s.x1 <= x], [s for s in inside if s.x0 >= x]
    if len(left) < 2 or len(right) < 2:
        return None
    low, high = max(s.x1 for s in left), min(s.x0 for s in right)
    if high - low < _NARROWEST_CORRIDOR:
        return None
    return _Corridor(low, high, min(s.top for s in inside), max(s.bottom for s in inside))


def _independent(corridor: _Corridor, segments: Sequence[Segment], rules: Sequence[Rule]) -> bool:
    """Whether what stands left and right of a corridor is not one table."""
    inside = [s for s in segments if corridor.top <= s.middle <= corridor.bottom]
    left = _lines([s for s in inside if s.x0 < corridor.middle])
    right = _lines([s for s in inside if s.x0 >= corridor.middle])
    if min(len(left), len(right)) < 2:
        return False
    aligned = _aligned_share(left, right)
    running = [_is_running(left), _is_running(right)]
    if all(running) or (any(running) and aligned <= _MOST_ALIGNED):
        return True
    if aligned <= _MOST_BESIDE_PROSE and (_is_prose(left) or _is_prose(right)):
        return True
    if min(len(left), len(right)) >= _FEWEST_LINES and aligned <= _MOST_ALIGNED / 2:
        return True
    return _has_own_rules(corridor, inside, rules)


def _lines(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Group the segments of one side into lines."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: s.middle):
        if lines and segment.middle - lines[-1][0].middle < 0.4 * min(segment.size, lines[-1][0].size):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return lines


def _aligned_share(left: list[list[Segment]], right: list[list[Segment]]) -> float:
    """Return which share of the shorter side's lines stands at the height of a line of the other side."""
    short, long = sorted((left, right), key=len)
    heights = [line[0].middle for line in long]
    near = sum(1 for line in short if any(abs(line[0].middle - height) < 0.25 * line[0].size for height in heights))
    return near / len(short)


def _is_running(lines: list[list[Segment]]) -> bool:
    """Whether one side holds running text: three lines or more, and many of all, are one segment filling the column."""
    pieces = [segment for line in lines for segment in line]
    width = max(s.x1 for s in pieces) - min(s.x0 for s in pieces)
    full = [
        line
        for line in lines
        if len(line) == 1 and line[0].x1 - line[0].x0 >= _RUNNING_FILL * width and len(line[0].text) >= _RUNNING_LETTERS
    ]
    return len(full) >= 3 and len(full) >= _RUNNING_SHARE * len(lines)


def _is_prose(lines: list[list[Segment]]) -> bool:
    """Whether one side holds a paragraph: several lines in a row that all reach the column's right edge."""
    right = max(segment.x1 for line in lines for segment in line)
    width = right - min(segment.x0 for line in lines for segment in line)
    in_a_row = 0
    for line in lines:
        full = len(line) == 1 and len(line[0].text) >= _PROSE_LETTERS and line[0].x1 - line[0].x0 >= _PROSE_FILL * width
        in_a_row = in_a_row + 1 if full else 0
        if in_a_row >= _FEWEST_LINES:
            return True
    return False


def _has_own_rules(corridor: _Corridor, inside: Sequence[Segment], rules: Sequence[Rule]) -> bool:
    """Whether tables stand abreast: at least two rules as wide as the table on either side, none across."""
    sides = []
    for is_left in (True, False):
        part = [s for s in inside if (s.x0 < corridor.middle) is is_left]
        x0, x1 = min(s.x0 for s in part), max(s.x1 for s in part)
        own = [
            rule
            for rule in rules
            if corridor.top - 12 <= rule.top <= corridor.bottom + 12
            and rule.x0 >= x0 - 20
            and rule.x1 <= x1 + 20
            and rule.length >= 0.8 * (x1 - x0)
        ]
        sides.append(len(own))
    return min(sides) >= 2
