"""The arithmetic of derived values: ranges added, subtracted and multiplied, with the working shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from math import prod

from callsheet.derive.statements import Basis
from callsheet.records import Definition, FigureType, FiscalPeriod, Qualifier

_STORED = Decimal("0.000001")  # the warehouse's decimals; a quotient is rounded to them
_DIGITS = 60  # of a product before it is rounded
# The least value that is shown in a unit, and the unit: trillions only where billions would have five digits.
_SCALES = tuple((Decimal(10) ** least, Decimal(10) ** power) for least, power in ((13, 12), (9, 9), (6, 6)))
# How an operand enters a value: as a whole; by its midpoint; taken off the high or the low end of the range before it.
MIDPOINT, OFF_HIGH, OFF_LOW = "mid", "high", "low"
_SHOWN_SIGNS = {
    **{"+": "+", "-": "-", "*": "x", "/": "/"},
    **{MIDPOINT: "+ midpoint of", OFF_HIGH: ", high end less", OFF_LOW: ", low end less"},
}
SUM_OF_ACTUALS = "sum_of_actuals"
SUM_OF_GUIDANCE = "sum_of_guidance"
IMPLIED_GUIDANCE = "implied_guidance"
RELATION_BOUND = "relation_bound"
BACK_DERIVED = "back_derived"
DIFFERENCE_OF_ACTUALS = "difference_of_actuals"
CALENDAR_YEAR = "calendar_year"
CHANGE = "change"
CHANGE_AT_MIDPOINT = "change_at_midpoint"
PRIOR_RANGE = "prior_range"
MOVED_GUIDANCE = "moved_guidance"


@dataclass(frozen=True, slots=True)
class Known:
    """A value that is known of a period: stated in a figure, or derived.

    ``low`` and ``high`` are in units of currency, None for an open end.
    """

    figure_id: str
    period: FiscalPeriod
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    basis: Basis
    stated_in: FiscalPeriod
    assumes_definition: bool = False
    is_derived: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether both ends are known."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class Term:
    """An operand with the sign (``+ - * /``, ``mid``, ``high``, ``low``) under which it enters a value."""

    sign: str
    known: Known


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that follows from others, and the call that made it known.

    ``terms`` are the operands with values; ``relation_id`` names the words that say how they combine, if any do.
    """

    company_code: str
    doc_id: str
    known_on: date | None
    definition: Definition
    unit: str
    derivation: str
    known: Known
    terms: tuple[Term, ...]
    working: str
    relation_id: str | None = None

    @property
    def type(self) -> FigureType:
        """Whether the value is a level of capex or a change in it."""
        return FigureType.DELTA if self.derivation in (CHANGE, CHANGE_AT_MIDPOINT) else FigureType.AMOUNT

    @property
    def is_level(self) -> bool:
        """Whether the value is a level that holds now, and may stand in a sum, a calendar and a chart."""
        return self.type is FigureType.AMOUNT and self.derivation != PRIOR_RANGE


def interval(terms: Sequence[Term]) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of the value that ``terms`` give; an end is None where an operand leaves it open.

    Sums and differences of ranges, or (with ``*`` or ``/``) a product over a quotient of positive ranges.
    """
    lows = [_end(term, term.known.low, term.known.high, OFF_LOW) for term in terms]
    highs = [_end(term, term.known.high, term.known.low, OFF_HIGH) for term in terms]
    combine = prod if any(term.sign in "*/" for term in terms) else sum
    with localcontext(prec=_DIGITS):
        low, high = (
            Decimal(combine(ends)).quantize(_STORED) if None not in ends else None  # type: ignore[arg-type]
            for ends in (lows, highs)
        )
    return low, high


def _end(term: Term, same: Decimal | None, opposite: Decimal | None, off: str) -> Decimal | None:
    """What a term adds to one end: a subtracted or dividing range counts with its opposite end."""
    if term.sign == MIDPOINT:
        return None if same is None or opposite is None else (same + opposite) / 2
    if term.sign in (OFF_HIGH, OFF_LOW):
        return Decimal(0) if term.sign != off else None if opposite is None else -opposite
    end = same if term.sign in "+*" else opposite
    if end is None or term.sign in "+*":
        return end
    return -end if term.sign == "-" else 1 / end


def qualifier_of(low: Decimal | None, high: Decimal | None, is_approx: bool) -> Qualifier:
    """Return how firm a value with these ends is."""
    if high is None:
        return Qualifier.AT_LEAST
    if low is None:
        return Qualifier.AT_MOST
    if low != high:
        return Qualifier.RANGE
    return Qualifier.APPROX if is_approx else Qualifier.EXACT


def derived_id(
    company_code: str, stated_in: FiscalPeriod, period: FiscalPeriod, definition: str, derivation: str, than: str = ""
) -> str:
    """Return the id of a derived value: the same on every run.

    Args:
        than: for a bound, what the period is compared with and how: one call may bound a period more than once.

    >>> derived_id("META", FiscalPeriod(2024), FiscalPeriod(2024), "incl_finance_leases", "sum_of_actuals")
    'd-META-FY2024-FY2024-incl_finance_leases-sum_of_actuals'
    """
    parts = ("d", re.sub(r"\W+", "_", company_code), str(stated_in), str(period), definition, derivation, than)
    return "-".join(part for part in parts if part)


def working(terms: Sequence[Term], low: Decimal | None, high: Decimal | None, lead: str = "") -> str:
    """Return the arithmetic as a person writes it, all numbers in one scale: ``20.0 + 22.6 = 42.6``.

    A single operand is shown with its period behind ``lead`` (``level with FY2025Q2 22.6``).
    """
    values = [(term.known.low, term.known.high) for term in terms]
    ends = [abs(end) for pair in (*values, (low, high)) for end in pair if end is not None]
    scale = next((unit for least, unit in _SCALES if max(ends) >= least), Decimal(1))
    exact = (low, high) if any(term.sign == MIDPOINT for term in terms) else ()  # a midpoint may have a digit more
    stated = [end / scale for pair in (*values, exact) for end in pair if end is not None]
    decimals = min(4, max(1, *(-int(value.normalize().as_tuple().exponent) for value in stated)))

    def shown(ends: tuple[Decimal | None, Decimal | None], inside: bool) -> str:
        numbers = [f"{end / scale:.{decimals}f}" for end in dict.fromkeys(ends) if end is not None]
        if None in ends:
            return f"at {'least' if ends[1] is None else 'most'} {numbers[0]}"
        text = " to ".join(dict.fromkeys(numbers))
        return f"({text})" if inside and " to " in text else text

    if len(terms) == 1:
        return f"{lead} {terms[0].known.period} {shown(values[0], False)}".strip()
    parts = []
    for term, value in zip(terms, values, strict=True):
        parts.append(f"{_SHOWN_SIGNS[term.sign]} {shown(value, True)}")
    left = " ".join(parts).removeprefix("+ ").removeprefix("x ").replace(" ,", ",")
    return f"{left} = {shown((low, high), False)}"
