"""What every slide is made of: a presentation to start from, its title, its source lines, runs in two typefaces."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Inches, Pt

from callsheet.errors import ExportError
from callsheet.exports.fonts import wrapped
from callsheet.exports.render.text import is_korean, shown

# Both typefaces must be named: without an East-Asian one PowerPoint draws Hangul in whatever the theme falls back to.
# Malgun Gothic comes with Windows and with Office for the Mac; a template's own fonts go by these names of the theme.
Fonts = tuple[str, str]
MALGUN: Final[Fonts] = ("Malgun Gothic", "Malgun Gothic")
THEME: Final[Fonts] = ("+mn-lt", "+mn-ea")

INK: Final = RGBColor(0x1A, 0x1A, 0x1A)
SOFT: Final = RGBColor(0x6B, 0x6B, 0x6B)

MARGIN: Final = 36.0  # points, left and right
BOTTOM: Final = 20.0
TITLE_TOP, TITLE_HEIGHT, TITLE_GAP = 22.0, 34.0, 6.0
LEAST_ROOM: Final = 200.0  # points under the title, for a table or a chart with its source
SOURCE_SIZE, SOURCE_LEADING, SOURCE_GAP = 8.5, 11.5, 6.0
_FURNITURE: Final = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


def child(parent: Any, tag: str, **attributes: str) -> Any:
    """Append an XML element that python-pptx has no word for."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(name, value)
    parent.append(element)
    return element


def add_east_asian(properties: Any, typeface: str) -> None:
    """Name the East-Asian typeface beside the latin one in the run properties of a run, a paragraph or a chart."""
    properties.find(qn("a:latin")).addnext(child(properties, "a:ea", typeface=typeface))


def add_run(paragraph: Any, text: str, fonts: Fonts, size: float, bold: bool = False, color: RGBColor = INK) -> None:
    """Append ``text`` in both typefaces, marked with the language that the spelling check should use."""
    run = paragraph.add_run()
    run.text = text
    run.font.name, run.font.size, run.font.bold, run.font.color.rgb = fonts[0], Pt(size), bold, color
    properties = run._r.get_or_add_rPr()
    add_east_asian(properties, fonts[1])
    properties.set("lang", "ko-KR" if is_korean(text) else "en-US")


class Deck:
    """A presentation that is being written: blank and wide, or on a template of one's own.

    Attributes:
        fonts: the latin and the East-Asian typeface.
        width: of what stands between the margins, in points.
        top: where that begins, under the title.
        bottom: where it must end.

    Raises:
        ExportError: the template is not a presentation, has no layout with a title, or no room under it.
    """

    def __init__(self, template: Path | None = None) -> None:
        self.presentation = _opened(template)
        self._layout = _title_layout(self.presentation)
        self._own_look = template is None
        self.fonts = MALGUN if template is None else THEME
        self.width = Emu(self.presentation.slide_width).pt - 2 * MARGIN
        self.bottom = Emu(self.presentation.slide_height).pt - BOTTOM
        title = next(each for each in self._layout.placeholders if each.placeholder_format.idx == 0)
        placed = template is not None and title.top is not None and title.height is not None
        self.top = (Emu(title.top + title.height).pt if placed else TITLE_TOP + TITLE_HEIGHT) + TITLE_GAP
        if self.bottom - self.top < LEAST_ROOM:
            raise ExportError(f"{template}: its title leaves no room for a table below; move it up in the slide layout")

    def slide(self, title: str) -> Any:
        """Add a slide with this title, in our look or the template's, and without the layout's other placeholders."""
        slide = self.presentation.slides.add_slide(self._layout)
        for placeholder in [each for each in slide.placeholders if each.placeholder_format.idx != 0]:
            placeholder._element.getparent().remove(placeholder._element)
        shape = slide.shapes.title
        if not self._own_look:
            shape.text_frame.text = title
            return slide
        shape.left, shape.top, shape.width, shape.height = Pt(MARGIN), Pt(TITLE_TOP), Pt(self.width), Pt(TITLE_HEIGHT)
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = 0
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        add_run(frame.paragraphs[0], title, self.fonts, 18, bold=True)
        return slide

    def source_height(self, notes: Sequence[str]) -> float:
        """Return how much room source and notes need, with the gap above them, in points."""
        return SOURCE_GAP + SOURCE_LEADING * sum(len(wrapped(shown(n), self.width, SOURCE_SIZE)) for n in notes)

    def draw_source(self, slide: Any, notes: Sequence[str], at: float) -> None:
        """Write source and notes, one a paragraph, from ``at`` points down."""
        height = self.source_height(notes) - SOURCE_GAP
        box = slide.shapes.add_textbox(Pt(MARGIN), Pt(at + SOURCE_GAP), Pt(self.width), Pt(height))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for number, note in enumerate(notes):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.line_spacing = Pt(SOURCE_LEADING)
            add_run(paragraph, shown(note), self.fonts, SOURCE_SIZE, color=SOFT)


def _opened(template: Path | None) -> Any:
    if template is None:
        presentation = Presentation()
        presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
        return presentation
    try:
        return Presentation(str(template))
    except Exception as error:  # python-pptx lets zip, XML and key errors of a broken file through as they are
        raise ExportError(f"{template}: cannot be read as a PowerPoint template ({error}); save it as .pptx") from error


def _title_layout(presentation: Any) -> Any:
    """Return the layout with a title and the least else: "Title Only" in most templates."""
    titled = [
        layout
        for layout in presentation.slide_layouts
        if any(each.placeholder_format.idx == 0 for each in layout.placeholders)
    ]
    if not titled:
        raise ExportError("the template has no slide layout with a title; add one, such as Title Only")
    return min(titled, key=lambda layout: sum(p.placeholder_format.type not in _FURNITURE for p in layout.placeholders))
