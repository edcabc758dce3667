"""Documents to calls and reports; ``parse_document`` is the one way in."""

from dataclasses import replace

from callsheet.parse.bilingual import english_side
from callsheet.parse.calls import build_call
from callsheet.parse.decode import decode
from callsheet.parse.draft import Draft
from callsheet.parse.html import html_lines, looks_like_html
from callsheet.parse.json_calls import NAME as JSON_TURNS
from callsheet.parse.json_calls import json_hints, json_participants, json_turns, load_json, longest_text, looks_like_json
from callsheet.parse.layouts import find_layout
from callsheet.parse.layouts.flat import read_flat
from callsheet.parse.layouts.listed import unglued
from callsheet.parse.lines import source_lines, words_of
from callsheet.parse.parsed import Parsed
from callsheet.parse.pdf import is_pdf, page_texts
from callsheet.parse.pdf_calls import read_pdf_call
from callsheet.parse.reports import read_report
from callsheet.parse.turns import draft_turns
from callsheet.records import SourceDocument

__all__ = ["Parsed", "parse_document"]


def parse_document(document: SourceDocument) -> Parsed:
    """Read a document, choosing the reader by its content.

    Raises:
        DocumentError: it cannot be used; ``reason`` and ``sentence`` say why (``empty``, ``not_text``, ``encoding``,
            ``not_a_call``, ``period_unclear`` ..., and those of PDF files).
    """
    if is_pdf(document.data):
        return _read_pdf(document)
    text, warnings = decode(document)
    draft = _read_json(document.name, text) if looks_like_json(text) else _read_text(text)
    return build_call(replace(draft, warnings=(*warnings, *draft.warnings)), document)


def _read_pdf(document: SourceDocument) -> Parsed:
    draft = read_pdf_call(page_texts(document))
    return build_call(draft, document) if draft else read_report(document)


def _read_json(name: str, text: str) -> Draft:
    value = load_json(name, text)
    turns = json_turns(value)
    if turns:
        return Draft(JSON_TURNS, turns, hints=json_hints(value), participants=json_participants(value))
    return replace(_read_text(longest_text(value)), hints=json_hints(value))


def _read_text(text: str) -> Draft:
    lines, warnings = english_side(html_lines(text) if looks_like_html(text) else source_lines(text))
    lines = unglued(lines)
    found = find_layout(lines)
    draft = draft_turns(found[0], lines, found[1]) if found else read_flat(words_of(lines))
    return replace(draft, warnings=(*warnings, *draft.warnings))
