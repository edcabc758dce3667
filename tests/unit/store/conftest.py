"""Warehouses for tests: made once a session, copied for each."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from callsheet import derive, store
from tests.unit.store.printed import broker_report, release
from tests.unit.store.sample import story


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``empty.duckdb``, ``told.duckdb`` and ``printed.duckdb``."""
    return _made(tmp_path_factory.getbasetemp() / "warehouses")


@cache  # folders that import the fixture share what it makes
def _made(folder: Path) -> Path:
    folder.mkdir()
    with store.open_warehouse(folder / "empty.duckdb"):
        pass
    for name, findings in (("told", story()), ("printed", (*story(), broker_report(), release()))):
        shutil.copy(folder / "empty.duckdb", folder / f"{name}.duckdb")
        with store.open_warehouse(folder / f"{name}.duckdb") as con:
            store.replace_documents(con, findings, "1")
            derive.refresh(con)
    return folder


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """Where a test's warehouse stands; nothing is there yet."""
    return tmp_path / "warehouse" / "callsheet.duckdb"


@pytest.fixture
def migrated(made: Path, warehouse: Path) -> Path:
    """The same with an empty warehouse standing there."""
    warehouse.parent.mkdir()
    return Path(shutil.copy(made / "empty.duckdb", warehouse))


@pytest.fixture
def loaded(made: Path, warehouse: Path) -> Path:
    """The same with the public capex story of two companies loaded, everything derived."""
    warehouse.parent.mkdir()
    return Path(shutil.copy(made / "told.duckdb", warehouse))


@pytest.fixture
def con(made: Path, tmp_path: Path) -> Iterator[store.Connection]:
    """An empty warehouse, open for writing."""
    yield from _opened(made / "empty.duckdb", tmp_path)


@pytest.fixture
def told(made: Path, tmp_path: Path) -> Iterator[store.Connection]:
    """A warehouse with the public capex story of two companies, everything derived."""
    yield from _opened(made / "told.duckdb", tmp_path)


@pytest.fixture
def printed(made: Path, tmp_path: Path) -> Iterator[store.Connection]:
    """The same with a broker's report and a release."""
    yield from _opened(made / "printed.duckdb", tmp_path)


def _opened(source: Path, folder: Path) -> Iterator[store.Connection]:
    with store.open_warehouse(Path(shutil.copy(source, folder / source.name))) as con:
        con.execute("pragma disable_checkpoint_on_shutdown; set threads = 1")  # the copy is thrown away
        yield con
