"""Amount, delta or ratio: a level of capex, a change in it, or its share of revenue (or a share of it)."""

import re

from callsheet.extract.figures.attachment import Attached, Link
from callsheet.extract.figures.ratios import is_share, ratio_base, says_base
from callsheet.extract.figures.scene import Scene
from callsheet.language.phrases import lowered, phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import PERCENT, FigureType

_WORDS = lexicon("figure_words")["change"]


def _any(name: str) -> str:
    return "|".join(_WORDS[name])


_HEDGES = rf"(?:(?:{_any('hedges')})\s+)*"
_NOUN = rf"(?:{_any('nouns')})"
_NO_LEVEL = r"(?:(?!(?:to|from|of|at|be|is|was|were|between)\b)[\w'’]+\s+)"  # a word after which no level can follow
_BEFORE_CHANGE = re.compile(
    rf"""
    (?: \b{_NOUN}\s+(?:(?:in|to)\s+[^.;$%]{{0,60}}?\s*)?(?:of|by)\s+                      # "an increase in capex of"
      | \b(?!growth\b)(?:{_any("verbs")})\w*\s+(?:[\w'’&\-,.%]+\s+){{0,12}}?by\s+          # "lowered our outlook by"
      | \b(?:{_any("verbs_at_once")})\s+                                                  # "capex increased"
      | \b(?:{_any("objects")})\s+by\s+             # "costs by $1 billion and capex by"
      | \b(?:up|down|higher|lower)\s+(?!at\b)(?:by\s+)?
      | \b(?:{_any("moves")})\w*\s+(?:(?:forward|out|back|in|into|roughly)\s+)*           # "deferred", "pull forward"
      | \b{_NOUN}\s+(?:(?!to\b|from\b)[\w'’]+\s+){{0,5}}?(?:is|was|being|totals?|totaled|totaling)\s+
      | \b(?:incremental|added)\s+
      | \b(?:{_any("objects")}|expenditures?|spending)\s+(?:growth|increase|decrease|reduction|decline)\s+
        (?:was|of|is|will\s+be|should\s+be|at)\s+
    ){_HEDGES}$
  | \b(?!growth\b)(?:{_any("verbs")})\w*\s+{_NO_LEVEL}{{0,3}}(?:{_any("objects")})\s+{_NO_LEVEL}{{0,4}}$  # "raised our"
    """,
    re.VERBOSE,
)
_BEFORE_LEVEL = re.compile(
    r"(?:\bup|\bdown|\b(?:increas|decreas|reduc|rais|lower|declin|drop|climb|jump|step)\w*|\b(?:rose|fell|grew))\s+(?:[\w'’]+\s+)*?(?:to|from)\s+(?:\w+\s+){0,3}$"
    r"|\bup to\s+(?:\w+\s+){0,2}$"
)
_BEHIND_CHANGE = re.compile(
    rf"""
    [\s\-]+(?:dollars?\s+)?(?:(?:of|in)\s+)?(?:(?:{_any("before_noun")})\s+)*
    (?: {_NOUN}\b | higher | lower | above | below | under\b
      | (?:more|less)(?:\s+(?:on|in|for)\b|(?!\s+\w+\s+(?:capex|capital))\b)
      | or\s+(?:an?\s+)?(?:\w+\s+)?[\d.]+%\s+{_NOUN}                             # "$14 billion or a 30% increase"
      | (?:of,\s+at\s+(?:a\s+minimum|least),\s+)?(?:(?:capex|capital)\s+)?upside\b
      | out\s+of\s+(?:our|the|your|this|next|(?:\w+\s+)?(?:capex|capital|budget|plan|guidance))\b 
      | ahead\s+of\b | behind\s+(?:plan|our|budget|schedule|last|prior|the) | short\s+of\b
      | over\s+(?:last|prior|the\s+(?:prior|last|previous|same|year))
      | (?:that\s+|which\s+)?(?:we|you|they)\s+(?:(?:have|had|now|just|already)\s+)*
        (?!growth\b)(?:{_any("verbs")})\w*\s+[^.;$%]{{0,40}}?\bby\b          # "the $150 million that you cut it by"
      | of\s+(?:increased|reduced|higher|lower)
      | (?:increased|reduced|less)\s+(?:capex|capital)
      | (?:of\s+)?(?:\w+\s+)?potential\s+incremental
      | (?:of|in)\s+[^.,;$%]{{0,40}}?\b(?:slipp|shift|mov|push|roll|defer)\w*\s+(?:from|into|out|to)\b )
    """,
    re.VERBOSE,
)
# "an additional $500 million of capital investments on top of our existing plan"
_ON_TOP = re.compile(
    r"\b(?:on top of|beyond|above|outside|not\s+(?:yet\s+)?(?:included\s+)?in)\s+(?:our|the|that)\s+"
    r"(?:[\w\-$]+\s+){0,3}(?:plan|guidance|budget|base)\b"
)
_MORE = re.compile(r"\b(?:additional|another|incremental|potential|upside|further)\b")
_LOOK_BACK = 110  # characters in which the change is said
_DOWN, _UP = re.compile(phrase_pattern(_WORDS["down"])), re.compile(phrase_pattern(_WORDS["up"]))
_MORE_THAN = re.compile(r"\b(?:more|less|greater) than\b")
_LEVEL_BEFORE = re.compile(
    r"[^.;$%]{0,120}\b(?:range|target|guidance|model|rate|level) of\s+"
    r"|[^.;$%]{0,60}\b(?:of|at|is|was|are|were|be|between|below|under|about|around|like|to|from)\s+(?:\w+\s+){0,3}"
    r"|\s*[,:]\s*"
)
_LEVEL_BEHIND = re.compile(r"\s*(?:[.,;?!]|$|(?:range|this|next|in|for|as|and|or|is|on)\b)")
_SAME_AGAIN = re.compile(
    r"""
    (?: (?:illion|%|percent)(?:\s+per\s+\w+)?,?\s+or\s+                # "by $800 million, or about 50%"
      | ,?\s*(?:which|that)\s+includes\s+ | \bincluding\s+             # "by $55 million, which includes"
      | illion\s+of\s+\w+\s+[\w\s]{0,30}\b(?:coupled\ with|and)\s+ )
    (?:(?:about|around|approximately|roughly|nearly|some|an?)\s+)*$
    """,
    re.VERBOSE,
)
_IN_TOTAL = re.compile(r"\s+in\s+total\b")
_PART_OF_CAPEX = re.compile(r"\s*of\s+(?!revenue|sales)")
_BASE_NEAR = re.compile(
    r"capital intensity|to sales|of sales|of revenue|share (?:of|to) (?:\w+ ){0,2}(?:revenues?|sales)"
)


def _is_change(scene: Scene, found: Attached) -> bool:
    start, end = found.quantity.span.start, found.quantity.span.end
    left = scene.low[max(0, start - _LOOK_BACK) : start]
    if _BEHIND_CHANGE.match(scene.low, end):
        return True
    if _ON_TOP.search(scene.low[end : end + _LOOK_BACK]) and _MORE.search(scene.low[max(0, start - 30) : end + 30]):
        return True
    return bool(_BEFORE_CHANGE.search(left)) and not _BEFORE_LEVEL.search(left)


def _is_level(scene: Scene, found: Attached) -> bool:
    """Whether a percentage is said of capex itself, as a level: "sustaining capex of 4% to 6%"."""
    mention, quantity = found.mention, found.quantity
    if mention is None or found.link is not Link.BEFORE or not _LEVEL_BEHIND.match(scene.low, quantity.span.end):
        return False
    return bool(_LEVEL_BEFORE.fullmatch(scene.gap(mention.span.end, quantity.span.start)))


def _is_ratio(scene: Scene, found: Attached) -> bool:
    """Whether a percentage that is no change is a share: of revenue, of capex, or a level of capex itself."""
    quantity = found.quantity
    if is_share(scene, quantity) or found.link is Link.TALK or _is_level(scene, found):
        return True
    if found.link is Link.BEHIND and _PART_OF_CAPEX.match(scene.low, quantity.span.end):
        return True
    near = (scene.low, *(lowered(sentence) for sentence in scene.before[-1:]))
    return any(says_base(words) or _BASE_NEAR.search(words) for words in near)


def sign(scene: Scene, found: Attached) -> int:
    """Return -1 for a fall, 1 for a rise: the nearest word of direction decides, behind the figure or before it."""
    start, end = found.quantity.span.start, found.quantity.span.end
    behind = _BEHIND_CHANGE.match(scene.low, end)
    if behind:
        return -1 if _DOWN.search(behind[0]) else 1
    left = _MORE_THAN.sub("", scene.low[max(0, start - _LOOK_BACK) : start])
    down = max((match.end() for match in _DOWN.finditer(left)), default=-1)
    up = max((match.end() for match in _UP.finditer(left)), default=-1)
    return -1 if down > up else 1


def figure_type(scene: Scene, found: Attached, last: FigureType | None = None) -> FigureType | None:
    """Return what the figure states, or None where a percentage is neither a change nor a share of anything said.

    ``last`` is the type of the figure before it in the sentence, which "by $800 million, or about 50%" takes over.
    """
    quantity = found.quantity
    has_base = ratio_base(scene, quantity)
    again = (
        last is FigureType.DELTA
        and not _IN_TOTAL.match(scene.low, quantity.span.end)
        and bool(_SAME_AGAIN.search(scene.low[: quantity.span.start]))
    )
    if not has_base and (again or _is_change(scene, found)):
        return FigureType.DELTA
    if quantity.unit != PERCENT:
        return FigureType.AMOUNT
    return FigureType.RATIO if has_base or _is_ratio(scene, found) else None
