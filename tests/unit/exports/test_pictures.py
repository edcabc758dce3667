"""The page of a PDF with a finding's words framed: a figure, a cell and a sentence of a report, words of a call."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from callsheet import derive, store
from callsheet.errors import MissingError
from callsheet.exports import trace
from callsheet.exports.pictures import page_pictures
from callsheet.parse.pdf import find_words
from callsheet.pipeline import process_file
from tests.unit.parse.reports import made

SAMPLE = Path(__file__).parents[3] / "transcripts/reports/gaonnuri_semiconductors_2025-02-03.pdf"
RED = (200, 30, 30)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drawn") / "report.pdf"
    path.write_bytes(SAMPLE.read_bytes())
    return path


@pytest.fixture(scope="module")
def con(report: Path) -> Iterator[store.Connection]:
    """A warehouse that holds the sample report. Tests only read it."""
    with store.open_warehouse(report.with_name("callsheet.duckdb")) as con:
        store.replace_documents(con, [process_file(report)], "1")
        derive.refresh(con)
        yield con


def an_id(con: store.Connection, column: str, view: str, where: str) -> str:
    return str(store.rows(con, f"select {column} as id from {view} where {where}")[0]["id"])


def red_box(png: bytes) -> tuple[float, float, float, float]:
    """The rectangle around everything red in a picture, in points (pictures have two pixels a point)."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    red = Image.new("L", picture.size)
    red.putdata([255 if pixel == RED else 0 for pixel in picture.get_flattened_data()])
    box = red.getbbox()
    assert box is not None
    return tuple(edge / 2 for edge in box)  # type: ignore[return-value]


def test_a_cell_is_framed_on_its_page(con: store.Connection) -> None:
    (row,) = store.rows(con, "select * from out_table_cells where text = '24,800'")
    (picture,) = page_pictures(con, row["cell_id"])
    assert picture.page == row["page"] == 2
    x0, top, x1, bottom = red_box(picture.png)
    assert (x0, top) == pytest.approx((row["box"]["x0"], row["box"]["top"]), abs=4)
    assert (x1, bottom) == pytest.approx((row["box"]["x1"], row["box"]["bottom"]), abs=4)
    assert "cell of a table" in trace(con, row["cell_id"])


def test_a_figure_in_the_text_is_framed_where_its_words_stand(con: store.Connection) -> None:
    (picture,) = page_pictures(con, an_id(con, "figure_id", "out_figures", "text = '5.7조원'"))
    x0, top, x1, bottom = red_box(picture.png)
    assert picture.page == 1
    assert 20 < x1 - x0 < 60
    assert 8 < bottom - top < 20


def test_a_sentence_is_framed_line_by_line(con: store.Connection) -> None:
    found_id = an_id(con, "sentence_id", "out_sentence_places", "text like 'Meta는 2025년%'")
    (picture,) = page_pictures(con, found_id)
    x0, _, x1, _ = red_box(picture.png)
    assert picture.page == 1
    assert x1 - x0 > 100
    assert "sentence" in trace(con, found_id)


def test_a_document_that_changed_is_not_drawn(con: store.Connection, report: Path) -> None:
    found_id = an_id(con, "cell_id", "out_table_cells", "text = '24,800'")
    kept = report.read_bytes()
    report.write_bytes(kept + b"\n")
    with pytest.raises(MissingError, match="not the document any more"):
        page_pictures(con, found_id)
    report.unlink()
    with pytest.raises(MissingError, match="no longer there"):
        page_pictures(con, found_id)
    report.write_bytes(kept)


def test_words_are_searched_where_no_geometry_was_read() -> None:
    document = made.set_page(
        "First page #pagebreak() Operator: we expect capital expenditures of \\$30-33 billion, #h(1fr)\\ unchanged."
    )
    passage = "We expect capital expenditures of $30-33 billion, unchanged.".replace("We", "we")
    ((page, box),) = find_words(document, passage, "$30-33 billion")
    assert page == 2
    assert 50 < box.x1 - box.x0 < 100
    assert len(find_words(document, passage, passage)) == 2  # one rectangle a line
    assert find_words(document, "words that nobody said", "") == []


def test_the_exhibits_of_a_report_have_their_source_and_notes(con: store.Connection) -> None:
    first, second, third = store.rows(con, "select * from out_exhibits order by exhibit_number")
    assert (first["title"], first["page"]) == ("표 1. 빅테크 4사 설비투자 가이던스와 컨센서스 (단위: 십억달러)", 2)
    assert (first["source"], first["notes"]) == (
        "자료: 각 사, 가온누리투자증권(예시)",
        "주: Amazon과 Alphabet의 값은 예시용 컨센서스",
    )
    assert (third["source"], third["notes"]) == ("자료: 각 사, 가온누리투자증권(예시)", None)
    assert second["exhibit_number"] == 2
