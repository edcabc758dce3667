"""PowerPoint: the comment table as a native table, split over slides, with the words behind every line in the notes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from callsheet.exports.render.pptx_chart import add_chart_slide
from callsheet.exports.render.pptx_parts import MARGIN, SOFT, Deck, Fonts, add_run, child
from callsheet.exports.render.slides import Page, Part, Row, split
from callsheet.exports.render.text import line_text, origin, shown
from callsheet.records import CommentTable

RULE: Final = "7F7F7F"
NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid"
NO_BREAK_SPACE: Final = "\u00a0"
SECTION_WIDTH: Final = 152.0  # points; holds the longest section title on one line
HEAD_HEIGHT: Final = 24.0


def _shape_paragraph(paragraph: Any, page: Page, part: Part, first: bool) -> None:
    """Give a paragraph its level, bullet, hanging indent and line height: real ones, as the ribbon shows them."""
    paragraph.line_spacing = Pt(page.leading)
    paragraph.space_before = Pt(page.question_gap if part.is_question and not first else 0)
    properties = paragraph._p.get_or_add_pPr()
    if part.is_question:
        child(properties, "a:buNone")
        return
    paragraph.level = 1
    properties.set("marL", str(Pt(page.indent)))
    properties.set("indent", str(-Pt(page.hanging if part.marker else 0)))
    if part.marker:
        child(properties, "a:buFont", typeface="Arial")
        child(properties, "a:buChar", char=part.marker)
    else:
        child(properties, "a:buNone")


def _write_parts(cell: Any, parts: Sequence[Part], page: Page, fonts: Fonts) -> None:
    frame = cell.text_frame
    for number, part in enumerate(parts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        _shape_paragraph(paragraph, page, part, first=number == 0)
        text = f"{part.marker} {part.text}".strip() if part.is_question else part.text
        add_run(paragraph, text, fonts, page.size, bold=part.is_question)
        if part.asked_by:
            add_run(paragraph, f"{NO_BREAK_SPACE}({part.asked_by})", fonts, page.size - 1.5, color=SOFT)


def _write_cell(cell: Any, text: str, page: Page, fonts: Fonts, bold: bool = False) -> None:
    """Write one paragraph; an empty cell gets a blank, whose size keeps the row from growing to the default's."""
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.line_spacing = Pt(page.leading)
    add_run(paragraph, text or NO_BREAK_SPACE, fonts, page.size, bold=bold)


def _frame_cell(cell: Any, page: Page, top: float, bottom: float) -> None:
    """Set the margins and the rules above and below a cell (points); there are none beside it."""
    cell.margin_left = cell.margin_right = Pt(page.side)
    cell.margin_top = cell.margin_bottom = Pt(page.padding)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    properties = cell._tc.get_or_add_tcPr()
    for side, width in (("a:lnL", 0.0), ("a:lnR", 0.0), ("a:lnT", top), ("a:lnB", bottom)):
        line = child(properties, side, w=str(Pt(width)))
        if width:
            child(child(line, "a:solidFill"), "a:srgbClr", val=RULE)
        else:
            child(line, "a:noFill")
    cell.fill.background()


def _draw_table(slide: Any, table: CommentTable, rows: Sequence[Row], page: Page, at: float, fonts: Fonts) -> float:
    """Draw one slide's table from ``at`` points down; return where it ends."""
    height = HEAD_HEIGHT + sum(row.height for row in rows)
    width = page.section_width + page.comment_width
    frame = slide.shapes.add_table(len(rows) + 1, 2, Pt(MARGIN), Pt(at), Pt(width), Pt(height))
    frame.name = shown(table.title)
    drawn = frame.table
    drawn.horz_banding = False
    drawn._tbl.tblPr.find(qn("a:tableStyleId")).text = NO_STYLE
    drawn.columns[0].width, drawn.columns[1].width = Pt(page.section_width), Pt(page.comment_width)
    drawn.rows[0].height = Pt(HEAD_HEIGHT)
    _write_cell(drawn.cell(0, 0), "", page, fonts)
    _write_cell(drawn.cell(0, 1), shown(table.head), page, fonts, bold=True)
    for number, row in enumerate(rows, start=1):
        drawn.rows[number].height = Pt(row.height)
        _write_cell(drawn.cell(number, 0), row.title, page, fonts, bold=row.is_band)
        if row.is_band:
            drawn.cell(number, 0).merge(drawn.cell(number, 1))
        else:
            _write_parts(drawn.cell(number, 1), row.parts, page, fonts)
    for number in range(len(rows) + 1):
        for column in range(2):
            _frame_cell(drawn.cell(number, column), page, top=1.0 if number == 0 else 0.75, bottom=0.75)
    return at + height


def _speaker_notes(slide: Any, rows: Sequence[Row]) -> None:
    """Put the words, the speaker and the document behind every line of the slide into its notes."""
    parts = [part for row in rows for part in row.parts if not part.goes_on]
    entries = [
        f"{number}. {line_text(line)}\n“{shown(line.excerpt)}”\n— {origin(line)} [{shown(line.comment_id)}]"
        for number, line in enumerate((part.line for part in parts), start=1)
    ]
    slide.notes_slide.notes_text_frame.text = "\n\n".join(entries)


def presentation_of(table: CommentTable, template: Path | None = None) -> Any:
    """Return the table, and its chart where it has one, as a python-pptx presentation.

    Raises:
        ExportError: the template is not a presentation, or has no layout with a title.
    """
    deck = Deck(template)
    under = (table.source, *table.notes)
    room = deck.bottom - deck.source_height(under) - deck.top - HEAD_HEIGHT
    page = Page(SECTION_WIDTH, deck.width - SECTION_WIDTH, room)
    slides = split(table, page)
    for number, rows in enumerate(slides, start=1):
        counted = f" ({number}/{len(slides)})" if len(slides) > 1 else ""
        slide = deck.slide(shown(table.title) + counted)
        end = _draw_table(slide, table, rows, page, deck.top, deck.fonts)
        deck.draw_source(slide, under, end)
        _speaker_notes(slide, rows)
    if table.chart:
        add_chart_slide(deck, table.chart)
    return deck.presentation


def write(table: CommentTable, path: Path, template: Path | None = None) -> None:
    """Write the table as a presentation."""
    presentation_of(table, template).save(str(path))
