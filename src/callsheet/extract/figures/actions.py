"""What a guidance statement does to the one before it, as the call itself says.

Where the sentence quotes the old range, the two ranges decide; otherwise its words do ("we continue to expect",
"raising our outlook"). Guidance that refers to nothing before it is ``initiated``; whether the warehouse knows an
earlier statement is the ladder's business, not this module's.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from callsheet.language.phrases import phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import Figure, FigureKind, FigureType, GuidanceAction

_WORDS = lexicon("guidance_actions")
_PATTERNS = [
    (action, re.compile(phrase_pattern(_WORDS[action.value])))
    for action in (
        GuidanceAction.WITHDRAWN,
        GuidanceAction.NARROWED,
        GuidanceAction.REITERATED,
        GuidanceAction.RAISED,
        GuidanceAction.LOWERED,
    )
]
_GUIDED = re.compile(
    r"\b(?:guidance|outlook|range|forecast|plan|target|budget|capex|capital|expect\w*|estimate|guide)\b"
)


def _ends(figure: Figure) -> tuple[Decimal, Decimal]:
    low = figure.low if figure.low is not None else figure.high
    high = figure.high if figure.high is not None else figure.low
    assert low is not None  # a figure has at least one end
    assert high is not None
    return low, high


def compared_action(new: Figure, old: Figure) -> GuidanceAction:
    """Return what replacing ``old`` by ``new`` does: inside the old range it narrows, else the midpoints decide."""
    (low, high), (old_low, old_high) = _ends(new), _ends(old)
    if (low, high) == (old_low, old_high):
        return GuidanceAction.REITERATED
    if old_low <= low and high <= old_high and old_low < old_high and low < high:
        return GuidanceAction.NARROWED
    return GuidanceAction.RAISED if low + high > old_low + old_high else GuidanceAction.LOWERED


def guidance_action(figure: Figure, others: Iterable[Figure], low: str) -> GuidanceAction | None:
    """Return the action of a guidance figure, None for every other kind.

    ``others``: the figures of the same sentence; ``low``: the sentence in lower case.
    """
    if figure.kind is not FigureKind.GUIDANCE or figure.type is not FigureType.AMOUNT:
        return None
    for other in others:
        same_thing = other.type is figure.type and other.scope is figure.scope and other.unit == figure.unit
        if other.kind is FigureKind.PRIOR and same_thing and other.period == figure.period:
            return compared_action(figure, other)
    for action, pattern in _PATTERNS:
        match = pattern.search(low)
        if match is not None and (
            action is GuidanceAction.REITERATED or _GUIDED.search(low[match.start() : match.end() + 60])
        ):
            return action
    return GuidanceAction.INITIATED
