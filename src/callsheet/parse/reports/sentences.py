"""The sentences of a report, as calls have them: with place, paragraph and the one who writes."""

import re

from callsheet.language.sentences import split_sentences
from callsheet.records import BlockRole, Report, Section, Sentence, SpeakerRole

# Captions, sources, rows of tables and the notices at the end say nothing that could be quoted as a sentence.
_SPEAKING = frozenset({BlockRole.TITLE, BlockRole.HEADING, BlockRole.BODY, BlockRole.BULLET})

_WORD = re.compile(r"[^\W\d_]{2}")  # "1Q21 3Q21 1Q22" is the axis of a chart


def report_sentences(report: Report) -> list[Sentence]:
    """Return the sentences of a report's text and bullets, in reading order; ``paragraph`` counts its blocks.

    ``speaker`` is the first analyst named, else the house; what a report says counts as an analyst's prepared words.
    """
    speaker = report.analysts[0] if report.analysts else report.broker or "unknown"
    role = SpeakerRole.ANALYST if report.broker else SpeakerRole.UNKNOWN
    found: list[Sentence] = []
    for number, block in enumerate(report.blocks):
        if block.role in _SPEAKING:
            for local in split_sentences(block.span.of(report.text)):
                span = local.shifted(block.span.start)
                if not _WORD.search(span.of(report.text)):
                    continue
                found.append(Sentence(span.of(report.text), span, 0, number, speaker, role, Section.PREPARED_REMARKS))
    return found
