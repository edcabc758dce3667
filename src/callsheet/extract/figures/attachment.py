"""Which quantity of a sentence is capex.

A quantity belongs to what it is said of. The links, strongest first:

1. *behind*: "$16 million in capital expenditures", "a $54 billion capital plan";
2. *before*: "capex was $226 million": the nearest thing named before it in the sentence;
3. *ahead*: "the $500 million, again, is related to wastewater capital investments": named only further on;
4. *talk*: the sentences before speak of capex: "Turning to CapEx. We expect to spend $226 to $236 million".

Where the nearest thing is free cash flow, a dividend or a tax rate, the quantity is theirs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from callsheet.extract.figures.scene import CAPEX_WORDS, Mention, Scene, Topic
from callsheet.language.phrases import lowered, phrase_pattern
from callsheet.language.quantities import Quantity
from callsheet.lexicon import lexicon
from callsheet.records import PERCENT

_WORDS = lexicon("capex")


class Link(StrEnum):
    """How a quantity is tied to capex."""

    BEHIND = "behind"
    BEFORE = "before"
    AHEAD = "ahead"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Attached:
    """A quantity that is capex, and the mention that says so (None where only the talk does)."""

    quantity: Quantity
    link: Link
    mention: Mention | None


# Words that end the reach of a quantity to what follows it.
_BREAK = re.compile(
    r"[,;:?()]|\.\s|[$€£¥]|\b(?:and|or|but|which|that|who|we|you|they|it|is|are|was|were|will|would|has|have|had|from(?!\s+(?:our|the|its)\s+(?:\w+\s+){0,3}$)|versus|vs|compared|while|with|including"
    r"|includes|driven|as|by|after|before|than|reflecting|resulting|excluding|because|so|primarily|mainly|due|despite|where|when|if|to (?:fund|support|drive|meet|be)|below|above"
    r"|higher|lower|plus|net of|less|through (?:dividends|share))\b"
)
_COMPARATIVE = re.compile(r"^\s*(?:of\s+)?(?:lower|higher|less|increased|reduced)\s")  # "$50 million of lower capex"
_NEW_CLAUSE = re.compile(r";|\band (?:we|our|the|i|they)\b|\bbut\b|\bwhile\b|\.\s")
_LEADS_TO = re.compile(r"^\s*,\s*$|\b(?:relat\w+ to|in terms of|represent\w*|of this spend|is (?:for|in|the|our|about)|are (?:for|in)|goes? (?:to|into|toward)|as part of|going (?:to|into|toward))\b")
_LONGEST_REACH = 75  # characters: "back into our business in the form of"
_PARENTHESIS = re.compile(
    r"(?:\s+[\w\-]+){0,3},?\s+(?:including|inclusive|which (?:we |is |are |include|exclude)|net of|excluding|exclusive|defined|consisting|comprised|less|as)\b[^.;$€£\d]{0,170}?,?\s+"
    r"(?:were|was|are|is|totaled|represented|came in|amounted|will be|to be|(?<=,\s)to|(?<=,\s)at)\s+(?:(?!and\b|or\b)[\w\-]+\s+){0,5}"
)
# "capex was $381 million and our adjusted leverage was 2.5": a new subject, which is not capex.
_OTHER_SUBJECT = re.compile(
    r"(?:\band|,|;|\bwith|\bwhile|\bplus|\bbut)\s+(?P<words>(?:(?!and\b|including\b|or\b|which\b|were?\b|was\b|is\b|of\b|that\b|we\b|to\b)[\w\-&'’]+\s+){1,6})"
    r"(?:of|was|were|is|are|totaled|totaling|to be|will be|expected to be|at)\s+(?:(?:about|around|approximately|roughly|between|over|just|nearly|an?|the|in|range|some|up|to|under|more|less|than|at|least|also|now)\s+)*$"
)
_NEUTRAL_SUBJECT = re.compile(
    r"^\w+ing\b|\b(?:range|midpoint|total|level|guidance|outlook|number|target|rate|spend\w*|invest\w*|quarter|year|years|months?|half|fiscal|period|plan|budget|capital|capex|expenditures?|program|estimate|forecast|high|low|end|increase|decrease|growth|maintenance|this|that|it|"
    r"amount|average|remainder|rest|balance|majority|portion|gross|net|leases?|projects?|which|build\w*|construction|equipment|model|goal|framework|line|expectations?|flat|compared|versus|prior|previous|earlier|original|view|assumption|up|down|facilit\w+|20\d\d|q[1-4]|upside|additions|outlays?)\b"
)
_NEXT_ITEM = re.compile(r"\s*(?:,|and|,\s*and|plus)\s+(?:(?:about|around|approximately|roughly|an?|the|over|nearly)\s+)*")
_OWN_NAME = re.compile(r"\s+(?!(?:in|for|on|to|during|of|or|and|related|associated|at|as|from|through|by|over|this|next|per|dollars?|a|which|that|is|was|will|would|higher|lower|more|less|increase|decrease)\b)[a-z]")
_ITEM_FOR = re.compile(r"\s+(?:for|related to|toward|towards)\b")
_LONGEST_LOOK = 80
_RESPECTIVELY = re.compile(r"\brespectively\b")
# What capex is taken off: "free cash flow, defined as operating cash flow less capex, was $337 million" is no capex.
_TAKEN_OFF = re.compile(r"\b(?:less|minus|net of|after|before|excluding|ex|exclusive of|offset by|lower|higher)\s+(?:\w+\s+){0,2}$")
_DIRECT = re.compile(r"\s*(?:\w+\s+)?(?:of|were|was|totaling|at|to|by|from)\s+(?:\w+\s+){0,3}")
_COMBINED = phrase_pattern(_WORDS["combined"]["phrases"])
_COMBINED_AFTER = re.compile(rf"(?:,?\s+(?:and|&)|,|,\s*[\w\s]{{1,25}},?\s+and)\s+(?:\w+\s+)?(?:{_COMBINED})")
_USES_OF_CASH = re.compile(_COMBINED)
_COMBINED_BEFORE = re.compile(rf"(?:{_COMBINED})\s+(?:and|&|plus)\s+(?:\w+\s+){{0,2}}$")
_FOREIGN_BEFORE = re.compile(rf"(?:{phrase_pattern(_WORDS['foreign']['before'])})['’]?s?['’]?\s+(?:(?!our\b|we\b)[\w'’\-]+\s+){{0,5}}$")
_FOREIGN_AFTER = re.compile(rf"\s+(?:\w+\s+){{0,4}}(?:by|of|from|at|across)\s+(?:\w+\s+){{0,2}}(?:{phrase_pattern(_WORDS['foreign']['after'])})")
_FOREIGN_NEAR = re.compile(phrase_pattern(_WORDS["foreign"]["anywhere"]))
_OUR = re.compile(r"\b(?:our|we|your|my)\b")
_OF_BASE = re.compile(
    r"[\s,.]*(?:of|as a (?:percent|percentage) of|relative to|to)[\s.]+(?:(?:our|the|its|total|net|annual|forecasted|consolidated|company|projected|rental|gross|full[\s\-]year|service|expected|quarterly|\d{4}|fiscal|year|capex)\s+)*(?:revenues?|sales|net bookings|turnover)\b"
)
_NEXT_PERCENT = re.compile(r"\s*(?:,|to|and|or|,\s*and|down to|up to)\s*(?:\w+\s+){0,2}")
# What a sentence without a word of capex says when it goes on about it.
_CLOSED = (
    r"it|it's|that|that's|this|these|those|which|is|was|were|are|be|been|being|to|of|in|at|by|on|for|the|a|an|our|your|we|we're|you|i|i'd|will|would|should|could|may|might|about|around|approximately|roughly|nearly|just|over|under"
    r"|between|from|up|down|like|say|kind|sort|somewhere|something|range|number|guidance|guide|outlook|target|level|budget|run|rate|full|year|quarter|expect|expecting|expected|anticipate|anticipating|forecast|forecasting|estimate|see|think"
    r"|now|still|currently|continue|more|less|than|least|most|probably|total|totaled|spend|spending|spent|invest|invested|investing|remains?|unchanged|again|right|still|and|so|or|but|not|midpoint|high|low|end|maintain|maintaining|reiterating|raising"
    r"|lowering|updating|narrowing|compares?|previous|prior|expectation|expectations|original|initial|annual|annually|normal|normally|typically|looking|half|first|second|third|fourth|last|next|\d{4}|fiscal|q[1-4]|remainder|balance|other|rest|had|have|been|another|additional|we've|i've|said|says|guided|guiding|talked|talking|historically|there|here|then|yes|yeah|well|okay|bit|little|some|going|go|get|plan|planning|project|projecting|do|did|only|just|also"
)
_GOES_ON = re.compile(rf"(?:^|\b)(?:(?:{_CLOSED})\W+){{3,}}$|^\W*(?:(?:{_CLOSED})\W+)+$")
# A part of capex: "25% of which", "63% related to wires".
_SHARE = re.compile(
    r"\s*(?:of\s+(?:which|(?:that|this|these|those|the|our)\s+(?:total|spend\w*|capital|capex|investments?|plan|program|amount|budget))\b"
    r"|(?:(?:is|are|was|were|will be)\s+)?(?:related|dedicated|allocated|directed|earmarked|focused|tied|going|associated)\b)"
)
_NO_NOUN_BEHIND = re.compile(r"\s*(?:[.,;?!]|$|(?:range|this|next|in|for|as|a little|last|is|was|to|or|again|right|level)\b)")
_CHANGE_BEHIND = re.compile(r"\s*(?:increase|decrease|decline|reduction|growth|higher|lower|drop|jump|step|year[\s\-]over[\s\-]year|more|less)\b")
_POINTS_BACK = re.compile(r"\s*(?:(?:and|so|now|yeah|well|but|year over year|overall|in total|again|i think|compared to last year),?\s+)*(?:this|that|it|which|that's|it's)\s+(?:\w+\s+)?(?:represents?|represented|is|was|compares?|reflects?|equates?|includes?|would be|will be|amounts?|translates?|brings)\b")
_CAUSES = re.compile(r"\b(?:driv\w+|leading to|led to|result\w+|support\w*|enabl\w+|help\w*|allow\w*|contribut\w+)\b")
_BASE_SAID = re.compile(r"\b(?:percent|percentage|%) of (?:\w+ )?(?:revenues?|sales)\b|relative to (?:revenues?|sales)")
_BASE_THEN_CAPEX = re.compile(r"\s+(?:(?:for|on|in|of|towards?|to)\s+(?:\w+\s+){0,2}|(?:is|was|should be|would be|will be|being)\s+[^,.;]{0,30})")
_SAID_AGAIN = re.compile(r",?\s*or\s+(?:(?:about|approximately|roughly|around)\s+)?")
_PREPOSITION = re.compile(r"\s*(?:dollars?\s+)?(?:worth\s+)?(?:of|in|for|on)\b|\s*(?:[\w\-]+\s+){0,2}$")
_INVESTS = re.compile(r"\b(?:invest|spend|spent)\w*\s+(?:(?:about|around|approximately|roughly|nearly|over|up to|another|an|additional|more|than|at|least|between|a|total|of)\s+)*$")
_PAYS = re.compile(r"\b(?:equity|fund(?:s|ed|ing)?|financ\w+|debt)\b")
_SPENDS = re.compile(r"invest|spen[dt]|deploy|outlay|expenditure")
# "$300 billion of backlog", "$27 million in guarantees": what is counted is named, and it is no spending.
_COUNTS = re.compile(
    rf"\s+(?:worth\s+)?of\s+(?!(?:{phrase_pattern(_WORDS['neutral']['behind_of'])}))[a-z]"
    rf"|\s+in\s+(?!(?:{phrase_pattern(_WORDS['neutral']['behind_in'])}))[a-z]"
)
_PER_UNIT = re.compile(rf"\s+(?:per|a|for each|for every)\s+(?:{phrase_pattern(_WORDS['neutral']['per_unit'])})")
_AS_A_PART = re.compile(r"\b(?:includ\w+|compris\w+|consist\w+|of which|with|made up of|combination of|split|between|comes? from|such as)\b[^.;]{0,120}$")
_FRAGMENT = re.compile(r"\W*(?:(?:and|with|plus|about|approximately|another|add|then|so|or)\s+)*$")


def is_share(scene: Scene, quantity: Quantity) -> bool:
    """Whether the words behind a percentage make it a part of what was named: "25% of which"."""
    return quantity.unit == PERCENT and bool(_SHARE.match(scene.low, quantity.span.end))


def _base_behind(scene: Scene, quantity: Quantity) -> bool:
    return bool(_OF_BASE.match(scene.low, quantity.span.end))


def ratio_base(scene: Scene, quantity: Quantity) -> bool:
    """Whether the words behind a percentage set it against revenue: "3% of net sales", "from 5.3% to 3.4% of sales"."""
    if quantity.unit != PERCENT:
        return False
    if _base_behind(scene, quantity):
        return True
    for other in scene.quantities:
        if other.unit == PERCENT and other.span.start > quantity.span.end:
            return bool(_NEXT_PERCENT.fullmatch(scene.gap(quantity.span.end, other.span.start))) and _base_behind(scene, other)
    return False


def is_own_capex(scene: Scene, mention: Mention) -> bool:
    """Whether a mention names the company's capex, not that of its customers or its industry, nor capex with deals."""
    before, after = scene.low[max(0, mention.span.start - 80) : mention.span.start], scene.low[mention.span.end :]
    if _FOREIGN_NEAR.search(before + after[:80]) and not _OUR.search(before[-40:]):
        return False
    return not (
        _FOREIGN_BEFORE.search(before) or _FOREIGN_AFTER.match(after) or _COMBINED_AFTER.match(after) or _COMBINED_BEFORE.search(before)
    )


def _behind_base(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return capex named behind the base of a ratio: "7% to 10% of revenues for capex"."""
    base = _OF_BASE.match(scene.low, quantity.span.end)
    for mention in scene.mentions if base else ():
        if base and mention.topic is Topic.CAPEX and base.start() <= mention.span.start < base.end():
            return mention
        if base and mention.topic is Topic.CAPEX and mention.span.start >= base.end() and _BASE_THEN_CAPEX.fullmatch(scene.gap(base.end(), mention.span.start)):
            return mention
    return None


def _reach_start(scene: Scene, quantity: Quantity) -> int:
    """Return where the words behind a quantity begin; the same value said again ("or US$9.6 billion,") is passed over."""
    end, again = quantity.span.end, False
    for other in scene.quantities:
        if other.span.start > end and _SAID_AGAIN.fullmatch(scene.gap(end, other.span.start)):
            end, again = other.span.end, True
        elif other.span.end < quantity.span.start and _SAID_AGAIN.fullmatch(scene.gap(other.span.end, quantity.span.start)):
            again = True
    return end + 1 if again and scene.low[end : end + 1] == "," else end


def _behind(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return what the quantity counts, named behind it with nothing between that would end its reach."""
    end = _reach_start(scene, quantity)
    spending: Mention | None = None
    for mention in scene.mentions:
        if mention.span.start < end:
            continue
        gap = _COMPARATIVE.sub(" ", scene.gap(end, mention.span.start))
        if len(gap) > _LONGEST_REACH or _BREAK.search(gap):
            return spending
        if mention.topic is not Topic.SPENDING:
            return mention
        spending = spending or mention
    return spending


def _subject(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return the subject of "capital expenditures, including payments on leases, were $14.8 billion"."""
    for mention in scene.mentions:
        if mention.topic is Topic.SPENDING or mention.span.end > quantity.span.start:
            continue
        if _PARENTHESIS.fullmatch(scene.gap(mention.span.end, quantity.span.start)):
            return mention
    return None


def _before(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return the nearest thing named before the quantity; what stands in a parenthesis of the subject is passed over."""
    subject = _subject(scene, quantity)
    if subject is not None:
        return subject
    for mention in reversed(scene.mentions):
        if mention.span.end > quantity.span.start:
            continue
        left = scene.low[max(0, mention.span.start - 40) : mention.span.start]
        gap = scene.gap(mention.span.end, quantity.span.start)
        if mention.topic is Topic.CAPEX and _TAKEN_OFF.search(left) and not _DIRECT.fullmatch(gap):
            continue
        return mention
    return None


def _has_other_subject(scene: Scene, mention: Mention, quantity: Quantity) -> bool:
    """Whether a thing that no word list knows stands between capex and the quantity as its own subject."""
    found = _OTHER_SUBJECT.search(scene.low[: quantity.span.start], mention.span.end)
    return found is not None and not _NEUTRAL_SUBJECT.search(found["words"])


def _is_next_item(scene: Scene, mention: Mention, quantity: Quantity) -> bool:
    """Whether a quantity is the next item of a list, with its own name: "$200 million of capex and $300 million elimination"."""
    if not _NEXT_ITEM.fullmatch(scene.gap(mention.span.end, quantity.span.start)):
        return False
    taken = any(q.span.end <= mention.span.start and mention.span.start - q.span.end < 40 for q in scene.quantities)
    return taken and bool(_OWN_NAME.match(scene.low, quantity.span.end))


def _ahead(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return capex named only further on, for a quantity that nothing else claims."""
    for mention in scene.mentions:
        if mention.span.start < quantity.span.end or mention.topic is Topic.SPENDING:
            continue
        gap = scene.gap(quantity.span.end, mention.span.start)
        if mention.topic is Topic.OTHER or len(gap) > _LONGEST_LOOK or _NEW_CLAUSE.search(gap) or not _LEADS_TO.search(gap):
            return None
        between = any(q.span.start >= quantity.span.end and q.span.end <= mention.span.start and q.unit != PERCENT for q in scene.quantities)
        return None if between else mention
    return None


def _in_order(scene: Scene) -> dict[Quantity, Mention]:
    """Return which thing each quantity is, where the sentence lists both in order: "... were A and B, respectively"."""
    if not _RESPECTIVELY.search(scene.low):
        return {}
    for position, first in enumerate(scene.quantities[:-1]):
        second = scene.quantities[position + 1]
        named = [m for m in scene.mentions if m.span.end <= first.span.start and m.topic is not Topic.SPENDING]
        if len(named) >= 2 and re.fullmatch(r",?\s*and\s+(?:\w+\s+)?", scene.gap(first.span.end, second.span.start)):
            return {first: named[-2], second: named[-1]}
    return {}


def _capex_at(sentence: str) -> tuple[bool, bool]:
    """Return whether the first and the last thing that a sentence names is the company's own capex."""
    scene = Scene(sentence)
    own = [
        mention.topic is Topic.CAPEX and is_own_capex(scene, mention)
        for mention in scene.mentions
        if mention.topic is not Topic.SPENDING
    ]
    return (own[0], own[-1]) if own else (False, False)


def speaks_of_capex(sentence: str) -> bool:
    """Whether a sentence names the company's own capex."""
    if not CAPEX_WORDS.is_in(sentence):
        return False
    scene = Scene(sentence)
    return any(mention.topic is Topic.CAPEX and is_own_capex(scene, mention) for mention in scene.mentions)


def _goes_on(scene: Scene, quantity: Quantity, near: Mention | None, *, ratio: bool) -> bool:
    """Whether a sentence that does not name capex itself goes on about it."""
    start = quantity.span.start
    left = scene.low[:start]
    if _USES_OF_CASH.search(scene.low):
        return False
    last = scene.before[-1] if scene.before else ""
    if quantity.unit == PERCENT and not (ratio or _BASE_SAID.search(scene.low) or _SHARE.match(scene.low, quantity.span.end)):
        others = any(mention.topic is Topic.OTHER for mention in scene.mentions)
        bare = _NO_NOUN_BEHIND.match(scene.low, quantity.span.end)
        points = _POINTS_BACK.match(left) and (bare or _CHANGE_BEHIND.match(scene.low, quantity.span.end))
        if others or not (points or ("%" in last and bare)):
            return False
    if near is not None and _SPENDS.match(lowered(near.text)) and len(scene.gap(near.span.end, start)) <= 45:
        return any(_capex_at(last))
    if _POINTS_BACK.match(left):
        return any(_capex_at(last))
    if any(mention.topic is Topic.OTHER for mention in scene.mentions) or not _capex_at(last)[1]:
        return False
    return bool(_FRAGMENT.match(left) and len(left) < 30) or bool(_GOES_ON.search(left))


def attached(scene: Scene, *, talk_is_capex: bool) -> Iterator[Attached]:
    """Yield the quantities of ``scene`` that are capex, left to right.

    ``talk_is_capex``: the sentences before speak of capex.
    """
    in_order = _in_order(scene)
    last: Attached | None = None
    for quantity in scene.quantities:
        found = _link(scene, quantity, in_order.get(quantity), talk_is_capex)
        if found is None and last is not None and last.link is Link.TALK and _is_listed(scene, last.quantity, quantity):
            found = Attached(quantity, Link.TALK, None)
        if found is not None and _is_spending(scene, found):
            last = found
            yield found


def _is_listed(scene: Scene, first: Quantity, second: Quantity) -> bool:
    """Whether two quantities are items of one list: "125 million for stores and 50 to 60 million for maintenance"."""
    return bool(_ITEM_FOR.match(scene.low, first.span.end) and _ITEM_FOR.match(scene.low, second.span.end))


def _link(scene: Scene, quantity: Quantity, listed: Mention | None, talk_is_capex: bool) -> Attached | None:
    """Return the strongest link of a quantity, whatever it is tied to; None where there is none."""
    ratio = ratio_base(scene, quantity)
    share = is_share(scene, quantity)
    behind = _behind_base(scene, quantity) if ratio else None if share else _behind(scene, quantity)
    near = before = listed or _before(scene, quantity)
    if behind is not None and behind.topic is not Topic.SPENDING and not _is_closer(scene, before, quantity, behind):
        return Attached(quantity, Link.BEHIND, behind)
    if behind is not None and behind.topic is not Topic.SPENDING:
        behind = None
    if behind is not None and lowered(behind.text) == "capital":
        if _INVESTS.search(scene.low[: quantity.span.start]) and not _USES_OF_CASH.search(scene.low):
            return Attached(quantity, Link.BEHIND, replace(behind, topic=Topic.CAPEX))
        if not scene.names_capex:
            behind = None  # "we deployed $14 billion of capital": deals and buybacks are in it
    if behind is not None and talk_is_capex and not _is_of(scene, before, quantity) and not _USES_OF_CASH.search(scene.low):
        return Attached(quantity, Link.TALK, behind)
    if near is not None and near.topic is Topic.SPENDING:
        before = _named_before(scene, near)
    if before is not None and before.topic is Topic.CAPEX:
        named_apart = _subject(scene, quantity) is None and _has_other_subject(scene, before, quantity)
        if named_apart or _is_next_item(scene, before, quantity):
            return None
        return Attached(quantity, Link.BEFORE, before)
    ahead = _ahead(scene, quantity) if before is None and quantity.unit != PERCENT else None
    if ahead is not None:
        return Attached(quantity, Link.AHEAD, ahead)
    if talk_is_capex and _goes_on(scene, quantity, near, ratio=ratio):
        return Attached(quantity, Link.TALK, near if near is not None and near.topic is Topic.SPENDING else None)
    return None


def _is_closer(scene: Scene, before: Mention | None, quantity: Quantity, behind: Mention) -> bool:
    """Whether "capital plan of $20 billion" claims a quantity before what only follows it ("... drives rate base")."""
    if before is None or before.topic is Topic.SPENDING:
        return False
    gap = scene.gap(quantity.span.end, behind.span.start)
    return bool(_DIRECT.fullmatch(scene.gap(before.span.end, quantity.span.start))) and not _PREPOSITION.match(gap)


def _named_before(scene: Scene, mention: Mention) -> Mention | None:
    earlier = [m for m in scene.mentions if m.span.end <= mention.span.start and m.topic is not Topic.SPENDING]
    return earlier[-1] if earlier else None


def _is_of(scene: Scene, mention: Mention | None, quantity: Quantity) -> bool:
    """Whether a quantity is said directly of another thing: "free cash flow of $714 million"."""
    if mention is None or mention.topic is not Topic.OTHER:
        return False
    return bool(_DIRECT.fullmatch(scene.gap(mention.span.end, quantity.span.start)))


def _counts_another(scene: Scene, quantity: Quantity) -> bool:
    """Whether a thing that is no spending is named as what is counted; a place name is no such thing ("in Texas")."""
    match = _COUNTS.match(scene.low, quantity.span.end)
    return match is not None and not scene.text[match.end() - 1].isupper()


def _is_paid_by(scene: Scene, found: Attached) -> bool:
    """Whether a share of capex only says who pays for it: "fund 40% of incremental capex with equity"."""
    start, end = found.quantity.span.start, found.quantity.span.end
    return found.quantity.unit == PERCENT and bool(_PAYS.search(scene.low[max(0, start - 60) : end + 80]))


def _is_spending(scene: Scene, found: Attached) -> bool:
    """Whether what a link ties a quantity to is the company's own capex, and the words behind it do not deny it."""
    quantity, mention = found.quantity, found.mention
    left = scene.low[: quantity.span.start]
    if _PER_UNIT.match(scene.low, quantity.span.end) or _is_paid_by(scene, found):
        return False
    if found.link is not Link.BEHIND and quantity.unit != PERCENT and _counts_another(scene, quantity):
        if found.link is not Link.BEFORE or not _AS_A_PART.search(left):
            return False
    if mention is None or mention.topic is Topic.SPENDING:
        return found.link is Link.TALK
    if found.link is Link.BEFORE and quantity.unit == PERCENT and _CAUSES.search(scene.gap(mention.span.end, quantity.span.start)):
        return False
    return mention.topic is Topic.CAPEX and is_own_capex(scene, mention)
