"""Text is measured in the font that ships."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.exports.fonts import font_folder, text_width, wrapped


def test_the_fonts_ship():
    assert {"NanumGothic.ttf", "NanumGothicBold.ttf"} <= {path.name for path in font_folder().iterdir()}


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("가", 9.4),
        ("가나다", 28.2),
        ("a", 6.13),  # DejaVu Sans is wider there than NanumGothic
        ("가a", 17.53),  # a gap between the scripts
        ("가 a", 18.71),  # the blank is the gap
        ("", 0),
    ],
)
def test_a_text_is_as_wide_as_in_the_widest_font_that_may_stand_in(text, width):
    assert text_width(text, size=10) == pytest.approx(width, abs=0.02)


def test_lines_break_at_blanks_and_long_words_are_cut():
    assert wrapped("가나 다라 마바", width=45, size=10) == ["가나 다라", "마바"]
    assert wrapped("가나다라마바", width=20, size=10) == ["가나", "다라", "마바"]
    assert wrapped("", width=20, size=10) == [""]


@given(st.text(alphabet="가나다 ab→😀", max_size=60))
def test_nothing_is_lost_and_no_line_is_too_wide(text):
    lines = wrapped(text, width=30, size=10)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 10) <= 30.001 for line in lines)
