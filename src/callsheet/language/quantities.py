"""Quantities as written: money, percent, multiples, in English and Korean.

Two steps. *Amounts* are read one by one: sign, number (digits or words), scale, unit. Two amounts that the text joins
("$60 to $65 billion", "between 4 and 5%", "600~650억 달러") then become one quantity, a range; the amount that lacks a sign,
a scale or a unit takes the other's, as speakers drop them. The words around it say how firmly the value was said.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from callsheet.language import korean_amounts
from callsheet.language.amounts import Amount, amounts
from callsheet.language.phrases import lowered, phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import Qualifier, Span

_WORDS = lexicon("quantities")
_KOREAN = _WORDS["korean"]
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LOOK_BACK = 48  # characters: "in the neighborhood of approximately"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity in a text.

    Attributes:
        span, text: the words that carry it, sign and unit included, hedge left out (``$60 to $65 billion``).
        low, high: plain units (60000000000; 12 for 12%; 2 for "2x"); equal for a point, None for an open end.
        unit: ISO currency, ``percent``, ``times``, ``basis_points`` or ``count`` (a number without a unit, also "18 million").
        qualifier: what the words around it say (about, at least ...).
    """

    span: Span
    text: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier

    @property
    def point(self) -> Decimal:
        """The value said, where one was said: the stated end of an open quantity, the low end of a range."""
        value = self.low if self.low is not None else self.high
        assert value is not None  # one end is always known
        return value


_FILLER = r"(?:(?:an?\s+)?(?:additional|incremental|another|further|extra|total of|total|whopping)\s+|an?\s+)?"
# "raised to", not "at most": "capex goes up to $875 million".
_UP_TO_A_LEVEL = re.compile(
    r"\b(?:is|it's|it’s|are|was|were|go|goes|going|went|increas\w+|rais\w+|tak\w+|took|bring\w*|brought|mov\w+|bump\w*|com\w+|came|step\w*|ramp\w*)\s+(?:\w+\s+){0,6}?up to\s$"
)


def _ending(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{phrase_pattern(phrases)})\W{{0,2}}{_FILLER}$")


def _beginning(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:,\s)?[\s\-]*(?:{phrase_pattern(phrases)})")


_BEFORE = [(Qualifier(name), _ending(_WORDS["hedges"][f"{name}_before"])) for name in ("at_least", "at_most", "approx")]
_BEHIND = [
    (Qualifier(name), _beginning(_WORDS["hedges"][f"{name}_behind"])) for name in ("at_least", "at_most", "approx")
]
_PLUS = re.compile(
    r"\+|[\s\-]plus(?=\s*[.,;:?!)]|\s+(?:of|in|per|a|capital|capex|range|number|plan)\b|\s*$)"
)  # not "$2 million plus $3"
_BEFORE_KO = [
    (Qualifier(n), re.compile(rf"(?:{'|'.join(_KOREAN[f'{n}_before'])})\s*$"))
    for n in ("at_least", "at_most", "approx")
]
_BEHIND_KO = [
    (Qualifier(n), re.compile(rf"\s*(?:{'|'.join(_KOREAN[f'{n}_behind'])})")) for n in ("at_least", "at_most", "approx")
]
_HEDGES = phrase_pattern(
    [*_WORDS["hedges"]["approx_before"], *_WORDS["hedges"]["at_most_before"], *_WORDS["hedges"]["at_least_before"]]
)
_JOINT = re.compile(rf"\s*(?:to|through|or|[-–—~]|에서)\s*(?:(?:{_HEDGES}|about|the)\s*)?", re.IGNORECASE)
_TO = re.compile(r"\s*(?:down |up )?to (?:a |the )?(?:range of |new range of |between )?", re.IGNORECASE)
_AND = re.compile(rf",?\s*(?:and|to|-|–)\s*(?:(?:{_HEDGES}|about)\s*)?", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?:range of|ranges of)\s*(?:(?:{_HEDGES})\s*|the\s*)*$|\bbetween\b[^.;:$€£\d]{{0,30}}$")
_FROM = re.compile(
    rf"\bfrom\W+(?:(?:{_HEDGES}|(?!range|guidance|outlook|between|estimate|target|anywhere)[a-z]+)\W+){{0,4}}$"
)
_UP_FROM = re.compile(
    rf"(?:[,%]|illion)\s*(?:which is\s+)?(?:up|down|increased|reduced|raised|lowered)\s+from\W+(?:(?:{_HEDGES}|the|our)\W+)*$"
)
_BY = re.compile(
    r"\b(?:by|up|down|(?:increas|decreas|rais|lower|reduc|cut)\w*(?:\s+(?!to\b|from\b|of\b|by\b|between\b|range\b)[\w'’]+){0,6}"
    rf"|(?:increases?|decreases?|reductions?|raises?)\b[^.;$€£\d]{{0,60}}\bof)\s+(?:(?:{_HEDGES}|an?|another|additional|further|incremental|extra|total of)\s*)*$"
)
_NUMBERED = re.compile(r"(?:\bfiscal(?: year)?|\bfy|\bcalendar|\bslides?|\bpages?|\bphase|\byear|\bq)[\s\-]*['’]?$")
_RANGING = re.compile(phrase_pattern(_WORDS["change"]["ranging"]))
_CHANGE = re.compile(phrase_pattern(_WORDS["change"]["verbs"]))


def _changes_from(low: str, first: Amount) -> bool:
    """Whether ``first`` is the "A" of "raised from A to B": two values of a change, not the ends of a range."""
    before = low[max(0, first.start - 90) : first.start]
    match = _FROM.search(before)
    if not match or _RANGING.search(before, match.start()) or _UP_FROM.search(before):
        return False
    return bool(_CHANGE.search(before))


def _says_between(low: str, first: Amount, second: Amount) -> bool:
    """Whether "A and B" is a range: after "between" or, as "$425 and $500 million", where A alone would make no sense."""
    if _BETWEEN.search(low[max(0, first.start - _LOOK_BACK) : first.start]):
        return True
    return bool(first.unit and not first.scale and second.scale and second.scale > 1000) and "respectively" not in low


def _is_step(low: str, first: Amount, second: Amount) -> bool:
    """Whether the two are a change and the level reached: "raised by $400 million to $4.4 billion"."""
    if not (first.scale and second.scale and first.unit and second.unit) or second.plain < first.plain * Decimal("1.5"):
        return False
    return bool(_BY.search(low[max(0, first.start - _LOOK_BACK) : first.start]))


def _shared(low: str, first: Amount, second: Amount) -> tuple[Amount, Amount] | None:
    """Return both with the sign, scale and unit that one of them lacks, or None where they do not fit together."""
    if first.unit and second.unit and first.unit != second.unit:
        return None
    unit = first.unit or second.unit
    if first.is_year or second.is_year:
        return None
    if (
        not (first.unit or first.scale)
        and second.scale
        and _NUMBERED.search(low[max(0, first.start - 16) : first.start])
    ):
        return None  # "from fiscal 25 to $300 million"
    if unit in ("percent", "times", "basis_points") and (first.scale or second.scale):
        return None
    scale_first, scale_second = first.scale or second.scale, second.scale or first.scale
    if (
        first.scale is None
        and second.scale
        and second.scale > 1000
        and first.value * second.scale > second.value * second.scale * 20
    ):
        scale_first = second.scale / 1000  # "500 to $1 billion"
    return replace(first, unit=unit, scale=scale_first), replace(second, unit=unit, scale=scale_second)


def _joined(found: list[Amount], text: str, low: str) -> Iterator[tuple[Amount, Amount | None]]:
    """Yield each amount, with its partner where the text makes the two a range."""
    position = 0
    while position < len(found):
        first = found[position]
        second = found[position + 1] if position + 1 < len(found) else None
        position += 1
        if second is None:
            yield first, None
            continue
        gap = text[first.end : second.start]
        joint = len(gap) <= 40 and (
            _JOINT.fullmatch(gap) or (_AND.fullmatch(gap) and _says_between(low, first, second))
        )
        both = _shared(low, first, second) if joint else None
        steps = (
            both
            and _BY.search(low[max(0, first.start - _LOOK_BACK) : first.start])
            and _leads_on(found, position, text)
        )
        if both is None or steps or _is_step(low, first, second):
            yield first, None
        elif _changes_from(low, first) and not _leads_on(found, position, text):
            yield both[0], None
            found[position] = both[1]
        else:
            yield both
            position += 1


def _leads_on(found: list[Amount], position: int, text: str) -> bool:
    """Whether a third amount follows: "from $85 to $95 million to $65 to $75 million" lists two ranges."""
    if position + 1 >= len(found):
        return False
    return bool(_TO.fullmatch(text[found[position].end : found[position + 1].start]))


def _hedges(low: str, start: int, end: int, korean: bool) -> Iterator[Qualifier]:
    """Yield what the words before and behind an amount make of it, before first."""
    before, behind = low[max(0, start - _LOOK_BACK) : start], low[end : end + 28]
    for qualifier, pattern in _BEFORE + (_BEFORE_KO if korean else []):
        if pattern.search(before):
            yield Qualifier.EXACT if _UP_TO_A_LEVEL.search(before) else qualifier
    for qualifier, pattern in _BEHIND + (_BEHIND_KO if korean else []):
        if pattern.match(behind):
            yield qualifier
    if _PLUS.match(behind):
        yield Qualifier.AT_LEAST


def _qualifier(low: str, start: int, end: int, korean: bool) -> Qualifier:
    """Return the hedge of an amount; an open end weighs more than "about" ("about $3 billion or more")."""
    found = list(_hedges(low, start, end, korean))
    return next((q for q in found if q is not Qualifier.APPROX), found[0] if found else Qualifier.EXACT)


def _quantity(first: Amount, second: Amount | None, text: str, low: str, korean: bool) -> Quantity:
    span = Span(first.start, (second or first).end)
    unit = first.unit or "count"
    if second is not None:
        ends = sorted((first.plain, second.plain))
        return Quantity(span, span.of(text), ends[0], ends[1], unit, Qualifier.RANGE)
    value = first.plain
    qualifier = _qualifier(low, span.start, span.end, korean)
    if first.open_above:
        qualifier = Qualifier.AT_LEAST
    elif first.vague and qualifier is Qualifier.EXACT:
        qualifier = Qualifier.APPROX
    return Quantity(
        span,
        span.of(text),
        None if qualifier is Qualifier.AT_MOST else value,
        None if qualifier is Qualifier.AT_LEAST else value,
        unit,
        qualifier,
    )


def quantities(text: str, dollar: str = "USD") -> Iterator[Quantity]:
    """Yield every quantity of ``text``, left to right; years, dates and fiscal periods are not quantities.

    ``dollar`` is the currency that a bare "$" stands for.

    >>> [(q.text, str(q.low), str(q.high), q.unit) for q in quantities("Capex of $60 to $65 billion.")]
    [('$60 to $65 billion', '60000000000', '65000000000', 'USD')]
    """
    low = lowered(text)
    korean = bool(_HANGUL.search(text))
    found = list(amounts(text, low, dollar))
    if korean:
        found = sorted([*found, *korean_amounts.amounts(text)], key=lambda amount: amount.start)
    for first, second in _joined(found, text, low):
        if second is None and first.needs_partner:
            continue
        yield _quantity(first, second, text, low, korean)
