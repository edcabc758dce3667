"""Whole runs in processes of their own, forked from a server that has everything imported and warm: a run that is to be
killed starts within milliseconds.
"""

import multiprocessing
from multiprocessing.process import BaseProcess
from pathlib import Path

from callsheet import runs, store
from callsheet.pipeline import process_document, process_file
from callsheet.records import SourceDocument
from tests.warehouse.desk import calls

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__])
BATCH = 2


def run(inbox: Path, warehouse: Path) -> None:
    """One whole run, as ``callsheet run`` makes it, in small batches; documents are read in the same process."""
    runs.process([inbox], warehouse, batch_size=BATCH, read=process_file)


def started(inbox: Path, warehouse: Path) -> BaseProcess:
    """Start such a run in a process of its own."""
    process = _context.Process(target=run, args=(inbox, warehouse))
    process.start()
    return process


def fingerprints(warehouse: Path) -> tuple[str, str]:
    """The codes of what the warehouse and its snapshot hold."""
    with store.open_warehouse(warehouse, read_only=True) as con:
        written = store.fingerprint(con)
    with store.open_published(warehouse) as con:
        return written, store.fingerprint(con)


# What is loaded on first use (word lists, models, grammar) is loaded with this module, before anything is forked.
for _name, _text in calls(1):
    process_document(SourceDocument("0" * 64, _name, _text.encode()))
