"""Broker reports and company releases: from the pages of a PDF to a ``Report``."""

import re
from collections.abc import Iterator, Sequence

from callsheet.errors import DocumentError
from callsheet.lexicon import lexicon
from callsheet.parse.parsed import Parsed
from callsheet.parse.pdf import page_texts, unreadable_pages
from callsheet.parse.reports.fields import Fields, read_fields
from callsheet.parse.reports.page import page_contents
from callsheet.parse.reports.ratings import rating_distribution
from callsheet.parse.reports.reading import ReportText, body_size, page_paragraphs, read_text
from callsheet.parse.reports.tables import total_warnings
from callsheet.records import BlockRole, DocumentKind, Report, SourceDocument

__all__ = ["looks_like_report", "read_report"]

_MARKS = lexicon("report")["marks"]
_REPORT = [re.compile(pattern, re.IGNORECASE) for pattern in _MARKS["report"]]
_RELEASE = [re.compile(pattern, re.IGNORECASE) for pattern in _MARKS["release"]]
_CALL = [re.compile(pattern, re.IGNORECASE) for pattern in _MARKS["call"]]
_FEWEST_MARKS = 2
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LETTER = re.compile(r"[A-Za-z\uac00-\ud7a3]")


def _marks(patterns: Sequence[re.Pattern[str]], text: str) -> int:
    return sum(1 for pattern in patterns if pattern.search(text))


def document_kind(texts: Sequence[str]) -> DocumentKind:
    """Tell a broker report, a company release and a call transcript apart by their pages' words."""
    text = "\n".join(texts)
    if _marks(_CALL, text) >= _FEWEST_MARKS:
        return DocumentKind.CALL
    counts = {
        DocumentKind.REPORT: _marks(_REPORT, text),
        DocumentKind.RELEASE: _marks(_RELEASE, text),
    }
    kind = max(counts, key=lambda kind: counts[kind])
    return kind if counts[kind] >= _FEWEST_MARKS else DocumentKind.UNKNOWN


def looks_like_report(texts: Sequence[str]) -> bool:
    """Whether the pages are those of a broker report or a company release, not of a call transcript."""
    return document_kind(texts) in (DocumentKind.REPORT, DocumentKind.RELEASE)


def language_of(text: str) -> str:
    """Return ``ko`` where at least a fifth of the letters are Hangul, else ``en``."""
    letters = len(_LETTER.findall(text))
    return "ko" if letters and len(_HANGUL.findall(text)) >= 0.2 * letters else "en"


def read_report(document: SourceDocument) -> Parsed:
    """Read a broker report or a company release.

    Raises:
        DocumentError: as ``page_texts``; ``not_a_report`` where the pages are neither; ``damaged``.
    """
    texts = page_texts(document)
    kind = document_kind(texts)
    if kind not in (DocumentKind.REPORT, DocumentKind.RELEASE):
        raise DocumentError(
            "not_a_report",
            f"{document.name} is neither a broker report (no house, opinion, notices) nor a company's results release;"
            " check that it is the document meant.",
        )
    unreadable = unreadable_pages(texts)
    filled = [number for number, text in enumerate(texts, start=1) if text.strip() and number not in unreadable]
    pages = [page_paragraphs(content) for content in page_contents(document, filled)]
    words = read_text(pages)
    if not words.blocks:
        raise DocumentError("scanned", f"{document.name}: no words could be placed on its pages; get the original PDF.")
    fields = read_fields(words, body_size(words.paragraphs))
    return Parsed(
        kind=kind,
        layout="pdf_report" if kind is DocumentKind.REPORT else "pdf_release",
        language=language_of(words.text),
        warnings=(
            *_warnings(texts, unreadable),
            *(warning for table in words.tables for warning in total_warnings(table)),
        ),
        report=_report(kind, words, fields),
    )


def _warnings(texts: Sequence[str], unreadable: Sequence[int]) -> Iterator[str]:
    """Yield a sentence for the pages that were not read, by cause."""
    pictures = [number for number, text in enumerate(texts, start=1) if not text.strip()]
    if pictures:
        numbers = ", ".join(map(str, pictures))
        yield f"No text layer on page {numbers} (pictures): what is written there is not read."
    if unreadable:
        numbers = ", ".join(map(str, unreadable))
        yield f"The text layer of page {numbers} holds glyph numbers, not characters: it is not read."


def _report(kind: DocumentKind, words: ReportText, fields: Fields) -> Report:
    lines = [block.span.of(words.text) for block in words.blocks]
    disclosed = [line for line, block in zip(lines, words.blocks, strict=True) if block.role is BlockRole.DISCLOSURE]
    distribution, as_of = rating_distribution(disclosed or lines)
    return Report(
        broker=fields.broker if kind is DocumentKind.REPORT else None,
        published_on=fields.published_on,
        title=fields.title,
        subject=fields.subject,
        rating=fields.rating,
        rating_action=fields.rating_action,
        target_price=fields.target_price,
        rating_distribution=distribution,
        analysts=fields.analysts,
        text=words.text,
        pages=words.pages,
        tables=words.tables,
        blocks=words.blocks,
        code=fields.code,
        target_price_action=fields.target_price_action,
        current_price=fields.current_price,
        rating_distribution_on=as_of,
    )
