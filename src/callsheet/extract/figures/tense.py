"""Spent or expected: the words of tense and intent in a sentence, whoever's figure it is.

Words that only measure against guidance ("in line with expectations", "below our range") say nothing of the tense.
"""

import re

from callsheet.language.phrases import phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import FigureKind

_WORDS = lexicon("figure_words")
_ACTUAL = re.compile(phrase_pattern(_WORDS["actual"]["phrases"]))
_GUIDANCE = re.compile(phrase_pattern(_WORDS["guidance"]["phrases"]))
_GUIDED_THING = r"(?:guidance|guide|outlook|forecast|plan|plans|target|budget|range|program|expectation|capex|capital expenditures?|capital spending|spend)"
# "in line with our expectations", "below the midpoint of our guidance range"
_BENCHMARK = re.compile(
    r"\b(?:in line with|consistent with|ahead of|better than|(?:slightly |well |just |modestly )?(?:above|below|under|within)|relative to|versus|compared (?:to|with)|against|less than|lower than|higher than|met|as|than)[\s\-]+"
    r"(?:(?:the|our|its|prior|previous|original|low|high|lower|higher|upper|end|half|midpoint|of|internal|own|initial|we|had|what|first|second|third|fourth|quarter|full|year|capital|capex|projected|provided|previously|and)[\s\-]+)*"
    r"(?:expectations?|expected|anticipated|planned|guidance|guided|guide|outlook|range|plans?|targets?|budget|budgeted|forecasts?|projected)(?: range)?\b"
)
# What changes is the guidance, so the change is guidance: "we increased our capital plan by $4 billion".
_REVISION = re.compile(
    rf"\b(?:increas\w+|rais\w+|lower\w+|reduc\w+|decreas\w+|updat\w+|revis\w+|narrow\w+|cut|trimm\w+|tighten\w+|upsiz\w+|brought down|taking down|took down|bumped|adjust\w+)\s+"
    rf"(?:(?!by\b|to\b|from\b)[\w'’&\-]+\s+){{0,7}}?(?:guidance|guide|outlook|forecast|plan|plans|target|budget|range|program|expectation|expectations)\b"
    r"|\b(?:has|have) been (?:reduced|increased|raised|lowered|revised|cut|updated|trimmed|narrowed)\b"
    r"|\b(?:guidance|outlook|forecast|plan|target|budget|range)\s+(?:was|were|is|has been)\s+(?:increased|raised|lowered|reduced|revised|updated|unchanged|cut)\b"
)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def measured_apart(low: str) -> str:
    """Return lower-case ``low`` with the words that only measure against guidance blanked out, all else in place."""
    return _BENCHMARK.sub(_blank, low)


def is_forward(low: str) -> bool:
    """Whether lower-case ``low`` speaks of what is to come: its first word of tense is one of expectation."""
    return bool(_GUIDANCE.search(measured_apart(low)))


def nearest_tense(low: str) -> FigureKind | None:
    """Return ACTUAL or GUIDANCE, whichever the last word of tense in ``low`` says; None where there is none."""
    words = measured_apart(low)
    revision = max((m.end() for m in _REVISION.finditer(words)), default=-1)
    actual = max((m.end() for m in _ACTUAL.finditer(words)), default=-1)
    guidance = max((m.end() for m in _GUIDANCE.finditer(words)), default=-1)
    if revision >= 0 and revision >= actual - 1:
        return FigureKind.GUIDANCE
    if actual < 0 and guidance < 0:
        return None
    return FigureKind.ACTUAL if actual >= guidance else FigureKind.GUIDANCE


def first_tense(low: str) -> FigureKind | None:
    """Return what the first word of tense in ``low`` says, for a figure that stands before its verb."""
    words = measured_apart(low)
    actual, guidance = _ACTUAL.search(words), _GUIDANCE.search(words)
    if actual is None and guidance is None:
        return None
    if actual is None or (guidance is not None and guidance.start() < actual.start()):
        return FigureKind.GUIDANCE
    return FigureKind.ACTUAL
