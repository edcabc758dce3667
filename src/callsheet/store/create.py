"""A new warehouse appears whole or not at all, whoever else is about to make it and whenever a run is killed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from callsheet.store.migrate import migrate

try:
    import fcntl
except ImportError:  # Windows: two first runs within the same few milliseconds are not kept apart there
    fcntl = None  # type: ignore[assignment]


def create(path: Path) -> None:
    """Make an empty warehouse with its schema at ``path``, unless there is one.

    DuckDB writes a new file in several steps: another process that looks at it meanwhile finds no database, and a run
    that is killed between them leaves a file that is none. So it is made under another name and then renamed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(path.parent):
        if path.exists():
            return
        unfinished = path.with_name(f".{path.name}.new")
        for left in (unfinished, unfinished.with_name(unfinished.name + ".wal")):
            left.unlink(missing_ok=True)
        with duckdb.connect(str(unfinished)) as con:
            migrate(con)
        os.replace(unfinished, path)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder against other processes that do the same; the system lets go of it when a process dies."""
    if fcntl is None:
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
