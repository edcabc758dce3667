"""What PowerPoint's and Excel's files look like in another program: nothing lost, nothing overflowing, Hangul drawn."""

from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat

from callsheet.exports.render import write_table
from callsheet.exports.render.text import shown
from tests.unit.exports.render.test_formats import HOSTILE, hostile_table
from tests.unit.exports.render.test_slides import all_lines
from tests.unit.exports.tables import long_table, sample_chart, sample_table

pytestmark = pytest.mark.office


def bare(text: str) -> str:
    """The text without blanks: a printed line breaks where it must, and Hangul beside Latin gets a gap."""
    return "".join(text.split())


def printed(document: pdfium.PdfDocument) -> str:
    return bare("".join(page.get_textpage().get_text_bounded() for page in document))


def lines(page: pdfium.PdfPage) -> list[tuple[float, float, str]]:
    """Top, bottom (points from the page's top) and text of each line of a page, without gaps."""
    words = page.get_textpage()
    height = page.get_height()
    found = []
    for number in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(number)
        found.append((height - top, height - bottom, bare(words.get_text_bounded(left, bottom, right, top))))
    return [line for line in found if line[2]]


def test_eighty_lines_are_all_on_the_slides_and_above_the_source(opened, tmp_path):
    table = long_table(80)
    document = opened(write_table(table, "pptx", tmp_path / "deck.pptx"))
    text = printed(document)
    assert [line for line in all_lines(table) if bare(line) not in text] == []
    for page in document:
        boxes = lines(page)
        source = next(top for top, _, words in boxes if words.startswith("Source"))
        assert max(bottom for _, bottom, words in boxes if "번째줄" in words) <= source
        assert max(bottom for _, bottom, _ in boxes) <= page.get_height()


def test_hangul_is_drawn_on_slides(opened, tmp_path):
    document = opened(write_table(sample_table(), "pptx", tmp_path / "deck.pptx"))
    fonts = {
        drawn.get_font().get_family_name() for drawn in document[0].get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_TEXT,))
    }
    assert {family.replace(" ", "") for family in fonts} == {"NanumGothic"}
    assert "투자기조정리" in printed(document)


def test_the_chart_shows_its_labels(opened, tmp_path):
    document = opened(write_table(replace(sample_table(), chart=sample_chart()), "pptx", tmp_path / "deck.pptx"))
    text = bare(document[len(document) - 1].get_textpage().get_text_bounded())
    assert all(label in text for label in ("60~65", "≥89", "39.2", "CY2025", "컨센서스"))


def test_hostile_words_are_words_in_another_program(opened, tmp_path):
    expected = {bare(shown(text)) for text in HOSTILE}
    slides = printed(opened(write_table(hostile_table(), "pptx", tmp_path / "hostile.pptx")))
    assert {text for text in expected if text not in slides} == set()
    cells = printed(opened(write_table(hostile_table(), "xlsx", tmp_path / "hostile.xlsx")))
    assert {text for text in expected if text not in cells} == set()
    assert "#NAME" not in cells
    assert "Err:" not in cells


# --- pictures: what LibreOffice draws, against what was looked at and stored -----------------------------------------


def drawn(page):
    """A page as a small grey picture; letters are blurred into how much ink there is where."""
    picture = page.render(scale=1.0).to_pil().convert("L")
    return picture.resize((480, round(480 * picture.height / picture.width)), Image.Resampling.BOX)


def furthest(one, other):
    """The mean difference of two pictures, and that of the tile that differs most, in steps of grey (0 to 255)."""
    difference = ImageChops.difference(one, other)
    tiles = difference.resize((24, round(24 * difference.height / difference.width)), Image.Resampling.BOX)
    return ImageStat.Stat(difference).mean[0], tiles.getextrema()[1]


MEAN, TILE = 1.5, 25.0  # another release of LibreOffice moves letters by less; a lost line is far more in its tile


def alike(one, other):
    mean, tile = furthest(one, other)
    return one.size == other.size and mean < MEAN and tile < TILE


PICTURES = Path(__file__).parent / "pictures"


@pytest.mark.parametrize(("form", "pages"), [("pptx", 2), ("xlsx", 4)])
def test_it_looks_like_what_was_looked_at(form, pages, opened, tmp_path, request):
    table = replace(sample_table(), chart=sample_chart())
    document = opened(write_table(table, form, tmp_path / f"sample.{form}"))
    assert len(document) == pages
    for number in range(pages):
        stored = PICTURES / f"sample_{form}_{number + 1}.png"
        picture = drawn(document[number])
        if request.config.getoption("--update-golden"):
            stored.parent.mkdir(exist_ok=True)
            picture.save(stored)
        assert stored.is_file(), f"{stored} does not exist; run pytest --update-golden and look at what it drew"
        with Image.open(stored) as expected:
            assert alike(picture, expected), f"{stored}: {furthest(picture, expected)}"


def test_a_lost_line_and_boxes_for_hangul_would_be_seen(opened, tmp_path):
    table = sample_table()
    whole = drawn(opened(write_table(table, "pptx", tmp_path / "whole.pptx"))[0])
    block = table.blocks[0]
    section = replace(block.sections[0], lines=block.sections[0].lines[:-1])
    less = replace(table, blocks=(replace(block, sections=(section, *block.sections[1:])), *table.blocks[1:]))
    assert not alike(whole, drawn(opened(write_table(less, "pptx", tmp_path / "less.pptx"))[0]))
    lines = tuple(replace(line, text="\u25a1" * len(line.text)) for line in section.lines)
    boxes = replace(block, sections=(replace(section, lines=lines), *block.sections[1:]))
    boxed = replace(table, blocks=(boxes, *table.blocks[1:]))
    assert not alike(whole, drawn(opened(write_table(boxed, "pptx", tmp_path / "boxed.pptx"))[0]))


def test_the_workbook_computes_its_formulas(opened, tmp_path):
    text = printed(opened(write_table(sample_table("en"), "xlsx", tmp_path / "book.xlsx")))
    assert "87.8B87.8B" in text  # low and high of the implied year, both computed
    assert "#REF" not in text
    assert "#NAME" not in text
    assert [line for line in all_lines(sample_table("en")) if bare(line) not in text] == []
