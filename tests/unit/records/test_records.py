"""Records refuse nonsense."""

from decimal import Decimal

import pytest

from callsheet.records import (
    Definition,
    Figure,
    FigureKind,
    FigureType,
    Qualifier,
    Scope,
    Span,
    SpeakerRole,
    finding_id,
    plain_number,
)


def figure(low: str | None, high: str | None) -> Figure:
    return Figure(
        figure_id="f-x-0",
        type=FigureType.AMOUNT,
        kind=FigureKind.ACTUAL,
        scope=Scope.TOTAL,
        definition=Definition.AS_STATED,
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
        unit="USD",
        qualifier=Qualifier.EXACT,
        period=None,
        text="$1",
        excerpt="$1",
        span=Span(0, 2),
        speaker="unknown",
        role=SpeakerRole.UNKNOWN,
    )


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_is_never_empty_or_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span(start, end)


def test_a_span_covers_its_words() -> None:
    assert Span(6, 11).of("capex $22.6 billion") == "$22.6"
    assert Span(0, 5).shifted(6) == Span(6, 11)
    assert Span(0, 9).covers(Span(2, 9))
    assert not Span(0, 9).covers(Span(2, 10))
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))


def test_a_figure_has_an_end_and_runs_upwards() -> None:
    assert figure("1", None).high is None
    with pytest.raises(ValueError, match="low or a high end"):
        figure(None, None)
    with pytest.raises(ValueError, match="from low to high"):
        figure("65", "60")


def test_ids_name_the_place_and_tell_two_findings_on_the_same_words_apart() -> None:
    span = Span(120, 133)
    assert finding_id("f", "ab12cd34ef56", span) == "f-ab12cd34ef-120"
    assert finding_id("f", "ab12cd34ef56", span, 1) == "f-ab12cd34ef-120.1"


@pytest.mark.parametrize(("value", "expected"), [("60000000000", 60000000000), ("12.5", 12.5), ("1E+3", 1000)])
def test_json_numbers_are_plain(value: str, expected: int | float) -> None:
    assert plain_number(Decimal(value)) == expected
    assert plain_number(None) is None
