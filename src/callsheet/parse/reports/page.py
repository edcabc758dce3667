"""What stands on a page: words, ruling lines and drawings with their places, read through pdfplumber."""

import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfplumber.page import Page as PlumberPage

from callsheet.errors import DocumentError
from callsheet.parse.reports.words import Segment, Word, page_words, segments
from callsheet.records import Box, SourceDocument

# pdfminer reports every oddity of a font to the log; what matters for reading is checked in callsheet.parse.pdf.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

_THINNEST_FILL = 3.0  # points: a thinner filled rectangle is a ruling line, as most writers draw them
_SHORTEST_RULE = 4.0
_TOUCH = 1.5
_SMALLEST_MARK, _LARGEST_MARK = 1.2, 6.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruling line: horizontal ones have ``top == bottom``, vertical ones ``x0 == x1``."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether the line runs from left to right."""
        return self.top == self.bottom

    @property
    def length(self) -> float:
        """Length in points."""
        return max(self.x1 - self.x0, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page's content in PDF points, origin at the top left.

    ``segments`` are sorted from top to bottom and left to right; ``marks`` are bullets drawn as small shapes,
    ``drawings`` the curves of charts.
    """

    number: int
    width: float
    height: float
    segments: tuple[Segment, ...]
    rules: tuple[Rule, ...]
    marks: tuple[Box, ...]
    drawings: tuple[Box, ...]

    @property
    def words(self) -> Iterator[Word]:
        """Every word of the page."""
        return (word for segment in self.segments for word in segment.words)


def page_contents(document: SourceDocument, numbers: Iterable[int] | None = None) -> Iterator[PageContent]:
    """Yield the content of the pages ``numbers`` (from 1; all by default), holding one page in memory at a time.

    Raises:
        DocumentError: ``damaged``, the page cannot be read although the file opened.
    """
    wanted = list(numbers) if numbers is not None else None
    try:
        with pdfplumber.open(io.BytesIO(document.data), pages=wanted) as pdf:
            for page in pdf.pages:
                yield _content(page)
                page.close()
    except DocumentError:
        raise
    except Exception as error:  # pdfminer raises whatever a broken object happens to cause
        raise DocumentError(
            "damaged", f"{document.name}: its pages cannot be read ({type(error).__name__}); save it again as PDF."
        ) from error


def _content(page: PlumberPage) -> PageContent:
    inside = [
        word for word in page_words(page.chars) if -1 < word.x0 < page.width + 1 and -1 < word.middle < page.height + 1
    ]
    return PageContent(
        page.page_number,
        float(page.width),
        float(page.height),
        tuple(segments(inside)),
        tuple(_merged([*_rules(page), *_edges_of_cells(page)])),
        tuple(_marks(page)),
        tuple(_drawings(page)),
    )


def _is_white(colour: Any) -> bool:
    """Whether a pdfplumber colour is white; a colour that is not stated is black by default in PDF."""
    if colour is None:
        return False
    values = colour if isinstance(colour, list | tuple) else (colour,)
    if len(values) == 4:  # CMYK
        return all(isinstance(value, int | float) and value <= 0.01 for value in values)
    return bool(values) and all(isinstance(value, int | float) and value >= 0.99 for value in values)


def _rules(page: PlumberPage) -> Iterator[Rule]:
    for line in page.lines:
        if not (line.get("stroke", True) and _is_white(line.get("stroking_color"))):
            yield from _straight(line["x0"], line["top"], line["x1"], line["bottom"])
    for rect in [*page.rects, *page.curves]:  # some writers draw a line as a thin polygon
        thin = min(rect["x1"] - rect["x0"], rect["bottom"] - rect["top"]) < _THINNEST_FILL
        if thin and not (rect.get("fill") and _is_white(rect.get("non_stroking_color")) and not rect.get("stroke")):
            yield from _straight(rect["x0"], rect["top"], rect["x1"], rect["bottom"])


def _straight(x0: float, top: float, x1: float, bottom: float) -> Iterator[Rule]:
    if x1 - x0 >= _SHORTEST_RULE and bottom - top < _THINNEST_FILL:
        yield Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    elif bottom - top >= _SHORTEST_RULE and x1 - x0 < _THINNEST_FILL:
        yield Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)


def _edges_of_cells(page: PlumberPage) -> Iterator[Rule]:
    """Yield the four sides of every stroked rectangle: a cell drawn as a box."""
    for rect in page.rects:
        x0, top, x1, bottom = rect["x0"], rect["top"], rect["x1"], rect["bottom"]
        if (
            rect.get("stroke")
            and min(x1 - x0, bottom - top) >= _THINNEST_FILL
            and not _is_white(rect.get("stroking_color"))
        ):
            yield Rule(x0, top, x1, top)
            yield Rule(x0, bottom, x1, bottom)
            yield Rule(x0, top, x0, bottom)
            yield Rule(x1, top, x1, bottom)


def _merged(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Yield the rules with pieces of one line put together: writers draw a line cell by cell."""
    for horizontal in (True, False):
        along = [_as_interval(rule, horizontal) for rule in rules if rule.horizontal is horizontal]
        rows: list[list[tuple[float, float, float]]] = []
        for across, start, end in sorted(along):
            if rows and across - rows[-1][0][0] <= _TOUCH:
                rows[-1].append((across, start, end))
            else:
                rows.append([(across, start, end)])
        for row in rows:
            middle = sum(across for across, _, _ in row) / len(row)
            for start, end in _joined_intervals([(start, end) for _, start, end in row]):
                yield Rule(start, middle, end, middle) if horizontal else Rule(middle, start, middle, end)


def _as_interval(rule: Rule, horizontal: bool) -> tuple[float, float, float]:
    return (rule.top, rule.x0, rule.x1) if horizontal else (rule.x0, rule.top, rule.bottom)


def _joined_intervals(intervals: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    start, end = None, 0.0
    for low, high in sorted(intervals):
        if start is None:
            start, end = low, high
        elif low - end <= _TOUCH:
            end = max(end, high)
        else:
            yield start, end
            start, end = low, high
    if start is not None:
        yield start, end


def _marks(page: PlumberPage) -> Iterator[Box]:
    """Yield small filled shapes about as wide as high: the bullets of writers that draw them."""
    for shape in [*page.curves, *page.rects]:
        wide, high = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
        if (
            shape.get("fill")
            and all(_SMALLEST_MARK <= side <= _LARGEST_MARK for side in (wide, high))
            and 0.6 < wide / high < 1.7
        ):
            yield Box(shape["x0"], shape["top"], shape["x1"], shape["bottom"])


def _drawings(page: PlumberPage) -> Iterator[Box]:
    for curve in page.curves:
        box = Box(curve["x0"], curve["top"], curve["x1"], curve["bottom"])
        if min(box.x1 - box.x0, box.bottom - box.top) > _LARGEST_MARK:
            yield box
