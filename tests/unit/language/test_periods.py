"""Periods as people say them, resolved against the call's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.language.periods import periods
from callsheet.records import FiscalPeriod

# text, the call's period, the company's year end (None: not known), looking ahead, the periods it names
CASES = [
    ("quarterly spend in Q3 and Q4 at the level of Q2", "FY2025Q2", 6, True, ["FY2025Q3-FY2025Q4", "FY2025Q2"]),
    (
        "fiscal '26, FY25, fiscal year 24 and calendar 2027",
        "FY2025Q2",
        12,
        False,
        ["FY2026", "FY2025", "FY2024", "FY2027"],
    ),
    (
        "Q3-24, 2Q25, Q1'25, FY25 Q2, Q4 of fiscal 24, Q124",
        "FY2025Q2",
        None,
        False,
        ["FY2024Q3", "FY2025Q2", "FY2025Q1", "FY2025Q2", "FY2024Q4", "FY2024Q1"],
    ),
    ("the June quarter", "FY2025Q4", 6, False, ["FY2025Q4"]),
    ("the December quarter", "FY2025Q2", 9, True, ["FY2026Q1"]),
    ("the June quarter", "FY2025Q4", None, False, ["None"]),
    ("CY4Q24", "FY2025Q2", 6, False, ["FY2025Q2"]),
    ("through 2028", "FY2025Q2", None, True, ["FY2025-FY2028"]),
    ("from 2024 through 2030", "FY2025Q1", None, True, ["FY2024-FY2030"]),
    ("between 2024 and the end of 2025", "FY2024Q3", None, True, ["FY2024-FY2025"]),
    ("January 2023 through May 2026", "FY2024Q2", None, False, ["FY2023-FY2026"]),
    ("our five-year capital plan", "FY2025Q2", None, True, ["FY2025-FY2029"]),
    ("our new five-year capital plan", "FY2025Q2", None, True, ["FY2026-FY2030"]),
    ("over the next five years", "FY2024Q4", None, True, ["FY2025-FY2029"]),
    ("the last five years", "FY2024Q3", None, False, ["FY2019-FY2023"]),
    ("the remainder of the decade", "FY2025Q1", None, True, ["FY2025-FY2030"]),
    ("since 2013", "FY2025Q2", None, False, ["FY2013-FY2025"]),
    ("first nine months of 2024", "FY2024Q3", None, False, ["FY2024YTD"]),
    ("through the end of the third quarter", "FY2025Q3", None, False, ["FY2025YTD"]),
    ("on a year-to-date basis", "FY2025Q2", None, False, ["FY2025YTD"]),
    ("six months; first half; H2; 1H26", "FY2025Q2", None, False, ["FY2025H1", "FY2025H1", "FY2025H2", "FY2026H1"]),
    ("the second half of the calendar year", "FY2026Q3", 6, True, ["FY2027Q1-FY2027Q2"]),
    ("trailing 12 months", "FY2025Q1", None, False, ["FY2024Q2-FY2025Q1"]),
    ("the quarter, last quarter, the year-ago quarter", "FY2025Q1", None, False, ["FY2025Q1", "FY2024Q4", "FY2024Q1"]),
    ("last year's second quarter", "FY2025Q2", None, False, ["FY2024Q2"]),
    ("the remainder of the year", "FY2025Q2", None, True, ["FY2025Q3-FY2025Q4"]),
    ("our four-year capital expenditures guidance", "FY2025Q1", None, True, ["FY2025"]),
    ("CapEx for 25 and in 24 totaled", "FY2025Q1", None, False, ["FY2025", "FY2024"]),
    # a fourth-quarter call that looks ahead has begun the next year
    (
        "this year, the first quarter, next year, last year",
        "FY2024Q4",
        None,
        True,
        ["FY2025", "FY2025Q1", "FY2025", "FY2024"],
    ),
    ("this year and last year", "FY2024Q4", None, False, ["FY2024", "FY2023"]),
    ("in the fourth quarter", "FY2025Q1", None, False, ["FY2024Q4"]),
    # dates are no periods
    ("as of December 31, 2024, on July 1st, our March 2026 notes", "FY2025Q1", None, False, []),
    ("$2,025 or 25 percent of 24 million", "FY2025Q1", None, False, []),
    (
        "26년 1분기, 올해, 하반기, 전년 동기, 2025년",
        "FY2025Q2",
        12,
        False,
        ["FY2026Q1", "FY2025", "FY2025H2", "FY2024Q2", "FY2025"],
    ),
]


@pytest.mark.parametrize(("text", "at", "year_end", "forward", "expected"), CASES)
def test_periods(text: str, at: str, year_end: int | None, forward: bool, expected: list[str]) -> None:
    found = periods(text, FiscalPeriod.parse(at), year_end, forward=forward)
    assert [str(mention.period) for mention in found] == expected


def test_without_the_calls_period_only_what_names_its_year_is_resolved() -> None:
    found = {mention.text: str(mention.period) for mention in periods("next year, in Q3, or Q2 of 2025", None)}
    assert found == {"next year": "None", "Q3": "None", "Q2 of 2025": "FY2025Q2"}


def test_a_mention_tells_whether_it_depends_on_the_call() -> None:
    relative = {m.text: m.relative for m in periods("next year or 2026", FiscalPeriod.parse("FY2025Q1"))}
    assert relative == {"next year": True, "2026": False}


@given(st.text())
def test_a_mention_quotes_its_own_span(text: str) -> None:
    words = f"{text} in Q3 and Q4 {text} through 2028"
    for mention in periods(words, FiscalPeriod.parse("FY2025Q2")):
        assert mention.span.of(words) == mention.text
