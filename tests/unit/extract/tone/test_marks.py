"""Tokens, forms and marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.extract.tone.marks import marks, noun_forms, tokens, verb_forms


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("raise", {"raise", "raises", "raised", "raising"}),
        ("slip", {"slip", "slips", "slipped", "slipping"}),
        ("rally", {"rally", "rallies", "rallied", "rallying"}),
        ("miss", {"miss", "misses", "missed", "missing"}),
        ("pick up", {"pick up", "picks up", "picked up", "picking up"}),
    ],
)
def test_a_verb_stands_for_its_regular_forms(verb: str, forms: set[str]) -> None:
    assert verb_forms(verb) == forms


def test_a_noun_stands_for_its_plural() -> None:
    assert noun_forms("delinquency") == {"delinquency", "delinquencies"}


def test_the_longest_phrase_wins() -> None:
    found = list(marks(tokens("Free cash flow rose, partially offset by freight.")))
    assert [mark.words for mark in found] == ["free cash flow", "rose", "partially offset by", "freight"]


def test_a_phrase_that_says_nothing_hides_its_words() -> None:
    found = list(marks(tokens("Please press star one to limit yourself to one question.")))
    assert all("good" not in mark.kinds and "bad" not in mark.kinds for mark in found)


@given(st.text())
def test_marks_never_overlap_and_stand_where_they_say(text: str) -> None:
    words = tokens(text + " Margins fell.")
    end = 0
    for mark in marks(words):
        assert mark.at >= end
        assert " ".join(words[mark.at : mark.end]) == mark.words
        end = mark.end
