"""Text that any format can hold, and what stands before and behind a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.exports.render.text import asked_by, marker, origin, shown
from callsheet.records import Line, RenderedBy, TableLine


def line(kind: Line, text: str = "spending grows", affiliation: str | None = None) -> TableLine:
    return TableLine(
        text, kind, "c-1", "We spend more.", "Kim Lee", "Acme FY2025Q2 call", RenderedBy.FRAME, affiliation
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two\nlines\tand  blanks", "two lines and blanks"),
        ("null\x00 escape\x1b[31m bell\x07", "null escape [31m bell"),
        ("lone \ud83d surrogate", "lone ? surrogate"),
        ("abc\u202ecba\u2069", "abccba"),
        ("  $60~65B → 증가  ", "$60~65B → 증가"),
    ],
)
def test_shown(text, expected):
    assert shown(text) == expected


@given(st.text())
def test_shown_text_is_one_printable_line_and_stays_so(text):
    drawn = shown(text)
    assert drawn.encode("utf-8").decode("utf-8") == drawn
    assert drawn == shown(drawn)
    assert not any(character < " " or character in "\x7f\u2028\u202e" for character in drawn)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Line.QUESTION, "why?", "Q."),
        (Line.BULLET, "capex $22.6B", "-"),
        (Line.ANSWER, "demand is strong", "-"),
        (Line.BULLET, "→ 1) more regions", ""),
    ],
)
def test_marker(kind, text, expected):
    assert marker(line(kind, text)) == expected


def test_only_questions_name_who_asked():
    assert asked_by(line(Line.QUESTION, affiliation="Example Securities")) == "Kim Lee, Example Securities"
    assert asked_by(line(Line.QUESTION)) == "Kim Lee"
    assert asked_by(line(Line.ANSWER)) == ""


def test_origin_names_speaker_house_and_document():
    question = line(Line.QUESTION, affiliation="Example Securities")
    assert origin(question) == "Kim Lee, Example Securities, Acme FY2025Q2 call"
