"""A desk publishes, corrects, loads the next call and publishes again: every difference has its cause."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from callsheet import derive, runs, store
from callsheet.cli import app
from callsheet.records import CalendarQuarter, ChangeKind
from callsheet.shipped import shipped

QUARTER = CalendarQuarter.parse("CY2024Q4")
LAST_CALLS = ("MSFT_FY2025Q2.txt", "META_FY2024Q4.txt")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a warehouse of the sample calls, of which one table was published."""
    folder = tmp_path_factory.mktemp("desk")
    runs.process([shipped("transcripts/calls") / name for name in LAST_CALLS], folder / "callsheet.duckdb")
    publish(folder / "callsheet.duckdb")
    return folder


@pytest.fixture
def warehouse(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path / "desk")
    return tmp_path / "desk/callsheet.duckdb"


def publish(warehouse: Path) -> None:
    runs.publish_tables(warehouse, ["MSFT", "META"], QUARTER, ["ko", "en"], ["md"], warehouse.parent / "out")


def callsheet(*arguments: str, warehouse: Path) -> str:
    done = CliRunner().invoke(app, [*arguments, "--warehouse", str(warehouse)])
    assert done.exit_code == 0, done.output
    return done.output


def test_both_languages_and_a_second_time_are_one_edition(warehouse: Path) -> None:
    publish(warehouse)
    assert [head.number for head in runs.editions(warehouse)] == [1]
    assert "MSFT, META CY2024Q4 full" in callsheet("changes", warehouse=warehouse)
    assert "nothing has changed since" in callsheet("changes", "--since", "last", warehouse=warehouse)


def test_a_correction_survives_a_re_run_and_is_told_with_its_cause(warehouse: Path) -> None:
    edition, _ = runs.changes(warehouse, "1")
    line = next(line for line in edition.lines if line.ko)
    with store.open_warehouse(warehouse) as con:
        store.add_override(con, line.comment_id, "ko", "계획 유지", "K. Analyst", "house style")
    runs.process_batch([shipped("transcripts/calls") / name for name in LAST_CALLS], warehouse)
    runs.publish_warehouse(warehouse)
    (change,) = runs.changes(warehouse, "last")[1]
    assert (change.kind, change.target_id) == (ChangeKind.CORRECTED, line.comment_id)
    assert (change.before, change.after) == (line.ko, "계획 유지")
    assert change.cause.startswith("ko corrected by K. Analyst")
    assert change.cause.endswith(": house style")
    printed = callsheet("changes", "--since", "1", "--json", warehouse=warehouse)
    assert [json.loads(row)["kind"] for row in printed.splitlines()] == ["corrected"]
    publish(warehouse)
    assert [head.number for head in runs.editions(warehouse)] == [1, 2]
    assert runs.changes(warehouse, "last")[1] == []


def test_earlier_calls_bring_new_figures_and_leave_the_lines_alone(warehouse: Path) -> None:
    runs.process([shipped("transcripts/calls") / "META_FY2024Q3.txt"], warehouse)
    _, found = runs.changes(warehouse, "last", ["Meta"])
    assert found
    assert {change.kind for change in found} <= {ChangeKind.NEW, ChangeKind.REVISED}
    assert all(change.place.startswith("capex") and change.company_code == "META" for change in found)
    new = [change for change in found if change.place.startswith("capex FY3Q24, actual")]
    assert [(change.after, change.cause.endswith("META_FY2024Q3.txt came in since")) for change in new] == [
        ("$9.2B", True)
    ]


def test_a_document_read_by_another_version_is_told_so(warehouse: Path) -> None:
    with store.open_warehouse(warehouse) as con:
        con.execute("update core_comments set en = en || ' indeed', ko = null where line = 'question'")
        con.execute("update raw_documents set extractor_version = 'next', loaded_at = loaded_at + interval 1 hour")
        derive.refresh(con)
    runs.publish_warehouse(warehouse)
    _, found = runs.changes(warehouse, "last")
    assert found
    assert {change.kind for change in found} == {ChangeKind.REPARSED}
    assert all("now by next" in change.cause for change in found)
