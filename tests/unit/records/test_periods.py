"""Fiscal periods: spelling, order, calendar quarters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.records import CalendarQuarter, FiscalPeriod, calendar_quarter, fiscal_quarter

CANONICAL = ["FY2025", "FY2025Q2", "FY2025H1", "FY2025YTD", "FY2025Q3-FY2025Q4", "FY2025-FY2029"]


@pytest.mark.parametrize("text", CANONICAL)
def test_canonical_spellings_survive_reading_and_writing(text: str) -> None:
    assert str(FiscalPeriod.parse(text)) == text


@pytest.mark.parametrize("text", ["", "2025", "FY25", "FY2025Q5", "FY2025-", "Q2 FY2025", "FY2025Q1-FY2025Q2-FY2025Q3"])
def test_anything_else_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(ValueError, match="expected a fiscal period"):
        FiscalPeriod.parse(text)


@pytest.mark.parametrize(
    ("period", "year_end", "expected"),
    [
        ("FY2025Q2", 6, "CY2024Q4"),  # Microsoft: October to December 2024
        ("FY2024Q4", 12, "CY2024Q4"),
        ("FY2026Q1", 1, "CY2025Q1"),  # NVIDIA: February to April 2025, the middle month decides
        ("FY2025Q1", 9, "CY2024Q4"),  # Apple: October to December 2024
        ("FY2025Q1", 5, "CY2024Q3"),  # Oracle: June to August 2024
        ("FY2025Q1", 10, "CY2024Q4"),  # Broadcom: November 2024 to January 2025
    ],
)
def test_the_middle_month_decides_the_calendar_quarter(period: str, year_end: int, expected: str) -> None:
    assert str(calendar_quarter(FiscalPeriod.parse(period), year_end)) == expected


@given(st.integers(1990, 2100), st.integers(1, 4), st.integers(1, 12))
def test_calendar_and_fiscal_quarters_are_inverse(year: int, number: int, year_end: int) -> None:
    period = FiscalPeriod.quarter(year, number)
    assert fiscal_quarter(calendar_quarter(period, year_end), year_end) == period


@given(st.integers(1990, 2100), st.integers(1, 4), st.integers(-12, 12))
def test_shifting_forth_and_back_returns(year: int, number: int, quarters: int) -> None:
    period = FiscalPeriod.quarter(year, number)
    assert period.shifted(quarters).shifted(-quarters) == period


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("FY2025", "FY2025Q1 FY2025Q2 FY2025Q3 FY2025Q4"),
        ("FY2025H2", "FY2025Q3 FY2025Q4"),
        ("FY2025Q4-FY2026Q1", "FY2025Q4 FY2026Q1"),
        ("FY2024-FY2025", "FY2024Q1 FY2024Q2 FY2024Q3 FY2024Q4 FY2025Q1 FY2025Q2 FY2025Q3 FY2025Q4"),
        ("FY2025YTD", ""),  # how many quarters a year to date holds, only its call knows
    ],
)
def test_the_quarters_of_a_period(period: str, expected: str) -> None:
    assert " ".join(str(quarter) for quarter in FiscalPeriod.parse(period).quarters()) == expected


def test_a_year_has_no_calendar_quarter() -> None:
    with pytest.raises(ValueError, match="only a single quarter"):
        calendar_quarter(FiscalPeriod.parse("FY2025"), 12)


def test_calendar_quarters_are_read_and_refused() -> None:
    assert CalendarQuarter.parse("CY2024Q4") == CalendarQuarter(2024, 4)
    with pytest.raises(ValueError, match="CY2024Q4"):
        CalendarQuarter.parse("2024Q4")
