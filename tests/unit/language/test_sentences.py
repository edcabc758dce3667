"""Sentences with offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.language.sentences import split_sentences

CASES = [
    (["Capex was $22.6 billion.", "The U.S. share grew."], " "),
    (["Spend was $840. 800 million.", "It grew."], " "),
    (["J. P. Morgan asked.", "We answered!", "Then what?"], " "),
    (["“We will invest.”", "He paused."], " "),
    (["First paragraph", "second paragraph."], "\n"),
    (["Revenue rose 5.", "Capex fell 3%."], " "),
]


@pytest.mark.parametrize(("sentences", "joint"), CASES)
def test_split_sentences(sentences: list[str], joint: str) -> None:
    text = joint.join(sentences)
    assert [span.of(text) for span in split_sentences(text)] == sentences


@given(st.text())
def test_only_white_space_lies_between_sentences(text: str) -> None:
    rest, last = "", 0
    for span in split_sentences(text):
        assert span.start >= last
        rest, last = rest + text[last : span.start], span.end
    assert not (rest + text[last:]).strip()
