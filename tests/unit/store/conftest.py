from collections.abc import Iterator
from pathlib import Path

import pytest

from callsheet import derive, store
from tests.unit.store.sample import story


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """Where a test's warehouse stands; nothing is there yet."""
    return tmp_path / "warehouse" / "callsheet.duckdb"


@pytest.fixture
def con(warehouse: Path) -> Iterator[store.Connection]:
    """An empty warehouse, open for writing."""
    with store.open_warehouse(warehouse) as connection:
        yield connection


@pytest.fixture
def told(con: store.Connection) -> store.Connection:
    """A warehouse with the public capex story of two companies, everything derived."""
    store.replace_documents(con, story(), "1")
    derive.refresh(con)
    return con
