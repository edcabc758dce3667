"""The text layer of a PDF, page by page, through PDFium; the plain reason where there is none; a page as a picture.

PDFium reads text about forty times as fast as pdfplumber and decides here whether a PDF can be used at all. Where words
stand on the page is read by ``callsheet.parse.reports`` afterwards, for the pages that need it.
"""

import io
import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

import pypdfium2
from PIL import ImageDraw

from callsheet.errors import DocumentError, MissingError
from callsheet.parse.decode import repair
from callsheet.records import Box, SourceDocument

# The header may stand behind a few bytes of mail or print-spooler noise: ISO 32000-1, annex H, implementation note 13.
_HEADER_WITHIN = 1024
_LEAST_REAL_SHARE = 0.85
_CID = re.compile(r"\(cid:\d+\)")
# Writing systems that a report or a transcript here can hold, by the first word of a character's Unicode name.
_SCRIPTS = frozenset({"LATIN", "HANGUL", "CJK", "HIRAGANA", "KATAKANA", "GREEK", "CYRILLIC", "FULLWIDTH", "HALFWIDTH"})
_FRAME_COLOUR, _FRAME_GAP = (200, 30, 30), 1.5  # points
_LINE_HYPHEN = "\ufffe"  # what PDFium puts for a hyphen that ends a line
# PDFium is not safe for use by several threads at a time.
_ONE_AT_A_TIME = threading.RLock()


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are those of a PDF, whatever the file is called."""
    return b"%PDF-" in data[:_HEADER_WITHIN]


@contextmanager
def open_pdf(document: SourceDocument) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for reading its pages one by one.

    Raises:
        DocumentError: ``empty``, ``not_a_pdf``, ``encrypted`` or ``damaged``.
    """
    if not document.data.strip():
        raise DocumentError("empty", f"{document.name} is empty (0 bytes); fetch the document again.")
    if not is_pdf(document.data):
        raise DocumentError(
            "not_a_pdf", f"{document.name} is not a PDF: it does not begin with %PDF; check what was downloaded."
        )
    with _ONE_AT_A_TIME:
        try:
            pdf = pypdfium2.PdfDocument(document.data)
        except pypdfium2.PdfiumError as error:
            raise _refusal(document, str(error)) from error
        with closing(pdf):
            if len(pdf) == 0:
                raise DocumentError("empty", f"{document.name} has no pages; fetch the document again.")
            yield pdf


def _refusal(document: SourceDocument, message: str) -> DocumentError:
    if "password" in message.lower() or "security" in message.lower():
        return DocumentError(
            "encrypted", f"{document.name} is protected by a password; save it without one and put it here again."
        )
    return DocumentError(
        "damaged", f"{document.name} begins like a PDF but its structure is broken or cut short; fetch it again."
    )


def _plain(text: str) -> str:
    return repair(text.replace("\r\n", "\n").replace("\r", "\n").replace(_LINE_HYPHEN, "-").replace("\t", " "))


def iter_page_texts(document: SourceDocument) -> Iterator[str]:
    """Yield the text of each page as the text layer gives it, holding one page in memory at a time.

    A page without a text layer gives an empty string. Lines are separated by ``\\n``.

    Raises:
        DocumentError: as ``open_pdf``; ``damaged`` also for a page that cannot be read.
    """
    with open_pdf(document) as pdf:
        for number in range(len(pdf)):
            try:
                with closing(pdf[number]) as page, closing(page.get_textpage()) as words:
                    text = _plain(words.get_text_bounded(errors="replace"))
            except pypdfium2.PdfiumError as error:
                raise DocumentError(
                    "damaged",
                    f"{document.name}: page {number + 1} of {len(pdf)} cannot be read; fetch the document again.",
                ) from error
            yield text


def page_texts(document: SourceDocument) -> list[str]:
    """Return the text of every page; a page that is only a picture gives an empty string.

    Raises:
        DocumentError: ``empty``, ``not_a_pdf``, ``encrypted``, ``damaged``; ``scanned`` where no page has a text layer;
            ``broken_text_layer`` where the layer holds glyph numbers or private-use signs in place of characters.
    """
    texts = list(iter_page_texts(document))
    check_text_layer(document, texts)
    return texts


def check_text_layer(document: SourceDocument, texts: list[str]) -> None:
    """Refuse a document whose pages hold no text, or none that can be read.

    Raises:
        DocumentError: ``scanned`` or ``broken_text_layer``; the sentence names the pages.
    """
    pages = f"{len(texts)} page" + ("s" if len(texts) > 1 else "")
    if not any(text.strip() for text in texts):
        raise DocumentError(
            "scanned",
            f"{document.name}: no text layer on any of its {pages} (scanned pictures); run OCR or get the original.",
        )
    broken = unreadable_pages(texts)
    filled = sum(1 for text in texts if text.strip())
    if len(broken) * 2 > filled:
        raise DocumentError(
            "broken_text_layer",
            f"{document.name}: the text layer of page {broken[0]} and {len(broken) - 1} more holds glyph numbers, not"
            " characters (its fonts carry no Unicode table); print it to a new PDF or get the original.",
        )


def unreadable_pages(texts: Sequence[str]) -> list[int]:
    """Return the numbers (from 1) of pages whose text layer holds glyph numbers or private-use signs."""
    return [
        number for number, text in enumerate(texts, start=1) if text.strip() and real_share(text) < _LEAST_REAL_SHARE
    ]


def real_share(text: str) -> float:
    """Return the share of characters that belong to a writing system, digits, punctuation or signs; 1.0 is all of them.

    Glyph numbers as ``(cid:12)``, private-use, unassigned and control characters do not count; neither do letters of
    scripts that no document here is written in, which is what a wrong code table produces.
    """
    bare = _CID.sub("\ue000", text)
    characters = [character for character in bare if not character.isspace()]
    if not characters:
        return 1.0
    return sum(1 for character in characters if _is_real(character)) / len(characters)


def _is_real(character: str) -> bool:
    if character < "\x7f":
        return character >= " "
    category = unicodedata.category(character)
    if category[0] in "PSN" or category in ("Mn", "Sk"):
        return character != "\ufffd"
    return category[0] == "L" and unicodedata.name(character, "").split(" ")[0].split("-")[0] in _SCRIPTS


def find_words(document: SourceDocument, passage: str, words: str) -> list[tuple[int, Box]]:
    """Return where ``words`` of ``passage`` are printed first: page and rectangle, one a printed line.

    White space and the hyphens of line ends don't count. Nothing is returned where the passage is not found.

    Raises:
        DocumentError: as ``open_pdf``.
    """
    wanted, inner = _bare(passage), _bare(words)
    if not wanted:
        return []
    with open_pdf(document) as pdf:
        for number in range(len(pdf)):
            with closing(pdf[number]) as page, closing(page.get_textpage()) as text_page:
                printed = text_page.get_text_range(errors="replace")
                kept = [place for place, character in enumerate(printed) if _counts(character)]
                at = _bare(printed).find(wanted)
                if at < 0:
                    continue
                start = at + max(wanted.find(inner), 0) if inner else at
                length = len(inner) if inner and inner in wanted else len(wanted)
                height = page.get_height()
                boxes = [text_page.get_charbox(place) for place in kept[start : start + length]]
                return [(number + 1, box) for box in _line_boxes(boxes, height)]
    return []


def _counts(character: str) -> bool:
    return not character.isspace() and character != _LINE_HYPHEN


def _bare(text: str) -> str:
    return "".join(character for character in text if _counts(character))


def _line_boxes(boxes: Sequence[tuple[float, float, float, float]], height: float) -> Iterator[Box]:
    """Yield one rectangle a printed line for characters given as left, bottom, right, top from the page's bottom."""
    line: list[tuple[float, float, float, float]] = []
    for box in boxes:
        if line and (box[0] < line[-1][0] or box[3] < line[-1][1]):
            yield _around(line, height)
            line = []
        line.append(box)
    if line:
        yield _around(line, height)


def _around(line: Sequence[tuple[float, float, float, float]], height: float) -> Box:
    return Box(
        min(box[0] for box in line),
        height - max(box[3] for box in line),
        max(box[2] for box in line),
        height - min(box[1] for box in line),
    )


def page_picture(document: SourceDocument, page: int, boxes: Sequence[Box] = (), scale: float = 2.0) -> bytes:
    """Return page ``page`` (from 1) as PNG with a frame around each box, to show where a figure stands.

    Args:
        boxes: rectangles in PDF points, origin at the top left.
        scale: pixels a point.

    Raises:
        DocumentError: as ``open_pdf``.
        MissingError: the document has no such page.
    """
    with open_pdf(document) as pdf:
        if not 1 <= page <= len(pdf):
            raise MissingError(f"{document.name} has {len(pdf)} pages, no page {page}")
        with closing(pdf[page - 1]) as shown:
            picture = shown.render(scale=scale).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        corners = (box.x0 - _FRAME_GAP, box.top - _FRAME_GAP, box.x1 + _FRAME_GAP, box.bottom + _FRAME_GAP)
        pen.rectangle([corner * scale for corner in corners], outline=_FRAME_COLOUR, width=round(scale))
    png = io.BytesIO()
    picture.save(png, format="PNG")
    return png.getvalue()
