"""Fiscal periods, and the calendar quarters that they stand for.

The canonical spellings are ``FY2025``, ``FY2025Q2``, ``FY2025H1``, ``FY2025YTD`` and the spans
``FY2025Q3-FY2025Q4`` and ``FY2025-FY2029``. How people write and say periods is read in ``callsheet.language.periods``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class Part(StrEnum):
    """Which part of the fiscal year a period covers."""

    YEAR = ""
    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"
    H1 = "H1"
    H2 = "H2"
    YTD = "YTD"


QUARTER_PARTS = (Part.Q1, Part.Q2, Part.Q3, Part.Q4)
_QUARTERS = {
    Part.YEAR: (1, 2, 3, 4),
    Part.H1: (1, 2),
    Part.H2: (3, 4),
    **{part: (number,) for number, part in enumerate(QUARTER_PARTS, start=1)},
}
_CALENDAR = re.compile(r"CY(\d{4})Q([1-4])")
_CANONICAL = re.compile(r"FY(\d{4})(Q[1-4]|H[12]|YTD)?")


@dataclass(frozen=True, slots=True)
class CalendarQuarter:
    """A quarter of the calendar year, spelled ``CY2024Q4``."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        if not 1 <= self.quarter <= 4:
            raise ValueError(f"a quarter is 1 to 4, got {self.quarter}")

    @classmethod
    def parse(cls, text: str) -> "CalendarQuarter":
        """Read ``CY2024Q4``.

        Raises:
            ValueError: ``text`` is not spelled so.
        """
        match = _CALENDAR.fullmatch(text)
        if match is None:
            raise ValueError(f"expected a calendar quarter such as CY2024Q4, got {text!r}")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"CY{self.year}Q{self.quarter}"


@dataclass(frozen=True, slots=True)
class FiscalPeriod:
    """A fiscal year, a part of one, or (with ``until``) a span that runs through the last period named.

    >>> str(FiscalPeriod.parse("FY2025Q3-FY2025Q4"))
    'FY2025Q3-FY2025Q4'
    """

    year: int
    part: Part = Part.YEAR
    until: "FiscalPeriod | None" = None

    def __post_init__(self) -> None:
        if not 1900 <= self.year <= 2200:
            raise ValueError(f"a fiscal year has four digits, got {self.year}")
        if self.until is None:
            return
        if self.until.until is not None:
            raise ValueError("a span ends in a single period")
        if Part.YTD in (self.part, self.until.part):
            raise ValueError(f"a year to date begins or ends no span, got {self}")
        if (self.until.year, _QUARTERS[self.until.part][-1]) < self.first_quarter:
            raise ValueError(f"a span ends after it starts, got {self}")

    @classmethod
    def parse(cls, text: str) -> "FiscalPeriod":
        """Read a canonical spelling.

        Raises:
            ValueError: ``text`` is not one; the message quotes it.
        """
        first, _, last = text.partition("-")
        periods = [_CANONICAL.fullmatch(end) for end in (first, last) if end]
        if not periods or not all(periods) or ("-" in text and not last):
            raise ValueError(f"expected a fiscal period such as FY2025Q2 or FY2025-FY2029, got {text!r}")
        read = [cls(int(match[1]), Part(match[2] or "")) for match in periods if match]
        return replace(read[0], until=read[1]) if len(read) == 2 else read[0]

    @classmethod
    def quarter(cls, year: int, number: int) -> "FiscalPeriod":
        """Return one quarter; numbers outside 1 to 4 run into other years (``quarter(2025, 0)`` is FY2024Q4)."""
        return cls(year + (number - 1) // 4, QUARTER_PARTS[(number - 1) % 4])

    def __str__(self) -> str:
        first = f"FY{self.year}{self.part}"
        return f"{first}-{self.until}" if self.until else first

    @property
    def quarter_number(self) -> int | None:
        """1 to 4 for a single quarter, None for everything else."""
        return QUARTER_PARTS.index(self.part) + 1 if self.part in QUARTER_PARTS and not self.until else None

    @property
    def first_quarter(self) -> tuple[int, int]:
        """The fiscal year and the number of the quarter in which the period begins; of a year to date the first."""
        return self.year, _QUARTERS.get(self.part, (1,))[0]

    @property
    def is_year(self) -> bool:
        """Whether this is exactly one fiscal year."""
        return self.part is Part.YEAR and self.until is None

    def shifted(self, quarters: int) -> "FiscalPeriod":
        """Return the single quarter that lies ``quarters`` after this one (before, when negative).

        Raises:
            ValueError: this is not a single quarter.
        """
        if self.quarter_number is None:
            raise ValueError(f"only a single quarter can be shifted, not {self}")
        return FiscalPeriod.quarter(self.year, self.quarter_number + quarters)

    def quarters(self) -> Iterator["FiscalPeriod"]:
        """Yield the single quarters that the period covers, in order.

        A year to date covers an unknown number of quarters, so ``YTD`` yields none: the caller knows its call.
        """
        end = self.until or self
        if self.part is Part.YTD:
            return
        first, last = self.first_quarter, (end.year, _QUARTERS[end.part][-1])
        position = first
        while position <= last:
            yield FiscalPeriod.quarter(*position)
            position = (position[0], position[1] + 1) if position[1] < 4 else (position[0] + 1, 1)


def calendar_quarter(period: FiscalPeriod, fiscal_year_end_month: int) -> CalendarQuarter:
    """Return the calendar quarter that holds the middle month of a fiscal quarter.

    A fiscal year is named by the calendar year in which it ends. Microsoft's ends in June (6), so FY2025Q2 is
    October to December 2024; NVIDIA's ends in January (1), so FY2026Q1 (February to April 2025) counts as CY2025Q1.

    Raises:
        ValueError: ``period`` is not a single quarter, or the month is not 1 to 12.
    """
    if period.quarter_number is None:
        raise ValueError(f"only a single quarter has a calendar quarter, not {period}")
    if not 1 <= fiscal_year_end_month <= 12:
        raise ValueError(f"a month is 1 to 12, got {fiscal_year_end_month}")
    months = period.year * 12 + (fiscal_year_end_month - 1) - 3 * (4 - period.quarter_number) - 1
    return CalendarQuarter(months // 12, months % 12 // 3 + 1)


def fiscal_quarter(quarter: CalendarQuarter, fiscal_year_end_month: int) -> FiscalPeriod:
    """Return the fiscal quarter that ``calendar_quarter`` maps onto ``quarter``: its inverse."""
    for year in (quarter.year, quarter.year + 1):
        for number in range(1, 5):
            period = FiscalPeriod.quarter(year, number)
            if calendar_quarter(period, fiscal_year_end_month) == quarter:
                return period
    raise ValueError(f"{quarter} has no fiscal quarter with a year end in month {fiscal_year_end_month}")
