import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from callsheet import derive, store
from callsheet.errors import CheckError, MissingError
from tests.unit.store.sample import actual, call_findings, rejected_findings, story

READ_IN_A_LOOP = """
import sys, time
from pathlib import Path
from callsheet import store
counts = set()
print("reading", flush=True)
while not Path(sys.argv[2]).exists():
    frame = store.read_only_query(Path(sys.argv[1]), '''
        select (select count(*) from raw_documents) as documents, (select count(*) from core_calls) as calls''')
    counts.add((int(frame.documents[0]), int(frame.calls[0])))
    time.sleep(0.01)
print(sorted(counts))
"""


def load(warehouse: Path, *findings: object) -> None:
    with store.open_warehouse(warehouse) as con:
        store.replace_documents(con, findings, "1")  # type: ignore[arg-type]
        derive.refresh(con)


def test_what_is_published_is_what_was_loaded(loaded: Path) -> None:
    published = store.publish(loaded)
    assert published == loaded.parent / "published" / "callsheet.duckdb"
    frame = store.read_only_query(
        loaded,
        "select low, working from core_derived where period = 'FY2024' and company_code = 'META'",
    )
    assert frame.to_dict("records") == [{"low": 39.2e9, "working": "6.7 + 8.5 + 9.2 + 14.8 = 39.2"}]


def test_views_macros_and_comments_are_published_too(loaded: Path) -> None:
    store.publish(loaded)
    with store.open_warehouse(loaded) as con:
        written = store.dictionary(con)
    with store.open_published(loaded) as con:
        assert store.dictionary(con) == written
        assert store.rows(
            con, "select count(*) as n from capex_calendar(date '2024-12-31') where known_on > '2024-12-31'"
        ) == [{"n": 0}]


def test_a_reader_of_the_old_snapshot_goes_on_reading_it(warehouse: Path, migrated: Path) -> None:
    load(warehouse, rejected_findings())
    store.publish(warehouse)
    with store.open_published(warehouse) as old:
        load(warehouse, *story())
        store.publish(warehouse)
        with store.open_published(warehouse) as new:  # in the same process, while the old one is open
            assert new.execute("select count(*) from raw_documents").fetchone() == (11,)
        assert old.execute("select count(*) from raw_documents").fetchone() == (1,)
    with store.open_published(warehouse) as new:
        assert new.execute("select count(*) from raw_documents").fetchone() == (11,)


def test_a_reader_process_sees_whole_states_only(warehouse: Path, migrated: Path, tmp_path: Path) -> None:
    load(warehouse, rejected_findings())
    store.publish(warehouse)
    stop = tmp_path / "stop"
    reader = subprocess.Popen(
        [sys.executable, "-c", READ_IN_A_LOOP, str(warehouse), str(stop)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reading\n"
    told = story()[:4]
    for number, findings in enumerate(told):
        load(warehouse, findings)
        if number % 2:
            store.publish(warehouse)
    stop.touch()
    counts, errors = reader.communicate(timeout=30)
    assert errors == ""
    states = eval(counts)  # a list of pairs that the reader printed
    assert set(states) <= {(1 + calls, calls) for calls in range(0, len(told) + 1, 2)}
    assert len(states) >= 1


def test_a_failing_check_keeps_the_last_snapshot(loaded: Path) -> None:
    published = store.publish(loaded)
    before = published.read_bytes()
    with store.open_warehouse(loaded) as con:
        con.execute("update core_figures set low = high + 1 where kind = 'guidance'")
    with pytest.raises(CheckError, match="ranges_run_from_low_to_high"):
        store.publish(loaded)
    assert published.read_bytes() == before


def test_what_a_killed_run_left_is_cleared_away(warehouse: Path, migrated: Path) -> None:
    load(warehouse, call_findings("META", "FY2024Q4", "2025-01-29", [actual("FY2024Q4", "14.8")]))
    folder = store.published_path(warehouse).parent
    folder.mkdir()
    (folder / ".callsheet.duckdb.unfinished").write_bytes(b"half")
    (folder / ".callsheet.duckdb.unfinished.wal").write_bytes(b"half")
    published = store.publish(warehouse)
    assert [path.name for path in folder.iterdir()] == [published.name]


def test_a_folder_with_a_quote_in_its_name_is_published(tmp_path: Path) -> None:
    warehouse = tmp_path / "the desk's" / "callsheet.duckdb"
    load(warehouse, rejected_findings())
    assert store.publish(warehouse).is_file()


def test_nothing_published_is_said_so(warehouse: Path) -> None:
    with pytest.raises(MissingError, match="nothing is published yet"):
        store.read_only_query(warehouse, "select 1")


@pytest.fixture(scope="module")
def published_once(made: Path) -> Path:
    """A folder with a warehouse and its snapshot."""
    folder = made / "published_once"
    folder.mkdir()
    store.publish(Path(shutil.copy(made / "told.duckdb", folder)))
    return folder


@pytest.fixture
def published(published_once: Path, tmp_path: Path) -> Path:
    """A published warehouse of the test's own."""
    return Path(shutil.copytree(published_once, tmp_path / "warehouse")) / "told.duckdb"


class TestIsPublished:
    """Whether publishing again would make the same snapshot again."""

    def test_a_snapshot_that_holds_everything_is_published(self, published: Path) -> None:
        assert store.is_published(published)

    def test_nothing_there_is_not_published(self, migrated: Path) -> None:
        assert not store.is_published(migrated)
        assert not store.is_published(migrated.with_name("nowhere.duckdb"))

    def test_what_was_loaded_since_is_not_published(self, published: Path) -> None:
        with store.open_warehouse(published) as con:
            store.replace_document(con, rejected_findings(), "1")  # as a run that is killed here leaves it
        assert not store.is_published(published)

    def test_a_correction_is_not_published_yet(self, published: Path) -> None:
        with store.open_warehouse(published) as con:
            figure_id = store.rows(con, "select figure_id from core_figures limit 1")[0]["figure_id"]
            store.add_override(con, figure_id, "hidden", "true", "K. Analyst", "said of another company")
        assert not store.is_published(published)

    def test_a_snapshot_of_another_schema_is_none(self, published: Path) -> None:
        with store.open_warehouse(store.published_path(published)) as con:
            con.execute("update schema_migrations set content_code = 'of an older version' where migration = 'views'")
        assert not store.is_published(published)

    def test_a_snapshot_of_another_coverage_is_none(self, published: Path) -> None:
        with store.open_warehouse(store.published_path(published)) as con:
            con.execute("update core_companies set fiscal_year_end_month = 9 where ticker = 'META'")
        assert not store.is_published(published)

    def test_a_broken_snapshot_is_none(self, published: Path) -> None:
        store.published_path(published).write_bytes(b"half a file")
        assert not store.is_published(published)
