"""Past one machine: the warehouse as a DuckLake on a real PostgreSQL, two writers at once, real Dask workers."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from callsheet import runs, store
from callsheet.errors import MissingError, TransientError
from callsheet.pipeline import process_file
from callsheet.store.migrate import sql_files
from tests.flows.postgres import postgres
from tests.warehouse.desk import write_inbox
from tests.warehouse.runs_apart import started

pytestmark = pytest.mark.prefect
_EXTRA = ("prefect_dask", "duckdb_extension_ducklake", "duckdb_extension_postgres_scanner", "psycopg")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scale") / "inbox"
    write_inbox(folder, 6)
    return folder


@pytest.fixture(scope="module")
def expected(inbox: Path) -> str:
    """The code of what the same documents leave in a DuckDB file."""
    warehouse = inbox.parent / "plain.duckdb"
    runs.process([inbox], warehouse, read=process_file)
    with store.open_published(warehouse) as con:
        return store.fingerprint(con)


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[Path]:
    """An empty DuckLake on a PostgreSQL of its own."""
    missing = [name for name in _EXTRA if find_spec(name) is None]
    if missing:
        pytest.skip(f"needs the scale extra (pip install 'callsheet[scale]'): {', '.join(missing)} not installed")
    (tmp_path / "data").mkdir()
    path = tmp_path / "desk.lake.toml"
    with postgres() as catalog:
        path.write_text(f'catalog = "{catalog}"\ndata = "{tmp_path.as_posix()}/data/"\n', encoding="utf-8")
        yield path


def held_by(warehouse: Path) -> tuple[str, str]:
    """The codes of what the DuckLake and its published snapshot hold."""
    with store.open_warehouse(warehouse) as con:
        written = store.fingerprint(con)
    with store.open_published(warehouse) as con:
        return written, store.fingerprint(con)


def test_two_writers_at_once_leave_what_one_leaves(lake: Path, inbox: Path, expected: str) -> None:
    """Both read everything, both write, neither waits for the other's whole run; every query answers as in a file."""
    both = [started(inbox, lake) for _ in range(2)]
    for process in both:
        process.join(300)
    assert [process.exitcode for process in both] == [0, 0]
    assert held_by(lake) == (expected, expected)
    assert runs.process([inbox], lake).unchanged == 9
    with store.open_warehouse(lake) as con, store.open_published(inbox.parent / "plain.duckdb") as plain:
        assert len(store.run_checks(con)) > 10
        for path in sql_files("queries"):
            sql = path.read_text(encoding="utf-8")
            assert con.execute(sql).fetchall() == plain.execute(sql).fetchall(), path.stem


def test_a_backfill_on_dask_workers(lake: Path, inbox: Path, expected: str) -> None:
    from flows.backfill import on_dask

    report = on_dask(workers=2)([inbox], lake, batch_size=2)
    assert (report.loaded, [item.reason for item in report.rejected]) == (8, ["empty"])
    assert held_by(lake) == (expected, expected)


def test_a_backfill_on_this_machines_cores(tmp_path: Path, inbox: Path, expected: str) -> None:
    from flows.backfill import backfill

    warehouse = tmp_path / "callsheet.duckdb"
    assert backfill([inbox], warehouse, batch_size=3).loaded == 8
    assert held_by(warehouse) == (expected, expected)


def test_no_password_is_kept_or_shown(tmp_path: Path) -> None:
    if find_spec("duckdb_extension_ducklake") is None:
        pytest.skip("needs the scale extra (pip install 'callsheet[scale]')")
    path = tmp_path / "desk.lake.toml"
    for catalog in ("host=db user=desk password=hunter2", "postgresql://desk:hunter2@db/lake"):
        path.write_text(f'catalog = "{catalog}"\ndata = "data/"\n')
        with pytest.raises(MissingError, match="holds a password") as refused:
            runs.process([], path)
        assert "hunter2" not in str(refused.value)
    path.write_text(
        'catalog = "host=127.0.0.1 port=1 user=desk dbname=secret_name connect_timeout=2"\ndata = "data/"\n'
    )
    with pytest.raises(TransientError, match="does not answer") as failed, store.open_warehouse(path):
        pass
    assert "secret_name" not in str(failed.value)
    assert failed.value.__cause__ is None
