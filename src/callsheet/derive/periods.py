"""Fiscal periods as the quarters that they cover, and the calendar periods that these are."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from callsheet.records import CalendarQuarter, FiscalPeriod, Part, calendar_quarter, fiscal_quarter

Quarters = tuple[FiscalPeriod, ...]


def order_of(quarter: FiscalPeriod) -> tuple[int, int]:
    """Return a key that sorts single quarters (and whole years behind their quarters) by time."""
    return quarter.year, quarter.quarter_number or 5


def quarters_of(period: FiscalPeriod, stated_in: FiscalPeriod | None = None) -> Quarters:
    """Return the quarters that a period covers, in order.

    A year to date runs to the quarter that the call reports on (the same quarter, where it is another year's); without
    a call it covers none that is known.
    """
    if period.part is Part.YTD and period.until is None:
        last = stated_in.quarter_number if stated_in else None
        return tuple(FiscalPeriod.quarter(period.year, number) for number in range(1, (last or 0) + 1))
    return tuple(period.quarters())


def named(quarters: Sequence[FiscalPeriod]) -> FiscalPeriod:
    """Return the one name of a run of quarters: the fiscal year, the quarter, or the span from first to last.

    >>> str(named(quarters_of(FiscalPeriod.parse("FY2025H2"))))
    'FY2025Q3-FY2025Q4'
    """
    first, last = quarters[0], quarters[-1]
    if first == last:
        return first
    if len(quarters) == 4 and first.year == last.year:
        return FiscalPeriod(first.year)
    return replace(first, until=last)


def is_run(quarters: Sequence[FiscalPeriod]) -> bool:
    """Whether quarters follow each other without a gap."""
    return all(one.shifted(1) == other for one, other in pairwise(quarters))


def year_quarters(year: int) -> Quarters:
    """Return the four quarters of a fiscal year."""
    return tuple(FiscalPeriod.quarter(year, number) for number in range(1, 5))


def calendar_year_quarters(year: int, fiscal_year_end_month: int) -> Quarters:
    """Return the four fiscal quarters that are a calendar year.

    >>> [str(quarter) for quarter in calendar_year_quarters(2024, 6)]
    ['FY2024Q3', 'FY2024Q4', 'FY2025Q1', 'FY2025Q2']
    """
    return tuple(fiscal_quarter(CalendarQuarter(year, number), fiscal_year_end_month) for number in range(1, 5))


def calendar_name(quarters: Quarters, fiscal_year_end_month: int) -> str | None:
    """Return the calendar quarter or year that a run of fiscal quarters is.

    A fiscal year that is no calendar year keeps its own name, and any other period has none: a value is never spread.

    >>> [calendar_name(quarters_of(FiscalPeriod.parse("FY2025")), month) for month in (12, 6)]
    ['CY2025', 'FY2025']
    """
    calendar = [calendar_quarter(quarter, fiscal_year_end_month) for quarter in quarters]
    if len(calendar) == 1:
        return str(calendar[0])
    if len(calendar) != 4 or not is_run(quarters):
        return None
    if calendar[0].year == calendar[-1].year:
        return f"CY{calendar[0].year}"
    whole = named(quarters)
    return str(whole) if whole.is_year else None
