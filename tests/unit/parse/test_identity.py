"""The words of the call win over header and name; every conflict is recorded."""

import json
from datetime import date

import pytest

from callsheet.parse import Parsed, parse_document
from callsheet.records import Call
from tests.unit.parse.sample import SAMPLE, document

BODY = "\n\n".join(f"{said.speaker}: {said.text}" for said in SAMPLE[1:])


def parsed(opening: str, header: str = "", name: str = "notes.txt") -> tuple[Parsed, Call]:
    found = parse_document(document(f"{header}\n\nOperator: {opening}\n\n{BODY}", name))
    assert found.call is not None
    return found, found.call


@pytest.mark.parametrize(
    ("opening", "ticker", "period", "quarter"),
    [
        ("Welcome to the Microsoft Fiscal Year 2025 Second Quarter Earnings Call.", "MSFT", "FY2025Q2", "CY2024Q4"),
        ("Welcome to Meta's fourth quarter and full year 2024 earnings call.", "META", "FY2024Q4", "CY2024Q4"),
        ("Welcome to Alphabet's first quarter 2022 earnings conference call.", "GOOGL", "FY2022Q1", "CY2022Q1"),
        ("Welcome to NVIDIA's call on the first quarter of fiscal 2026.", "NVDA", "FY2026Q1", "CY2025Q1"),
        ("Welcome to the Apple Q1 fiscal year 2023 earnings call.", "AAPL", "FY2023Q1", "CY2022Q4"),
    ],
)  # fmt: skip
def test_covered_companies_by_their_words(opening: str, ticker: str, period: str, quarter: str) -> None:
    _, call = parsed(opening)
    assert (call.ticker, str(call.fiscal_period), str(call.calendar_quarter)) == (ticker, period, quarter)


def test_a_name_that_goes_on_is_another_company() -> None:
    _, call = parsed(
        "Welcome to the Apple Hospitality first quarter 2024 earnings conference call.", name="APLE_2024_Q1.txt"
    )
    assert (call.company, call.ticker, call.calendar_quarter) == ("Apple Hospitality", "APLE", None)


def test_the_words_win_and_the_conflict_is_recorded() -> None:
    found, call = parsed("Welcome to the Apple Q1 fiscal year 2023 earnings call.", name="AAPL_2024_Q1.txt")
    assert str(call.fiscal_period) == "FY2023Q1"
    assert "The call is on FY2023Q1, but the file name says FY2024Q1." in found.warnings


def test_another_ticker_in_the_header_is_recorded() -> None:
    found, call = parsed("Welcome to Meta's third quarter 2024 earnings conference call.", header="Ticker: GOOGL")
    assert call.ticker == "META"
    assert any("GOOGL" in warning for warning in found.warnings)


def test_the_year_may_come_from_the_name_and_says_so() -> None:
    found, call = parsed("Welcome to the Meta Third Quarter Earnings Conference Call.", name="META_2024_Q3.txt")
    assert str(call.fiscal_period) == "FY2024Q3"
    assert any("2024 follows from the file name" in warning for warning in found.warnings)


def test_a_quarter_named_by_its_month_is_counted_as_the_name_counts() -> None:
    # "March quarter" is no fiscal quarter: which one it is, only the fiscal year of the company says, or the file name.
    opening = (
        "Welcome to the Northwind March Quarter 2024 Earnings Call on the March 2024 results and the June outlook."
    )
    text = f"Operator: {opening}\n\n" + "\n\n".join(
        f"{said.speaker}: {said.text.replace('second quarter 2025', 'March')}" for said in SAMPLE[1:]
    )
    found = parse_document(document(text, "NWR_2024_Q3.txt"))
    assert found.call is not None
    assert str(found.call.fiscal_period) == "FY2024Q3"
    assert any("FY2024Q3 is taken from the file name" in warning for warning in found.warnings)


def test_a_slip_of_the_tongue_is_outvoted() -> None:
    opening = (
        "Welcome to the Meta First Quarter 2021 Earnings Conference Call. Expenses in 2024 will grow, as 2024 is a "
        "year of investment; 2024 capex too."
    )
    found, call = parsed(opening, name="META_2024Q1.json")
    assert str(call.fiscal_period) == "FY2024Q1"
    assert any("2021, once" in warning for warning in found.warnings)


def test_a_replay_until_the_next_call_is_not_this_call() -> None:
    opening = (
        "Welcome to NVIDIA's call on the first quarter of fiscal 2026. A replay stays up until the conference call on "
        "the second quarter of fiscal 2026."
    )
    assert str(parsed(opening)[1].fiscal_period) == "FY2026Q1"


@pytest.mark.parametrize(
    ("header", "opening", "expected"),
    [
        ("Microsoft (MSFT) Q2 2025 Earnings Call Jan 29, 2025, 5:30 p.m. ET", "", date(2025, 1, 29)),
        ("", " Today is January 29, 2025.", date(2025, 1, 29)),
        ("Scraped: 2026-05-30", "", None),
        ("Quarter ended December 31, 2024 | Call date January 29, 2025", "", date(2025, 1, 29)),
        ("Source: https://example.com/2025/01/29/call/", "", date(2025, 1, 29)),
        ("Date: 2024-08-01", "", None),
    ],
)
def test_the_day_of_the_call(header: str, opening: str, expected: date | None) -> None:
    words = "Welcome to the Microsoft Fiscal Year 2025 Second Quarter Earnings Conference Call."
    assert parsed(words + opening, header)[1].held_on == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [("2025-02-01", None), ("2025-02-01 17:00:00", date(2025, 2, 1)), ("2025-01-29", date(2025, 1, 29))],
)
def test_the_first_of_a_month_in_a_files_field_is_no_day(field: str, expected: date | None) -> None:
    turns = [{"speaker": said.speaker, "content": said.text} for said in SAMPLE]
    turns[0]["content"] = "Welcome to the Microsoft Fiscal Year 2025 Second Quarter Earnings Conference Call."
    found = parse_document(document(json.dumps({"earnings_date": field, "transcript": turns})))
    assert found.call is not None
    assert found.call.held_on == expected
    assert any("first of a month" in warning for warning in found.warnings) is (expected is None)


@pytest.mark.parametrize(
    ("opening", "name", "company", "ticker"),
    [
        ("Welcome to the Ingersoll Example Q3 2024 earnings call.", "IR_2024_Q3.txt", "Ingersoll Example", "IR"),
        ("good day and welcome to pine tree networks fiscal first quarter 2024 earnings call", "PTN_2024_Q1.txt",
         "Pine Tree Networks", "PTN"),
        ("We are here for the first quarter 2024 call. Management joins the UBS conference in May.", "DVX_2024_Q1.txt",
         "DVX", "DVX"),
        ("Thank you for joining us on the call today on our Q1 2024 results.", "DVX_2024_Q1.txt", "DVX", "DVX"),
    ],
)  # fmt: skip
def test_companies_beyond_those_covered(opening: str, name: str, company: str, ticker: str) -> None:
    body = BODY.replace("second quarter 2025", "quarter")
    found = parse_document(document(f"Operator: {opening}\n\n{body}", name)).call
    assert found is not None
    assert (found.company, found.ticker) == (company, ticker)


def test_a_day_that_cannot_be_is_recorded() -> None:
    words = "Welcome to the Microsoft Fiscal Year 2025 Second Quarter Earnings Conference Call."
    found, _ = parsed(words, "Date: 2024-08-01")
    assert "The day 2024-08-01 in the header cannot be that of a call on FY2025Q2; it is not used." in found.warnings
