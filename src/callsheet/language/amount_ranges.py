"""Which neighbouring amounts of a text are the two ends of one range, and which are a change and a level.

"$60 to $65 billion" is a range; "raised from $60 to $65 billion" is two values, "raised by $5 to $65 billion" a change
and the level reached.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from callsheet.language.amounts import Amount
from callsheet.language.phrases import phrase_pattern
from callsheet.lexicon import lexicon

_WORDS = lexicon("quantities")
_HEDGES = phrase_pattern(
    word for name in ("approx_before", "at_most_before", "at_least_before") for word in _WORDS["hedges"][name]
)
_LOOK_BACK = 48  # characters in which "between" or "by" stands before a range
_FROM_BACK = 90  # characters in which "raised our outlook from" stands
_LONGEST_JOINT = 40
_STEP = Decimal("1.5")  # a change that leads "by A to B" is smaller than the level reached by at least this factor
_THOUSAND, _FAR_APART = Decimal(1000), 20

_JOINT = re.compile(rf"\s*(?:to|through|or|[-–—~]|에서)\s*(?:(?:{_HEDGES}|about|the)\s*)?", re.IGNORECASE)
_AND = re.compile(rf",?\s*(?:and|to|-|–)\s*(?:(?:{_HEDGES}|about)\s*)?", re.IGNORECASE)
_OF_TIME = re.compile(r"[\s\-]+(?:months?|quarters?|years?|weeks?|days?)\b")  # "$1.6 billion through nine months"
_COMMA = re.compile(r"\s*,\s*")
_TO = re.compile(r"\s*(?:down |up )?to (?:a |the )?(?:range of |new range of |between )?", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?:range of|ranges of)\s*(?:(?:{_HEDGES})\s*|the\s*)*$|\bbetween\b[^.;:$€£\d]{{0,30}}$")
_FROM = re.compile(
    rf"\bfrom\W+(?:(?:{_HEDGES}|(?!range|guidance|outlook|between|estimate|target|anywhere)[a-z]+)\W+){{0,4}}$"
)
# "$16 to $17 billion, up from $14 to $15 billion": both are ranges.
_UP_FROM = re.compile(
    r"(?:[,%]|illion)\s*(?:which is\s+)?"
    r"(?:up|down|increased|reduced|raised|lowered|narrowed|tightened|updated|revised)\s+from\W+"
    rf"(?:(?:{_HEDGES}|the|our)\W+)*$"
    rf"|\bto\s+[$€£]?[\d.,]+(?:\s*(?:[mbtr]+illion|%|percent))?\s+from\W+(?:(?:{_HEDGES}|the|our)\W+)*$"
)
_BY = re.compile(
    rf"""
    \b(?: by | up | down
        | (?:increas|decreas|rais|lower|reduc|cut)\w*(?:\s+(?!(?:to|from|of|by|between|range)\b)[\w'’]+){{0,6}}
        | (?:increases?|decreases?|reductions?|raises?)\b[^.;$€£\d]{{0,60}}\bof
    )\s+(?:(?:{_HEDGES.replace(" ", chr(92) + " ")}|an?|another|additional|further|incremental|extra|total\ of)\s*)*$
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"(?:\bfiscal(?: year)?|\bfy|\bcalendar|\bslides?|\bpages?|\bphase|\byear|\bq)[\s\-]*['’]?$")
_RANGING = re.compile(phrase_pattern(_WORDS["change"]["ranging"]))
_CHANGE = re.compile(phrase_pattern(_WORDS["change"]["verbs"]))


def _changes_from(low: str, first: Amount) -> bool:
    """Whether ``first`` is the "A" of "raised from A to B": two values of a change, not the ends of a range."""
    before = low[max(0, first.start - _FROM_BACK) : first.start]
    match = _FROM.search(before)
    if not match or _RANGING.search(before, match.start()) or _UP_FROM.search(before):
        return False
    return bool(_CHANGE.search(before))


def _is_change_before(low: str, first: Amount) -> bool:
    return bool(_BY.search(low[max(0, first.start - _LOOK_BACK) : first.start]))


def _is_step(low: str, first: Amount, second: Amount) -> bool:
    """Whether the two are a change and the level reached: "raised by $400 million to $4.4 billion"."""
    complete = first.scale and second.scale and first.unit and second.unit
    return bool(complete) and second.plain >= first.plain * _STEP and _is_change_before(low, first)


def _says_between(low: str, first: Amount, second: Amount) -> bool:
    """Whether "A and B" is a range: after "between" or, as in "$425 and $500 million", where A alone makes no sense."""
    if _BETWEEN.search(low[max(0, first.start - _LOOK_BACK) : first.start]):
        return True
    return bool(first.unit and not first.scale and second.scale and second.scale > 1000) and "respectively" not in low


def _shared(low: str, first: Amount, second: Amount) -> tuple[Amount, Amount] | None:
    """Return both with the sign, scale and unit that one of them lacks, or None where they do not fit together."""
    unit = first.unit or second.unit
    if first.is_year or second.is_year or (second.unit or unit) != unit:
        return None
    bare = not (first.unit or first.scale)
    if bare and second.scale and _NUMBERED.search(low[max(0, first.start - 16) : first.start]):
        return None  # "from fiscal 25 to $300 million"
    if unit in ("percent", "times", "basis_points") and (first.scale or second.scale):
        return None
    first_scale, second_scale = first.scale or second.scale, second.scale or first.scale
    if not first.scale and second.scale and second.scale > _THOUSAND and first.value > second.value * _FAR_APART:
        first_scale = second.scale / _THOUSAND  # "500 to $1 billion"
    return replace(first, unit=unit, scale=first_scale), replace(second, unit=unit, scale=second_scale)


def _leads_on(found: list[Amount], position: int, text: str) -> bool:
    """Whether a third amount follows: "from $85 to $95 million to $65 to $75 million" lists two ranges."""
    if position + 1 >= len(found):
        return False
    return bool(_TO.fullmatch(text[found[position].end : found[position + 1].start]))


def _corrects(gap: str, first: Amount, second: Amount) -> bool:
    """Whether a speaker feels the way to a value: "130, 140 million" is a range."""
    bare = not first.scale and second.scale and (not second.unit or first.unit == second.unit or not first.unit)
    return bool(bare) and _COMMA.fullmatch(gap) is not None and first.value < second.value <= first.value * _STEP


def _ends(low: str, text: str, first: Amount, second: Amount) -> tuple[Amount, Amount] | None:
    """Return both amounts completed from each other where the words between them join them, else None."""
    gap = text[first.end : second.start]
    if len(gap) > _LONGEST_JOINT or (not (second.scale or second.unit) and _OF_TIME.match(low, second.end)):
        return None
    joined = (
        _JOINT.fullmatch(gap)
        or _corrects(gap, first, second)
        or (_AND.fullmatch(gap) and _says_between(low, first, second))
    )
    return _shared(low, first, second) if joined else None


def in_ranges(amounts: list[Amount], text: str, low: str) -> Iterator[tuple[Amount, Amount | None]]:
    """Yield each of ``amounts``, with its partner where ``text`` makes the two a range, left to right."""
    found, position = list(amounts), 0
    while position < len(found):
        first = found[position]
        position += 1
        both = _ends(low, text, first, found[position]) if position < len(found) else None
        leads_on = _leads_on(found, position, text)
        steps = both is not None and (
            _is_step(low, first, found[position]) or (leads_on and _is_change_before(low, first))
        )
        if both is None or steps:
            yield first, None
        elif _changes_from(low, first) and not leads_on:
            yield both[0], None
            found[position] = both[1]
        else:
            yield both
            position += 1
