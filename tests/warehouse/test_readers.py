"""Readers never wait: what is published can be read through a whole run, and is never half a state."""

import multiprocessing
from multiprocessing.synchronize import Event
from pathlib import Path

from callsheet import runs, store
from tests.warehouse.desk import write_inbox
from tests.warehouse.runs_apart import fingerprints

_context = multiprocessing.get_context("spawn")


def _read(warehouse: Path, ready: Event, stop: Event, seen: "multiprocessing.SimpleQueue[list[str]]") -> None:
    """Open the snapshot anew, over and over, and note what it holds; beside it, keep the first one open to the end."""
    states: list[str] = []
    with store.open_published(warehouse) as first:
        before = store.fingerprint(first)
        ready.set()
        is_last = False
        while not is_last:
            is_last = stop.is_set()
            with store.open_published(warehouse) as con:
                state = store.fingerprint(con)
            if not states or states[-1] != state:
                states.append(state)
            assert store.fingerprint(first) == before
        seen.put(states)


def test_a_reader_in_a_loop_through_a_whole_run(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    files = write_inbox(inbox, 10)
    warehouse = tmp_path / "callsheet.duckdb"
    runs.process(files[-1:], warehouse)
    published = [fingerprints(warehouse)[1]]
    ready, stop, seen = _context.Event(), _context.Event(), _context.SimpleQueue()
    reader = _context.Process(target=_read, args=(warehouse, ready, stop, seen))
    reader.start()
    assert ready.wait(60)
    for number in range(0, len(files), 2):
        runs.process_batch(files[number : number + 2], warehouse)
        runs.publish_warehouse(warehouse)
        published.append(fingerprints(warehouse)[1])
    stop.set()
    states = seen.get()
    reader.join(60)
    assert reader.exitcode == 0
    assert set(states) <= set(published)
    assert states == sorted(states, key=published.index), "snapshots only ever become newer"
    assert states[-1] == published[-1]
    assert len(states) > 1
