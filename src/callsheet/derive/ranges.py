"""Stated ranges: how they read, and whether two of them can be one value."""

from decimal import Decimal

Range = tuple[Decimal | None, Decimal | None]

_SCALE = Decimal(10) ** 9
_ROUNDING = Decimal("0.02")


def are_apart(one: Range, other: Range) -> bool:
    """Whether no value lies in both ranges, give or take 2 % for rounding.

    >>> are_apart((Decimal(485), Decimal(485)), (Decimal(480), Decimal(490)))
    False
    >>> are_apart((Decimal(22), Decimal(22)), (Decimal(24), None))
    True
    """
    return _ends_below(one, other) or _ends_below(other, one)


def _ends_below(one: Range, other: Range) -> bool:
    high, low = one[1], other[0]
    return high is not None and low is not None and low - high > _ROUNDING * abs(low)


def shown_range(ends: Range, unit: str) -> str:
    """Return a range as a person writes it: ``34 to 37 USD billion``; ends in units of currency or percent points."""
    scale, name = (Decimal(1), "percent") if unit == "percent" else (_SCALE, f"{unit} billion")
    numbers = [f"{(end / scale).normalize():f}" for end in dict.fromkeys(ends) if end is not None]
    if None in ends:
        return f"at {'least' if ends[1] is None else 'most'} {numbers[0]} {name}"
    return f"{' to '.join(numbers)} {name}"
