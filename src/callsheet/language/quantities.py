"""Quantities as written: money, percent, multiples, in English and Korean.

Two steps. *Amounts* are read one by one: sign, number (digits or words), scale, unit. Two amounts that the text joins
("$60 to $65 billion", "between 4 and 5%", "600~650억 달러") then become one quantity, a range; the amount that lacks a
sign, a scale or a unit takes the other's, as speakers drop them. The words around it say how firmly it was said.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from callsheet.language import korean_amounts
from callsheet.language.amount_ranges import in_ranges
from callsheet.language.amounts import Amount, amounts
from callsheet.language.phrases import lowered, phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import Qualifier, Span

_WORDS = lexicon("quantities")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LOOK_BACK, _LOOK_BEHIND = 48, 28  # characters: "in the neighborhood of approximately", "or something like that"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity in a text.

    Attributes:
        span, text: the words that carry it, sign and unit included, hedge left out (``$60 to $65 billion``).
        low, high: plain units (60000000000; 12 for 12%; 2 for "2x"); equal for a point, None for an open end.
        unit: ISO currency, ``percent``, ``times``, ``basis_points`` or ``count`` (no unit is said, as in "18 million").
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


def _ending(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{phrase_pattern(phrases)})\W{{0,2}}{_FILLER}$")


def _beginning(phrases: Iterable[str]) -> re.Pattern[str]:
    # "$16.7 billion, roughly half of it ...": a word that also stands before what it hedges is the next thing's there.
    elsewhere = phrase_pattern(
        [phrase for phrase in phrases if " " not in phrase and phrase in _WORDS["hedges"]["approx_before"]] or ["\0"]
    )
    return re.compile(rf"(?:,\s(?!(?:{elsewhere})\s+\w)|(?!,))[\s\-]*(?:{phrase_pattern(phrases)})")


_QUALIFIERS = (Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.APPROX)
_BEFORE = [(q, _ending([*_WORDS["hedges"][f"{q}_before"]])) for q in _QUALIFIERS]
_BEHIND = [(q, _beginning(_WORDS["hedges"][f"{q}_behind"])) for q in _QUALIFIERS]
_KOREAN = _WORDS["korean"]
_BEFORE_KO = [(q, re.compile(rf"(?:{'|'.join(_KOREAN[f'{q}_before'])})\s*$")) for q in _QUALIFIERS]
_BEHIND_KO = [(q, re.compile(rf"\s*(?:{'|'.join(_KOREAN[f'{q}_behind'])})")) for q in _QUALIFIERS]
# "$10 billion plus", but not "$2 million plus $3 million".
_PLUS = re.compile(r"\+|[\s\-]plus(?=\s*[.,;:?!)]|\s+(?:of|in|per|a|capital|capex|range|number|plan)\b|\s*$)")
# "raised to", not "at most": "capex goes up to $875 million".
_UP_TO_A_LEVEL = re.compile(
    r"\b(?:is|it's|it’s|are|was|were|go|goes|going|went|took|brought|came"
    r"|(?:increas|rais|tak|bring|mov|bump|com|step|ramp|add|sum|total|work)\w*)\s+(?:[\w\-]+\s+){0,8}?up to\s$"
)


def _hedges(low: str, span: Span, korean: bool) -> Iterator[Qualifier]:
    """Yield what the words before an amount, then those behind it, make of it."""
    before, behind = low[max(0, span.start - _LOOK_BACK) : span.start], low[span.end : span.end + _LOOK_BEHIND]
    for qualifier, pattern in _BEFORE + (_BEFORE_KO if korean else []):
        if pattern.search(before):
            yield Qualifier.EXACT if _UP_TO_A_LEVEL.search(before) else qualifier
    for qualifier, pattern in _BEHIND + (_BEHIND_KO if korean else []):
        if pattern.match(behind):
            yield qualifier
    if _PLUS.match(behind):
        yield Qualifier.AT_LEAST


def _qualifier(amount: Amount, low: str, korean: bool) -> Qualifier:
    """Return the hedge of an amount; an open end weighs more than "about" ("about $3 billion or more")."""
    if amount.open_above:
        return Qualifier.AT_LEAST
    found = list(_hedges(low, Span(amount.start, amount.end), korean))
    said = next((q for q in found if q is not Qualifier.APPROX), found[0] if found else Qualifier.EXACT)
    return Qualifier.APPROX if amount.vague and said is Qualifier.EXACT else said


def _quantity(first: Amount, second: Amount | None, text: str, low: str, korean: bool) -> Quantity:
    span = Span(first.start, (second or first).end)
    unit = first.unit or "count"
    if second is not None:
        least, most = sorted((first.plain, second.plain))
        return Quantity(span, span.of(text), least, most, unit, Qualifier.RANGE)
    qualifier = _qualifier(first, low, korean)
    least_known = None if qualifier is Qualifier.AT_MOST else first.plain
    most_known = None if qualifier is Qualifier.AT_LEAST else first.plain
    return Quantity(span, span.of(text), least_known, most_known, unit, qualifier)


def _with_korean(english: list[Amount], korean: list[Amount]) -> list[Amount]:
    """Return both readings of a text in order; a Korean scale wins and keeps the sign before it ("$226억")."""
    found = []
    for amount in korean:
        over = [other for other in english if other.start < amount.end and amount.start < other.end]
        english = [other for other in english if other not in over]
        start = min(amount.start, *(other.start for other in over)) if over else amount.start
        unit = amount.unit or next((other.unit for other in over if other.unit), None)
        found.append(replace(amount, start=start, unit=unit))
    return sorted([*english, *found], key=lambda amount: amount.start)


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
        found = _with_korean(found, list(korean_amounts.amounts(text)))
    for first, second in in_ranges(found, text, low):
        if second is not None or not first.needs_partner:
            yield _quantity(first, second, text, low, korean)
