"""Corrections through Excel: what was changed comes back, what changed meanwhile is reported, text stays text."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from callsheet import review, store
from callsheet.errors import ExportError, MissingError, RefusedError
from callsheet.exports.review_book import AUTHOR_CELL, read_review, write_review
from callsheet.records import CalendarQuarter, Correction
from tests.unit.test_review import correction, ids, lines, shown, warehouse

__all__ = ["warehouse"]  # the fixture

QUARTER = CalendarQuarter(2024, 4)


@pytest.fixture
def book(warehouse: Path, tmp_path: Path) -> Path:
    path = tmp_path / "review.xlsx"
    with store.open_published(warehouse) as con:
        assert write_review(con, ["MSFT", "META"], QUARTER, path) == 11
    return path


def change(path: Path, sheet: str, target: str, author: str = "Kim", **values: object) -> None:
    book = load_workbook(path)
    book["Review"][AUTHOR_CELL] = author
    rows = book[sheet].iter_rows()
    columns = [cell.value for cell in next(rows)]
    row = next(row for row in rows if row[0].value == target)
    for column, value in values.items():
        row[columns.index(column)].value = value
    book.save(path)


def test_a_workbook_that_nobody_changed_corrects_nothing(book: Path) -> None:
    assert read_review(book) == []


def test_what_was_changed_comes_back_and_is_saved(warehouse: Path, book: Path) -> None:
    line, figure = ids(warehouse)
    change(book, "Lines", line, ko="고친 줄", reason="house style")
    change(book, "Figures", figure, low=61000000000, reason="release")
    found = read_review(book)
    assert found == [
        Correction(line, {"ko": "고친 줄"}, {"ko": "당분기 CapEx $22.6B"}, "Kim", "house style"),
        Correction(figure, {"low": "61000000000"}, {"low": "60000000000"}, "Kim", "release"),
    ]
    assert review.save(warehouse, found) == []
    assert next(each.text for each in lines(warehouse) if each.comment_id == line) == "고친 줄"
    assert next(row.value for row in shown(warehouse).figures if row.figure_id == figure) == "$61~65B"
    assert review.save(warehouse, read_review(book)) == []  # a second time changes nothing


def test_what_someone_else_changed_meanwhile_is_a_conflict(warehouse: Path, book: Path) -> None:
    line, figure = ids(warehouse)
    change(book, "Lines", line, ko="엑셀", reason="shorter")
    change(book, "Figures", figure, approved=True)
    review.save(warehouse, [correction(line, {}, author="Lee", ko="리의 줄")])
    (conflict,) = review.save(warehouse, read_review(book))
    assert (conflict.target_id, conflict.current, conflict.wanted, conflict.author) == (line, "리의 줄", "엑셀", "Lee")
    assert review.reviewed(warehouse, figure)["approved"] == "true"  # the rest is saved


@pytest.mark.parametrize("text", ['=HYPERLINK("http://example.com")', "@SUM(1)", "-1+2", "_x0041_", "a  b", "<b>&"])
def test_text_that_looks_like_a_formula_is_text(text: str, warehouse: Path, tmp_path: Path) -> None:
    line, _ = ids(warehouse)
    review.save(warehouse, [correction(line, {}, ko=text, en=text)])
    path = tmp_path / "hostile.xlsx"
    with store.open_published(warehouse) as con:
        write_review(con, ["MSFT"], QUARTER, path)
    cells = [cell for row in load_workbook(path)["Lines"].iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert read_review(path) == []
    change(path, "Lines", line, hidden="TRUE", reason="odd")
    assert [each.values for each in read_review(path)] == [{"hidden": "true"}]


@pytest.mark.parametrize(
    ("values", "error", "message"),
    [
        ({"ko": "고친 줄"}, RefusedError, r"Lines!M\d: give a reason"),
        ({"ko": "=1+1", "reason": "x"}, RefusedError, r"Lines!H\d: holds a formula"),
        ({"position": "first", "reason": "x"}, RefusedError, r"Lines!J\d: expected a number"),
        ({"comment_id": "c-other"}, RefusedError, r"Lines!A\d: 'c-other' is no id of this workbook"),
        ({"ko": "고친 줄", "reason": "x", "author": " "}, MissingError, "reviewer's name"),
    ],
)
def test_a_cell_that_cannot_be_is_named(
    values: dict[str, str], error: type[Exception], message: str, warehouse: Path, book: Path
) -> None:
    change(book, "Lines", ids(warehouse)[0], **values)
    with pytest.raises(error, match=message):
        read_review(book)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_text("not a workbook")
    with pytest.raises(ExportError, match="no review workbook"):
        read_review(tmp_path / "notes.xlsx")
    with pytest.raises(MissingError, match="does not exist"):
        read_review(tmp_path / "none.xlsx")
