"""From pages to the text of a report: blocks with roles, joined across lines and pages, each line with its box."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from callsheet.lexicon import lexicon
from callsheet.parse.reports.columns import Zone, zone_of, zones
from callsheet.parse.reports.continued import TablePart, joined_tables, table_part
from callsheet.parse.reports.joining import LineJoiner
from callsheet.parse.reports.page import PageContent
from callsheet.parse.reports.paragraphs import Paragraph, paragraphs, zone_lines
from callsheet.parse.reports.regions import FoundTable, page_stub, page_tables
from callsheet.parse.reports.tables import report_table
from callsheet.parse.reports.words import Segment
from callsheet.records import BlockRole, Box, Page, PrintedLine, Report, ReportBlock, ReportTable, Span

_WORDS = lexicon("report")["blocks"]
_CAPTION = re.compile(_WORDS["caption"])
_SOURCE = re.compile(_WORDS["source"])
_NOTE = re.compile(_WORDS["note"])
_DISCLOSURE = re.compile("|".join(_WORDS["disclosure"]), re.IGNORECASE)
_MARGIN = 0.09  # share of the page's height in which running heads and feet stand
_SAME_PLACE = 8.0  # points
_LONGEST_HEADING = 70
_LARGER = 1.12  # of the running text's size: a heading even where it is a sentence
_BLANK, _LATIN = 0.3, 0.55  # em
_SENTENCE_END = re.compile(r"[.?!。:;]['\"”’)\]]*$|(?:다|음|함|임|됨)\.?$")


@dataclass(frozen=True, slots=True)
class PageParagraphs:
    """The paragraphs of one page in reading order, its tables, and what is needed to tell running heads and feet."""

    number: int
    height: float
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[FoundTable, ...]
    stub: FoundTable | None = None  # head and first rows of a table that the page cuts off


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report's words: ``text`` with one line feed between blocks, the blocks, and the span of each page."""

    text: str
    blocks: tuple[ReportBlock, ...]
    pages: tuple[Page, ...]
    paragraphs: tuple[Paragraph, ...]  # one a block, for the readers of fields
    tables: tuple[ReportTable, ...]


def page_paragraphs(content: PageContent) -> PageParagraphs:
    """Return the paragraphs and tables of one page in reading order."""
    parts = zones(content)
    tables = page_tables(content, parts)
    found: list[Paragraph] = []
    for zone in parts:
        found += _zone_paragraphs(zone, content, tables)
    return PageParagraphs(content.number, content.height, tuple(found), tuple(tables), page_stub(content, tables))


def _zone_paragraphs(zone: Zone, content: PageContent, tables: Sequence[FoundTable]) -> Iterator[Paragraph]:
    """Yield a zone's paragraphs from top to bottom: text, rows of values line by line, rows of words cell by cell."""
    inside = {id(s): table for table in tables for s in zone.segments if _stands_in(s, table.box)}
    pending: list[Segment] = []
    done: set[int] = set()
    for segment in sorted(zone.segments, key=lambda s: (s.middle, s.x0)):
        table = inside.get(id(segment))
        if table is None:
            pending.append(segment)
        elif id(table) not in done:
            yield from _paragraphs_of(pending, content, zone.side)
            pending = []
            done.add(id(table))
            yield from _table_paragraphs(
                table, [s for s in zone.segments if inside.get(id(s)) is table], content, zone.side
            )
    yield from _paragraphs_of(pending, content, zone.side)


def _stands_in(segment: Segment, box: Box) -> bool:
    return box.top - 1 <= segment.middle <= box.bottom + 1 and segment.x0 < box.x1 and segment.x1 > box.x0


def _paragraphs_of(segments: Sequence[Segment], content: PageContent, side: bool) -> Iterator[Paragraph]:
    if segments:
        yield from paragraphs(zone_lines(zone_of(segments, side), content.number, content.marks), side)


def _table_paragraphs(
    table: FoundTable, segments: Sequence[Segment], content: PageContent, side: bool
) -> Iterator[Paragraph]:
    if not table.of_words:
        for line in zone_lines(zone_of(segments, side), content.number):
            yield Paragraph((line,), side, table=True)
        return
    for cell in sorted(table.grid.cells, key=lambda cell: (cell.row, cell.column)):
        own = [s for s in segments if _stands_in(s, cell.box) and cell.box.x0 - 1 <= s.x0 <= cell.box.x1]
        yield from _paragraphs_of(own, content, side)


def read_text(pages: Sequence[PageParagraphs]) -> ReportText:
    """Join the paragraphs of all pages to the report's text."""
    body = _without_furniture(pages)
    size = body_size(body)
    joiner = LineJoiner.of([paragraph.pieces for paragraph in body])
    merged = _joined_across_pages(body, size)
    blocks: list[ReportBlock] = []
    texts: list[str] = []
    position, in_disclosure = 0, False
    for paragraph in merged:
        text, spans = joiner.join(paragraph.pieces)
        in_disclosure = in_disclosure or bool(_DISCLOSURE.match(text))
        role = BlockRole.DISCLOSURE if in_disclosure else _role(paragraph, text, size)
        lines = tuple(
            PrintedLine(span.shifted(position), line.page, line.box)
            for span, line in zip(spans, paragraph.lines, strict=True)
        )
        blocks.append(ReportBlock(role, Span(position, position + len(text)), lines, paragraph.side))
        texts.append(text)
        position += len(text) + 1
    whole = "\n".join(texts)
    tables = tuple(joined_tables(list(_table_parts(pages, body, joiner))))
    return ReportText(whole, tuple(blocks), tuple(_page_spans(blocks, whole)), tuple(merged), tables)


def _table_parts(pages: Sequence[PageParagraphs], body: Sequence[Paragraph], joiner: LineJoiner) -> Iterator[TablePart]:
    boxes: dict[int, list[Box]] = {}
    for paragraph in body:
        boxes.setdefault(paragraph.page, []).append(paragraph.box)
    for page in pages:
        for found in (*page.tables, *([page.stub] if page.stub else [])):
            table = report_table(found, page.number, page.paragraphs, joiner)
            yield table_part(found, table, boxes.get(page.number, ()), stub=found is page.stub)


def _without_furniture(pages: Sequence[PageParagraphs]) -> list[Paragraph]:
    """Return all paragraphs but running heads, feet and page numbers: what stands in the margins of several pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_pattern(p) for p in page.paragraphs if _in_margin(p, page.height)})
    kept: list[Paragraph] = []
    for page in pages:
        for paragraph in page.paragraphs:
            pattern = _pattern(paragraph)
            words = re.search(r"[^\W\d_]", pattern[0])
            running = _in_margin(paragraph, page.height) and (not words or seen[pattern] > 1)
            if not running or (page.number == pages[0].number and paragraph.box.top < page.height / 2):
                kept.append(paragraph)
    return kept


def _pattern(paragraph: Paragraph) -> tuple[str, int]:
    """Return what a running head or foot has in common on all pages: its words and its height on the page."""
    return re.sub(r"\d+", "0", " ".join(text for text, _ in paragraph.pieces)).strip(), round(
        paragraph.box.top / _SAME_PLACE
    )


def _in_margin(paragraph: Paragraph, height: float) -> bool:
    box = paragraph.box
    return len(paragraph.lines) <= 2 and (box.bottom < _MARGIN * height or box.top > (1 - _MARGIN) * height)


def body_size(body: Iterable[Paragraph]) -> float:
    """Return the type size of the running text: that of most letters outside tables and side columns."""
    letters: Counter[float] = Counter()
    for paragraph in body:
        weight = 3 if len(paragraph.lines) > 1 else 1
        if not (paragraph.lines[0].tabular or paragraph.side or paragraph.table):
            letters[round(paragraph.size * 2) / 2] += weight * sum(len(text) for text, _ in paragraph.pieces)
    return letters.most_common(1)[0][0] if letters else 10.0


def _joined_across_pages(body: Sequence[Paragraph], size: float) -> list[Paragraph]:
    """Join the last paragraph of a page's text to the first of the next page's, where the sentence goes on."""
    if not body:
        return []
    merged = list(body)
    for page, next_page in pairwise(sorted({paragraph.page for paragraph in body})):
        last = next((i for i in reversed(range(len(merged))) if merged[i].page <= page and not merged[i].side), None)
        first = next((i for i in range(len(merged)) if merged[i].page == next_page and not merged[i].side), None)
        if last is None or first is None:
            continue
        if not (_is_text_of(merged[last], page, size) and _is_text_of(merged[first], next_page, size)):
            continue
        if (
            _runs_to_the_edge(merged[last])
            and not _SENTENCE_END.search(merged[last].lines[-1].text)
            and not merged[first].bullet
        ):
            merged[last] = replace(merged[last], lines=merged[last].lines + merged[first].lines)
            del merged[first]
    return merged


def _is_text_of(paragraph: Paragraph, page: int, size: float) -> bool:
    first = paragraph.lines[0]
    return (
        paragraph.lines[-1].page == page
        and not paragraph.side
        and not paragraph.table
        and not first.tabular
        and abs(paragraph.size - size) < 0.6
        and not any(pattern.match(first.text) for pattern in (_CAPTION, _SOURCE, _NOTE))
        and (len(paragraph.lines) > 1 or len(first.text) > 30)
    )


def _runs_to_the_edge(paragraph: Paragraph) -> bool:
    """Whether the last line is as long as the lines before it."""
    return len(paragraph.lines) > 1 and paragraph.lines[-1].x1 > paragraph.lines[0].x1 - 3 * paragraph.size


def _role(paragraph: Paragraph, text: str, size: float) -> BlockRole:
    first = paragraph.lines[0]
    if paragraph.table:
        return BlockRole.ROW
    for pattern, role in ((_SOURCE, BlockRole.SOURCE), (_NOTE, BlockRole.NOTE), (_CAPTION, BlockRole.CAPTION)):
        if pattern.match(text):
            return role
    if first.tabular:
        return BlockRole.ROW
    if paragraph.bullet:
        return BlockRole.BULLET
    larger = paragraph.size > _LARGER * size
    stands_out = larger or ((paragraph.size > 1.04 * size or first.bold) and not text.endswith("다"))
    if stands_out and len(text) <= _LONGEST_HEADING and not text.endswith("."):
        return BlockRole.HEADING
    return BlockRole.BODY


def _page_spans(blocks: Sequence[ReportBlock], text: str) -> list[Page]:
    """Return where each page's words begin and end; what follows the last word of a page belongs to that page."""
    starts: dict[int, int] = {}
    for block in blocks:
        for line in block.lines:
            starts[line.page] = min(starts.get(line.page, len(text)), line.span.start)
    order = sorted(starts, key=lambda number: (starts[number], number))
    ends = [*(starts[number] for number in order[1:]), len(text)]
    return [
        Page(number, Span(starts[number], end)) for number, end in zip(order, ends, strict=True) if starts[number] < end
    ]


def page_at(pages: Sequence[Page], offset: int) -> int | None:
    """Return the number of the page on which the character ``offset`` of the report's text stands."""
    return next((page.number for page in pages if page.span.start <= offset < page.span.end), None)


def boxes_at(report: Report, span: Span) -> list[tuple[int, Box]]:
    """Return where the words of a span are printed: page and rectangle, one a printed line.

    Within a line the rectangle is cut by the usual widths of its characters, which is exact enough to point at words.
    """
    found: list[tuple[int, Box]] = []
    for block in report.blocks:
        for line in block.lines if block.span.overlaps(span) else ():
            if line.span.overlaps(span):
                words = line.span.of(report.text)
                start, end = max(span.start - line.span.start, 0), min(span.end - line.span.start, len(words))
                scale = (line.box.x1 - line.box.x0) / _width(words)
                x0, x1 = line.box.x0 + scale * _width(words[:start]), line.box.x0 + scale * _width(words[:end])
                found.append((line.page, Box(x0, line.box.top, x1, line.box.bottom)))
    return found


def _width(words: str) -> float:
    """Return how wide words are set, in em: an em a full-width character, about half of it any other."""
    return sum(_BLANK if c == " " else 1.0 if unicodedata.east_asian_width(c) in "WF" else _LATIN for c in words)
