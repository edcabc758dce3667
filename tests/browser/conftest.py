"""A real browser (Chromium), a real server on loopback, and the shipped sample in a real warehouse."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from callsheet import runs, serve
from callsheet.shipped import shipped

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
TOKEN = "a-token-for-the-tests"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, driven by Playwright. It lives for a module: its event loop must not meet that of other tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright, which is not installed")
    if CHROMIUM is None:
        pytest.skip("needs Chromium, which is not installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def violations() -> Callable[[Any], list[str]]:
    """What axe-core finds wrong with a page for people who do not see it or do not use a mouse."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")

    def found(page: Any) -> list[str]:
        response = axe.Axe().run(page).response
        assert len(response["passes"]) > 15  # it looked at the page
        return [f"{each['id']}: {node['html'][:200]}" for each in response["violations"] for node in each["nodes"]]

    return found


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published warehouse of the shipped sample. Tests only read it."""
    warehouse = tmp_path_factory.mktemp("sample") / "warehouse" / "callsheet.duckdb"
    runs.process([shipped("transcripts")], warehouse)
    return warehouse


@pytest.fixture(scope="module")
def own_sample(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it to be corrected."""
    folder = tmp_path_factory.mktemp("own")
    shutil.copytree(sample.parent, folder / "warehouse")
    return folder / "warehouse" / "callsheet.duckdb"


@dataclass(frozen=True)
class Served:
    """Where the review page of a warehouse is served."""

    address: str
    warehouse: Path

    @property
    def entry(self) -> str:
        return f"{self.address}/?token={TOKEN}&company=MSFT,META&period=CY2024Q4"


@pytest.fixture(scope="module")
def served(own_sample: Path) -> Iterator[Served]:
    """The review page, on a free port of this machine."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(serve.app(own_sample, TOKEN), log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", own_sample)
        server.should_exit = True
        thread.join(timeout=20)
