"""Opening the warehouse: one writer at a time, readers on the published snapshot."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from callsheet.errors import MissingError, TransientError
from callsheet.store.create import create
from callsheet.store.lake import SUFFIX, claimed, connect_lake, is_lake
from callsheet.store.migrate import is_current, migrate, needs_migration

Connection = duckdb.DuckDBPyConnection

# A run holds the warehouse for a batch at a time, a few seconds, and at its end for a minute on 10,000 documents.
LOCK_WAIT_SECONDS = float(os.environ.get("CALLSHEET_LOCK_WAIT_SECONDS", "180"))
_RETRY_SECONDS = 0.05
_LOCKED = ("lock", "being used by another process", "different configuration")
# A reader's SQL comes from anywhere: no files, no network, no settings, no variables of the Python that runs it, and
# not all of the machine's memory.
_READER: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "1GB",
    "max_temp_directory_size": "0KB",
}
_LOCKS = ("enable_external_access = false", "lock_configuration = true")
# A run's memory does not grow with the warehouse: what does not fit is spilled beside the file.
_WRITER: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": "false",
    "memory_limit": "300MB",
}


def published_path(warehouse: Path) -> Path:
    """Return where the snapshot of a warehouse stands: ``published/`` beside it, under the same name.

    A DuckLake is published as a DuckDB file as well: what analysts open is the same whatever stands behind it.
    """
    name = warehouse.name.removesuffix(SUFFIX) + ".duckdb" if is_lake(warehouse) else warehouse.name
    return warehouse.parent / "published" / name


@contextmanager
def open_warehouse(
    path: Path, read_only: bool = False, wait_seconds: float = LOCK_WAIT_SECONDS
) -> Iterator[Connection]:
    """Open the warehouse at ``path`` with its schema up to date; close it at the end.

    DuckDB lets one process write at a time and no other read meanwhile, so a second one waits. What comes from outside
    is only ever asked of ``open_published``.

    Raises:
        MissingError: there is no warehouse to read, or the file is none.
        TransientError: another process still holds the file after ``wait_seconds``.
    """
    if is_lake(path):
        con = connect_lake(path)
    else:
        if not read_only and not path.exists():
            create(path)
        con = _connect(path, read_only, wait_seconds)
    try:
        if not read_only and needs_migration(con):
            with claimed(path):
                migrate(con)
        yield con
    finally:
        con.close()


@contextmanager
def open_published(warehouse: Path) -> Iterator[Connection]:
    """Open the last published snapshot of the warehouse at ``warehouse`` for reading.

    The connection can do nothing but read that file. A run that publishes meanwhile replaces the file; this connection
    goes on reading the one that it opened, the next one reads the new.

    Raises:
        MissingError: nothing was published yet, the file is no warehouse, or it has another version's schema.
    """
    snapshot = published_path(warehouse)
    if not snapshot.is_file():
        raise MissingError(f"{snapshot} does not exist: nothing is published yet; run `callsheet run` first")
    con = duckdb.connect(config=_READER)
    try:
        # Attached to a database of its own: DuckDB gives connections of one process to one path the same open file,
        # and a process that still has an older snapshot open would never see a newer one.
        try:
            con.execute(f"attach {literal(snapshot)} as published (read_only); use published")
        except duckdb.IOException as error:
            raise MissingError(f"{snapshot} cannot be opened as a callsheet warehouse: {error}") from error
        for lock in _LOCKS:
            con.execute(f"set {lock}")
        if not is_current(con):
            raise MissingError(
                f"{snapshot} was published by another version of callsheet; run `callsheet run` to publish it anew"
            )
        yield con
    finally:
        con.close()


def literal(path: Path) -> str:
    """Return a path as a string of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def _connect(path: Path, read_only: bool, wait_seconds: float) -> Connection:
    if read_only and not path.is_file():
        raise MissingError(f"{path} does not exist: there is no warehouse to read; run `callsheet run` first")
    give_up_at = time.monotonic() + wait_seconds
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config=_WRITER)
        except (duckdb.IOException, duckdb.ConnectionException) as error:
            if not any(word in str(error) for word in _LOCKED):
                raise MissingError(f"{path} cannot be opened as a callsheet warehouse: {error}") from error
            if time.monotonic() >= give_up_at:
                raise TransientError(
                    f"{path} is still in use by another process after {wait_seconds:.0f} s; "
                    "wait for its run to end and try again"
                ) from error
            time.sleep(_RETRY_SECONDS)
