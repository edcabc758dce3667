"""Whose capex: the company's own, not that of its customers or its industry, and not capex lumped with deals."""

import re

from callsheet.extract.figures.scene import CAPEX_WORDS, Mention, Scene, Topic
from callsheet.language.phrases import phrase_pattern
from callsheet.lexicon import lexicon

_WORDS = lexicon("capex")
_FOREIGN = _WORDS["foreign"]
_COMBINED = phrase_pattern(_WORDS["combined"]["phrases"])

_COMBINED_AFTER = re.compile(rf"(?:,?\s+(?:and|&)|,|,\s*[\w\s]{{1,25}},?\s+and)\s+(?:\w+\s+)?(?:{_COMBINED})")
_COMBINED_BEFORE = re.compile(rf"(?:{_COMBINED})\s+(?:and|&|plus)\s+(?:\w+\s+){{0,2}}$")
_USES_OF_CASH = re.compile(_COMBINED)
_FOREIGN_BEFORE = re.compile(
    rf"(?:{phrase_pattern(_FOREIGN['before'])})['’]?s?['’]?\s+(?:(?!our\b|we\b)[\w'’\-]+\s+){{0,5}}$"
)
_FOREIGN_AFTER = re.compile(
    rf"\s+(?:\w+\s+){{0,4}}(?:by|of|from|at|across)\s+(?:\w+\s+){{0,2}}(?:{phrase_pattern(_FOREIGN['after'])})"
)
_FOREIGN_NEAR = re.compile(phrase_pattern(_FOREIGN["anywhere"]))
_OUR = re.compile(r"\b(?:our|we|your|my)\b")
_LOOK = 80  # characters around a mention


def is_own_capex(scene: Scene, mention: Mention) -> bool:
    """Whether a mention names the company's capex alone."""
    before, after = scene.low[max(0, mention.span.start - _LOOK) : mention.span.start], scene.low[mention.span.end :]
    if _FOREIGN_NEAR.search(before + after[:_LOOK]) and not _OUR.search(before[-_LOOK // 2 :]):
        return False
    return not (
        _FOREIGN_BEFORE.search(before)
        or _FOREIGN_AFTER.match(after)
        or _COMBINED_AFTER.match(after)
        or _COMBINED_BEFORE.search(before)
    )


def lists_uses_of_cash(low: str) -> bool:
    """Whether lower-case ``low`` names deals, dividends or debt, so that "we deployed $5 billion" is not all capex."""
    return bool(_USES_OF_CASH.search(low))


def speaks_of_capex(sentence: str) -> bool:
    """Whether a sentence names the company's own capex."""
    if not CAPEX_WORDS.is_in(sentence):
        return False
    scene = Scene(sentence)
    return any(mention.topic is Topic.CAPEX and is_own_capex(scene, mention) for mention in scene.mentions)


def capex_at_ends(sentence: str) -> tuple[bool, bool]:
    """Return whether the first and the last thing that a sentence names is the company's own capex."""
    scene = Scene(sentence)
    own = [
        mention.topic is Topic.CAPEX and is_own_capex(scene, mention)
        for mention in scene.mentions
        if mention.topic is not Topic.SPENDING
    ]
    return (own[0], own[-1]) if own else (False, False)
