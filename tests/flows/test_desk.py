"""A desk on loopback: a server of its own, a worker, the deployments of prefect.yaml, their schedule; a run that
is retried, a run that is cancelled half-way, and the rows that both leave.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from callsheet import runs, store
from tests.warehouse.desk import write_inbox

pytestmark = pytest.mark.prefect
ROOT = Path(__file__).resolve().parents[2]


class Desk:
    """The server's address, and the environment of everything that talks to it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.api = f"http://127.0.0.1:{self.port}/api"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_API_URL": self.api,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_UI_ENABLED": "false",
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "DO_NOT_TRACK": "1",
            "CALLSHEET_HOME": str(ROOT),
            "CALLSHEET_LOCK_WAIT_SECONDS": "3",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{arguments[0]}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "prefect", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def prefect(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            f"{self.api}{path}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def run(self, flow: str, **parameters: Any) -> str:
        """Start a run of a deployed flow; return its id."""
        deployment = self.ask(f"/deployments/name/{flow}/desk")
        return str(self.ask(f"/deployments/{deployment['id']}/create_flow_run", {"parameters": parameters})["id"])

    def state(self, run: str) -> str:
        return str(self.ask(f"/flow_runs/{run}")["state_type"])

    def tasks(self, run: str) -> list[dict[str, Any]]:
        return list(self.ask("/task_runs/filter", {"task_runs": {"flow_run_id": {"any_": [run]}}}))


def wait_for(what: Callable[[], Any], seconds: float = 180) -> Any:
    """Return the first true answer."""
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at:
        try:
            if found := what():
                return found
        except OSError:  # the server is not there yet
            pass
        time.sleep(0.5)
    raise AssertionError(f"nothing within {seconds} s")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A server, everything in prefect.yaml deployed to it, and a worker."""
    it = Desk(tmp_path_factory.mktemp("desk"))
    processes = [it.start("server", "start", "--host", "127.0.0.1", "--port", str(it.port))]
    try:
        wait_for(lambda: it.ask("/health"))
        it.prefect("work-pool", "create", "callsheet", "--type", "process")
        it.prefect("deploy", "--all")
        processes.append(it.start("worker", "start", "--pool", "callsheet"))
        yield it
    finally:
        for process in reversed(processes):
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def fingerprint(warehouse: Path) -> str:
    with store.open_published(warehouse) as con:
        return store.fingerprint(con)


def test_everything_is_deployed_and_scheduled(desk: Desk) -> None:
    deployed = desk.ask("/deployments/filter", {})
    assert {entry["entrypoint"].split(":")[1] for entry in deployed} == {
        "after_earnings",
        "process_documents",
        "publish_tables",
        "backfill",
    }
    (scheduled,) = [entry for entry in deployed if entry["schedules"]]
    assert scheduled["schedules"][0]["schedule"]["cron"] == "*/15 * * * *"
    planned = wait_for(
        lambda: desk.ask("/flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}})
    )
    assert {run["deployment_id"] for run in planned} == {scheduled["id"]}


def test_a_run_is_retried_and_another_cancelled_half_way(desk: Desk, tmp_path: Path) -> None:
    inbox, warehouse = tmp_path / "inbox", tmp_path / "warehouse" / "callsheet.duckdb"
    paths = write_inbox(inbox, 40)
    expected = fingerprint(_run_plainly(inbox, tmp_path / "plain.duckdb"))

    with store.open_warehouse(warehouse):  # another run holds it for longer than the deployed one waits
        held = desk.run("process-documents", paths=[str(paths[0])], warehouse=str(warehouse))
        wait_for(lambda: any(task["state_name"] == "AwaitingRetry" for task in desk.tasks(held)))
    wait_for(lambda: desk.state(held) == "COMPLETED")
    retried = [task for task in desk.tasks(held) if task["run_count"] > 1]
    assert [task["name"].rsplit("-", 1)[0] for task in retried] == ["find-documents"]

    cancelled = desk.run("process-documents", paths=[str(inbox)], warehouse=str(warehouse), batch_size=1)
    wait_for(lambda: sum(task["state_type"] == "COMPLETED" for task in desk.tasks(cancelled)) > 4)
    desk.ask(f"/flow_runs/{cancelled}/set_state", {"state": {"type": "CANCELLING"}})
    wait_for(lambda: desk.state(cancelled) == "CANCELLED")

    again = desk.run("process-documents", paths=[str(inbox)], warehouse=str(warehouse))
    wait_for(lambda: desk.state(again) == "COMPLETED")
    assert fingerprint(warehouse) == expected


def _run_plainly(inbox: Path, warehouse: Path) -> Path:
    runs.process([inbox], warehouse)
    return warehouse
