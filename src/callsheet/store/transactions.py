"""A change happens as a whole or not at all."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

from callsheet.errors import ConflictError


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what happens inside, or nothing of it.

    Raises:
        ConflictError: another connection of this process changed the same rows meanwhile.
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
        raise ConflictError(f"another run changed the same rows at the same time; try again: {error}") from error


def patiently(change: Callable[[], None], tries: int = 8) -> None:
    """Make a change again where another process changed the same tables meanwhile, after a wait that grows.

    Raises:
        TransientError: it was in the way every time.
    """
    for left in reversed(range(tries)):
        try:
            change()
            return
        except ConflictError:
            if not left:
                raise
            time.sleep(random.uniform(0.05, 0.2) * (tries - left))
