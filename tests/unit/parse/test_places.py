"""Every character of a call maps to its place in the source; in a PDF to its page and to a rectangle on it."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from callsheet.parse import parse_document, source_text
from callsheet.parse.lines import placed_paragraphs, source_lines
from callsheet.parse.pdf_places import find_boxes
from callsheet.pipeline import process_document
from callsheet.records import Box, Call
from tests.unit.parse import sample
from tests.unit.parse.reports.made import set_page
from tests.unit.parse.sample import SAMPLE, document


def read(data: str | bytes) -> Call:
    call = parse_document(document(data)).call
    assert call is not None
    return call


def test_lines_that_are_joined_keep_their_places() -> None:
    words, places = placed_paragraphs(source_lines("Capital expen-\nditures rose\nin the quarter.\n\nSo did revenue."))
    assert words == ("Capital expen-ditures rose in the quarter.", "So did revenue.")
    text = "\n".join(words)
    assert [(text[place.start :][:7], place.name) for place in places] == [
        ("Capital", "line 1"),
        ("ditures", "line 2"),
        ("in the ", "line 3"),
        ("So did ", "line 5"),
    ]


@pytest.mark.parametrize(
    "layout", [sample.dashes, sample.colon, sample.capitals, sample.captions, sample.word_file, sample.mail]
)
def test_words_stand_where_their_place_says(layout: Callable[[], str | bytes]) -> None:
    data = layout()
    call = read(data)
    lines: dict[str, str] = {}
    for line in source_text(document(data)):
        lines[line.place] = lines.get(line.place, "") + line.text
    for turn in call.turns:
        starts = [*(place.start for place in turn.places), len(turn.text)]
        for place, (start, end) in zip(turn.places, pairwise(starts), strict=True):
            assert turn.text[start:end].strip() in lines[place.name]
            assert call.place_at(turn.span.start + start) == place.name


def test_a_text_of_one_line_is_counted_in_characters() -> None:
    text = sample.flat()
    call = read(text)
    for turn in call.turns:
        number = int(turn.place.removeprefix("line 1, character "))
        assert text[number:].startswith(turn.text[:30])


def _pdf() -> bytes:
    lines = [f"*{said.speaker}:* {said.text.replace('$', chr(92) + '$')}" for said in SAMPLE]
    half = len(lines) // 2
    pages = (lines[:half], lines[half:])
    head = "Northwind Robotics Q2 2025 Earnings Call"
    return set_page("\n#pagebreak()\n".join(head + "\n\n" + "\n\n".join(page) for page in pages)).data


def test_a_figure_of_a_pdf_has_its_page_and_its_rectangle() -> None:
    found = process_document(document(_pdf()))
    assert found.call is not None, found.rejection
    spoken = {figure.text: figure for figure in found.figures}
    figure = spoken["$35 million"]
    assert figure.page == 1
    assert isinstance(figure.box, Box)
    # 10 point type on A4 within margins of 50 points: one line high, eleven characters wide, between the margins.
    assert 6 < figure.box.bottom - figure.box.top < 16
    assert 40 < figure.box.x1 - figure.box.x0 < 70
    assert figure.box.x0 >= 50
    assert figure.box.x1 <= 545
    assert figure.box.bottom <= 792


def test_words_that_stand_twice_are_told_apart_by_their_sentence() -> None:
    page = document(set_page("We spent 5 million. Last year we also spent 5 million.\n\nThe end.").data)
    first, second, unclear, missing = find_boxes(
        page,
        [
            (1, "We spent 5 million.", "5 million"),
            (1, "Last year we also spent 5 million.", "5 million"),
            (1, "Nobody spent 5 million.", "5 million"),
            (2, "We spent 5 million.", "5 million"),
        ],
    )
    assert first
    assert second
    assert first.x1 < second.x0
    assert unclear is None
    assert missing is None
