"""The reference's own report gives all that ``reference/README.md`` asks of it (point 4)."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from callsheet import derive, store
from callsheet.pipeline import process_file
from callsheet.records import Findings

SHARED = Path(__file__).parents[2] / "../shared"
REPORT = SHARED / "corpus/reports/DAOL_semiconductors_2025-01-31.pdf"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not REPORT.exists(), reason="the reference report is not beside this checkout"),
]


@pytest.fixture(scope="module")
def findings() -> Findings:
    return process_file(REPORT)


@pytest.fixture(scope="module")
def con(findings: Findings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Connection]:
    with store.open_warehouse(tmp_path_factory.mktemp("reference") / "callsheet.duckdb") as con:
        store.replace_documents(con, [findings], "1")
        derive.refresh(con)
        yield con


def test_house_title_sector_rating_and_distribution(findings: Findings) -> None:
    report = findings.report
    assert report is not None
    assert (report.broker, report.published_on) == ("다올투자증권", date(2025, 1, 31))
    assert (report.subject, report.rating) == ("반도체", "Overweight")
    assert report.title is not None
    assert report.title.endswith("DeepSeek(딥시크)")
    assert report.rating_distribution == (
        ("BUY", Decimal("83.4")),
        ("HOLD", Decimal("16.6")),
        ("SELL", Decimal("0.0")),
    )


def test_every_figure_and_table_with_its_source_and_notes(con: store.Connection) -> None:
    exhibits = {row["title"].split(":")[0].strip(): row for row in store.rows(con, "select * from out_exhibits")}
    assert {f"Fig. {number}" for number in range(1, 13)} <= set(exhibits)
    assert sum(1 for title in exhibits if title.startswith("Focus Chart")) == 2
    assert all(row["source"] for row in exhibits.values())
    assert len(re.findall("Note", exhibits["Fig. 9"]["notes"])) == 2


def test_its_tables(findings: Findings) -> None:
    assert findings.report is not None
    training = next(table for table in findings.report.tables if table.title.startswith("Fig. 1:"))
    assert [cell.text for cell in training.rows[1]] == ["in USD", "$5.328M", "$0.238M", "$0.01M", "$5.576M"]
    comments = next(table for table in findings.report.tables if table.title.startswith("Fig. 10"))
    bands = [row[0].text for row in comments.rows if not row[1].text]
    assert (comments.page, bands) == (6, ["#Microsoft", "#Meta"])
    lines = [line for line in findings.report_comments if findings.report.tables[line.table] is comments]
    by_section = [(ticker, section) for ticker in ("MSFT", "META") for section in ("capex", "deepseek")]
    counts = [sum(1 for line in lines if (line.ticker, line.section) == key) for key in by_section]
    assert counts == [10, 8, 5, 10]


def test_its_guidance_figures(findings: Findings) -> None:
    found = {(figure.ticker, figure.text, str(figure.period)) for figure in findings.figures if figure.page == 6}
    assert found == {("META", "$60~65B", "FY2025"), ("MSFT", "$88B", "FY2025")}
    at_least = next(figure for figure in findings.figures if figure.text == "$88B")
    assert (at_least.low, at_least.high, str(at_least.qualifier)) == (Decimal(88_000_000_000), None, "at_least")


def test_what_it_says_on_deepseek_and_with_what_tone(con: store.Connection) -> None:
    said = store.rows(
        con,
        "select page, tone, text from out_sentence_places where list_contains(topics, 'deepseek') order by span_start",
    )
    assert len(said) >= 10
    assert {row["page"] for row in said} >= {1, 2, 6, 7}
    assert all(re.search("DeepSeek|딥시크", row["text"]) for row in said)
