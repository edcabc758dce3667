"""What stands behind, before and further ahead of a quantity, and what is listed in order with others."""

import re

from callsheet.extract.figures.scene import Mention, Scene, Topic
from callsheet.language.quantities import Quantity
from callsheet.lexicon import lexicon
from callsheet.records import PERCENT

_WORDS = lexicon("capex_links")


def _any(name: str) -> str:
    return "|".join(_WORDS[name])


_REACH_ENDS = re.compile(
    rf"""[,;:?()] | \.\s | [$€£¥] | \b(?:{_any("ends_reach").replace(" ", chr(92) + " ")})\b
       | \bfrom\b(?!\s+(?:our|the|its)\s+(?:[\w\-]+\s+){{0,3}}$)      # but "$75 million from our capital budget"
    """,
    re.VERBOSE,
)
_LONGEST_REACH = 75  # characters: "back into our business in the form of"
_COMPARATIVE = re.compile(r"^\s*(?:of\s+)?(?:lower|higher|less|increased|reduced)\s")  # "$50 million of lower capex"
_PLUS = re.compile(r"^-plus\b|^\s*plus(?=\s+(?:of|in)\b)")  # "$1 billion-plus in capex"
_OF_A_WHOLE = re.compile(  # "$2.1 billion of our $4.4 billion capital plan"
    r"^\s*(?:out\s+)?of\s+(?:our|the|this|that|its)\s+[$€£]?[\d.,]+(?:\s*(?:million|billion|trillion))?\s+"
)
_WE_SPEND = re.compile(  # "the $2 billion we're spending on capex"
    r"^\s+(?:that\s+)?(?:we|you)(?:'re|'ve|'ll| are| have| will)?\s+(?:(?:plan|expect|are going|intend)(?:ing)? to\s+)?"
    r"(?:spen[dt]\w*|invest\w*|put\w*|deploy\w*)\s+(?=(?:on|in|into|for)\b)"
)
_AND_OTHER = re.compile(r"^\s*(?:on|for|in)\s[^.;$%\d]*(?:and|or)\s+other\s+$")  # "on new stores, remodels and other"
_SAID_AGAIN = re.compile(r",?\s*or\s+(?:(?:about|approximately|roughly|around)\s+)?")
_PARENTHESIS = re.compile(
    rf"(?:\s+[\w\-]+){{0,3}},?\s+(?:{_any('opens_parenthesis')})\b"
    rf"(?:[^.;$€£\d]{{0,170}}?|(?:(?!\b(?:was|were|is|are|totaled|came)\b)[^.;]){{0,120}}?,),?\s+"
    rf"(?:{_any('verbs_of_amount')}|(?<=,\s)(?:to|at|of|between|in the range of))\s+(?:(?!and\b|or\b)[\w\-]+\s+){{0,5}}"
)
_TAKEN_OFF = re.compile(rf"\b(?:{_any('takes_off')})\s+(?:\w+\s+){{0,2}}$")
_FROM_CAPEX = re.compile(
    r"\s+(?:from|of)\s+(?:(?!the\s+year\b)\w+\s+){0,3}"  # "depreciation from past capex"
    r"|\s+(?:\w+\s+){0,3}(?:tied|linked|connected|commensurate)\s+(?:to|with)\s+(?:\w+\s+){0,2}"
)
# "capex will be slightly below depreciation, in the range of $600 million": depreciation only measures.
_MEASURED_BY = re.compile(
    r"\b(?:below|above|under|in line with|equal to|at or (?:below|above)|close to|near|consistent with|matching"
    r"|exceeding|on par with|similar to|net of|excluding|exclusive of)\s+(?:our\s+|its\s+)?(?:\w+\s+)?$"
)
_DIRECT = re.compile(r"\s*(?:\w+\s+)?(?:of|were|was|totaling|at|to|by|from)\s+(?:\w+\s+){0,3}")
_NEW_CLAUSE = re.compile(r";|\band (?:we|our|the|i|they)\b|\bbut\b|\bwhile\b|\.\s")
_LEADS_TO = re.compile(
    r"""
    ^\s*,\s*(?:(?:the|our|your|that\ is|which\ is|i\ mean),?\s+)*$
  | \bas\ (?:the|a)\ (?:right|good|reasonable|fair|decent|new)\ (?:\w+\ ){0,3}(?:for|of)\b
  | ^\s+(?:is|was|were|are|being)\s+(?:(?:our|the|for|total|net|gross|actual)\s+)*$
  | \b(?: relat\w+\ to | in\ terms\ of | represent\w* | of\ this\ spend | as\ part\ of
        | (?:is|are|will\ be)\ (?:for|in) | is\ (?:the|our|about) | (?:goes?|going)\ (?:to|into|toward) )\b
    """,
    re.VERBOSE,
)
_INVESTS = re.compile(
    r"\b(?:invest|spend|spent)\w*\s+(?:(?:about|around|approximately|roughly|nearly|over|up to|another|an?|additional"
    r"|more|than|at|least|between|total|of)\s+)*$"
)
_IN_ASSETS = re.compile(  # "we invested $2 billion in our network last year, and our capex guidance is ..."
    r"\s+(?:in|into|on)\s+(?:our|the)\s+(?:\w+\s+){0,3}(?:network|grid|system|infrastructure|fleet|stores|facilit|plants"
    r"|capacity|operations|properties|business)"
)
_SPLITS = re.compile(
    r"[^.;$€£]{0,40},?\s+(?:(?:which|that)\s+(?:includes?|included|leaves)|including|of which|leaving)\s+"
    r"(?:(?:about|around|approximately|roughly|nearly|over|some|another|an?)\s+)*"
)
# "Relative to the $950 million we guided in January, capex will ..."
_RELATIVE_TO = re.compile(r"^\W*(?:relative to|compared (?:to|with)|versus|against)\s+(?:\w+\s+){0,3}$")
_AT_ONCE = 30  # characters between a part and what it counts
_LONGEST_LOOK = 80  # characters ahead
_RESPECTIVELY = re.compile(r"\brespectively\b")
_AND = re.compile(r",?\s*and\s+(?:\w+\s+)?")


def _reach_start(scene: Scene, quantity: Quantity) -> int:
    """Return where the words behind a quantity begin, past the same value said again ("or US$9.6 billion,")."""
    end, again = quantity.span.end, False
    for other in scene.quantities:
        if other.span.start > end and _SAID_AGAIN.fullmatch(scene.gap(end, other.span.start)):
            end, again = other.span.end, True
        elif _SAID_AGAIN.fullmatch(scene.gap(other.span.end, quantity.span.start)):
            again = True
    return end + 1 if again and scene.low[end : end + 1] == "," else end


def named_behind(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return what the quantity counts, named behind it with nothing between that would end its reach."""
    end = _reach_start(scene, quantity)
    spending: Mention | None = None
    for mention in scene.mentions:
        if mention.span.start < end:
            continue
        gap = scene.gap(end, mention.span.start)
        for passed in (_PLUS, _OF_A_WHOLE, _WE_SPEND, _COMPARATIVE, _AND_OTHER):
            gap = passed.sub(" ", gap)
        ends = len(gap) > _LONGEST_REACH or _REACH_ENDS.search(gap)
        if mention.topic is Topic.SPENDING:
            spending = spending or (None if ends else mention)
        elif ends:
            return spending
        else:
            return mention
    return spending


def subject_with_parenthesis(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return the subject of "capital expenditures, including payments on leases, were $14.8 billion"."""
    for mention in scene.mentions:
        if mention.topic is Topic.SPENDING or mention.span.end > quantity.span.start:
            continue
        if _PARENTHESIS.fullmatch(scene.gap(mention.span.end, quantity.span.start)):
            return mention
    return None


def is_direct(scene: Scene, mention: Mention, quantity: Quantity) -> bool:
    """Whether a quantity follows a mention at once: "free cash flow of $714 million"."""
    return bool(_DIRECT.fullmatch(scene.gap(mention.span.end, quantity.span.start)))


def named_before(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return the nearest thing named before the quantity; a parenthesis of the subject is passed over."""
    subject = subject_with_parenthesis(scene, quantity)
    if subject is not None:
        return subject
    for mention in reversed(scene.mentions):
        if mention.span.end > quantity.span.start:
            continue
        left = scene.low[max(0, mention.span.start - 40) : mention.span.start]
        taken_off = mention.topic is Topic.CAPEX and _TAKEN_OFF.search(left)
        if is_direct(scene, mention, quantity) or not (taken_off or _is_complement(scene, mention)):
            return mention
    return None


def _is_complement(scene: Scene, mention: Mention) -> bool:
    """Whether a thing only completes a subject: "depreciation from past capex will grow", "capex is below D&A"."""
    if mention.topic is Topic.OTHER:
        return bool(_MEASURED_BY.search(scene.low[max(0, mention.span.start - 40) : mention.span.start]))
    left = (m for m in scene.mentions if m.topic is Topic.OTHER and m.span.end <= mention.span.start)
    return mention.topic is Topic.CAPEX and any(
        _FROM_CAPEX.fullmatch(scene.gap(m.span.end, mention.span.start)) for m in left
    )


def thing_before(scene: Scene, mention: Mention) -> Mention | None:
    """Return the nearest mention before ``mention`` that is more than a word for spending."""
    earlier = [m for m in scene.mentions if m.span.end <= mention.span.start and m.topic is not Topic.SPENDING]
    return earlier[-1] if earlier else None


def named_ahead(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return capex named only further on, for a quantity that nothing else claims."""
    ahead = [m for m in scene.mentions if m.span.start >= quantity.span.end and m.topic is not Topic.SPENDING]
    if not ahead or ahead[0].topic is Topic.OTHER:
        return None
    if _INVESTS.search(scene.low[: quantity.span.start]) and (
        _IN_ASSETS.match(scene.low, quantity.span.end) or _is_whole_of(scene, quantity, ahead[0])
    ):
        return ahead[0]
    if (
        _RELATIVE_TO.match(scene.low[: quantity.span.start])
        and len(scene.gap(quantity.span.end, ahead[0].span.start)) < 60
    ):
        return ahead[0]
    gap = scene.gap(quantity.span.end, ahead[0].span.start)
    if len(gap) > _LONGEST_LOOK or _NEW_CLAUSE.search(gap) or not _LEADS_TO.search(gap):
        return None
    between = [q for q in scene.quantities if quantity.span.end <= q.span.start < ahead[0].span.start]
    return None if any(q.unit != PERCENT for q in between) else ahead[0]


def _is_whole_of(scene: Scene, quantity: Quantity, capex: Mention) -> bool:
    """Whether capex is a part of an amount: "we will invest $2 billion, including $300 million of growth capex"."""
    part = next((q for q in scene.quantities if q.span.start >= quantity.span.end), None)
    if part is None or part.span.end > capex.span.start:
        return False
    of_capex = len(scene.gap(part.span.end, capex.span.start)) < _AT_ONCE
    return of_capex and bool(_SPLITS.fullmatch(scene.gap(quantity.span.end, part.span.start)))


def listed_in_order(scene: Scene) -> dict[Quantity, Mention]:
    """Return which thing each quantity is, where the sentence lists both in order: "... were A and B, respectively"."""
    if not _RESPECTIVELY.search(scene.low):
        return {}
    for first, second in zip(scene.quantities, scene.quantities[1:], strict=False):
        named = [m for m in scene.mentions if m.span.end <= first.span.start and m.topic is not Topic.SPENDING]
        if len(named) >= 2 and _AND.fullmatch(scene.gap(first.span.end, second.span.start)):
            return {first: named[-2], second: named[-1]}
    return {}
