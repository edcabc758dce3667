"""Percentages of revenue and shares of capex: what a percentage is measured against."""

import re

from callsheet.extract.figures.scene import Mention, Scene, Topic
from callsheet.language.quantities import Quantity
from callsheet.lexicon import lexicon
from callsheet.records import PERCENT

_BEFORE_BASE = "|".join(lexicon("capex_links")["before_base"])
_OF_BASE = re.compile(
    rf"""
    [\s,.]*(?:of|as\ a\ (?:percent|percentage)\ of|relative\ to|to)[\s.]+
    (?:(?:{_BEFORE_BASE})\s+)*(?:revenues?|sales|net\ bookings|turnover)\b
    """,
    re.VERBOSE,
)
_NEXT_PERCENT = re.compile(r"\s*(?:,|to|and|or|,\s*and|down to|up to)\s*(?:\w+\s+){0,2}")
_CAPEX_BEHIND = re.compile(
    r"""
    \s+(?: (?:for|on|in|of|towards?|to)\s+(?:\w+\s+){0,2}                      # "of revenues for capex"
         | (?:the|a)\s+(?:right|good|fair|reasonable)\s+[^,.;]{0,40}\b(?:for|on|of)\s+  # "the right level for"
         | (?:is|was|should\ be|would\ be|will\ be|being)\s+[^,.;]{0,30} )  # "of sales should be a maintenance capex"
    """,
    re.VERBOSE,
)
_SHARE = re.compile(
    r"""
    \s*(?: of\s+(?:which|(?:that|this|these|those|the|our)\s+
           (?:total|spend\w*|capital|capex|investments?|plan|program|amount|budget))\b     # "25% of which"
         | of\s+(?:that|this|it)(?=\s+(?:in|is|was|will|to|for|being|related|going)\b|[,.;])
         | (?:(?:is|are|was|were|will\ be)\s+)?                                            # "63% related to wires"
           (?:related|dedicated|allocated|directed|earmarked|focused|tied|going|goes|associated|targeted|devoted|aimed
             |slated|deployed)\b )
    """,
    re.VERBOSE,
)
_OF_WHICH = re.compile(
    r"\bof\s+which,?\s+(?:(?:about|around|approximately|roughly|nearly|over|some|an?|more|than)\s+)*$"
)
_BASE_SAID = re.compile(r"\b(?:percent|percentage|%) of (?:\w+ )?(?:revenues?|sales)\b|relative to (?:revenues?|sales)")


def _base_behind(scene: Scene, quantity: Quantity) -> re.Match[str] | None:
    return _OF_BASE.match(scene.low, quantity.span.end)


def ratio_base(scene: Scene, quantity: Quantity) -> bool:
    """Whether the words behind a percentage set it against revenue: "3% of net sales", "from 5.3% to 3.4% of sales"."""
    if quantity.unit != PERCENT:
        return False
    if _base_behind(scene, quantity):
        return True
    following = [q for q in scene.quantities if q.unit == PERCENT and q.span.start > quantity.span.end][:1]
    return any(
        _NEXT_PERCENT.fullmatch(scene.gap(quantity.span.end, q.span.start)) and _base_behind(scene, q)
        for q in following
    )


def capex_behind_base(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return capex named in or behind the base of a ratio: "7% to 10% of revenues for capex"."""
    base = _base_behind(scene, quantity)
    if base is None:
        return None
    for mention in scene.mentions:
        if mention.topic is not Topic.CAPEX or mention.span.start < base.start():
            continue
        inside = mention.span.start < base.end()
        if inside or _CAPEX_BEHIND.fullmatch(scene.gap(base.end(), mention.span.start)):
            return mention
    return None


def is_share(scene: Scene, quantity: Quantity) -> bool:
    """Whether the words behind a percentage make it a part of what was named: "25% of which"."""
    if quantity.unit != PERCENT or _base_behind(scene, quantity):
        return False
    return bool(_SHARE.match(scene.low, quantity.span.end) or _OF_WHICH.search(scene.low[: quantity.span.start]))


def says_base(low: str) -> bool:
    """Whether lower-case ``low`` speaks of a percentage of revenue anywhere."""
    return bool(_BASE_SAID.search(low))
