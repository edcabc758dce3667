"""Lines and paragraphs of a zone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from callsheet.parse.reports.columns import Zone
from callsheet.parse.reports.words import Segment
from callsheet.records import Box

_BULLET = re.compile(r"^(?:[•●■□▪◆◇○◦▶►➢✓※·∙\uf0a7\uf0b7\uf06c\uf09f][ ]?|[-–—][ ]+)")
_ITEM = re.compile(r"[(\[]?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4}|[가-하])[.)\]]\]?|[•●■□▪◆◇○◦▶►➢✓※·∙*①-⑳\-–—]|\*{1,3}")
_BIGGEST_LEADING = 2.1  # of the type size, from one line's middle to the next
_LEADING_JUMP = 1.3
_SAME_SIZE = 0.08
_SAME_LARGEST = 0.3
_TAB = 1.6  # of the type size: a wider gap separates cells, not words; where a number follows, a narrower one does
_NUMBER_TAB = 1.0
_NUMBER = re.compile(r"[△▲▼+\-–(]*[$₩€£]?\d[\d,.]*[%xX배)]*(?:[EFPA]|\*+)?")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a zone: its segments from left to right."""

    segments: tuple[Segment, ...]
    page: int
    marked: bool = False  # a bullet is drawn before it

    @property
    def x0(self) -> float:
        """Left edge of the words."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Right edge of the words."""
        return self.segments[-1].x1

    @property
    def top(self) -> float:
        """Top of the tallest segment."""
        return min(s.top for s in self.segments)

    @property
    def bottom(self) -> float:
        """Bottom of the lowest segment."""
        return max(s.bottom for s in self.segments)

    @property
    def box(self) -> Box:
        """The rectangle around the words."""
        return Box(self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> float:
        """Height of the middle of the first segment."""
        return self.segments[0].middle

    @property
    def size(self) -> float:
        """Type size of the widest segment."""
        return max(self.segments, key=lambda s: s.x1 - s.x0).size

    @property
    def largest(self) -> float:
        """Type size of the largest word."""
        return max(s.largest for s in self.segments)

    @property
    def bold(self) -> bool:
        """Whether every segment is bold."""
        return all(s.bold for s in self.segments)

    @property
    def ends_open(self) -> bool:
        """Whether a blank is printed after the last word."""
        return self.segments[-1].ends_open

    @property
    def tabular(self) -> bool:
        """Whether the line is set as cells: segments with wide gaps between them."""
        cells = self.segments[1:] if _ITEM.fullmatch(self.segments[0].text) else self.segments
        return any(
            right.x0 - left.x1
            > (_NUMBER_TAB if _NUMBER.fullmatch(right.words[0].text) else _TAB) * min(left.size, right.size)
            for left, right in pairwise(cells)
        )

    @property
    def text(self) -> str:
        """The words of the line; cells are separated by a blank as words are."""
        return " ".join(s.text for s in self.segments)

    @property
    def bullet(self) -> bool:
        """Whether the line opens with a bullet, printed or drawn."""
        return self.marked or bool(_BULLET.match(self.text))

    @property
    def text_x0(self) -> float:
        """Where the words begin after a printed bullet."""
        first = self.segments[0].words
        return first[1].x0 if len(first) > 1 and _BULLET.fullmatch(first[0].text + " ") else self.x0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together. ``side``: in a column beside the text; ``table``: a row of a table."""

    lines: tuple[Line, ...]
    side: bool
    table: bool = False

    @property
    def text(self) -> str:
        """The words, lines separated by a blank; how the lines really join is known only once all pages are read."""
        return " ".join(text for text, _ in self.pieces)

    @property
    def page(self) -> int:
        """The page on which the paragraph begins."""
        return self.lines[0].page

    @property
    def bullet(self) -> bool:
        """Whether the paragraph is an item of a list."""
        return self.lines[0].bullet

    @property
    def box(self) -> Box:
        """The rectangle around the lines."""
        return Box(
            min(line.x0 for line in self.lines),
            self.lines[0].top,
            max(line.x1 for line in self.lines),
            max(line.bottom for line in self.lines),
        )

    @property
    def size(self) -> float:
        """Type size of the first line."""
        return self.lines[0].size

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """Text of each line without its bullet, and whether a blank is printed at its end."""
        pieces = [(line.text, line.ends_open) for line in self.lines]
        return [(_BULLET.sub("", pieces[0][0], count=1) or pieces[0][0], pieces[0][1]), *pieces[1:]]


def zone_lines(zone: Zone, page: int, marks: Sequence[Box] = ()) -> list[Line]:
    """Return the printed lines of a zone, top to bottom."""
    rows: list[list[Segment]] = []
    for segment in sorted(zone.segments, key=lambda s: (s.middle, s.x0)):
        if rows and _same_row(rows[-1], segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    lines = [tuple(sorted(row, key=lambda s: s.x0)) for row in rows]
    return [Line(line, page, _is_marked(line[0], marks)) for line in lines]


def _same_row(row: Sequence[Segment], segment: Segment) -> bool:
    first = row[0]
    overlap = min(first.bottom, segment.bottom) - max(first.top, segment.top)
    beside = all(segment.x0 >= other.x1 - 1 or segment.x1 <= other.x0 + 1 for other in row)
    return beside and overlap > 0.5 * min(first.bottom - first.top, segment.bottom - segment.top)


def _is_marked(segment: Segment, marks: Sequence[Box]) -> bool:
    reach = segment.x0 - 2.5 * segment.size
    return any(
        reach <= mark.x0 and mark.x1 <= segment.x0 and segment.top <= (mark.top + mark.bottom) / 2 <= segment.bottom
        for mark in marks
    )


def paragraphs(lines: Sequence[Line], side: bool = False) -> Iterator[Paragraph]:
    """Yield the paragraphs of a zone's lines, in order."""
    gathered: list[Line] = []
    for line in lines:
        if gathered and not _continues(gathered, line, _right_edge(gathered, lines)):
            yield Paragraph(tuple(gathered), side)
            gathered = []
        gathered.append(line)
    if gathered:
        yield Paragraph(tuple(gathered), side)


def _right_edge(gathered: Sequence[Line], lines: Sequence[Line]) -> float:
    """Return how far lines of this paragraph's size reach to the right in the zone."""
    size = gathered[0].size
    return max(line.x1 for line in lines if abs(line.size - size) <= _SAME_SIZE * size)


def _continues(gathered: Sequence[Line], line: Line, right: float) -> bool:
    """Whether ``line`` goes on with the paragraph ``gathered``."""
    last = gathered[-1]
    if line.tabular or last.tabular or line.bullet:
        return False
    step = line.middle - last.middle
    jumps = len(gathered) > 1 and step > _LEADING_JUMP * (last.middle - gathered[-2].middle)
    if step > _BIGGEST_LEADING * last.size or jumps:
        return False
    return _is_set_like(last, line) and _is_indented_like(gathered, line) and not _would_have_fitted(last, line, right)


def _is_set_like(last: Line, line: Line) -> bool:
    """Whether two lines are of one size, and bold does not begin between them."""
    same_size = abs(line.size - last.size) <= _SAME_SIZE * last.size
    same_largest = abs(line.largest - last.largest) <= _SAME_LARGEST * last.size
    return same_size and same_largest and not (line.bold and not last.bold)


def _is_indented_like(gathered: Sequence[Line], line: Line) -> bool:
    """Whether ``line`` begins where lines after the first begin: at the hanging indent, or at the left edge."""
    tolerance = 0.6 * line.size
    if len(gathered) > 1:
        return abs(line.x0 - gathered[1].x0) <= tolerance
    first = gathered[0]
    if first.bullet:
        return -tolerance <= line.x0 - first.x0 <= 3 * line.size
    return abs(line.x0 - first.x0) <= tolerance or 0 < first.x0 - line.x0 <= 3 * line.size


def _would_have_fitted(last: Line, line: Line, right: float) -> bool:
    """Whether the next line's first word had room at the end of the last one: then the break was meant."""
    word = line.segments[0].words[0]
    return last.x1 + 0.3 * last.size + min(word.x1 - word.x0, 4 * word.size) < right - 0.5 * last.size
