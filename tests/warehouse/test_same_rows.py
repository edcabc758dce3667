"""The same documents give the same rows: in any order, twice, in two runs at once, killed at any moment."""

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from callsheet import runs, store
from callsheet.pipeline import process_file
from callsheet.versions import extractor_version
from tests.warehouse.desk import write_inbox
from tests.warehouse.runs_apart import fingerprints, run, started

KILLS = 50


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three calls, two files of estimates and one file that cannot be used."""
    folder = tmp_path_factory.mktemp("desk") / "inbox"
    write_inbox(folder, 3)
    return folder


@pytest.fixture(scope="module")
def expected(inbox: Path) -> str:
    """The code of what one undisturbed run leaves."""
    warehouse = inbox.parent / "expected" / "callsheet.duckdb"
    run(inbox, warehouse)
    written, published = fingerprints(warehouse)
    assert written == published
    with store.open_published(warehouse) as con:
        counts = store.rows(
            con,
            """
            select
                (select count(*) from core_calls) as calls,
                (select count(*) from core_estimates) as estimates,
                (select count(*) from core_derived) as derived,
                (select count(*) from core_comments) as comments,
                (select list(rejected_code) from raw_documents where rejected_code is not null) as rejected
            """,
        )[0]
    assert (counts["calls"], counts["estimates"], counts["rejected"]) == (3, 2, ["empty"])
    assert counts["derived"] > 0
    assert counts["comments"] > 0
    return written


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "callsheet.duckdb"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_any_order_and_in_any_batches(seed: int, inbox: Path, warehouse: Path, expected: str) -> None:
    order = random.Random(seed)
    files = list(inbox.iterdir())
    order.shuffle(files)
    while files:
        size = order.randint(1, 4)
        runs.process_batch(files[:size], warehouse)
        files = files[size:]
    runs.publish_warehouse(warehouse)
    assert fingerprints(warehouse) == (expected, expected)


def test_published_after_every_document(inbox: Path, warehouse: Path, expected: str) -> None:
    for file in sorted(inbox.iterdir(), reverse=True):
        runs.process([file], warehouse)
    assert fingerprints(warehouse) == (expected, expected)


def test_twice(inbox: Path, warehouse: Path, expected: str) -> None:
    first = runs.process([inbox], warehouse)
    again = runs.process([inbox], warehouse)
    assert (first.loaded, first.unchanged, len(first.rejected)) == (5, 0, 1)
    assert (again.loaded, again.unchanged, len(again.rejected)) == (0, 6, 0)
    runs.process_batch(sorted(inbox.iterdir()), warehouse)  # as a run that was started before the first had ended
    runs.publish_warehouse(warehouse)
    assert fingerprints(warehouse) == (expected, expected)


def test_two_runs_at_once(inbox: Path, warehouse: Path, expected: str) -> None:
    both = [started(inbox, warehouse) for _ in range(2)]
    for process in both:
        process.join(timeout=120)
    assert [process.exitcode for process in both] == [0, 0]
    assert fingerprints(warehouse) == (expected, expected)


def test_killed_at_fifty_random_moments(inbox: Path, tmp_path: Path, expected: str) -> None:
    """Runs are killed again and again, on the same warehouse, until one of them comes to its end."""
    whole = _duration(lambda: _finish(inbox, tmp_path / "first" / "callsheet.duckdb"))
    moments = random.Random(20250131)
    killed = finished = 0
    while killed < KILLS:
        warehouse = tmp_path / str(finished) / "callsheet.duckdb"
        while killed < KILLS and _is_killed(inbox, warehouse, moments.uniform(0, whole)):
            killed += 1
            _read_snapshot(warehouse)
        _finish(inbox, warehouse)
        assert fingerprints(warehouse) == (expected, expected), f"after {killed} kills"
        left = {path.name for path in warehouse.parent.rglob("*") if path.is_file()}
        assert left == {"callsheet.duckdb"}, f"after {killed} kills"
        shutil.rmtree(warehouse.parent)
        finished += 1
    assert killed == KILLS


def _duration(work: Callable[[], object]) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start


def _finish(inbox: Path, warehouse: Path) -> None:
    process = started(inbox, warehouse)
    process.join(timeout=120)
    assert process.exitcode == 0


def _is_killed(inbox: Path, warehouse: Path, after: float) -> bool:
    """Start a run and kill it after some seconds; whether it was still running."""
    process = started(inbox, warehouse)
    process.join(timeout=after)
    process.kill()
    process.join()
    assert process.exitcode in (0, -9)
    return process.exitcode == -9


def _read_snapshot(warehouse: Path) -> None:
    """What is published, if anything, is whole: every check holds in it."""
    if store.published_path(warehouse).exists():
        with store.open_published(warehouse) as con:
            store.run_checks(con)


class TestFailedDocuments:
    """A document that could not be used is tried again only when it, its name or the extractor has changed."""

    def pending(self, inbox: Path, warehouse: Path) -> list[str]:
        return [path.name for path in runs.pending_documents([inbox], warehouse)[0]]

    def test_unchanged_it_is_left_alone(self, tmp_path: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        inbox = tmp_path / "inbox"
        inbox.mkdir()
        (inbox / "a.txt").write_text("")
        (inbox / "b.txt").write_text("")  # the same content under another name
        (inbox / "fault.txt").write_text("words " * 500)
        monkeypatch.setattr("callsheet.pipeline.parse_document", _fail)
        assert [item.reason for item in runs.process([inbox], warehouse, read=process_file).rejected] == [
            "internal_error"
        ] * 2
        monkeypatch.undo()
        assert self.pending(inbox, warehouse) == []
        (inbox / "fault.txt").write_text("words " * 501)
        assert self.pending(inbox, warehouse) == ["fault.txt"]

    def test_a_new_name_is_a_change(self, tmp_path: Path, warehouse: Path) -> None:
        inbox = tmp_path / "inbox"
        inbox.mkdir()
        (inbox / "call.txt").write_text("")
        runs.process([inbox], warehouse)
        (inbox / "call.txt").rename(inbox / "META_2025_Q2.txt")
        assert self.pending(inbox, warehouse) == ["META_2025_Q2.txt"]
        runs.process([inbox], warehouse)
        assert self.pending(inbox, warehouse) == []

    def test_a_new_extractor_tries_everything_again(
        self, tmp_path: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        inbox = tmp_path / "inbox"
        write_inbox(inbox, 1)
        runs.process([inbox], warehouse)
        monkeypatch.setattr(runs, "extractor_version", lambda: extractor_version() + ".next")
        assert len(self.pending(inbox, warehouse)) == 4


def _fail(document: object) -> None:
    raise RuntimeError("a fault of ours")
