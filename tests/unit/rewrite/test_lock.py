"""The number lock: whoever wrote a line, what it measures must be what its source measures."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from callsheet.rewrite.lock import refusal
from tests.unit.rewrite.lines import SETTING, figure

GUIDANCE = "We expect full year 2025 capital expenditures to be in the range of $60 billion to $65 billion."
SPENT = "Capital expenditures were $22.6 billion this quarter, up 12% from a year ago."
GAIN = "On inference we see more than 2x better performance for every generation, at a cost that fell by 20%."
SHORTER = "Growth will be lower in FY26 than in FY25."
DENIED = "We do not plan to lease more capacity."

PASSES = [
    (GUIDANCE, "FY25 CapEx 가이드선: $60~65B"),
    (GUIDANCE, "FY25 CapEx guidance: $60-65B"),
    (SPENT, "당분기 CapEx $22.6B, 12% 증가"),
    (GAIN, "세대마다 2배 이상 성능 개선 / 비용 20% 하락"),
    (SHORTER, "FY26 증가율은 FY25 대비 완만할 것"),
    (DENIED, "추가 CAPA 임차 계획 없음"),
    ("Assets will earn revenue over the next 15 years and beyond.", "향후 15년 이상 매출 창출할 자산"),
]


@pytest.mark.parametrize(("excerpt", "line"), PASSES)
def test_a_line_that_measures_the_same_passes(excerpt: str, line: str) -> None:
    assert refusal(line, excerpt, (), (), SETTING) is None


# The five changes that a span alignment lets through, and their like.
REFUSED = [
    (GUIDANCE, "FY25 CapEx 가이드선: $60~72B", "number"),
    (GUIDANCE, "FY25 CapEx 가이드선: $64~72B", "number"),
    (GUIDANCE, "FY25 CapEx 가이드선: $60~65M", "number"),
    (GUIDANCE, "FY25 CapEx 가이드선: $62.5B", "number"),
    (GUIDANCE, "FY25 CapEx 가이드선: €60~65B", "number"),
    (GUIDANCE, "FY26 CapEx 가이드선: $60~65B", "period"),
    (SPENT, "당분기 CapEx $26.2B", "number"),
    (SPENT, "당분기 CapEx 최소 $22.6B", "number"),
    (SPENT, "CapEx 12% 감소", "direction"),
    (SPENT, "FY1Q25 CapEx $22.6B", "period"),
    (GAIN, "세대마다 2배 성능 개선", "number"),
    (GAIN, "세대마다 10배 이상 성능 개선", "number"),
    ("Margins will be lower in FY26 than in FY25.", "FY26 마진은 FY25 대비 상승할 것", "direction"),
    ("We will lease more capacity.", "추가 CAPA 임차하지 않을 것", "denial"),
    (DENIED, "추가 CAPA 임차 계획", "denial"),
]


@pytest.mark.parametrize(("excerpt", "line", "reason"), REFUSED)
def test_a_line_that_measures_something_else_is_refused(excerpt: str, line: str, reason: str) -> None:
    found = refusal(line, excerpt, (), (), SETTING)
    assert found is not None
    assert found.reason == reason


def test_operands_of_an_implied_figure_count_as_said() -> None:
    stated = figure("Spend was $20.0 billion.", "$20.0 billion", "20e9", "20e9", "FY2025Q1")
    assert refusal("FY1Q25 CapEx $20B", "We said so before.", (stated,), (), SETTING) is None
    assert refusal("FY1Q25 CapEx $20B", "We said so before.", (), (), SETTING) is not None


@given(st.integers(1, 999), st.integers(1, 999))
def test_only_the_number_that_was_said_passes(said: int, shown: int) -> None:
    excerpt = f"Capital expenditures were ${said} million."
    assert (refusal(f"당분기 CapEx ${shown}M", excerpt, (), (), SETTING) is None) == (said == shown)


# What must hold for every line: each of its four parts, altered alone, is refused.

_UNITS = {"B": "billion", "M": "million", "T": "trillion"}
_SIGNS = {"$": "USD", "€": "EUR"}
_PARTS = st.fixed_dictionaries(
    {
        "low": st.integers(1, 900),
        "step": st.integers(1, 90),
        "unit": st.sampled_from(sorted(_UNITS)),
        "year": st.integers(24, 29),
        "up": st.booleans(),
    }
)
_TURNS = {True: ("increase", "증가"), False: ("decrease", "감소")}


def _source(low: int, step: int, unit: str, year: int, up: bool) -> str:
    verb = _TURNS[up][0]
    return f"We expect capex in fiscal 20{year} to {verb} to ${low} {_UNITS[unit]} to ${low + step} {_UNITS[unit]}."


def _line(low: int, step: int, unit: str, year: int, up: bool, sign: str = "$") -> str:
    return f"FY{year} CapEx {sign}{low}~{low + step}{unit}(으)로 {_TURNS[up][1]} 예상"


@given(_PARTS)
def test_a_line_of_the_same_parts_passes(parts: dict[str, Any]) -> None:
    assert refusal(_line(**parts), _source(**parts), (), (), SETTING) is None


@given(_PARTS, st.integers(1, 99), st.sampled_from(["low", "step"]))
def test_another_number_is_refused(parts: dict[str, Any], by: int, end: str) -> None:
    altered = _line(**{**parts, end: parts[end] + by})
    found = refusal(altered, _source(**parts), (), (), SETTING)
    assert found is not None
    assert found.reason == "number"


@given(_PARTS, st.sampled_from(sorted(_UNITS)), st.sampled_from(sorted(_SIGNS)))
def test_another_unit_is_refused(parts: dict[str, Any], unit: str, sign: str) -> None:
    assume((unit, sign) != (parts["unit"], "$"))
    found = refusal(_line(**{**parts, "unit": unit}, sign=sign), _source(**parts), (), (), SETTING)
    assert found is not None
    assert found.reason == "number"


@given(_PARTS, st.integers(24, 29))
def test_another_period_is_refused(parts: dict[str, Any], year: int) -> None:
    assume(year != parts["year"])
    found = refusal(_line(**{**parts, "year": year}), _source(**parts), (), (), SETTING)
    assert found is not None
    assert found.reason == "period"


@given(_PARTS)
def test_the_other_direction_is_refused(parts: dict[str, Any]) -> None:
    found = refusal(_line(**{**parts, "up": not parts["up"]}), _source(**parts), (), (), SETTING)
    assert found is not None
    assert found.reason == "direction"


@given(_PARTS, st.sampled_from(["최소 ", "최대 "]))
def test_a_closed_range_is_not_opened(parts: dict[str, Any], hedge: str) -> None:
    low, unit, year = parts["low"], parts["unit"], parts["year"]
    line = f"FY{year} CapEx {hedge}${low}{unit} 예상"
    found = refusal(line, _source(**parts), (), (), SETTING)
    assert found is not None
    assert found.reason == "number"


@given(st.integers(2, 95), st.integers(1, 60))
def test_another_share_is_refused(share: int, by: int) -> None:
    source = f"Capital expenditures rose {share}% from a year ago."
    assert refusal(f"CapEx {share}% 증가", source, (), (), SETTING) is None
    found = refusal(f"CapEx {share + by}% 증가", source, (), (), SETTING)
    assert found is not None
    assert found.reason == "number"
