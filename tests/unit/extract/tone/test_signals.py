"""Signals: what moved, which way, and the circumstances. A case carries the signs that it must give."""

import pytest

from callsheet.extract.tone.features import read
from callsheet.extract.tone.signals import Scope, Signal, Source


def said(text: str) -> list[Signal]:
    return read(text).said


@pytest.mark.parametrize(
    ("sentence", "signs"),
    [
        ("Revenue increased.", [1]),
        ("Operating costs increased.", [-1]),
        ("We cut freight costs.", [1]),
        ("Churn fell.", [1]),
        ("Orders fell.", [-1]),
        ("Delinquency rates came down.", [1]),  # "rate" measures the delinquency
        ("Higher expenses met lower volumes.", [-1, -1]),
        ("There is no weakness.", [1]),
        ("The pressure eased.", [1]),  # the pressure is what moved, not bad news besides
        ("That was a headwind to growth.", [-1]),  # growth is what the headwind is about
        ("The replay is on our website.", []),
    ],
)
def test_a_movement_counts_by_what_moved(sentence: str, signs: list[int]) -> None:
    assert [signal.sign for signal in said(sentence)] == signs


def test_an_offset_is_the_lesser_part() -> None:
    first, *rest = said("Margins expanded, partially offset by higher wages.")
    assert (first.sign, first.scope) == (1, Scope.MAIN)
    assert {(signal.sign, signal.scope) for signal in rest} >= {(-1, Scope.OFFSET)}


def test_a_concession_ends_at_the_comma() -> None:
    conceded, main = said("Despite weaker orders, sales rose.")
    assert (conceded.scope, main.scope) == (Scope.CONCEDED, Scope.MAIN)


def test_what_stands_before_but_weighs_less() -> None:
    before, after = said("Sales rose, but margins fell.")
    assert (before.scope, after.scope) == (Scope.BEFORE_TURN, Scope.MAIN)


def test_bad_news_can_be_dealt_with() -> None:
    (signal,) = said("We will mitigate the disruption.")[-1:]
    assert (signal.sign, signal.scope) == (-1, Scope.TAMED)


def test_a_movement_of_something_unnamed_is_told_as_such() -> None:
    (signal,) = said("It rose by 4 points.")
    assert (signal.source, signal.move, signal.numbered) == (Source.MOVE, "up", True)
