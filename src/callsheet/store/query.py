"""Asking the warehouse: rows with exact values for the code, tables for people, read-only SQL for everyone."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from callsheet.errors import QueryError
from callsheet.store.connect import Connection, open_published

if TYPE_CHECKING:  # DuckDB loads it for ``query``; who asks for ``rows`` does not wait for it
    import pandas as pd


@contextmanager
def without_pandas() -> Iterator[None]:
    """Keep DuckDB from importing pandas: for a command that asks for ``rows`` only, in a process of its own.

    DuckDB imports pandas for the first parameter of a query, to know its missing values; that takes longer than a deck.
    Where pandas is not installed it goes on without, and ``None`` in ``sys.modules`` is how Python says that.
    """
    if "pandas" in sys.modules:
        yield
        return
    sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["pandas"]


def query(con: Connection, sql: str, params: Sequence[Any] = ()) -> "pd.DataFrame":
    """Return the result of ``sql`` as a DataFrame; decimals become floats there (``rows`` keeps them exact)."""
    return con.execute(sql, list(params)).df()


def rows(con: Connection, sql: str, params: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Return the result of ``sql`` as dictionaries by column, amounts as exact Decimals and dates as dates."""
    cursor = con.execute(sql, list(params))
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def read_only_query(warehouse: Path, sql: str, params: Sequence[Any] = ()) -> "pd.DataFrame":
    """Return the result of ``sql`` on the published snapshot of ``warehouse``.

    The connection can read the snapshot and nothing else: no write, no file, no network, no setting.

    Raises:
        MissingError: nothing was published yet.
        QueryError: the SQL is wrong, or wants what a reader may not do; the message is DuckDB's own.
    """
    with open_published(warehouse) as con:
        try:
            asked = con.execute(sql, list(params))
            if asked is None:  # nothing but comments
                raise QueryError(f"there is no statement in {sql!r}")
            return asked.df()
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
