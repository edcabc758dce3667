"""Amounts and periods as the reference writes them; digits stay as they were said."""

from decimal import Decimal

import pytest

from callsheet.records import PERCENT, FiscalPeriod, Qualifier
from callsheet.rewrite.labels import amount_label, period_label, relative_label


@pytest.mark.parametrize(
    ("low", "high", "unit", "qualifier", "text", "ko", "en"),
    [
        ("22.6e9", "22.6e9", "USD", "exact", "$22.6 billion", "$22.6B", "$22.6B"),
        ("60e9", "65e9", "USD", "range", "$60 to $65 billion", "$60~65B", "$60-65B"),
        ("840e6", "840e6", "USD", "approx", "$840 million", "약 $840M", "~$840M"),
        ("88e9", None, "USD", "at_least", "$88 billion", "$88B 이상", "over $88B"),
        (None, "30e9", "EUR", "at_most", "€30 billion", "최대 €30B", "up to €30B"),
        ("1200e6", "1200e6", "USD", "exact", "$1,200 million", "$1200M", "$1200M"),
        ("12", "12", PERCENT, "exact", "12%", "12%", "12%"),
    ],
)
def test_amounts(low: str | None, high: str | None, unit: str, qualifier: str, text: str, ko: str, en: str) -> None:
    ends = [Decimal(end) if end else None for end in (low, high)]
    assert amount_label(*ends, unit, Qualifier(qualifier), text, "ko") == ko
    assert amount_label(*ends, unit, Qualifier(qualifier), text, "en") == en


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("FY2025", "FY25"),
        ("FY2025Q2", "FY2Q25"),
        ("FY2025H1", "FY1H25"),
        ("FY2025Q3-FY2025Q4", "FY3Q25, 4Q25"),
        ("FY2025Q4-FY2026Q1", "FY4Q25~FY1Q26"),
        ("FY2025-FY2029", "FY25~FY29"),
        ("FY2025YTD", "FY25 누적"),
    ],
)
def test_periods(period: str, label: str) -> None:
    assert period_label(FiscalPeriod.parse(period), "ko") == label


def test_the_calls_own_quarter_is_this_quarter() -> None:
    quarter = FiscalPeriod.parse("FY2025Q2")
    assert relative_label(quarter, quarter, "ko") == "당분기"
    assert relative_label(FiscalPeriod.parse("FY2025"), FiscalPeriod.parse("FY2025"), "ko") == "FY25"
