"""Quantities: amounts said in every way, ranges, hedges, Korean."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.language.quantities import quantities
from callsheet.records import Qualifier

# text; then words, low, high, unit, qualifier of each quantity in it
CASES = [
    ("capex of $60 to $65 billion", [("$60 to $65 billion", 60e9, 65e9, "USD", "range")]),
    ("the 60 to 65 billion capex", [("60 to 65 billion", 60e9, 65e9, "count", "range")]),
    ("just under $3 billion", [("$3 billion", None, 3e9, "USD", "at_most")]),
    ("between $12.2 and $12.4 billion", [("$12.2 and $12.4 billion", 12.2e9, 12.4e9, "USD", "range")]),
    (
        "$650 million, plus or minus 5%",
        [("$650 million", 650e6, 650e6, "USD", "approx"), ("5%", 5, 5, "percent", "approx")],
    ),
    ("a couple hundred million", [("a couple hundred million", 200e6, 200e6, "count", "approx")]),
    ("10 billion euros", [("10 billion euros", 10e9, 10e9, "EUR", "exact")]),
    ("NT$52.3 billion", [("NT$52.3 billion", 52.3e9, 52.3e9, "TWD", "exact")]),
    ("that 840. 800 million level", [("840. 800 million", 840.8e6, 840.8e6, "count", "exact")]),
    ("$55-plus billion", [("$55-plus billion", 55e9, None, "USD", "at_least")]),
    ("about $3 billion or more", [("$3 billion", 3e9, None, "USD", "at_least")]),
    ("more than a $2 billion plan", [("$2 billion", 2e9, None, "USD", "at_least")]),
    ("over three and a half billion", [("three and a half billion", 3.5e9, None, "count", "at_least")]),
    ("half a billion dollars", [("half a billion dollars", 5e8, 5e8, "USD", "exact")]),
    ("four to four and a half percent", [("four to four and a half percent", 4, 4.5, "percent", "range")]),
    ("a 500Million dollar increase", [("500Million dollar", 5e8, 5e8, "USD", "exact")]),
    ("$30,000,000 to $40,000,000", [("$30,000,000 to $40,000,000", 30e6, 40e6, "USD", "range")]),
    ("$900 million to $1 billion", [("$900 million to $1 billion", 9e8, 1e9, "USD", "range")]),
    ("500 to $1 billion", [("500 to $1 billion", 5e8, 1e9, "USD", "range")]),
    ("$22.6B, then $60~65B", [("$22.6B", 22.6e9, 22.6e9, "USD", "exact"), ("$60~65B", 60e9, 65e9, "USD", "range")]),
    ("negative $1.5 billion", [("negative $1.5 billion", -1.5e9, -1.5e9, "USD", "exact")]),
    ("up 6% and up 8%", [("6%", 6, 6, "percent", "exact"), ("8%", 8, 8, "percent", "exact")]),
    (
        "200 basis points at 14.3 times",
        [("200 basis points", 200, 200, "basis_points", "exact"), ("14.3 times", 14.3, 14.3, "times", "exact")],
    ),
    # "raised from A to B" is two values, "raised by A to B" a change and a level, "up from A to B" a range
    (
        "cut from 5.3% to 3.4% of sales",
        [("5.3%", 5.3, 5.3, "percent", "exact"), ("3.4%", 3.4, 3.4, "percent", "exact")],
    ),
    (
        "raised from $400 to $450 million",
        [("$400", 4e8, 4e8, "USD", "exact"), ("$450 million", 4.5e8, 4.5e8, "USD", "exact")],
    ),
    (
        "raising it by $400 million to $4.4 billion",
        [("$400 million", 4e8, 4e8, "USD", "exact"), ("$4.4 billion", 4.4e9, 4.4e9, "USD", "exact")],
    ),
    ("anywhere from 7% to 10%", [("7% to 10%", 7, 10, "percent", "range")]),
    (
        "from $85 to $95 million to $65 to $75 million",
        [("$85 to $95 million", 85e6, 95e6, "USD", "range"), ("$65 to $75 million", 65e6, 75e6, "USD", "range")],
    ),
    ("cash paid was $16.7 billion, roughly half of it early", [("$16.7 billion", 16.7e9, 16.7e9, "USD", "exact")]),
    ("cash paid was $16.7 billion, roughly.", [("$16.7 billion", 16.7e9, 16.7e9, "USD", "approx")]),
    ("it goes up to $875 million", [("$875 million", 875e6, 875e6, "USD", "exact")]),
    # years, dates, quarters and names are no quantities
    ("In fiscal 2025, on July 4th, in Q3 and FY25, the 10-K", []),
    # Korean
    ("설비투자는 1조 5,000억원", [("1조 5,000억원", 1.5e12, 1.5e12, "KRW", "exact")]),
    ("600~650억 달러", [("600~650억 달러", 60e9, 65e9, "USD", "range")]),
    ("약 47.5조원", [("47.5조원", 47.5e12, 47.5e12, "KRW", "approx")]),
    ("226억달러 이상", [("226억달러", 22.6e9, None, "USD", "at_least")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities(text: str, expected: list[tuple[str, float | None, float | None, str, str]]) -> None:
    found = [
        (
            q.text,
            None if q.low is None else float(q.low),
            None if q.high is None else float(q.high),
            q.unit,
            q.qualifier,
        )
        for q in quantities(text)
    ]
    assert found == expected


def test_a_bare_dollar_is_the_calls_own() -> None:
    assert [q.unit for q in quantities("$5 million and US$6 million", "CAD")] == ["CAD", "USD"]


@given(st.text())
def test_a_quantity_quotes_its_own_span(text: str) -> None:
    words = f"{text} between $3 and $4 million {text} 5%"
    assert all(quantity.span.of(words) == quantity.text for quantity in quantities(words))


@given(st.integers(1, 999), st.sampled_from(["thousand", "million", "billion", "trillion"]))
def test_a_scale_multiplies_exactly(number: int, scale: str) -> None:
    (quantity,) = quantities(f"${number} {scale}")
    factor = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}[scale]
    assert quantity.low == quantity.high == Decimal(number) * 10**factor
    assert quantity.qualifier is Qualifier.EXACT


@given(st.text())
def test_ranges_run_from_low_to_high(text: str) -> None:
    for quantity in quantities(f"{text} 7 to 5 percent {text}"):
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
