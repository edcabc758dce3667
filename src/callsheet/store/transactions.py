"""A change happens as a whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from callsheet.errors import TransientError


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what happens inside, or nothing of it.

    Raises:
        TransientError: another connection of this process changed the same rows meanwhile.
    """
    con.begin()
    try:
        try:
            yield
        except BaseException:
            con.rollback()
            raise
        con.commit()  # a commit that fails has rolled back already
    except (duckdb.TransactionException, duckdb.ConstraintException) as error:
        if isinstance(error, duckdb.ConstraintException) and "duplicate key" not in str(error).lower():
            raise
        raise TransientError(f"another run changed the same rows at the same time; try again: {error}") from error
