"""Why a quantity near capex is not capex after all: it has a subject or a name of its own."""

import re

from callsheet.extract.figures.ratios import ratio_base
from callsheet.extract.figures.scene import Mention, Scene
from callsheet.language.phrases import phrase_pattern
from callsheet.language.quantities import Quantity
from callsheet.lexicon import lexicon
from callsheet.records import PERCENT

_WORDS, _NEUTRAL = lexicon("capex_links"), lexicon("capex")["neutral"]


def _any(name: str) -> str:
    return "|".join(_WORDS[name])


# "capex was $381 million and our adjusted leverage was 2.5": a new subject.
_OTHER_SUBJECT = re.compile(
    r"(?:\band|,|;|\bwith|\bwhile|\bplus|\bbut)\s+"
    r"(?P<words>(?:(?!(?:and|including|or|which|were?|was|is|of|that|we|to)\b)[\w\-&'’]+\s+){1,6})"
    r"(?:of|was|were|is|are|totaled|totaling|to be|will be|should be|would be|expected to be|at)\s+"
    r"(?:(?:expected|projected|estimated|forecasted|forecast|anticipated|planned|going)\s+(?:to\s+be|at)\s+)?"
    rf"(?:(?:{_any('small_words')})\s+)*$"
)
_NEUTRAL_SUBJECT = re.compile(rf"^\w+ing\b|\b(?:{_any('neutral_subject')})\b")
_OWN_SUBJECT = re.compile(  # "This quarter, other income and expense was negative $500 million"
    r"(?:^|,\s+|\band\s+)(?P<words>(?:[\w\-&'’]+\s+){1,6}?)(?:was|were|is|are|totaled|came in at|will|should|ended at"
    r"|increased|decreased|grew|declined|rose|fell)\s+"
    rf"(?:(?:{_any('small_words')}|expected|projected|anticipated|be|by|increase|decrease|grow|decline|rise)\s+)*$"
)
_ONLY_SMALL = re.compile(rf"(?:(?:{_any('closed_class')})\W+)+")
_PART = re.compile(rf"\b(?:{phrase_pattern(lexicon('capex_scope')['component']['before'])})\b")
_DONE = re.compile(
    r"\s*(?:of the way\b|of (?:these|those|the) projects\b|(?:\w+\s+)?(?:complete[d]?|finished|done|contracted)\b)"
)
_TOLERANCE = re.compile(r",?\s*(?:plus or minus|plus/minus|\+/-|±|give or take)\s*(?:(?:about|around|roughly)\s+)?")
_NEXT_ITEM = re.compile(
    r"\s*(?:,|and|,\s*and|plus)\s+(?:(?:about|around|approximately|roughly|an?|the|over|nearly)\s+)*"
)
_OWN_NAME = re.compile(rf"\s+(?!(?:{_any('no_name')})\b)[a-z]")
# "$300 billion of backlog", "$27 million in guarantees".
_COUNTS = re.compile(
    rf"\s+(?:worth\s+)?of\s+(?!(?:{phrase_pattern(_NEUTRAL['behind_of'])}))[a-z]"
    rf"|\s+in\s+(?!(?:{phrase_pattern(_NEUTRAL['behind_in'])}))[a-z]"
)
_PER_UNIT = re.compile(rf"\s+(?:per|a|for each|for every)\s+(?:{phrase_pattern(_NEUTRAL['per_unit'])})")
_FOR_EVERY = re.compile(r"\b(?:for every|for each|every)\s+$")
_LEFT = re.compile(
    r"\b(?:left|leaves|leaving|gives|giving|gave|yield(?:s|ed|ing))\s+(?:us\s+)?(?:with\s+)?"
    rf"(?:(?:{_any('small_words')})\s+)*$"
)
_LEFT_TO_SPEND = re.compile(
    r"\s+(?:left\s+)?(?:to\s+(?:spend|go|invest)|for\s+(?:the|q\d|next)|remaining|(?:of|in)\s+\w*\s*cap\w*|still)\b"
)
_RANGE = re.compile(r"[\s\-]+(?:wide\s+)?range\b")
_OUR = re.compile(r"(?<!in )(?<!within )(?<!at )\b(?:our|a|this|that)\s+$")
_PAYS = re.compile(r"\b(?:equity|fund(?:s|ed|ing)?|financ\w+|debt)\b")
_TAKEN_WITHIN = 40  # characters between a quantity and the mention that it counts


def has_other_subject(scene: Scene, mention: Mention, quantity: Quantity) -> bool:
    """Whether a thing that no word list knows stands between capex and the quantity as its own subject."""
    found = _OTHER_SUBJECT.search(scene.low[: quantity.span.start], mention.span.end)
    return found is not None and not _NEUTRAL_SUBJECT.search(found["words"])


def has_own_subject(left: str) -> bool:
    """Whether the words before a quantity, "other income was", name a thing that is neither capex nor a part of it."""
    found = _OWN_SUBJECT.search(left)
    if found is None or _ONLY_SMALL.fullmatch(found["words"]):
        return False
    return not (_NEUTRAL_SUBJECT.search(found["words"]) or _PART.search(found["words"]))


def is_done_share(scene: Scene, quantity: Quantity) -> bool:
    """Whether a percentage says how far works have come: "we are 40% of the way through the construction"."""
    return quantity.unit == PERCENT and bool(_DONE.match(scene.low, quantity.span.end))


def is_tolerance(scene: Scene, quantity: Quantity) -> bool:
    """Whether a quantity says how far another may be off: "$650 million, plus or minus $25 million"."""
    before = (q for q in scene.quantities if q.span.end <= quantity.span.start)
    return any(_TOLERANCE.fullmatch(scene.gap(q.span.end, quantity.span.start)) for q in before)


def is_next_item(scene: Scene, mention: Mention, quantity: Quantity) -> bool:
    """Whether a quantity is the next item of a list, with its own name: "$2 million of capex and $3 million rent"."""
    if not _NEXT_ITEM.fullmatch(scene.gap(mention.span.end, quantity.span.start)):
        return False
    taken = any(0 <= mention.span.start - q.span.end < _TAKEN_WITHIN for q in scene.quantities)
    return taken and bool(_OWN_NAME.match(scene.low, quantity.span.end))


def counts_another(scene: Scene, quantity: Quantity) -> bool:
    """Whether a thing that is no spending is named as what is counted; a place name is no such thing ("in Texas")."""
    match = _COUNTS.match(scene.low, quantity.span.end)
    return match is not None and quantity.unit != PERCENT and not scene.text[match.end() - 1].isupper()


def is_per_unit(scene: Scene, mention: Mention | None, quantity: Quantity) -> bool:
    """Whether a quantity is what one gigawatt or one store costs, or what something else is measured by."""
    if _PER_UNIT.match(scene.low, quantity.span.end) or _FOR_EVERY.search(scene.low[: quantity.span.start]):
        return True
    return mention is not None and bool(_PER_UNIT.match(scene.low, mention.span.end))


def is_left_over(scene: Scene, quantity: Quantity) -> bool:
    """Whether a quantity is what is left after capex: "$187 million in capex left $354 million"."""
    return bool(_LEFT.search(scene.low[: quantity.span.start])) and not _LEFT_TO_SPEND.match(
        scene.low, quantity.span.end
    )


def is_width(scene: Scene, quantity: Quantity) -> bool:
    """Whether a quantity is how wide a range is: "we maintained our $5 billion range"."""
    ranged = _RANGE.match(scene.low, quantity.span.end)
    return bool(ranged and quantity.low == quantity.high and _OUR.search(scene.low[: quantity.span.start]))


def only_says_who_pays(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share of capex is only what is paid for in one way: "fund 40% of incremental capex with equity"."""
    near = scene.low[max(0, quantity.span.start - 60) : quantity.span.end + 80]
    return quantity.unit == PERCENT and not ratio_base(scene, quantity) and bool(_PAYS.search(near))
