"""Publishing: analysts read a snapshot that is replaced as a whole while runs write the warehouse."""

import os
from pathlib import Path

from callsheet.errors import TransientError
from callsheet.store.checks import run_checks
from callsheet.store.connect import LOCK_WAIT_SECONDS, open_warehouse, published_path


def publish(path: Path, wait_seconds: float = LOCK_WAIT_SECONDS) -> Path:
    """Check the warehouse at ``path`` and publish a copy of it by atomic rename; return the snapshot's path.

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
    with open_warehouse(path, wait_seconds=wait_seconds) as con:
        run_checks(con)
        _remove(unfinished)  # left by a run that was killed; whoever holds the warehouse is the only one to publish
        (name,) = con.execute("select current_database()").fetchone() or ("",)
        con.execute(f"attach '{_quoted(unfinished)}' as snapshot")
        try:
            con.execute(f'copy from database "{name}" to snapshot')
        finally:
            con.execute("detach snapshot")
        try:
            os.replace(unfinished, snapshot)
        except PermissionError as error:
            raise TransientError(f"{snapshot} is open in another program; close it there and publish again") from error
    return snapshot


def _remove(database: Path) -> None:
    for file in (database, database.with_name(database.name + ".wal")):
        file.unlink(missing_ok=True)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
