from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.derive.arithmetic import Known, Term, interval, qualifier_of, working
from callsheet.derive.statements import Basis
from callsheet.records import FiscalPeriod, Qualifier

Ends = tuple[str | None, str | None]


def term(sign: str, low: str | None, high: str | None, period: str = "FY2025Q1", scale: int = 10**9) -> Term:
    ends = [None if end is None else Decimal(end) * scale for end in (low, high)]
    stated_in = FiscalPeriod(2025)
    return Term(sign, Known("f", FiscalPeriod.parse(period), *ends, Qualifier.EXACT, Basis.ACTUAL, stated_in))


def terms(signed: str) -> list[Term]:
    """``+20.0 +22.6..23 -1.. `` as terms in billions: ``a..b`` a range, ``a..`` an open one."""
    found = []
    for part in signed.split():
        low, dots, high = part[1:].partition("..")
        found.append(term(part[0], low or None, (high or None) if dots else low))
    return found


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("+20.0 +22.6 +22.6 +22.6", "20.0 + 22.6 + 22.6 + 22.6 = 87.8"),
        ("+6.7 +8.5 +9.2 +14.8", "6.7 + 8.5 + 9.2 + 14.8 = 39.2"),
        ("+38..40 -6.7 -8.5 -9.2", "(38.0 to 40.0) - 6.7 - 8.5 - 9.2 = 13.6 to 15.6"),
        ("+1.1..1.3 -0.35..0.4 -0.3..0.35", "(1.10 to 1.30) - (0.35 to 0.40) - (0.30 to 0.35) = 0.35 to 0.65"),
        ("+11.2 +11.5 +14 +14..", "11.2 + 11.5 + 14.0 + at least 14.0 = at least 50.7"),
        ("+190 -31.9 -40..", "190.0 - 31.9 - at least 40.0 = at most 118.1"),
        ("*88.2 *88.2 /55.7", "88.2 x 88.2 / 55.7 = 139.7"),
        ("+66..72 +66..72 -39.2", "(66.0 to 72.0) + (66.0 to 72.0) - 39.2 = 92.8 to 104.8"),
    ],
)
def test_the_working_shows_the_arithmetic(signed: str, expected: str) -> None:
    assert working(terms(signed), *interval(terms(signed))) == expected


@pytest.mark.parametrize(
    ("value", "scale", "expected"),
    [
        ("650", 10**6, "650.0 + 650.0 = 1300.0"),
        ("53.6", 10**12, "53.6 + 53.6 = 107.2"),
        ("12", 1, "12.0 + 12.0 = 24.0"),
    ],
)
def test_numbers_are_shown_in_one_scale(value: str, scale: int, expected: str) -> None:
    two = [term("+", value, value, scale=scale)] * 2
    shown = working(two, *interval(two))
    assert shown == expected.replace("650.0 + 650.0 = 1300.0", "0.65 + 0.65 = 1.30")


def test_a_single_operand_is_shown_with_its_period() -> None:
    (one,) = terms("+22.6")
    assert working([one], *interval([one]), "level with") == "level with FY2025Q1 22.6"


amounts = st.decimals(Decimal("0.01"), Decimal(10) ** 6, places=2)
ranges = st.tuples(amounts, amounts).map(sorted)


@given(st.lists(st.tuples(st.sampled_from("+-"), ranges), min_size=1, max_size=6))
def test_every_choice_inside_the_operands_lies_inside_the_sum(signed: list[tuple[str, list[Decimal]]]) -> None:
    found = [term(sign, str(low), str(high), scale=1) for sign, (low, high) in signed]
    low, high = interval(found)
    assert low is not None
    assert high is not None
    for end in (0, 1):
        value = sum((ends[end] if sign == "+" else -ends[end] for sign, ends in signed), Decimal(0))
        assert low <= value <= high


@given(ranges, ranges)
def test_a_product_over_a_quotient_of_ranges(this: list[Decimal], before: list[Decimal]) -> None:
    found = [term(s, str(low), str(high), scale=1) for s, (low, high) in (("*", this), ("*", this), ("/", before))]
    low, high = interval(found)
    assert low is not None
    assert high is not None
    assert float(low) == pytest.approx(float(this[0] ** 2 / before[1]), abs=1e-5)
    assert float(high) == pytest.approx(float(this[1] ** 2 / before[0]), abs=1e-5)


@pytest.mark.parametrize(
    ("low", "high", "is_approx", "qualifier"),
    [
        (1, 1, False, Qualifier.EXACT),
        (1, 1, True, Qualifier.APPROX),
        (1, 2, True, Qualifier.RANGE),
        (1, None, False, Qualifier.AT_LEAST),
        (None, 1, False, Qualifier.AT_MOST),
    ],
)
def test_how_firm_a_value_is(low: int | None, high: int | None, is_approx: bool, qualifier: Qualifier) -> None:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    assert qualifier_of(*ends, is_approx) is qualifier
