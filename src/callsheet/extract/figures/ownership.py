"""Whose capex: the company's own, not that of its customers or its industry, and not capex lumped with deals."""

import re
from collections.abc import Sequence

from callsheet.extract.figures.scene import CAPEX_WORDS, CAPITAL_OF_A_YEAR, Mention, Scene, Topic
from callsheet.language.phrases import phrase_pattern
from callsheet.lexicon import lexicon

_WORDS = lexicon("capex")
_FOREIGN = _WORDS["foreign"]
_COMBINED = phrase_pattern(_WORDS["combined"]["phrases"])

_COMBINED_AFTER = re.compile(rf"(?:,?\s+(?:and|&)|,|,\s*[\w\s]{{1,25}},?\s+and)\s+(?:\w+\s+)?(?:{_COMBINED})")
_COMBINED_BEFORE = re.compile(rf"(?:{_COMBINED})\s+(?:and|&|plus)\s+(?:\w+\s+){{0,2}}$")
_USES_OF_CASH = re.compile(_COMBINED)
_FOREIGN_BEFORE = re.compile(
    rf"(?:{phrase_pattern(_FOREIGN['before'])})['’]?s?['’]?\s+(?:(?!our\b|we\b)[\w'’\-$.%]+\s+){{0,5}}$"
    r"|\b(?:customer|client|peer|competitor|tenant|operator)s?\s+(?:\w+\s+){0,3}(?:its|their)\s+(?:\w+\s+){0,2}$"
)
_FOREIGN_AFTER = re.compile(
    rf"\s+(?:\w+\s+){{0,4}}(?:by|of|from|at|across)\s+(?:\w+\s+){{0,2}}(?:{phrase_pattern(_FOREIGN['after'])})"
)
_FOREIGN_NEAR = re.compile(phrase_pattern(_FOREIGN["anywhere"]))
_OUR = re.compile(r"\b(?:our|we|your|my)\b")
_SAID_BEFORE = re.compile(r"\b(?:the|that|this|those|such)\s+$")
_OUR_OWN = re.compile(r"\bour\s+(?:[\w\-]+\s+){0,2}$")
_OTHERS = re.compile(r"(?:customer|client|peer|competitor|tenant|hyperscal|carrier|industry|oem)")
_SPENT_BY = re.compile(
    rf"\s*(?:\w+\s+){{0,6}}(?:by|of|from|across|in|at|among)\s+(?:\w+\s+){{0,3}}(?:{phrase_pattern(_FOREIGN['after'])})"
)
_TALK = 3  # sentences within which a topic holds
_LOOK = 80  # characters around a mention


def is_own_capex(scene: Scene, mention: Mention) -> bool:
    """Whether a mention names the company's capex alone."""
    before, after = scene.low[max(0, mention.span.start - _LOOK) : mention.span.start], scene.low[mention.span.end :]
    if _FOREIGN_NEAR.search(before + after[:_LOOK]) and not _OUR.search(before[-_LOOK // 2 :]):
        return False
    if _SAID_BEFORE.search(before) and not _OUR.search(before) and speaks_of_others(scene):
        return False
    foreign = _FOREIGN_BEFORE.search(before)
    if (foreign and not _is_ours(before, foreign)) or _FOREIGN_AFTER.match(after):
        return False
    combined = _COMBINED_AFTER.match(after) or _COMBINED_BEFORE.search(before)
    return not combined or "respectively" in after


def _is_ours(before: str, foreign: re.Match[str]) -> bool:
    """Whether what looks like others is the company's own: "our utilities invested", but not "our customers"."""
    return bool(_OUR_OWN.search(before[: foreign.start()])) and not _OTHERS.match(before, foreign.start())


def speaks_of_others(scene: Scene) -> bool:
    """Whether the last sentence before that names capex names only that of others: "the capex spend has doubled"."""
    for ago in range(1, min(_TALK, len(scene.before)) + 1):
        earlier = Scene(scene.before[-ago], scene.before[:-ago])
        named = [mention for mention in earlier.mentions if mention.topic is Topic.CAPEX]
        if named:
            return not any(is_own_capex(earlier, mention) for mention in named)
    return False


def is_spent_by_others(low: str, end: int) -> bool:
    """Whether the words from ``end`` on say whose money it is: "$600 billion a year in the large hyperscalers"."""
    return bool(_SPENT_BY.match(low, end))


def lists_uses_of_cash(low: str) -> bool:
    """Whether lower-case ``low`` names deals, dividends or debt, so that "we deployed $5 billion" is not all capex."""
    return bool(_USES_OF_CASH.search(low))


def speaks_of_capex(sentence: str) -> bool:
    """Whether a sentence names the company's own capex."""
    if not (CAPEX_WORDS.is_in(sentence) or CAPITAL_OF_A_YEAR.is_in(sentence)):
        return False
    scene = Scene(sentence)
    return any(mention.topic is Topic.CAPEX and is_own_capex(scene, mention) for mention in scene.mentions)


def topic_sentence(before: Sequence[str]) -> str:
    """Return the last of the sentences before that names anything; those behind it go on about its topic."""
    named = (s for s in reversed(before[-_TALK:]) if any(m.topic is not Topic.SPENDING for m in Scene(s).mentions))
    return next(named, before[-1] if before else "")


def capex_at_ends(sentence: str) -> tuple[bool, bool]:
    """Return whether the first and the last thing that a sentence names is the company's own capex."""
    scene = Scene(sentence)
    own = [
        mention.topic is Topic.CAPEX and is_own_capex(scene, mention)
        for mention in scene.mentions
        if mention.topic is not Topic.SPENDING
    ]
    return (own[0], own[-1]) if own else (False, False)
