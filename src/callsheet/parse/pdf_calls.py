"""Transcripts that a company publishes as PDF (L09): pages to lines without page numbers and running heads."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from callsheet.parse.draft import Draft, SourceLine
from callsheet.parse.layouts import find_layout
from callsheet.parse.names import role_of_label
from callsheet.parse.turns import draft_turns
from callsheet.records import SpeakerRole

_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,3})?", re.IGNORECASE)
_NAMES_CALL = re.compile(r"\b(?:conference call|earnings call|transcript|results call|webcast)\b", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"([A-Za-z]{2,})-$")
_FIRST_WORD = re.compile(r"[a-z]+")
_RUNNING_HEAD_LINES = 2
_FEWEST_TURNS = 8


def read_pdf_call(texts: Sequence[str]) -> Draft | None:
    """Return the draft of a transcript, or None for a PDF that shows no speakers (a report, a release)."""
    if not _NAMES_CALL.search("\n".join(texts[:2])):
        return None
    lines = pdf_lines(texts)
    found = find_layout(lines)
    if found is None or len(found[1]) < _FEWEST_TURNS:
        return None
    labels = {line.label for line in found[1]}
    asked = any(role_of_label(label) in (SpeakerRole.OPERATOR, SpeakerRole.ANALYST) for label in labels)
    return draft_turns(f"pdf_{found[0]}", lines, found[1]) if asked or len(labels) > 2 else None


def pdf_lines(texts: Sequence[str]) -> list[SourceLine]:
    """Return the lines of all pages without page numbers and running heads, words broken at a line's end made whole."""
    pages = [[line.strip() for line in text.split("\n") if line.strip()] for text in texts]
    heads = _running_heads(pages)
    found = [
        SourceLine(line, f"page {number}")
        for number, page in enumerate(pages, start=1)
        for position, line in enumerate(page)
        if not _is_furniture(line, position, len(page), heads)
    ]
    return list(_healed(found))


def _running_heads(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    edges = Counter(
        _without_digits(line) for page in pages for line in {*page[:_RUNNING_HEAD_LINES], *page[-_RUNNING_HEAD_LINES:]}
    )
    return frozenset(line for line, count in edges.items() if count > 2 and count * 2 > len(pages))


def _is_furniture(line: str, position: int, count: int, heads: frozenset[str]) -> bool:
    at_edge = position < _RUNNING_HEAD_LINES or position >= count - _RUNNING_HEAD_LINES
    return at_edge and (bool(_PAGE_NUMBER.fullmatch(line)) or _without_digits(line) in heads)


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _healed(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """Yield the lines; a word broken at a line's end is joined where the document writes it in one elsewhere."""
    vocabulary = {word for line in lines for word in re.findall(r"[a-z]{4,}", line.text.casefold())}
    carried = ""
    for number, line in enumerate(lines):
        text = carried + line.text
        carried = ""
        broken = _BROKEN_WORD.search(text)
        rest = _FIRST_WORD.match(lines[number + 1].text) if number + 1 < len(lines) else None
        if broken and rest and (broken[1] + rest[0]).casefold() in vocabulary:
            carried = broken[1]
            text = text[: broken.start()].rstrip()
        if text:
            yield SourceLine(text, line.place, line.after_gap)
