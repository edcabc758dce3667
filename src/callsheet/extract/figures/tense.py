"""Spent or expected: the words of tense and intent in a sentence, whoever's figure it is.

Words that only measure against guidance ("in line with expectations", "below our range") say nothing of the tense.
"""

import re

from callsheet.language.phrases import phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import FigureKind

_WORDS = lexicon("figure_words")


def _any(name: str) -> str:
    return "|".join(_WORDS["prior"][name])


_ACTUAL = re.compile(phrase_pattern(_WORDS["actual"]["phrases"]))
_GUIDANCE = re.compile(phrase_pattern(_WORDS["guidance"]["phrases"]))
# "in line with our expectations", "below the midpoint of our guidance range"
_BENCHMARK = re.compile(
    rf"\b(?:{_any('measures')})[\s\-]+(?:(?:{_any('measured_by')}|to|[$€£]?\d[\d.,]*(?:\s*(?:million|billion|%))?)[\s\-]+)*"
    r"(?:expectations?|expected|anticipated|planned|guidance|guided|guide|outlook|range|plans?|targets?|budget|budgeted"
    r"|forecasts?|projected)(?: range)?\b"
)
_WILL_HAVE = re.compile(r"\bwill\s+(?:\w+\s+)?have\s+\w+")  # "we will have spent $500 million"
# What changes is the guidance, so the change is guidance: "we increased our capital plan by $4 billion".
_REVISION = re.compile(
    rf"\b(?:{_any('revises')})\s+(?:(?!by\b|to\b|from\b)[\w'’&\-]+\s+){{0,7}}?(?:{_any('guided')})\b"
    r"|\b(?:has|have) been (?:reduced|increased|raised|lowered|revised|cut|updated|trimmed|narrowed)\b"
    rf"|\b(?:{_any('guided')})\s+(?:has\s+)?(?:came|come|comes|moved|moves|went|goes)\s+(?:up|down)\b"
    r"|\b(?:updated|revised|refined|changed)\s+(?:(?:that|it|this)\s+)?(?:\w+\s+){0,2}to\s+say\b"
    rf"|\b(?:{_any('guided')})\s+(?:was|were|is|has been)\s+"
    r"(?:increased|raised|lowered|reduced|revised|updated|unchanged|cut)\b"
)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _will(match: re.Match[str]) -> str:
    return "will".ljust(len(match[0]))


def _measured_apart(low: str) -> str:
    """Return lower-case ``low`` with the words that only measure against guidance blanked out, all else in place."""
    return _WILL_HAVE.sub(_will, _BENCHMARK.sub(_blank, low))


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((match.end() for match in pattern.finditer(words)), default=-1)


def is_forward(low: str) -> bool:
    """Whether lower-case ``low`` has a word of expectation."""
    return bool(_GUIDANCE.search(_measured_apart(low)))


def nearest_tense(low: str) -> FigureKind | None:
    """Return ACTUAL or GUIDANCE, whichever the last word of tense in ``low`` says; None where there is none."""
    words = _measured_apart(low)
    revision, actual, guidance = (_last(pattern, words) for pattern in (_REVISION, _ACTUAL, _GUIDANCE))
    if revision >= 0 and revision >= actual - 1:
        return FigureKind.GUIDANCE
    if actual < 0 and guidance < 0:
        return None
    return FigureKind.ACTUAL if actual >= guidance else FigureKind.GUIDANCE


def first_tense(low: str) -> FigureKind | None:
    """Return what the first word of tense in ``low`` says, for a figure that stands before its verb."""
    words = _measured_apart(low)
    actual, guidance = _ACTUAL.search(words), _GUIDANCE.search(words)
    if guidance is not None and (actual is None or guidance.start() < actual.start()):
        return FigureKind.GUIDANCE
    return FigureKind.ACTUAL if actual is not None else None
