"""Quarters and days as calls, headers and file names state them; the case carries its answer in brackets."""

from datetime import date

import pytest

from callsheet.parse.stated_periods import glued_quarter, stated_dates, stated_quarters

QUARTERS = [
    "Welcome to the [2025Q2] Fiscal Year 2025 Second Quarter Earnings Conference Call",
    "the [2023Q1] Q1 fiscal year 2023 earnings conference call",
    "our [2026Q1] first quarter fiscal 2026 financial results",
    "the [2025Q4] fourth quarter and full year fiscal 2025 results",
    "our [2025Q2] fiscal 25 second quarter results",
    "the [2025Q2] Q2 FY25 call",
    "the [2024Q4] 2024 fourth quarter conference call",
    "the [2024Q3] third-quarter 2024 call",
    "in [2024Q4] Q4 '24",
    "the [noneQ3] third quarter earnings call",
    "[2025Q2] 2025년 2분기 실적발표 컨퍼런스콜",
    "the March quarter 2024 call",
    "a quarter of a billion",
]


@pytest.mark.parametrize("case", QUARTERS)
def test_the_quarter_is_read_as_it_is_said(case: str) -> None:
    text, expected = case, []
    if "[" in case:
        start, _, rest = case.partition("[")
        answer, _, words = rest.partition("] ")
        year, quarter = answer.split("Q")
        text, expected = start + words, [(int(quarter), None if year == "none" else int(year))]
    assert [(stated.quarter, stated.year) for stated in stated_quarters(text)] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MSFT_Q2_2025_earnings_call.txt", (2025, 2)),
        ("AAPL_2022Q4.json", (2022, 4)),
        ("CRM_1Q26_translated.html", (2026, 1)),
        ("GOOGL_Q1_FY2024.txt", (2024, 1)),
        ("nvidia-nvda-q1-2025-earnings-call", (2025, 1)),
        ("ZBH_q2_2021.txt", (2021, 2)),
        ("NVDA_Technology_20250305.html", None),
        ("notes.txt", None),
    ],
)
def test_file_names_and_labels(name: str, expected: tuple[int, int] | None) -> None:
    assert glued_quarter(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("held on Jan. 29, 2025, 5:30 p.m. ET", [date(2025, 1, 29)]),
        ("April 26th, 2023", [date(2023, 4, 26)]),
        ("on 3 September 2025", [date(2025, 9, 3)]),
        ("Date: 2025-07-31", [date(2025, 7, 31)]),
        ("https://example.com/call-transcripts/2024/10/30/", [date(2024, 10, 30)]),
        ("February 30, 2024", []),
    ],
)
def test_days(text: str, expected: list[date]) -> None:
    assert [day for day, _ in stated_dates(text)] == expected
