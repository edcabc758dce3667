"""Statements that other statements rule out: a period that is said to cost no more than one of its own quarters.

The usual cause is a sentence that names no quarter ("we expect capex of about 300 million") and was read as one on the
year. Such a value is shown in the ladder with what speaks against it, and enters no sum, no calendar and no chart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from callsheet.derive.guidance import shown_range
from callsheet.derive.periods import order_of, quarters_of
from callsheet.derive.statements import Company, CompanyCall, Statement
from callsheet.records import FigureKind, FigureType, FiscalPeriod

_LEVELS = (FigureKind.ACTUAL, FigureKind.GUIDANCE)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A statement on several quarters, and the statement on one of them that rules it out.

    ``known_in`` is the fiscal period of the call from which on both were said, ``known_by_id`` the later of the two.
    """

    figure_id: str
    contradicted_by_id: str
    known_by_id: str
    known_in: FiscalPeriod
    reason: str


@dataclass(frozen=True, slots=True)
class _Level:
    statement: Statement
    quarters: tuple[FiscalPeriod, ...]
    call: CompanyCall


def contradictions(company: Company) -> Iterator[Contradiction]:
    """Yield each statement on several quarters that one of its quarters rules out, once, oldest first.

    Capex is never negative, so a year or a half costs more than each of its quarters, whatever the definition: the
    definitions of one company differ by less than its quarters add up to. What is open at the top rules nothing out.
    """
    totals: list[_Level] = []
    quarters: list[_Level] = []
    ruled_out: set[str] = set()
    for call in company.calls:
        here = list(_levels(call))
        totals += [level for level in here if len(level.quarters) > 1]
        quarters += [level for level in here if len(level.quarters) == 1]
        for total in totals:
            quarter = next((one for one in quarters if _rules_out(one, total)), None)
            if quarter is not None and total.statement.figure_id not in ruled_out:
                ruled_out.add(total.statement.figure_id)
                yield _contradiction(total, quarter, call)


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


def _contradiction(total: _Level, quarter: _Level, call: CompanyCall) -> Contradiction:
    later = max(total, quarter, key=lambda level: order_of(level.call.fiscal_period))
    stated = shown_range((quarter.statement.low, quarter.statement.high), quarter.statement.unit)
    return Contradiction(
        figure_id=total.statement.figure_id,
        contradicted_by_id=quarter.statement.figure_id,
        known_by_id=later.statement.figure_id,
        known_in=call.fiscal_period,
        reason=(
            f"{total.statement.period} cannot be that little: the {quarter.call.fiscal_period} call said {stated} "
            f"for {quarter.statement.period} alone; left out of every sum and chart"
        ),
    )
