"""Corrections through the warehouse's one writer: conflicts are found, nothing half-saved, everything published."""

from decimal import Decimal
from pathlib import Path

import pytest

from callsheet import derive, exports, review, store
from callsheet.errors import MissingError, RefusedError
from callsheet.exports.render import write_table
from callsheet.records import VERSION, Correction
from tests.unit.exports.conftest import commented_story


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A published warehouse with the public capex story and comments on two of its calls."""
    path = tmp_path / "warehouse" / "callsheet.duckdb"
    with store.open_warehouse(path) as con:
        store.replace_documents(con, commented_story(), "1")
        # The made-up comments stand anywhere in their call; their excerpts are not checked here.
        derive.refresh(con)
    store.publish(path)
    return path


def ids(warehouse: Path) -> tuple[str, str]:
    """A line of Microsoft's call, and Meta's guided figure."""
    with store.open_published(warehouse) as con:
        (line,) = store.rows(con, "select comment_id from out_comments where ko = '당분기 CapEx $22.6B'")
        (figure,) = store.rows(
            con,
            "select figure_id from out_figures where ticker = 'META' and period = 'FY2025' and fiscal_period = ?",
            ["FY2024Q4"],
        )
    return str(line["comment_id"]), str(figure["figure_id"])


def correction(target: str, seen: dict[str, str], author: str = "Kim", **values: str) -> Correction:
    return Correction(target, values, seen, author, "house style")


def shown(warehouse: Path, lang: str = "ko"):
    with store.open_published(warehouse) as con:
        return exports.comment_table(con, ["MSFT", "META"], "CY2024Q4", lang)


def lines(warehouse: Path):
    return [line for block in shown(warehouse).blocks for part in block.sections for line in part.lines]


def test_a_corrected_line_is_published_with_who_and_why(warehouse: Path) -> None:
    line, _ = ids(warehouse)
    assert review.save(warehouse, [correction(line, {"ko": "당분기 CapEx $22.6B"}, ko="CapEx $22.6B (당분기)")]) == []
    found = next(each for each in lines(warehouse) if each.comment_id == line)
    assert (found.text, found.review.corrected_by, found.review.reason) == (
        "CapEx $22.6B (당분기)",
        "Kim",
        "house style",
    )


def test_the_second_of_two_people_gets_a_conflict_and_both_texts(warehouse: Path) -> None:
    line, _ = ids(warehouse)
    seen = {"ko": "당분기 CapEx $22.6B"}
    review.save(warehouse, [correction(line, seen, ko="하나")])
    (conflict,) = review.save(warehouse, [correction(line, seen, author="Lee", ko="둘")])
    assert (conflict.current, conflict.wanted, conflict.author) == ("하나", "둘", "Kim")
    assert review.reviewed(warehouse, line)["ko"] == "하나"
    assert review.save(warehouse, [correction(line, {"ko": "하나"}, author="Lee", ko="둘")]) == []
    assert review.reviewed(warehouse, line)["ko"] == "둘"


def test_two_people_on_different_fields_do_not_disturb_each_other(warehouse: Path) -> None:
    line, _ = ids(warehouse)
    before = review.reviewed(warehouse, line)
    assert review.save(warehouse, [correction(line, {"ko": before["ko"]}, ko="하나")]) == []
    assert review.save(warehouse, [correction(line, {"en": before["en"]}, author="Lee", en="One")]) == []
    after = review.reviewed(warehouse, line)
    assert (after["ko"], after["en"]) == ("하나", "One")


def test_an_approval_is_of_what_was_seen_and_ends_with_a_correction(warehouse: Path) -> None:
    line, _ = ids(warehouse)
    seen = {VERSION: review.reviewed(warehouse, line)[VERSION]}
    assert review.save(warehouse, [correction(line, seen, approved="true")]) == []
    assert review.reviewed(warehouse, line)["approved"] == "true"
    assert "Note: 7줄 중 1줄 Kim 확인" in shown(warehouse).notes
    review.save(warehouse, [correction(line, {"ko": "당분기 CapEx $22.6B"}, author="Lee", ko="둘")])
    assert review.reviewed(warehouse, line)["approved"] == "false"
    (conflict,) = review.save(warehouse, [correction(line, seen, approved="true")])
    assert (conflict.field, conflict.author) == (VERSION, "Lee")


def test_a_corrected_figure_enters_table_ladder_and_chart_marked(warehouse: Path, tmp_path: Path) -> None:
    _, figure = ids(warehouse)
    before = review.reviewed(warehouse, figure)
    assert (before["low"], before["high"]) == ("60000000000", "65000000000")
    assert review.save(warehouse, [correction(figure, {"low": before["low"]}, low="61000000000")]) == []
    table = shown(warehouse)
    row = next(row for row in table.figures if row.figure_id == figure)
    assert (row.low, row.value, row.review.corrected_by) == (Decimal("61e9"), "$61~65B", "Kim")
    step = next(row for ladder in table.ladders for row in ladder.rows if row.figure_id == figure)
    assert (step.value, step.review.corrected_by) == ("$61-65B", "Kim")
    with store.open_published(warehouse) as con:
        chart = exports.capex_chart(con)
    bar = next(part for part in chart.parts if part.ticker == "META" and part.period == "CY2025")
    assert (bar.low, bar.corrected_by) == (Decimal("61e9"), "Kim")
    assert "Note: † 애널리스트 수정: Meta CY2025" in chart.notes
    for target in ("md", "csv", "html", "fragment"):
        text = write_table(table, target, tmp_path / f"table.{target}").read_text(encoding="utf-8")
        assert "†" in text or target == "csv", target


def test_lines_are_moved_and_hidden(warehouse: Path) -> None:
    texts = [line.text for line in lines(warehouse)]
    assert texts[:2] == ["당분기 CapEx $22.6B", "Power is scarce"]
    first, second = (line.comment_id for line in lines(warehouse)[:2])
    review.save(warehouse, [correction(first, {}, position="5")])
    assert [line.comment_id for line in lines(warehouse)[:2]] == [second, first]
    review.save(warehouse, [correction(second, {"hidden": "false"}, hidden="true")])
    assert second not in [line.comment_id for line in lines(warehouse)]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"low": "70000000000"}, "lies above high"),
        ({"low": "", "high": ""}, "has a low or a high end"),
        ({"low": "a lot"}, "plain number"),
        ({"section": "capex"}, "cannot be corrected"),
    ],
)
def test_a_correction_that_cannot_be_leaves_nothing_behind(
    values: dict[str, str], message: str, warehouse: Path
) -> None:
    line, figure = ids(warehouse)
    good = correction(line, {"ko": "당분기 CapEx $22.6B"}, ko="하나")
    with pytest.raises(RefusedError, match=message):
        review.save(warehouse, [good, Correction(figure, values, {}, "Kim", "why")])
    assert review.reviewed(warehouse, line)["ko"] == "당분기 CapEx $22.6B"
    with store.open_warehouse(warehouse) as con:
        assert store.rows(con, "select * from review_overrides") == []


def test_what_is_not_there_cannot_be_corrected(warehouse: Path) -> None:
    with pytest.raises(MissingError, match="f-nothing"):
        review.save(warehouse, [correction("f-nothing", {}, low="1")])
