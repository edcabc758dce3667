"""Publishing: analysts read a snapshot that is replaced as a whole while runs write the warehouse."""

import os
from collections.abc import Callable
from pathlib import Path

import duckdb

from callsheet.errors import MissingError, TransientError
from callsheet.store.checks import run_checks
from callsheet.store.companies import covered_companies
from callsheet.store.connect import (
    LOCK_WAIT_SECONDS,
    Connection,
    literal,
    open_published,
    open_warehouse,
    published_path,
)
from callsheet.store.lake import claimed, is_lake
from callsheet.store.migrate import migrate, schema_codes
from callsheet.store.query import rows

# What changes with every load and every correction; what is derived follows from these and from the companies.
_LAST_CHANGES = """
    select
        (select count(*) from raw_documents) as documents,
        (select max(loaded_at) from raw_documents) as loaded_at,
        (select count(*) from review_overrides) as overrides,
        (select max(made_at) from review_overrides) as overridden_at,
        (select bit_xor(hash(dates)) from raw_earnings_dates as dates) as calendar
"""


def publish(
    path: Path, prepare: Callable[[Connection], object] | None = None, wait_seconds: float = LOCK_WAIT_SECONDS
) -> Path:
    """Check the warehouse at ``path`` and publish a copy of it by atomic rename; return the snapshot's path.

    Args:
        prepare: what has to be recomputed first. It happens while the warehouse is held, so that no other run loads
            anything between that and the copy.

    A reader that has the old snapshot open goes on reading it. DuckDB itself writes the copy, in one transaction:
    copying the file from outside could catch a half-written page, and on Linux would drop the process's own lock on it.

    Raises:
        CheckError: a check found wrong rows; the last snapshot stays.
        TransientError: another process holds the warehouse for longer than ``wait_seconds``, or (on Windows) a reader
            holds the old snapshot.
    """
    snapshot = published_path(path)
    snapshot.parent.mkdir(parents=True, exist_ok=True)
    unfinished = snapshot.with_name(f".{snapshot.name}.unfinished")
    with claimed(path), open_warehouse(path, wait_seconds=wait_seconds) as con:
        if prepare:
            prepare(con)
        run_checks(con)
        _remove(unfinished)  # left by a run that was killed; whoever holds the warehouse is the only one to publish
        _copy(con, unfinished, is_lake(path))
        try:
            os.replace(unfinished, snapshot)
        except PermissionError as error:
            raise TransientError(f"{snapshot} is open in another program; close it there and publish again") from error
    return snapshot


def _copy(con: Connection, snapshot: Path, from_lake: bool) -> None:
    """Write a copy of the warehouse, in one transaction."""
    if from_lake:  # whose schema lacks what only DuckDB has: made anew here, and then filled
        with duckdb.connect(str(snapshot)) as fresh:
            migrate(fresh)
    (name,) = con.execute("select current_database()").fetchone() or ("",)
    con.execute(f"attach {literal(snapshot)} as snapshot")
    try:
        if not from_lake:
            con.execute(f'copy from database "{name}" to snapshot')
            return
        for (table,) in con.execute(
            "select table_name from duckdb_tables() where database_name = 'snapshot' and table_name <> ?",
            ["schema_migrations"],
        ).fetchall():
            con.execute(f'insert into snapshot."{table}" by name select * from "{name}"."{table}"')
    finally:
        con.execute("detach snapshot")


def is_published(path: Path, wait_seconds: float = LOCK_WAIT_SECONDS) -> bool:
    """Whether the snapshot of the warehouse at ``path`` holds all that the warehouse does, in the current schema.

    When a run has loaded nothing and this is so, recomputing and publishing would make the same snapshot again. A run
    that was killed between its load and its publication leaves a snapshot that does not hold everything, and a changed
    schema or coverage.toml one that is out of date: both need publishing.

    Raises:
        TransientError: another process holds the warehouse for longer than ``wait_seconds``.
    """
    try:
        with open_published(path) as con:
            if _schema(con) != schema_codes() or not _has_companies(con):
                return False
            published = rows(con, _LAST_CHANGES)
        with open_warehouse(path, read_only=True, wait_seconds=wait_seconds) as con:
            return _schema(con) == schema_codes() and rows(con, _LAST_CHANGES) == published
    except (MissingError, duckdb.CatalogException):  # not there, no database, or without the tables of this schema
        return False


def _schema(con: Connection) -> dict[str, str]:
    return dict(con.execute("select migration, content_code from schema_migrations").fetchall())


def _has_companies(con: Connection) -> bool:
    """Whether the companies are those of the coverage in force."""
    stored = {row["ticker"]: row for row in rows(con, "select * from core_companies")}
    return stored == {row["ticker"]: row for row in covered_companies()}


def _remove(database: Path) -> None:
    for file in (database, database.with_name(database.name + ".wal")):
        file.unlink(missing_ok=True)
