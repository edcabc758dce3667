"""The clients of the ``online`` extra, pointed at a server on loopback before they are imported for the first time."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from callsheet.sources.patience import Patience
from tests.online.server import Server


@pytest.fixture(scope="session")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server()
    host = server.address.removeprefix("http://")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARNINGSCALL_API_BASE", server.address)
        patch.setenv("EARNINGSCALL_DOMAIN", host)
        for name in ("BASE", "DATA", "XBRL"):
            patch.setenv(f"EDGAR_{name}_URL", server.address)
        patch.setenv("EDGAR_LOCAL_DATA_DIR", str(tmp_path_factory.mktemp("edgar")))
        patch.setenv("EDGAR_RATE_LIMIT_PER_SEC", "1000")  # callsheet must lower it
        patch.setenv("EDGAR_IDENTITY", "")
        yield server
    server.close()


@pytest.fixture
def server(_server: Server) -> Iterator[Server]:
    """The server without answers."""
    _server.reset()
    yield _server
    _server.released.set()


@pytest.fixture
def earningscall(server: Server) -> Server:
    """The server, where the earningscall client asks it and nothing else."""
    api = pytest.importorskip("earningscall.api", reason="needs the online extra: pip install 'callsheet[online]'")
    assert server.address == api.API_BASE
    return server


@pytest.fixture
def edgar(server: Server) -> Server:
    """The server, where edgartools will ask it, without what edgartools kept of earlier answers."""
    if find_spec("edgar") is None:
        pytest.skip("needs the online extra: pip install 'callsheet[online]'")
    for kept in (Path(os.environ["EDGAR_LOCAL_DATA_DIR"]) / "_tcache").glob("*"):
        shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
    return server


@pytest.fixture
def waits() -> list[float]:
    """The waits that ``patience`` took."""
    return []


@pytest.fixture
def patience(waits: list[float]) -> Patience:
    """Patience that notes its waits instead of waiting."""
    return Patience(sleep=waits.append)
