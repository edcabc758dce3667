"""Where a call stands, and what a period means from there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from callsheet.lexicon import lexicon
from callsheet.records import CalendarQuarter, FiscalPeriod, Part, calendar_quarter, fiscal_quarter

_YEARS_FROM_HERE: Mapping[str, int] = lexicon("periods_en")["years_from_here"]
_LONGEST_PLAN = 30  # years


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a call stands: its own period, its company's year end, and whether the sentence looks ahead."""

    at: FiscalPeriod | None
    fiscal_year_end_month: int | None = None
    forward: bool = False

    @property
    def year(self) -> int | None:
        """The fiscal year that "this year" means; on a fourth-quarter call that looks ahead, the one just begun."""
        if self.at is None:
            return None
        return self.at.year + (self.forward and self.at.part is Part.Q4)

    @property
    def coming_year(self) -> int | None:
        """The first fiscal year of "the next five years"."""
        return replace(self, forward=True).year

    @property
    def quarter(self) -> FiscalPeriod | None:
        """The quarter that the call reports on."""
        return self.at if self.at is not None and self.at.quarter_number else None

    def quarter_from_here(self, step: int) -> FiscalPeriod | None:
        """Return the quarter ``step`` quarters on."""
        return self.quarter.shifted(step) if self.quarter else None

    def year_from_here(self, step: int) -> int | None:
        """Return the fiscal year ``step`` years on; on a fourth-quarter call "next year" is the one just begun."""
        if self.at is None or self.year is None:
            return None
        return self.year if step == 1 and self.year > self.at.year else self.year + step


def as_pattern(words: Mapping[str, object] | Sequence[str]) -> str:
    """Return a pattern that finds any of ``words``, the longest first; a blank matches white space or a hyphen."""
    ordered = sorted(words, key=lambda one: (-len(one), one))
    return "|".join(re.escape(one).replace(r"\ ", r"[\s\-]+").replace("'", "['’]") for one in ordered)


def plain_words(words: str) -> str:
    """Return ``words`` as the lists spell them: single blanks, straight quotes."""
    return re.sub(r"[\s\-]+", " ", words.replace("’", "'"))


def four_digits(words: str) -> int:
    """Return the year that the digits of ``words`` write: 2025 for "fiscal '25"."""
    digits = re.sub(r"\D", "", words)[-4:]
    return int(digits) if len(digits) == 4 else 2000 + int(digits[-2:])


def year(number: int | None) -> FiscalPeriod | None:
    """Return a fiscal year, or None."""
    return FiscalPeriod(number) if number else None


def years(first: int, last: int) -> FiscalPeriod | None:
    """Return a span of fiscal years, one year where both are the same, None where they make no sense."""
    if not 1990 <= first <= last <= 2100:
        return None
    return FiscalPeriod(first, until=FiscalPeriod(last)) if last > first else FiscalPeriod(first)


def year_of(words: str | None, anchor: Anchor) -> int | None:
    """Return the fiscal year that ``words`` name ("2025", "fiscal '26", "last year"), or None."""
    if not words:
        return None
    if re.search(r"\d", words):
        return four_digits(words)
    step = _YEARS_FROM_HERE.get(plain_words(words).removesuffix("'s"))
    return None if step is None else anchor.year_from_here(step)


def quarter_near(number: int, anchor: Anchor) -> FiscalPeriod | None:
    """Return the quarter of that number without a year: the last one or, where the sentence looks ahead, the next."""
    here = anchor.quarter
    if here is None or here.quarter_number is None:
        return FiscalPeriod.quarter(anchor.at.year, number) if anchor.at else None
    step = 0
    if anchor.forward and number < here.quarter_number:
        step = 1
    elif not anchor.forward and (here.quarter_number, number) == (1, 4):
        step = -1  # what a first-quarter call looks back on
    return FiscalPeriod.quarter(here.year + step, number)


def quarter(number: int, in_year: int | None, anchor: Anchor) -> FiscalPeriod | None:
    """Return a quarter of ``in_year`` or, without a year, the one near the call."""
    return FiscalPeriod.quarter(in_year, number) if in_year else quarter_near(number, anchor)


def part_of_year(part: Part, words: str | None, anchor: Anchor) -> FiscalPeriod | None:
    """Return a half or a first quarter of the year that ``words`` name or, without them, of the one near the call."""
    in_year = year_of(words, anchor)
    if in_year is None:
        near = quarter_near(2 if part is Part.H1 else 4, anchor)
        in_year = near.year if near else None
    return FiscalPeriod(in_year, part) if in_year else None


def months_quarter(month: int, in_year: int | None, anchor: Anchor, *, fiscal: bool) -> FiscalPeriod | None:
    """Return "the June quarter": the fiscal quarter that ends in that month; None where the year end is not known.

    ``fiscal``: ``in_year`` is a fiscal year ("of fiscal 2025"), else the calendar year of the month.
    """
    end, here = anchor.fiscal_year_end_month, anchor.quarter
    if end is None or here is None:
        return None
    number = (month - end - 1) % 12 // 3 + 1
    if in_year is None:
        return quarter_near(number, anchor)
    return FiscalPeriod.quarter(in_year if fiscal else in_year + (month > end), number)


def calendar_half(number: int, in_year: int | None, anchor: Anchor) -> FiscalPeriod | None:
    """Return the fiscal quarters of "the second half of the calendar year", the call's own where none is named."""
    end, here = anchor.fiscal_year_end_month, anchor.quarter
    if here is None or end is None or end == 12:
        in_year = in_year or (anchor.at.year if anchor.at else None)
        return FiscalPeriod(in_year, Part.H1 if number == 1 else Part.H2) if in_year else None
    in_year = in_year or calendar_quarter(here, end).year
    first = fiscal_quarter(CalendarQuarter(in_year, 2 * number - 1), end)
    return replace(first, until=first.shifted(1))


def years_around(looks_back: bool, count: int, anchor: Anchor) -> FiscalPeriod | None:
    """Return "the last three years", up to the last whole one, or "the next five", which begin with the call's."""
    if anchor.at is None or not 1 < count <= _LONGEST_PLAN:
        return None
    if looks_back:
        last = anchor.at.year - (anchor.at.part is not Part.Q4)
        return years(last - count + 1, last)
    first = anchor.coming_year
    return years(first, first + count - 1) if first else None
