import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.derive.periods import calendar_name, calendar_year_quarters, is_run, named, quarters_of, year_quarters
from callsheet.records import FiscalPeriod


@pytest.mark.parametrize(
    ("period", "stated_in", "quarters"),
    [
        ("FY2025", None, "FY2025Q1 FY2025Q2 FY2025Q3 FY2025Q4"),
        ("FY2025H2", None, "FY2025Q3 FY2025Q4"),
        ("FY2024Q3-FY2025Q2", None, "FY2024Q3 FY2024Q4 FY2025Q1 FY2025Q2"),
        ("FY2025YTD", "FY2025Q3", "FY2025Q1 FY2025Q2 FY2025Q3"),
        ("FY2024YTD", "FY2025Q2", "FY2024Q1 FY2024Q2"),
        ("FY2025YTD", None, ""),
        ("FY2025YTD", "FY2025", ""),
    ],
)
def test_quarters_of_a_period(period: str, stated_in: str | None, quarters: str) -> None:
    call = FiscalPeriod.parse(stated_in) if stated_in else None
    assert " ".join(map(str, quarters_of(FiscalPeriod.parse(period), call))) == quarters


@pytest.mark.parametrize(
    ("period", "name"),
    [
        ("FY2025", "FY2025"),
        ("FY2025H1", "FY2025Q1-FY2025Q2"),
        ("FY2025Q1-FY2025Q4", "FY2025"),
        ("FY2025Q3", "FY2025Q3"),
    ],
)
def test_the_one_name_of_a_period(period: str, name: str) -> None:
    assert str(named(quarters_of(FiscalPeriod.parse(period)))) == name


@pytest.mark.parametrize(
    ("period", "month", "name"),
    [
        ("FY2025", 12, "CY2025"),
        ("FY2025", 6, "FY2025"),  # a fiscal year that is no calendar year is never one
        ("FY2026", 1, "CY2025"),  # a fiscal year that ends in January is the calendar year before
        ("FY2025Q2", 6, "CY2024Q4"),
        ("FY2024Q3-FY2025Q2", 6, "CY2024"),
        ("FY2025Q3-FY2025Q4", 12, None),
        ("FY2025-FY2029", 12, None),
    ],
)
def test_the_calendar_period_of_a_fiscal_one(period: str, month: int, name: str | None) -> None:
    assert calendar_name(quarters_of(FiscalPeriod.parse(period)), month) == name


@given(st.integers(2000, 2040), st.integers(1, 12))
def test_the_quarters_of_a_calendar_year_are_that_year(year: int, month: int) -> None:
    quarters = calendar_year_quarters(year, month)
    assert is_run(quarters)
    assert calendar_name(quarters, month) == f"CY{year}"


def test_a_gap_is_no_run() -> None:
    first, _, third, _ = year_quarters(2025)
    assert not is_run((first, third))
