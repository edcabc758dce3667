"""Nobody's guidance: run rates, hypotheses, and an analyst's own arithmetic (``other``)."""

import re

from callsheet.extract.figures.attachment import Attached, Link
from callsheet.extract.figures.scene import Scene
from callsheet.language.phrases import phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import SpeakerRole

_WORDS = lexicon("figure_words")["other"]

_OTHER = re.compile(phrase_pattern(_WORDS["phrases"]))
_GUESS = re.compile(phrase_pattern(_WORDS["guesses"]))
_IF = re.compile(  # "if capex stays at $2 billion"
    r"\bif (?:(?:the|your|our|that|this) )?(?:[\w\-]+ ){0,2}(?:capex|spend|spending|expenditures|capital)"
    r" (?:stays?|remains?|is|were|was|goes|runs?|continues?)\b[^.;,$€£\d]{0,30}$"
)
# "Do you see capex below $1 billion?", but "do you see that $2 billion growing?"
_MAY_IT_BE = re.compile(
    r"(?:^|[,.]\s+|\b(?:and|so|or|but)\s+)(?:do|would|could|can|should|might|will)\s+(?:you|we|it|capex)\b"
)
_IS_THAT_RIGHT = re.compile(  # asks whether a number of the speaker's own is right
    r"\bis that (?:fair|reasonable|right|about right|the right|a (?:fair|good|reasonable))\b"
    r"|\bdoes that (?:make sense|sound)\b|\bfair to (?:say|think|assume)\b|\bam i (?:thinking|in the)\b"
)
_KNOWN = re.compile(r"\b(?:the|your|that|this|those|these)\s+(?:\w+\s+){0,2}$")
_IF_YOU = re.compile(
    r"\bif\s+(?:you|we|i)\s+(?:were\s+to\s+)?(?:spen[dt]|invest\w*|assume|add|annualize)\b[^.;,$€£\d]{0,40}$"
)
_SAY = re.compile(r",?\s*\bsay,?\s+(?:\w+\s+)?$")
_NEAR = 70  # characters before a figure in which "I'm guessing" stands
_YOUR = re.compile(r"\b(?:you|your|you're|you've|you'll|guys)\b")
_YOUR_CAPEX = re.compile(r"\byour\s+(?:[\w\-]+\s+){0,3}(?:capex|cap ex|capital|spending|spend|guidance)\b")
_ASKS = re.compile(
    r"\?|\bi'm guessing\b|\bjust (?:wondering|curious)\b|\b(?:can|could) you\b|\bhow (?:should|do) (?:we|you)\b"
    r"|\bmy (?:follow|question)\b"
)


def is_guess(scene: Scene, found: Attached) -> bool:
    """Whether a figure is nobody's actual spending, guidance or plan."""
    start, end = found.quantity.span.start, found.quantity.span.end
    if _OTHER.search(scene.low[max(0, start - 60) : end + 40]) or _IF.search(scene.low[:start]):
        return True
    if _IF_YOU.search(scene.low[:start]) and not _KNOWN.search(scene.low[:start]):
        return True
    if scene.role is SpeakerRole.ANALYST and found.link is Link.TALK:
        return True
    question = scene.text.rstrip().endswith("?")
    asks = _MAY_IT_BE.search(scene.low[max(0, start - _NEAR) : start]) or _IS_THAT_RIGHT.search(scene.low)
    if question and asks and not _KNOWN.search(scene.low[:start]):
        return True
    return (question or _by_analyst(scene)) and bool(
        _GUESS.search(scene.low[max(0, start - _NEAR) : end + 24]) or _SAY.search(scene.low[max(0, start - 12) : start])
    )


def _by_analyst(scene: Scene) -> bool:
    """Whether an analyst says it: by role or, where the speaker is not known, by asking and by "your"."""
    if scene.role is not SpeakerRole.UNKNOWN:
        return scene.role is SpeakerRole.ANALYST
    return bool(_YOUR_CAPEX.search(scene.low)) or bool(_YOUR.search(scene.low) and _ASKS.search(scene.low))
