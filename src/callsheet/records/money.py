"""Amounts as records hold them: exact decimals, a hedge, a scale."""

from decimal import Decimal
from enum import StrEnum


class Qualifier(StrEnum):
    """How firmly a value was said: ``just under $3bn`` is AT_MOST, ``about $3bn`` APPROX."""

    EXACT = "exact"
    APPROX = "approx"
    RANGE = "range"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


PERCENT = "percent"


def plain_number(value: Decimal | None) -> int | float | None:
    """Return a Decimal as the plain JSON number that other programs read (60000000000, 12.5); None stays None."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
