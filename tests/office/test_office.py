"""What PowerPoint's and Excel's files look like in another program: nothing lost, nothing overflowing, Hangul drawn."""

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from callsheet.exports.render import write_table
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


def test_the_workbook_computes_its_formulas(opened, tmp_path):
    text = printed(opened(write_table(sample_table("en"), "xlsx", tmp_path / "book.xlsx")))
    assert "87.8B87.8B" in text  # low and high of the implied year, both computed
    assert "#REF" not in text
    assert "#NAME" not in text
    assert [line for line in all_lines(sample_table("en")) if bare(line) not in text] == []
