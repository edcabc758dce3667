"""Amount, delta or ratio: a level of capex, a change in it, or its share of revenue (or a share of it)."""

import re

from callsheet.extract.figures.attachment import Attached, Link, is_share, ratio_base
from callsheet.extract.figures.scene import Scene
from callsheet.language.phrases import phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import PERCENT, FigureType

_CHANGE = lexicon("figure_words")["change"]
_UP, _DOWN = phrase_pattern(_CHANGE["up"]), phrase_pattern(_CHANGE["down"])
_HEDGE = r"(?:(?:about|around|approximately|roughly|nearly|almost|some|just|over|more|than|at|least|by|an|a|additional|another|further|as|much|close|to|like|say|incremental|slightly|of|up to)\s+)*"
_NOUN = (
    r"(?:increases?|decreases?|reductions?|declines?|growth(?=\s+(?:in|of|over|versus))|rise|drop|cuts?|step[\s\-]?(?:up|down)s?|upside|savings|uplift|raise|bump|revision|deferrals?|delays?"
    r"|push[\s\-]?outs?|pull[\s\-]?(?:forward|back)s?|slippage|avoidance)"
)
_BEFORE_CHANGE = re.compile(
    rf"(?:\b{_NOUN}\s+(?:(?:in|to)\s+[^.;$%]{{0,60}}?\s*)?(?:of|by)\s+{_HEDGE}"
    rf"|\b(?:increas|decreas|rais|lower|reduc|declin|grew|grow|cut|rose|fell|trimm|drop|add|expand|upsiz)\w*\s+(?:[\w'’&\-,$.%]+\s+){{0,12}}?by\s+{_HEDGE}"
    rf"|\b(?:increased|decreased|declined|grew|fell|rose|dropped|increase|decrease|decline|grow|reduces|adds?|adding|added)\s+{_HEDGE}"
    rf"|\b(?:up|down|higher|lower)\s+(?:by\s+)?{_HEDGE}"
    rf"|\b(?:defer|delay|remov|eliminat|avoid|sav|trimm|cut|pull|push|shift|roll|fold|layer)\w*\s+(?:(?:forward|out|back|in|into|roughly)\s+)*{_HEDGE}"
    rf"|\b{_NOUN}\s+(?:(?!to\b|from\b)[\w'’]+\s+){{0,5}}?(?:is|was|being|totals?|totaled|totaling)\s+{_HEDGE}"
    rf"|\b(?:incremental|added)\s+{_HEDGE}"
    rf"|\b(?:increas|rais|lower|reduc|decreas|cut|trimm)\w*\s+(?:(?!to\b|from\b|of\b|at\b|be\b|is\b|was\b|were\b|between\b)[\w'’]+\s+){{0,3}}(?:capex|capital|guidance|outlook|plan|budget|spend\w*|target|forecast)"
    rf"\s+(?:(?!to\b|from\b|of\b|at\b|be\b|is\b|was\b|were\b|between\b)[\w'’]+\s+){{0,4}}$"
    rf")$"
)
_BEFORE_LEVEL = re.compile(r"(?:\bup|\bdown|\bincreas\w*|\bdecreas\w*|\breduc\w*|\brais\w*|\blower\w*)\s+(?:[\w'’]+\s+)*?(?:to|from)\s+(?:[\w]+\s+){0,3}$|\bup to\s+(?:\w+\s+){0,2}$")
_BEHIND_CHANGE = re.compile(
    rf"[\s\-]+(?:dollars?\s+)?(?:(?:of|in)\s+)?(?:(?:additional|incremental|announced|net|annual|sequential|further|guidance|capex|capital|expenditures?|spending|spend|investments?|total|planned|year[\s\-]over[\s\-]year|of|that|this)\s+)*(?:{_NOUN}\b|higher|lower|(?:more|less)(?!\s+\w+\s+(?:capex|capital))\b|or\s+(?:an?\s+)?(?:\w+\s+)?[\d.]+%\s+{_NOUN}|above|below|under\b|over\s+(?:last|prior|the)|of\s+(?:increased|reduced|higher|lower)|(?:increased|reduced|less)\s+(?:capex|capital)|(?:of\s+)?(?:\w+\s+)?potential\s+incremental|(?:year[\s\-]over[\s\-]year|sequential|annual)\s+{_NOUN})"
)
_DOWN_NEAR = re.compile(_DOWN)
_UP_NEAR = re.compile(_UP)
_MORE_THAN = re.compile(r"\b(?:more|less|greater) than\b")
_LEVEL_BEFORE = re.compile(r"[^.;$%]{0,120}\b(?:range|target|guidance|model|rate|level) of\s+|[^.;$%]{0,60}\b(?:of|at|is|was|are|were|be|between|below|under|about|around|like|to|from)\s+(?:\w+\s+){0,3}")
_LEVEL_BEHIND = re.compile(r"\s*(?:[.,;?!]|$|range\b|this\b|next\b|in\b|for\b|as\b|and\b|or\b|is\b|on\b)")
_SAME_AGAIN = re.compile(
    r"(?:(?:illion|%|percent)(?:\s+per\s+\w+)?,?\s+or\s+|,?\s*(?:which|that)\s+includes\s+|\bincluding\s+|illion\s+of\s+\w+\s+[\w\s]{0,30}\b(?:coupled with|and)\s+)(?:(?:about|around|approximately|roughly|nearly|some|an?)\s+)*$"
)
_SHARE = re.compile(r"\s*of\s+(?!revenue|sales)")
_BASE_SAID = re.compile(
    r"(?:percent(?:age)?|%|share)\s+(?:of|to)\s+(?:\w+\s+){0,2}(?:revenues?|sales)|relative to (?:our )?(?:revenue|sales)|capital intensity|to sales|of sales|of revenue"
)


def _is_change(scene: Scene, found: Attached) -> bool:
    start, end = found.quantity.span.start, found.quantity.span.end
    left = scene.low[max(0, start - 110) : start]
    if _BEHIND_CHANGE.match(scene.low, end):
        return True
    return bool(_BEFORE_CHANGE.search(left)) and not _BEFORE_LEVEL.search(left)


def _is_level(scene: Scene, found: Attached) -> bool:
    """Whether a percentage is said of capex itself, as a level: "sustaining capex of 4% to 6%"."""
    mention, quantity = found.mention, found.quantity
    if mention is None or found.link is not Link.BEFORE or not _LEVEL_BEHIND.match(scene.low, quantity.span.end):
        return False
    return bool(_LEVEL_BEFORE.fullmatch(scene.gap(mention.span.end, quantity.span.start)))


def sign(scene: Scene, found: Attached) -> int:
    """Return -1 for a fall, 1 for a rise: the nearest word of direction decides, before the figure or behind it."""
    start, end = found.quantity.span.start, found.quantity.span.end
    behind = _BEHIND_CHANGE.match(scene.low, end)
    if behind:
        return -1 if _DOWN_NEAR.search(behind[0]) else 1
    left = _MORE_THAN.sub("", scene.low[max(0, start - 110) : start])
    downs = [m.end() for m in _DOWN_NEAR.finditer(left)]
    ups = [m.end() for m in _UP_NEAR.finditer(left)]
    return -1 if max(downs, default=-1) > max(ups, default=-1) else 1


def figure_type(scene: Scene, found: Attached, last: FigureType | None = None) -> FigureType | None:
    """Return what the figure states, or None where a percentage is neither a change nor a share of anything said.

    ``last`` is the type of the figure before it in the sentence, which "by $800 million, or about 50%" takes over.
    """
    quantity = found.quantity
    if last is FigureType.DELTA and not ratio_base(scene, quantity) and _SAME_AGAIN.search(scene.low[: quantity.span.start]):
        return FigureType.DELTA
    if quantity.unit != PERCENT:
        return FigureType.DELTA if _is_change(scene, found) else FigureType.AMOUNT
    if ratio_base(scene, quantity):
        return FigureType.RATIO
    if _is_change(scene, found):
        return FigureType.DELTA
    if is_share(scene, quantity) or found.link is Link.TALK:
        return FigureType.RATIO
    if found.link is Link.BEHIND and _SHARE.match(scene.low, quantity.span.end):
        return FigureType.RATIO
    if _is_level(scene, found) or _BASE_SAID.search(scene.low) or (scene.before and _BASE_SAID.search(scene.before[-1].lower())):
        return FigureType.RATIO
    return None
