"""The page of a PDF on which a finding stands, drawn with a frame around its words."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from callsheet import store
from callsheet.errors import CallsheetError, MissingError
from callsheet.exports.tracing import found_row
from callsheet.parse.pdf import find_words, is_pdf, page_picture
from callsheet.parse.reports import read_report
from callsheet.parse.reports.reading import boxes_at
from callsheet.records import Box, SourceDocument, Span
from callsheet.sources.folder import read_document

_Places = Sequence[tuple[int, Box]]  # page from 1, rectangle on it


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG with the finding's words framed."""

    page: int
    png: bytes


def page_pictures(con: store.Connection, found_id: str) -> list[Picture]:
    """Return the pages on which a finding's words are printed, each as a picture; none where it stands in no PDF.

    The document is read again from where it lay when it was processed.

    Raises:
        MissingError: no finding has this id; or the document is gone, or is another one by now.
        DocumentError: the PDF cannot be read any more.
    """
    found = found_row(con, found_id)
    path = Path(found.get("path") or "")
    if not found.get("doc_id") or not path.name:
        return []
    document = _same_document(path, found["doc_id"])
    if not is_pdf(document.data):
        return []
    places = list(_places(document, found))
    pages = sorted({page for page, _ in places})
    return [Picture(n, page_picture(document, n, [box for page, box in places if page == n])) for n in pages]


def _same_document(path: Path, doc_id: str) -> SourceDocument:
    try:
        document = read_document(path)
    except CallsheetError as error:
        raise MissingError(f"{path} is no longer there, so its page cannot be drawn; put it back") from error
    if hashlib.sha256(document.data).hexdigest() != doc_id:
        raise MissingError(f"{path} is not the document any more that was processed; its page cannot be drawn")
    return document


def _places(document: SourceDocument, found: Mapping[str, Any]) -> _Places:
    """Return where the words are printed: the stored rectangle, else the report's lines, else the words searched."""
    if found.get("box") and found.get("page"):
        return [(found["page"], Box(**found["box"]))]
    if found.get("document_kind") in ("report", "release") and found.get("span_start") is not None:
        report = read_report(document).report
        span = Span(found["span_start"], found["span_end"])
        return boxes_at(report, span) if report else []
    return find_words(document, found.get("excerpt") or found.get("text") or "", found.get("text") or "")
