"""Splitting a table over slides: nothing lost, nothing too high, questions with their answers."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.exports.render.slides import Page, Row, split
from callsheet.records import CommentTable, CompanyBlock, Line, RenderedBy, TableLine, TableSection
from tests.unit.exports.tables import long_table, sample_table

PAGE = Page(section_width=140, comment_width=740, height=380)


def shown_lines(slides: list[tuple[Row, ...]]) -> list[str]:
    """The texts on all slides in order, the parts of a long line joined again."""
    texts: list[str] = []
    for part in (part for rows in slides for row in rows for part in row.parts):
        if part.goes_on:
            texts[-1] += " " + part.text
        else:
            texts.append(part.text)
    return texts


def all_lines(table: CommentTable) -> list[str]:
    return [line.text for block in table.blocks for section in block.sections for line in section.lines]


@pytest.mark.parametrize("lines", [1, 20, 33, 80, 300])
def test_nothing_is_lost_and_no_slide_overflows(lines):
    table = long_table(max(lines, 20))
    slides = split(table, PAGE)
    assert shown_lines(slides) == all_lines(table)
    assert all(sum(row.height for row in rows) <= PAGE.height for rows in slides)


def test_a_small_table_stands_on_one_slide():
    (rows,) = split(sample_table(), PAGE)
    assert [row.title for row in rows] == [
        "#Microsoft",
        "CapEx 및 인프라 투자 관련",
        "DeepSeek 관련",
        "#Meta",
        "CapEx 및 인프라 투자 관련",
        "오픈소스 및 DeepSeek 관련",
    ]


def test_later_slides_repeat_band_and_section_as_continued():
    rows = split(long_table(), PAGE)[1]
    assert [row.title for row in rows[:2]] == ["#Microsoft (계속)", "CapEx 및 인프라 투자 관련 (계속)"]


def test_a_company_that_fits_on_one_slide_is_not_torn_apart():
    table = sample_table()
    page = replace(PAGE, height=250)
    slides = split(table, page)
    assert [rows[0].title for rows in slides] == ["#Microsoft", "#Meta"]


def test_a_question_is_never_the_last_line_of_a_slide():
    for rows in split(long_table(), PAGE):
        assert not rows[-1].parts[-1].is_question


def test_a_consequence_stays_with_the_line_above():
    lines = [
        TableLine(text, Line.BULLET, f"c-{number}", "", "Kim Lee", "Acme call", RenderedBy.FRAME)
        for number, text in enumerate(["원인이 되는 사실", "→ 그 결과"] * 40)
    ]
    table = replace(sample_table(), blocks=(CompanyBlock("Acme", "FY2025Q2", (TableSection("CapEx", tuple(lines)),)),))
    assert all(rows[1].parts[0].text == "원인이 되는 사실" for rows in split(table, PAGE))


def test_a_line_longer_than_a_slide_goes_on_on_the_next():
    words = " ".join(f"낱말{number}" for number in range(2000))
    line = TableLine(words, Line.BULLET, "c-1", "", "Kim Lee", "Acme call", RenderedBy.FRAME)
    table = replace(sample_table(), blocks=(CompanyBlock("Acme", "FY2025Q2", (TableSection("CapEx", (line,)),)),))
    slides = split(table, PAGE)
    assert len(slides) > 2
    assert shown_lines(slides) == [words]
    assert [part.marker for rows in slides for row in rows for part in row.parts][:2] == ["-", ""]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(list(Line)), st.text(alphabet="가나 다A1→", min_size=1, max_size=300)), max_size=40
    )
)
def test_any_table_is_shown_whole(rows):
    lines = tuple(
        TableLine(f"x {text}", line, f"c-{number}", "", "Kim Lee", "Acme call", RenderedBy.FRAME)
        for number, (line, text) in enumerate(rows)
    )
    table = replace(sample_table(), blocks=(CompanyBlock("Acme", "FY2025Q2", (TableSection("CapEx", lines),)),))
    slides = split(table, PAGE)
    assert [text.replace(" ", "") for text in shown_lines(slides)] == [
        text.replace(" ", "") for text in all_lines(table)
    ]
    assert all(sum(row.height for row in slide) <= PAGE.height for slide in slides)
