"""Warehouses for tests: made once, copied for each."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from callsheet import derive, store
from tests.unit.store.sample import story


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``empty.duckdb`` and ``told.duckdb``."""
    folder = tmp_path_factory.mktemp("warehouses")
    with store.open_warehouse(folder / "empty.duckdb"):
        pass
    with store.open_warehouse(folder / "told.duckdb") as con:
        store.replace_documents(con, story(), "1")
        derive.refresh(con)
    return folder


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """Where a test's warehouse stands; nothing is there yet."""
    return tmp_path / "warehouse" / "callsheet.duckdb"


@pytest.fixture
def con(made: Path, tmp_path: Path) -> Iterator[store.Connection]:
    """An empty warehouse, open for writing."""
    yield from _opened(made / "empty.duckdb", tmp_path)


@pytest.fixture
def told(made: Path, tmp_path: Path) -> Iterator[store.Connection]:
    """A warehouse with the public capex story of two companies, everything derived."""
    yield from _opened(made / "told.duckdb", tmp_path)


def _opened(source: Path, folder: Path) -> Iterator[store.Connection]:
    with store.open_warehouse(Path(shutil.copy(source, folder / source.name))) as con:
        yield con
