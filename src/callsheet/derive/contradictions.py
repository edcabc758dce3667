"""Statements that other statements rule out: a year that its own quarters do not add up to.

The usual causes are a sentence that names no quarter ("we expect capex of about 300 million") and was read as one on
the year, and a calendar year that was read as a fiscal one. Such a value is shown in the ladder with what speaks
against it, and enters no sum, no calendar and no chart.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from callsheet.derive.periods import order_of, quarters_of
from callsheet.derive.ranges import are_apart, shown_range
from callsheet.derive.statements import Company, CompanyCall, Statement
from callsheet.records import FigureKind, FigureType, FiscalPeriod

_ROUNDING, _OPEN_ENDED = Decimal("0.02"), Decimal("0.2")  # shares by which a total and its quarters may differ
_LEVELS = (FigureKind.ACTUAL, FigureKind.GUIDANCE)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A statement on several quarters, and a statement on one of them that rules it out, alone or with the others.

    ``known_in`` is the fiscal period of the call from which on both were said, ``known_by_id`` the later of the two.
    """

    figure_id: str
    contradicted_by_id: str
    known_by_id: str
    reason: str
    known_in: FiscalPeriod


@dataclass(frozen=True, slots=True)
class _Level:
    statement: Statement
    quarters: tuple[FiscalPeriod, ...]
    call: CompanyCall


def contradictions(company: Company) -> Iterator[Contradiction]:
    """Yield each statement on several quarters that its quarters rule out, once, oldest first.

    Capex is never negative, so a year costs more than each of its quarters, whatever the definition (those of one
    company differ by less than its quarters add up to), and no less than what is known of it when it is said. Where all
    its quarters are known then, it costs about their sum: "over 40" is said of no 85.
    """
    totals: list[_Level] = []
    quarters: list[_Level] = []
    ruled_out: set[str] = set()
    for call in company.calls:
        levels = list(_levels(call))
        new = [level for level in levels if len(level.quarters) == 1]
        quarters += new
        reasons = [(total, _alone(total, new)) for total in totals]
        totals_here = [level for level in levels if len(level.quarters) > 1]
        reasons += [(total, _alone(total, quarters) or _together(total, quarters)) for total in totals_here]
        totals += totals_here
        for total, reason in reasons:
            if reason is not None and total.statement.figure_id not in ruled_out:
                ruled_out.add(total.statement.figure_id)
                yield Contradiction(total.statement.figure_id, *reason, known_in=call.fiscal_period)


_Reason = tuple[str, str, str]  # the figure that rules a total out, the later of the two, and why


def _alone(total: _Level, quarters: list[_Level]) -> _Reason | None:
    """A single quarter that costs as much as the total is said to."""
    one = next((quarter for quarter in quarters if _rules_out(quarter, total)), None)
    if one is None:
        return None
    stated = shown_range((one.statement.low, one.statement.high), one.statement.unit)
    said = f"the {one.call.fiscal_period} call said {stated} for {one.statement.period} alone"
    return _told(total, one, f"that little: {said}")


def _together(total: _Level, quarters: list[_Level]) -> _Reason | None:
    """The quarters that are known when the total is said, and add up to more, or to far less."""
    known = _known_parts(total, quarters)
    low, high = total.statement.low, total.statement.high
    least = sum((part.statement.low or Decimal(0) for part in known), Decimal(0))
    # What is open at the top lies near the number that is said.
    most = sum((part.statement.high or part.statement.low or Decimal(0) for part in known), Decimal(0))
    shown = shown_range((least, most), total.statement.unit)
    if len(known) > 1 and high is not None and least > high * (1 + _ROUNDING):
        return _told(total, known[-1], f"that little: the quarters known by then add up to {shown}")
    if len(known) == len(total.quarters) and low is not None and most < low * (1 - _OPEN_ENDED):
        return _told(total, known[-1], f"that much: its quarters, as known by then, add up to {shown}")
    return None


def _known_parts(total: _Level, quarters: list[_Level]) -> list[_Level]:
    """The newest statement on each quarter of a total, by the same definition."""
    newest = {
        one.quarters[0]: one
        for one in quarters
        if one.quarters[0] in total.quarters
        and (one.statement.definition, one.statement.unit) == (total.statement.definition, total.statement.unit)
    }
    return [newest[quarter] for quarter in total.quarters if quarter in newest]


def _told(total: _Level, part: _Level, why: str) -> _Reason:
    later = max(total, part, key=lambda level: order_of(level.call.fiscal_period))
    reason = f"{total.statement.period} cannot be {why}; left out of every sum and chart"
    return part.statement.figure_id, later.statement.figure_id, reason


def unclear(call: CompanyCall) -> set[str]:
    """Return the statements of a call that the same call contradicts: neither value enters a sum.

    Two statements of one kind on one period under one definition contradict each other where no value is both, give or
    take 2 % for rounding.
    """
    stated: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for level in _levels(call):
        one = level.statement
        stated[one.kind, level.quarters, one.definition, one.unit].append(one)
    return {
        one.figure_id
        for group in stated.values()
        for one in group
        if any(are_apart((one.low, one.high), (other.low, other.high)) for other in group)
    }


def _levels(call: CompanyCall) -> Iterator[_Level]:
    for statement in call.statements:
        if statement.type is FigureType.AMOUNT and statement.kind in _LEVELS and statement.period is not None:
            yield _Level(statement, quarters_of(statement.period, call.fiscal_period), call)


def _rules_out(quarter: _Level, total: _Level) -> bool:
    least, most = quarter.statement.low, total.statement.high
    return (
        least is not None
        and most is not None
        and least >= most > 0
        and quarter.statement.unit == total.statement.unit
        and quarter.quarters[0] in total.quarters
    )
