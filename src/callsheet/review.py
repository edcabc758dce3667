"""Saving reviewers' corrections: all of it or nothing, checked and published, with nobody's work lost."""

import threading
from collections.abc import Sequence
from pathlib import Path

from callsheet import derive, store
from callsheet.errors import MissingError, RefusedError
from callsheet.records import Conflict, Correction

# Connections of one process to one file share DuckDB's instance, and with it an open snapshot; taking turns keeps a
# reader from an old snapshot and two writers from each other. Other processes are kept out by DuckDB's own lock.
TURN = threading.RLock()


def save(warehouse: Path, corrections: Sequence[Correction]) -> list[Conflict]:
    """Record corrections, recompute what follows from corrected figures, check all, publish; return the conflicts.

    A correction with a conflict is left out, the others are saved together or not at all.

    Raises:
        MissingError: a correction names nothing that exists.
        RefusedError: a correction cannot be; nothing is saved.
        CheckError: with the corrections a data check fails; nothing is saved.
        TransientError: a run holds the warehouse for too long.
    """
    with TURN:
        with store.open_warehouse(warehouse) as con, store.transaction(con):
            found = [(each, list(store.conflicts(con, each))) for each in corrections]
            accepted = [each for each, conflicts in found if not conflicts]
            for each in accepted:
                try:
                    store.add_correction(con, each)
                except ValueError as error:
                    raise RefusedError(str(error)) from error
            figures = [each for each in accepted if each.target_id.startswith("f-") and set(each.values) - {"approved"}]
            if figures:
                derive.recompute(con)
                store.run_checks(con)
        if accepted:
            store.publish(warehouse, derive.refresh)  # a run may have loaded documents since the last refresh
    return [conflict for _, conflicts in found for conflict in conflicts]


def reviewed(warehouse: Path, target_id: str) -> dict[str, str]:
    """Return what can be corrected of a figure or line as it is published, as text, with its ``version``.

    Raises:
        MissingError: nothing is published, or nothing has this id.
    """
    with TURN, store.open_published(warehouse) as con:
        return store.reviewed(con, target_id)


def check_reviewer(author: str) -> str:
    """Return the reviewer's name without blanks around it.

    Raises:
        MissingError: there is none.
    """
    if not author.strip():
        raise MissingError("a correction says who made it: give your name")
    return author.strip()
