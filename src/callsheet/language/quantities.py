"""Quantities as written: money, percent, multiples, in English and Korean."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from callsheet.records import Qualifier, Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity in a text.

    Attributes:
        span, text: the words that carry it, sign and unit included, hedge left out (``$60 to $65 billion``).
        low, high: plain units (60000000000; 12 for 12%; 2 for "2x"); equal for a point, None for an open end.
        unit: ISO currency, ``percent``, ``times``, ``basis_points`` or ``count`` (a bare number).
        qualifier: what the words around it say (about, at least ...).
    """

    span: Span
    text: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier


def quantities(text: str) -> Iterator[Quantity]:
    """Yield every quantity of ``text``, left to right."""
    raise NotImplementedError
