"""What a sentence offers: the quantities in it, and the mentions of capex and of other things that are counted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from callsheet.language.phrases import PhraseMatcher, lowered
from callsheet.language.quantities import Quantity, quantities
from callsheet.lexicon import lexicon
from callsheet.records import PERCENT, Span, SpeakerRole

_WORDS = lexicon("capex")


class Topic(StrEnum):
    """What a mention names."""

    CAPEX = "capex"
    SPENDING = "spending"  # spending that is capex where the talk is of capex
    OTHER = "other"


CAPEX_WORDS = PhraseMatcher(_WORDS["capex"]["phrases"], _WORDS["capex"]["except"])
_OF_A_YEAR = _WORDS["of_a_year"]
_YEARS = (*_OF_A_YEAR["years"], *map(str, range(2000, 2100)))
CAPITAL_OF_A_YEAR = PhraseMatcher(
    [f"{year} capital" for year in _YEARS],
    [f"{year} capital {words}" for year in _YEARS for words in _OF_A_YEAR["goes_on"]],
)
_MATCHERS = (
    (Topic.CAPEX, CAPEX_WORDS),
    (Topic.CAPEX, CAPITAL_OF_A_YEAR),
    (Topic.OTHER, PhraseMatcher(_WORDS["other"]["phrases"], _WORDS["other"]["except"])),
    (Topic.SPENDING, PhraseMatcher(_WORDS["spending"]["phrases"])),
)
_COUNTED = PhraseMatcher(_WORDS["counted"]["phrases"])
_BEFORE_BASE = "|".join(lexicon("capex_links")["before_base"])
_IS_BASE = re.compile(
    rf"(?:%|\bpercent|\bpercentage)[\s.]+of[\s.]+(?:(?:{_BEFORE_BASE})\s+)*$|\brelative to (?:our )?$"
)
# "invest $30 billion in capital": here the bare word means capex.
SPENDS_CAPITAL = re.compile(
    r"\b(?:invest|spend|spent)\w*\b(?:[^.;]|\.\d){0,40}\d(?:[^.;]|\.\d){0,24}"
    r"\b(?:of|in) capital\b(?! markets| allocation| return)"
)
# Expenditures that count finance leases in are capex, whatever a machine heard before the word ("net", "all").
LEASED = re.compile(
    r"(?<!capital )\bexpenditures?(?=,? (?:including|inclusive of|with) (?:the )?(?:principal (?:payments |paid )?on )?"
    r"(?:finance|capital) leases\b)"
)
# "we spent $131 million on property, plant and equipment"; on a balance sheet the same words are no spending.
SPENT_ON_PPE = re.compile(
    r"\b(?:spen[dt]|spending|invest|invested|investing|investments?|used|outflow)\b[^.;]{0,60}?\b(?:on|in|for)\s+"
    r"(?P<ppe>(?:purchases?\s+of\s+)?(?:property,?(?:\s+plant,?)?\s+and\s+equipment|pp&e|fixed\s+assets))"
)
_PLAN = re.compile(r"[\s\-]+(?:(?:investment|expenditure|spending)s?\s+)?(?:plans?|programs?|programmes?)\b")
MILLION = 1_000_000
_DROPS_SCALE = re.compile(r"[^\d\s]{1,3}\s?\d{1,3}(?:\.\d+)?(?:\s*(?:to|-|–|and)\s*[^\d\s]{0,3}\d{1,3}(?:\.\d+)?)?")
_PRICE = re.compile(r"\s*(?:per\b|an?\b|each\b|/|oil\b|wti\b|brent\b|henry\b|gas\b|cents\b)")
_PRICE_BEFORE = re.compile(r"\b(?:price|prices|share|eps|dividend|wti|brent|strip)\b[^.;]{0,40}$")
_NEIGHBOURS = 4  # times: two values that are compared are no further apart
_COUNTED_WITHIN = 32  # characters behind a number in which the thing counted is named
_WORD_BETWEEN = re.compile(r"[\s\-]*(?:\w+[\s\-]+)?")  # "18 million diluted shares"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a sentence names capex, spending, or another thing that is counted."""

    topic: Topic
    span: Span
    text: str


def _with_plan(text: str, span: Span) -> Span:
    """Return the place of a word for capex together with "plan" or "program" behind it: "our base capital plan"."""
    bare = lowered(text[: span.end]).endswith("capital")
    plan = _PLAN.match(lowered(text), span.end) if bare else None
    return Span(span.start, plan.end()) if plan else span


def mentions(text: str) -> Iterator[Mention]:
    """Yield what ``text`` names, left to right; capex wins over the other topics where they overlap."""
    found: list[Mention] = []
    for match in LEASED.finditer(lowered(text)):
        found.append(Mention(Topic.CAPEX, Span(*match.span()), match[0]))
    for match in SPENT_ON_PPE.finditer(lowered(text)):
        found.append(Mention(Topic.CAPEX, Span(*match.span("ppe")), match["ppe"]))
    for topic, matcher in _MATCHERS:
        for span in matcher.spans(text):
            if topic is Topic.OTHER and _IS_BASE.search(lowered(text[max(0, span.start - 50) : span.start])):
                continue  # revenue only measures here: "3% of net revenue"
            named = _with_plan(text, span) if topic is Topic.CAPEX else span
            if not any(named.overlaps(other.span) for other in found):
                found.append(Mention(topic, named, named.of(text)))
    yield from sorted(found, key=lambda mention: mention.span)


def is_money(quantity: Quantity) -> bool:
    """Whether a quantity is an amount of money of a size that capex has."""
    if quantity.unit in (PERCENT, "times", "basis_points"):
        return False
    return abs(quantity.point) >= MILLION


@dataclass(frozen=True)
class Scene:
    """A sentence with what stands around it.

    Attributes:
        text: the sentence.
        before: the sentences before it, nearest last.
        role: who speaks.
        dollar: the currency of a bare "$", an ISO code.
        start: where the sentence begins in the text of its call.
    """

    text: str
    before: tuple[str, ...] = ()
    role: SpeakerRole = SpeakerRole.UNKNOWN
    dollar: str = "USD"
    start: int = field(default=0, compare=False)

    @cached_property
    def low(self) -> str:
        """The sentence in lower case, every character in its place."""
        return lowered(self.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Money and percent in the sentence; what counts shares, homes or tons is left out."""
        found = [q for q in quantities(self.text, self.dollar) if q.unit != "count" or self._is_value(q)]
        return tuple(q for q in self._scaled(found) if self._is_value(q))

    def _scaled(self, found: Sequence[Quantity]) -> Iterator[Quantity]:
        """Yield ``found``, "$700" as $700 million where the value said before it is $875 million.

        Speakers drop the scale of a second value; a price ("$3.10 a share") is far from what it stands beside.
        """
        last: Quantity | None = None
        for quantity in found:
            if last is None and _DROPS_SCALE.fullmatch(quantity.text) and self.before:
                last = next((q for q in reversed(list(quantities(self.before[-1], self.dollar))) if is_money(q)), None)
            scaled = self._with_scale_of(quantity, last) if last is not None else quantity
            if is_money(scaled) and scaled.unit != "count":
                last = scaled
            yield scaled

    def _with_scale_of(self, quantity: Quantity, last: Quantity) -> Quantity:
        fits = quantity.unit == last.unit and _DROPS_SCALE.fullmatch(quantity.text)
        if (
            not fits
            or _PRICE.match(self.low, quantity.span.end)
            or _PRICE_BEFORE.search(self.low[: quantity.span.start])
        ):
            return quantity
        scale = next(step for step in (10**9, MILLION) if abs(last.point) >= step)
        if not last.point <= quantity.point * scale * _NEIGHBOURS <= last.point * _NEIGHBOURS**2:
            return quantity
        low, high = (None if end is None else end * scale for end in (quantity.low, quantity.high))
        return replace(quantity, low=low, high=high)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """What the sentence names."""
        return tuple(mentions(self.text))

    @property
    def names_capex(self) -> bool:
        """Whether the sentence itself names capex."""
        return any(mention.topic is Topic.CAPEX for mention in self.mentions) or bool(SPENDS_CAPITAL.search(self.low))

    def gap(self, start: int, end: int) -> str:
        """Return the lower-case words between two places."""
        return self.low[start:end]

    def _is_value(self, quantity: Quantity) -> bool:
        if quantity.unit == PERCENT:
            return True
        if not is_money(quantity):
            return False
        if quantity.unit != "count":
            return True
        behind = self.text[quantity.span.end : quantity.span.end + _COUNTED_WITHIN]
        counted = next(_COUNTED.spans(behind), None)
        return counted is None or not _WORD_BETWEEN.fullmatch(behind[: counted.start])
