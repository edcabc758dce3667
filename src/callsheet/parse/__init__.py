"""Documents to calls and reports; ``parse_document`` is the one way in."""

from dataclasses import replace

from callsheet.parse.bilingual import english_side
from callsheet.parse.calls import build_call
from callsheet.parse.containers import (
    caption_lines,
    docx_lines,
    is_archive,
    looks_like_captions,
    looks_like_mail,
    mail_lines,
)
from callsheet.parse.decode import decode
from callsheet.parse.draft import Draft, SourceLine
from callsheet.parse.html import html_lines, looks_like_html
from callsheet.parse.json_calls import looks_like_json, read_json
from callsheet.parse.lines import source_lines
from callsheet.parse.parsed import Parsed
from callsheet.parse.pdf import is_pdf, page_texts
from callsheet.parse.pdf_calls import pdf_lines, read_pdf_call
from callsheet.parse.reports import read_report
from callsheet.parse.tables import read_table
from callsheet.parse.transcripts import read_lines
from callsheet.records import SourceDocument

__all__ = ["Parsed", "parse_document", "source_text"]


def parse_document(document: SourceDocument) -> Parsed:
    """Read a document, choosing the reader by its content, never by its name.

    Raises:
        DocumentError: it cannot be used; ``reason`` and ``sentence`` say why (``empty``, ``not_text``, ``encoding``,
            ``not_a_call``, ``period_unclear`` ..., and those of PDF files).
    """
    if is_pdf(document.data):
        draft = read_pdf_call(page_texts(document))
        return build_call(draft, document) if draft else read_report(document)
    return build_call(_read_text(document), document)


def _read_text(document: SourceDocument) -> Draft:
    if is_archive(document.data):
        return read_lines(*english_side(docx_lines(document)))
    text, repairs = decode(document)
    if looks_like_json(text):
        draft = read_json(document.name, text)
    elif table := read_table(text):
        draft = table
    else:
        lines, warnings = english_side(_text_lines(document, text))
        draft = read_lines(lines, warnings)
    return replace(draft, warnings=(*repairs, *draft.warnings), machine=draft.machine or looks_like_captions(text))


def _text_lines(document: SourceDocument, text: str) -> list[SourceLine]:
    if looks_like_html(text):
        return html_lines(text)
    if looks_like_captions(text):
        return caption_lines(text)
    if looks_like_mail(text):
        return mail_lines(document, text)
    return source_lines(text)


def source_text(document: SourceDocument) -> list[SourceLine]:
    """Return the lines of a document before anybody is told apart from anybody: where a quotation can be looked up.

    Raises:
        DocumentError: as ``parse_document``, for a document that holds no text.
    """
    if is_pdf(document.data):
        return pdf_lines(page_texts(document))
    if is_archive(document.data):
        return docx_lines(document)
    text = decode(document)[0]
    if looks_like_json(text):
        turns = read_json(document.name, text).turns
        return [SourceLine(paragraph, turn.place) for turn in turns for paragraph in turn.paragraphs]
    return _text_lines(document, text)
