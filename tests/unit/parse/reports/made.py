"""PDFs made for tests: pages set by typst, and raw files with the faults that no writer makes on purpose."""

import hashlib
import io
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import typst

from callsheet.records import SourceDocument

PAGE = '#set page(paper: "a4", margin: 50pt)\n#set text(font: "NanumGothic", size: 10pt, lang: "ko")\n'


def document(data: bytes, name: str = "made.pdf") -> SourceDocument:
    """Return bytes as a document."""
    return SourceDocument(hashlib.sha256(data).hexdigest(), name, data)


@cache
def set_page(source: str) -> SourceDocument:
    """Set typst markup on A4 with Hangul fonts and return the PDF."""
    package = find_spec("koreanize_matplotlib")  # looked up, not imported: importing it sets up matplotlib
    assert package is not None
    fonts = Path(str(package.origin)).parent / "fonts"
    return document(typst.compile((PAGE + source).encode(), font_paths=[fonts], ignore_system_fonts=True))


def joined(*documents: SourceDocument) -> SourceDocument:
    """Return the pages of several PDFs as one."""
    whole = pypdfium2.PdfDocument.new()
    for part in documents:
        whole.import_pages(pypdfium2.PdfDocument(part.data))
    data = io.BytesIO()
    whole.save(data)
    return document(data.getvalue())


def raw_pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is the catalog."""
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    return data + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(data), data)


def one_page(
    content: bytes, font: bytes = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", *more: bytes
) -> list[bytes]:
    """Return the objects of a PDF with one page of this content."""
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        _stream(content),
        font,
        *more,
    ]


def with_private_use_characters() -> bytes:
    """A PDF whose font maps every letter into Unicode's private use area."""
    table = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <E000> endbfrange endcmap
CMapName currentdict /CMap defineresource pop end end"""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    words = b"BT /F1 12 Tf 20 200 Td (Capital expenditures were four billion dollars) Tj ET"
    return raw_pdf(one_page(words, font, _stream(table)))


def with_password() -> bytes:
    """A PDF that opens only with a password nobody has."""
    objects = one_page(b"BT /F1 12 Tf 20 200 Td (secret) Tj ET")
    lock = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"41" * 32, b"42" * 32)
    return raw_pdf(
        [*objects, lock], b"/Encrypt 6 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
    )


def without_text() -> bytes:
    """A page with a drawing and no words, as a scan has."""
    return raw_pdf(one_page(b"0 0 100 100 re f"))
