"""How a comment table is split over slides: by measured height, with nothing lost and nothing torn apart needlessly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from callsheet.exports.fonts import wrapped
from callsheet.exports.render.text import ARROW, asked_by, line_text, marker, shown
from callsheet.exports.words import word
from callsheet.records import CommentTable, CompanyBlock, Line, TableLine, TableSection


@dataclass(frozen=True)
class Page:
    """The room for a table on a slide, in points: column widths, height of the rows under the head, text measures."""

    section_width: float
    comment_width: float
    height: float
    size: float = 10.5
    leading: float = 14.5
    padding: float = 4.0
    side: float = 6.0
    indent: float = 22.0
    hanging: float = 10.0
    question_gap: float = 7.0

    @property
    def section_room(self) -> float:
        """Width of the text in the section column."""
        return self.section_width - 2 * self.side

    @property
    def comment_room(self) -> float:
        """Width of the text in the comment column."""
        return self.comment_width - 2 * self.side

    @cached_property
    def most_lines(self) -> int:
        """How many printed lines one part of a comment may fill, so that any part fits on a slide with its bands."""
        return max(1, int(0.5 * self.height / self.leading))


@dataclass(frozen=True)
class Part:
    """A comment line as drawn, or a part of one longer than half a slide (``goes_on`` from the second part on)."""

    line: TableLine
    text: str
    printed_lines: int
    goes_on: bool = False

    @property
    def is_question(self) -> bool:
        """Whether the part belongs to an analyst's question."""
        return self.line.line is Line.QUESTION

    @property
    def marker(self) -> str:
        """What stands before the text; nothing on the later parts of a line."""
        return "" if self.goes_on else marker(self.line)

    @property
    def asked_by(self) -> str:
        """The analyst and the house, behind a question's first part."""
        return "" if self.goes_on else asked_by(self.line)


@dataclass(frozen=True)
class Row:
    """A row of the slide's table: a company's band (no parts) or a section. ``height`` is in points."""

    title: str
    parts: tuple[Part, ...]
    is_band: bool
    height: float


@dataclass(frozen=True)
class _Chunk:
    """Parts that stay together (a question with its first answer), and where they belong."""

    block: int
    section: int
    parts: tuple[Part, ...]


def _parts(line: TableLine, page: Page) -> Iterator[Part]:
    """Yield a line as one part, or as several where it would fill more than half a slide."""
    question = line.line is Line.QUESTION
    width = page.comment_room - (0 if question else page.indent)
    text = line_text(line)
    extra = " ".join(filter(None, (marker(line) if question else "", asked_by(line))))
    printed = wrapped(text, width, page.size, bold=question)
    if len(printed) <= page.most_lines:
        yield Part(line, text, len(wrapped(f"{extra}  {text}", width, page.size, bold=question)))
        return
    for start in range(0, len(printed), page.most_lines):
        piece = printed[start : start + page.most_lines]
        # The first line also holds the marker and the analyst's name, which may push its last words down.
        yield Part(line, " ".join(piece), len(piece) + (1 if extra and start == 0 else 0), goes_on=start > 0)


def _belongs_to(part: Part, above: Part) -> bool:
    """Whether ``part`` may not be torn from the part above: a question's first answer, a consequence (``→``)."""
    return not part.goes_on and (above.is_question or (part.text.startswith(ARROW) and not part.is_question))


def _chunks(table: CommentTable, page: Page) -> Iterator[_Chunk]:
    for block_number, block in enumerate(table.blocks):
        for number, section in enumerate(block.sections):
            kept: list[Part] = []
            for part in (part for line in section.lines for part in _parts(line, page)):
                together = sum(each.printed_lines for each in (*kept, part))
                if kept and (not _belongs_to(part, kept[-1]) or together > page.most_lines):
                    yield _Chunk(block_number, number, tuple(kept))
                    kept = []
                kept.append(part)
            yield _Chunk(block_number, number, tuple(kept))


def _section_height(title: str, parts: Sequence[Part], page: Page) -> float:
    titles = len(wrapped(title, page.section_room, page.size)) * page.leading
    gaps = sum(page.question_gap for number, part in enumerate(parts) if number and part.is_question)
    return max(titles, sum(part.printed_lines for part in parts) * page.leading + gaps) + 2 * page.padding


def _rows(table: CommentTable, chunks: Sequence[_Chunk], seen: Sequence[_Chunk], page: Page) -> Iterator[Row]:
    """Yield the rows that show ``chunks``; what stood on an earlier slide (``seen``) is marked as continued."""
    last = seen[-1] if seen else None

    def titled(text: str, continued: bool) -> str:
        return f"{shown(text)} ({word('continued', table.lang)})" if continued else shown(text)

    for block_number, of_block in groupby(chunks, key=lambda chunk: chunk.block):
        block: CompanyBlock = table.blocks[block_number]
        goes_on = last is not None and last.block == block_number
        yield Row(titled(f"#{block.company}", goes_on), (), True, page.leading + 2 * page.padding)
        for number, of_section in groupby(of_block, key=lambda chunk: chunk.section):
            section: TableSection = block.sections[number]
            title = titled(section.title, goes_on and last is not None and last.section == number)
            parts = tuple(part for chunk in of_section for part in chunk.parts)
            yield Row(title, parts, False, _section_height(title, parts, page))


def split(table: CommentTable, page: Page) -> list[tuple[Row, ...]]:
    """Split the table into the rows of each slide, in order.

    A company that fits on one slide is not torn over two, a question stays with the first line of its answer, and
    every slide repeats the band of its company. A slide's rows are together at most ``page.height`` high.
    """
    slides: list[tuple[Row, ...]] = []
    seen: list[_Chunk] = []
    on_slide: list[_Chunk] = []

    def fits(chunks: Sequence[_Chunk]) -> bool:
        return sum(row.height for row in _rows(table, chunks, seen, page)) <= page.height

    for _, of_block in groupby(_chunks(table, page), key=lambda chunk: chunk.block):
        whole = list(of_block)
        alone = fits(whole)
        for number, chunk in enumerate(whole):
            wanted = whole if alone and number == 0 else [chunk]
            if on_slide and not fits([*on_slide, *wanted]):
                slides.append(tuple(_rows(table, on_slide, seen, page)))
                seen.extend(on_slide)
                on_slide.clear()
            on_slide.append(chunk)
    if on_slide or not slides:
        slides.append(tuple(_rows(table, on_slide, seen, page)))
    return slides
