import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from callsheet import store
from callsheet.errors import MissingError, TransientError
from callsheet.store.migrate import sql_files

HOLD = """
import sys
import duckdb
with duckdb.connect(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.readline()
"""


def held_by_another_process(warehouse: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_waits_for_the_first(migrated: Path) -> None:
    process = held_by_another_process(migrated)
    release = threading.Timer(0.3, lambda: process.communicate("done\n"))
    release.start()
    started = time.monotonic()
    with store.open_warehouse(migrated, wait_seconds=30) as con:
        assert store.known_documents(con) == {}
    assert time.monotonic() - started > 0.2
    release.join()


def test_waiting_for_too_long_is_worth_another_try(migrated: Path) -> None:
    process = held_by_another_process(migrated)
    try:
        with pytest.raises(TransientError, match="still in use by another process after 0 s"):
            store.open_warehouse(migrated, wait_seconds=0.2).__enter__()
    finally:
        process.communicate("done\n")


def test_a_warehouse_that_does_not_exist_cannot_be_read(warehouse: Path) -> None:
    with pytest.raises(MissingError, match="there is no warehouse to read"):
        store.open_warehouse(warehouse, read_only=True).__enter__()
    assert not warehouse.parent.exists()


def test_a_file_that_is_no_warehouse_is_named(tmp_path: Path) -> None:
    notes = tmp_path / "notes.duckdb"
    notes.write_text("these are notes\n" * 1000)
    with pytest.raises(MissingError, match=r"notes\.duckdb cannot be opened as a callsheet warehouse"):
        store.open_warehouse(notes).__enter__()


def test_migrations_are_applied_once(warehouse: Path) -> None:
    for _ in range(2):
        with store.open_warehouse(warehouse) as con:
            applied = store.rows(con, "select migration, applied_at from schema_migrations order by migration")
    names = [row["migration"] for row in applied]
    assert names == [*(path.name for path in sql_files("migrations")), "views"]
    with store.open_warehouse(warehouse) as con:
        assert store.rows(con, "select migration, applied_at from schema_migrations order by migration") == applied


def test_views_are_made_anew_when_their_files_have_changed(warehouse: Path) -> None:
    with store.open_warehouse(warehouse) as con:
        con.execute("create or replace view out_tone as select 1 as outdated")
        con.execute("update schema_migrations set content_code = 'of an older version' where migration = 'views'")
    with store.open_warehouse(warehouse) as con:
        assert "net_tone" in store.query(con, "select * from out_tone").columns


def test_a_warehouse_of_a_newer_callsheet_is_left_alone(warehouse: Path) -> None:
    with store.open_warehouse(warehouse) as con:
        con.execute("insert into schema_migrations values ('9999_future.sql', 'x', timestamp '2030-01-01')")
    with pytest.raises(MissingError, match=r"newer callsheet \(it has 9999_future\.sql\)"):
        store.open_warehouse(warehouse).__enter__()
