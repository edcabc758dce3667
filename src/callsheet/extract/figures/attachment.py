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

from callsheet.extract.figures.neighbours import (
    is_direct,
    listed_in_order,
    named_ahead,
    named_before,
    named_behind,
    subject_with_parenthesis,
    thing_before,
)
from callsheet.extract.figures.objections import (
    counts_another,
    has_other_subject,
    has_own_subject,
    is_done_share,
    is_left_over,
    is_next_item,
    is_per_unit,
    is_tolerance,
    is_width,
    only_says_who_pays,
)
from callsheet.extract.figures.ownership import (
    capex_at_ends,
    is_own_capex,
    is_spent_by_others,
    lists_uses_of_cash,
    speaks_of_others,
    topic_sentence,
)
from callsheet.extract.figures.ratios import capex_behind_base, is_share, ratio_base, says_base
from callsheet.extract.figures.scene import Mention, Scene, Topic
from callsheet.language.phrases import lowered
from callsheet.language.quantities import Quantity
from callsheet.lexicon import lexicon
from callsheet.records import PERCENT


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


_CLOSED = "|".join(lexicon("capex_links")["closed_class"])
_GOES_ON = re.compile(rf"\b(?:(?:{_CLOSED})\W+){{3,}}$|^\W*(?:(?:{_CLOSED})\W+)+$")
_FRAGMENT = re.compile(r"\W*(?:(?:and|with|plus|about|approximately|another|add|then|so|or)\s+)*$")
_LONGEST_FRAGMENT = 30  # characters before the amount of a sentence that a machine cut off from the one before
_POINTS_BACK = re.compile(
    r"""
    \s*(?:(?:year[\-\ ]to[\-\ ]date|previously|initially|originally|today|currently
      |(?:for|in)\ (?:the\ (?:full\ )?(?:year|quarter)|20\d\d)|(?:last|next|this)\ (?:year|quarter)),?\s+)?
    (?:(?:and|so|now|yeah|well|but|year\ over\ year|overall|in\ total|again|i\ think|compared\ to\ last\ year),?\s+)*
    (?: of\ (?:this|that|which|the\ total)(?:\s+(?:amount|total|number|spend|figure))?,? |
    (?:this|that|it|which|that's|it's)\s+(?:\w+\s+)?
    (?: represents? | represented | is | was | compares? | reflects? | equates? | includes? | would\ be | will\ be
      | amounts? | translates? | brings | stands? | totals? | compares? )\b )
    """,
    re.VERBOSE,
)
_NO_NOUN_BEHIND = re.compile(
    r"\s*(?:[.,;?!]|$|(?:range|this|next|in|for|as|a little|last|is|was|to|or|again|right|level|from|versus|over)\b)"
)
_CHANGE_BEHIND = re.compile(
    r"\s*(?:increase|decrease|decline|reduction|growth|higher|lower|drop|jump|step|year[\s\-]over[\s\-]year|more|less)\b"
)
_NEW_TOPIC = re.compile(  # "And another short question: the $40 million project ..."
    r"\W*(?:(?:and|then|so|okay|also)\W+)*(?:just\s+)?(?:one|another|a)\s+(?:\w+\s+){0,3}"
    r"(?:question|follow[\s\-]?up)\b(?!\s+on\s+(?:that|this))"
    r"|\W*(?:(?:and|then|so)\s+)*(?:switching|shifting|moving on|separately|on a (?:different|separate))\b"
)
_SPENDS = re.compile(r"invest|spen[dt]|deploy|outlay|expenditure|plan|program|budget")
_SPENDS_AT_ONCE = 45  # characters between "we expect to spend" and the amount
_OTHER_DEED = re.compile(
    r"\b(?:sold|sells?|selling|refinanc\w+|sign(?:ed|ing)|won|win|earn(?:ed|s)?|clos(?:ed|ing)|leas(?:ed|ing)|book(?:ed|ing)"
    r"|sav(?:ed|es|ing)|rais(?:ed|ing) (?:capital|money|cash)|serv(?:ed|es|ing)|award\w*|valued|worth|lost)\b"
)
_OTHER_VERB = re.compile(  # directly before an amount: "our capex lets us deliver the $6 billion"
    r"\b(?:sell|sold|selling|deliver(?:s|ed|ing)?|generat(?:e|es|ed|ing)|earn(?:s|ed|ing)?"
    r"|return(?:s|ed|ing)?|repurchas\w+|borrow\w*|recover\w*|collect\w*|receiv\w+|issu(?:e|es|ed|ing))\s+"
    r"(?:(?:about|around|approximately|roughly|nearly|over|up to|another|an?|the|our|additional|more|than|at least)"
    r"\s+)*$"
)
_CLAUSE_OF_CAUSE = re.compile(
    r",?\s+(?:driven by|due to|primarily|mainly|reflecting|as we|as a result|because|which)\b"
)
_CAUSES = re.compile(r"\b(?:driv\w+|leading to|led to|result\w+|support\w*|enabl\w+|help\w*|allow\w*|contribut\w+)\b")
_PREPOSITION = re.compile(
    r"\s*(?:dollars?\s+)?(?:worth\s+)?(?:of|in|for|on)\b(?!.*\b(?:support|driv|fund|enabl)\w*\b)"
    r"|[^.;$%]*\b(?:in the form of|through|by way of|via)\s+$"
    r"|\s*(?:(?!(?:relat|exceed|support|driv|fund|reflect|represent|result|yield|generat|produc)\w*\b|to\b|from\b"
    r"|less\b|minus\b|before\b|after\b|net\b)[\w\-]+\s+){0,2}$"
)
_INVESTS = re.compile(
    r"\b(?:invest|spend|spent)\w*\s+(?:(?:about|around|approximately|roughly|nearly|over|up to|another|an?|additional"
    r"|more|than|at|least|between|total|of)\s+)*$"
)
_ITEM_FOR = re.compile(r"\s+(?P<by>for|related to|toward|towards|of|in|on)\b")
_ADDITION = re.compile(
    r"(?:\s+[^.;$€£\d]{1,50})?,\s*(?:which is\s+)?(?:up|down|an?\s+(?:increase|decrease|reduction|decline)\s+of|or)\s+"
    r"(?:about|around|approximately|roughly|nearly)?\s*"
)
_AS_A_PART = re.compile(
    r"\b(?:includ\w+|compris\w+|consist\w+|of which|with|made up of|combination of|split|between|comes? from|such as)\b"
    r"[^.;]{0,120}$"
)


def attached(scene: Scene, *, talk_is_capex: bool) -> Iterator[Attached]:
    """Yield the quantities of ``scene`` that are capex, left to right.

    ``talk_is_capex``: the sentences before speak of capex.
    """
    in_order = listed_in_order(scene)
    talk_is_capex = talk_is_capex and not _NEW_TOPIC.match(scene.low)
    last: Attached | None = None
    for quantity in scene.quantities:
        found = _link(scene, quantity, in_order.get(quantity), talk_is_capex)
        if found is None and last is not None and last.link is Link.TALK and _is_listed(scene, last.quantity, quantity):
            found = Attached(quantity, Link.TALK, None)
        if found is not None and _is_capex(scene, found):
            last = found
            yield found


def _link(scene: Scene, quantity: Quantity, listed: Mention | None, talk_is_capex: bool) -> Attached | None:
    """Return the strongest link of a quantity, whatever it is tied to; None where there is none."""
    before = listed or named_before(scene, quantity)
    behind = _claim_behind(scene, quantity, before)
    if behind is not None and behind.topic is not Topic.SPENDING:
        return Attached(quantity, Link.BEHIND, behind)
    claimed = before is not None and before.topic is Topic.OTHER and is_direct(scene, before, quantity)
    if behind is not None and talk_is_capex and not claimed and not lists_uses_of_cash(scene.low):
        return Attached(quantity, Link.TALK, behind)
    near = before
    if near is not None and near.topic is Topic.SPENDING:
        before = thing_before(scene, near)
    if before is not None and before.topic is Topic.CAPEX:
        apart = subject_with_parenthesis(scene, quantity) is None and has_other_subject(scene, before, quantity)
        return None if apart or is_next_item(scene, before, quantity) else Attached(quantity, Link.BEFORE, before)
    ahead = named_ahead(scene, quantity) if before is None and quantity.unit != PERCENT else None
    if ahead is not None:
        return Attached(quantity, Link.AHEAD, ahead)
    if talk_is_capex and _goes_on(scene, quantity, near):
        return Attached(quantity, Link.TALK, near if near is not None and near.topic is Topic.SPENDING else None)
    return None


def _claim_behind(scene: Scene, quantity: Quantity, before: Mention | None) -> Mention | None:
    """Return the mention behind a quantity that claims it, unless what stands before claims it more closely."""
    behind = capex_behind_base(scene, quantity) if ratio_base(scene, quantity) else named_behind(scene, quantity)
    if behind is None or (is_share(scene, quantity) and behind.topic is not Topic.CAPEX):
        return None
    if behind.topic is not Topic.SPENDING:
        return None if _is_closer(scene, before, quantity, behind) else behind
    if lowered(behind.text) == "capital":  # "invest $30 billion in capital", but "we deployed $14 billion of capital"
        if _INVESTS.search(scene.low[: quantity.span.start]) and not lists_uses_of_cash(scene.low):
            return replace(behind, topic=Topic.CAPEX)
        return behind if scene.names_capex else None
    return behind


def _is_closer(scene: Scene, before: Mention | None, quantity: Quantity, behind: Mention) -> bool:
    """Whether "capital plan of $20 billion" claims a quantity before what only follows it ("... drives rate base")."""
    if before is None or before.topic is Topic.SPENDING:
        return False
    gap = scene.gap(quantity.span.end, behind.span.start)
    return is_direct(scene, before, quantity) and not _PREPOSITION.match(gap)


def _goes_on(scene: Scene, quantity: Quantity, near: Mention | None) -> bool:
    """Whether a sentence that does not name capex itself goes on about it; ``near``: the last thing named in it."""
    start = quantity.span.start
    left, last = scene.low[:start], topic_sentence(scene.before)
    if (
        _NEW_TOPIC.match(scene.low)
        or lists_uses_of_cash(scene.low)
        or (quantity.unit == PERCENT and not _percent_goes_on(scene, quantity, last))
    ):
        return False
    spends = near is not None and _SPENDS.match(lowered(near.text)) and start - near.span.end <= _SPENDS_AT_ONCE
    if spends or _POINTS_BACK.match(left):
        return any(capex_at_ends(last))
    if _counts_other(scene, quantity) or has_own_subject(left) or not capex_at_ends(last)[1]:
        return False
    if last == scene.before[-1] and (quantity.unit != PERCENT or ratio_base(scene, quantity)):
        return not _OTHER_DEED.search(left) and not speaks_of_others(scene)
    return bool(len(left) < _LONGEST_FRAGMENT and _FRAGMENT.match(left)) or bool(_GOES_ON.search(left))


def _counts_other(scene: Scene, quantity: Quantity) -> bool:
    """Whether a sentence names another thing that is counted before a quantity, or behind it in the same clause."""
    end = quantity.span.end
    behind = _CLAUSE_OF_CAUSE.search(scene.low, end)
    limit = behind.start() if behind else len(scene.low)
    return any(m.topic is Topic.OTHER and m.span.start < limit for m in scene.mentions)


def _percent_goes_on(scene: Scene, quantity: Quantity, last: str) -> bool:
    """Whether a percentage can go on about capex: it has a base, or the sentence before gave one as well."""
    if ratio_base(scene, quantity) or says_base(scene.low) or is_share(scene, quantity):
        return True
    if any(mention.topic is Topic.OTHER for mention in scene.mentions):
        return False
    bare = bool(_NO_NOUN_BEHIND.match(scene.low, quantity.span.end))
    change = bool(_CHANGE_BEHIND.match(scene.low, quantity.span.end))
    if _POINTS_BACK.match(scene.low[: quantity.span.start]) and (bare or change):
        return True
    return bare and ("%" in last or says_base(lowered(last)))


def _is_listed(scene: Scene, first: Quantity, second: Quantity) -> bool:
    """Whether the second goes on about the first: "125 million for stores and 50 for land", "750, down 250"."""
    if _ADDITION.fullmatch(scene.gap(first.span.end, second.span.start)):
        return not any(m.span.start >= first.span.end and m.topic is Topic.OTHER for m in scene.mentions)
    items = [_ITEM_FOR.match(scene.low, quantity.span.end) for quantity in (first, second)]
    named = any(m.span.start >= first.span.end and m.topic is Topic.OTHER for m in scene.mentions)
    return not named and None not in items and len({item["by"] for item in items if item}) == 1


def _is_denied(scene: Scene, quantity: Quantity) -> bool:
    """Whether the words at a quantity say that it is no spending of the company, whatever it stands beside."""
    objections = (only_says_who_pays, is_done_share, is_left_over, is_width, is_tolerance)
    return any(objects(scene, quantity) for objects in objections) or is_spent_by_others(scene.low, quantity.span.end)


def _is_capex(scene: Scene, found: Attached) -> bool:
    """Whether what a link ties a quantity to is the company's own capex, and no words behind it deny it."""
    quantity, mention = found.quantity, found.mention
    if is_per_unit(scene, mention, quantity) or _is_denied(scene, quantity):
        return False
    if found.link is not Link.BEHIND and _OTHER_VERB.search(scene.low[: quantity.span.start]):
        return False
    as_a_part = found.link is Link.BEFORE and _AS_A_PART.search(scene.low[: quantity.span.start])
    if found.link is not Link.BEHIND and not as_a_part and counts_another(scene, quantity):
        return False
    if mention is None or mention.topic is Topic.SPENDING:
        return found.link is Link.TALK
    caused = quantity.unit == PERCENT and found.link is Link.BEFORE
    if caused and _CAUSES.search(scene.gap(mention.span.end, quantity.span.start)):
        return False
    return mention.topic is Topic.CAPEX and is_own_capex(scene, mention)
