"""Made-up sentences for the tests of figures, and how they are read.

A case carries its answers inside the sentence: ``[[$40 million|amount actual FY2025Q2]]``, and ``component`` behind the
period where the figure is a part. Words in plain brackets are only the marked words' own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from callsheet.records import FiscalPeriod, Section, Sentence, Setting, Span, SpeakerRole

_MARK = re.compile(r"\[\[(?P<words>[^|\]]+)\|(?P<answer>[^\]]*)\]\]")


@dataclass(frozen=True)
class Case:
    """A sentence without its marks, and the answers: words, then type, kind, period and scope."""

    text: str
    answers: tuple[tuple[str, ...], ...]


def case(marked: str) -> Case:
    """Read a marked sentence."""
    answers = tuple((m["words"], *m["answer"].split()) for m in _MARK.finditer(marked))
    return Case(_MARK.sub(lambda m: m["words"], marked), answers)


def setting(period: str = "FY2025Q2", year_end: int | None = 12, currency: str = "USD") -> Setting:
    """Return what an extractor knows of a call of a made-up company."""
    return Setting("ab12cd34ef56", "XMPL", FiscalPeriod.parse(period), year_end, currency, ("Example Corp",))


def sentences(*texts: str, role: SpeakerRole = SpeakerRole.EXECUTIVE, speaker: str = "Jo Park") -> Sequence[Sentence]:
    """Return ``texts`` as the sentences of one turn."""
    found, position = [], 0
    for text in texts:
        span = Span(position, position + len(text))
        found.append(Sentence(text, span, 0, 1, speaker, role, Section.PREPARED_REMARKS))
        position = span.end + 1
    return found
