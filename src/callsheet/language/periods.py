"""Fiscal periods as people say and write them, resolved against the call's own period.

"Q3 and Q4", "fiscal '26", "the June quarter", "through 2028", "the first nine months", "26년 1분기". Single mentions
are read first; two that the text joins ("2024 through 2030") then become a span.

A quarter without a year is the latest one that the call can look back on or, where the sentence looks ahead, the next
one to come. "This year" on a fourth-quarter call that looks ahead is the year that has just begun.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from callsheet.language import periods_english, periods_korean
from callsheet.language.period_anchor import Anchor, as_pattern
from callsheet.language.phrases import lowered
from callsheet.lexicon import lexicon
from callsheet.records import FiscalPeriod, Part, Span

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
# A date unless it is an end of a span: "January 2023 through May 2026".
_MONTH_ONLY = re.compile(rf"(?:{as_pattern(lexicon('periods_en')['months'])})\s+(?:of\s+)?20\d\d")
_END_OF = r"(?:(?:the\s+)?(?:end|early\s+part|middle)\s+of\s+)?"
_SPAN_JOINT = re.compile(rf"\s*(?:to|through|thru|until|into|[-–—~]|부터|에서)\s*{_END_OF}", re.IGNORECASE)
_AND_JOINT = re.compile(rf",?\s*(?:and|to)\s*{_END_OF}", re.IGNORECASE)
_BETWEEN = re.compile(r"between\s+(?:the\s+)?(?:end\s+of\s+)?$")


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as the text names it.

    Attributes:
        span, text: the words.
        period: None where the words mean a period that cannot be named ("over time", "the June quarter" of a company
            whose fiscal year is not known).
        relative: the words mean something only from where the call stands ("next year").
    """

    span: Span
    text: str
    period: FiscalPeriod | None
    relative: bool = False


def _single(text: str, low: str, anchor: Anchor) -> Iterator[PeriodMention]:
    for match in periods_english.MENTION.finditer(low):
        reading = periods_english.read(match, anchor)
        if reading is not None:
            span = Span(*match.span())
            yield PeriodMention(span, span.of(text), *reading)
    if _HANGUL.search(text):
        for match in periods_korean.MENTION.finditer(text):
            reading = periods_korean.read(match, anchor)
            if reading is not None:
                span = Span(match.start(), match.start() + len(match[0].rstrip()))
                yield PeriodMention(span, span.of(text), *reading)


def _joined(first: PeriodMention, second: PeriodMention, text: str, low: str) -> FiscalPeriod | None:
    """Return the span that two neighbouring mentions make ("2024 through 2030", "between 2025 and 2026"), or None."""
    start, end = first.period, second.period
    if start is None or end is None or start.until:
        return None
    gap = text[first.span.end : second.span.start]
    both = _AND_JOINT.fullmatch(gap)
    is_span = (
        _SPAN_JOINT.fullmatch(gap)
        or (both and (_BETWEEN.search(low[: first.span.start]) or (start.quarter_number and end.quarter_number)))
        or (gap == " " and second.text.lower().startswith("through"))
    )
    end = end.until or end
    if start.part is Part.YTD and end.quarter_number and end.year == start.year and _SPAN_JOINT.fullmatch(gap):
        return start  # "year to date through Q3"
    if not is_span or Part.YTD in (start.part, end.part) or start.first_quarter >= end.first_quarter:
        return None
    return replace(start, until=end)


def _together(found: list[PeriodMention], text: str, low: str) -> Iterator[PeriodMention]:
    """Yield the mentions of ``found`` that do not overlap, neighbours joined to spans where the text joins them."""
    waiting: PeriodMention | None = None
    for mention in found:
        if waiting is None:
            waiting = mention
        elif not mention.span.overlaps(waiting.span):
            joined = _joined(waiting, mention, text, low)
            if joined is None:
                yield waiting
                waiting = mention
            else:
                span = Span(waiting.span.start, mention.span.end)
                waiting = PeriodMention(span, span.of(text), joined, waiting.relative and mention.relative)
    if waiting is not None:
        yield waiting


def periods(
    text: str, at: FiscalPeriod | None, fiscal_year_end_month: int | None = None, *, forward: bool = False
) -> Iterator[PeriodMention]:
    """Yield every period that ``text`` mentions, left to right, resolved against the call's own period ``at``.

    ``forward``: the sentence looks ahead, so that "Q1" on a fourth-quarter call is the next one.

    >>> [str(m.period) for m in periods("We expect Q3 and Q4 to be level with Q2.", FiscalPeriod.parse("FY2025Q2"), 6)]
    ['FY2025Q3-FY2025Q4', 'FY2025Q2']
    """
    low = lowered(text)
    anchor = Anchor(at, fiscal_year_end_month, forward)
    # Of two readings that begin together the longer wins: "2025년 1분기" over "2025".
    found = sorted(_single(text, low, anchor), key=lambda mention: (mention.span.start, -mention.span.end))
    for mention in _together(found, text, low):
        if not _MONTH_ONLY.fullmatch(mention.text.lower()):
            yield mention
