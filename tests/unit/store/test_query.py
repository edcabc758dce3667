from decimal import Decimal
from pathlib import Path

import pytest

from callsheet import store
from callsheet.errors import QueryError
from tests.unit.store.sample import actual, call_findings


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse with one figure, for queries that change nothing."""
    warehouse = tmp_path_factory.mktemp("warehouse") / "callsheet.duckdb"
    with store.open_warehouse(warehouse) as con:
        store.replace_document(con, call_findings("META", "FY2024Q4", "2025-01-29", [actual("FY2024Q4", "14.8")]), "1")
    store.publish(warehouse)
    return warehouse


def test_a_query_returns_a_frame(published: Path) -> None:
    frame = store.read_only_query(published, "select ticker, low from out_figures where period = ?", ["FY2024Q4"])
    assert frame.to_dict("records") == [{"ticker": "META", "low": 14_800_000_000.0}]


def test_rows_keep_exact_decimals(published: Path) -> None:
    with store.open_published(published) as con:
        assert store.rows(con, "select low from core_figures") == [{"low": Decimal("14800000000.000000")}]


@pytest.mark.parametrize(
    "attack",
    [
        "delete from core_figures",
        "update core_figures set low = 0",
        "drop table core_figures",
        "create table stolen as select 1",
        "insert into review_overrides values ('x', 'low', '1', 'me', 'why', now())",
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/hosts')",
        "select * from glob('/*')",
        "select * from '/etc/passwd'",
        "copy (select 1) to '{folder}/stolen.csv'",
        "export database '{folder}/stolen'",
        "attach '{folder}/stolen.duckdb'",
        "select 1; attach '{folder}/stolen.duckdb'",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "install httpfs",
        "load '{folder}/stolen.so'",
        "select * from published",  # a variable of the Python that runs the query
        "select no_such_column from out_figures",
        "selec 1",
    ],
)
def test_a_reader_can_do_nothing_but_read_the_snapshot(attack: str, published: Path, tmp_path: Path) -> None:
    before = store.published_path(published).read_bytes()
    with pytest.raises(QueryError):
        store.read_only_query(published, attack.format(folder=tmp_path))
    assert store.published_path(published).read_bytes() == before
    assert not list(tmp_path.glob("stolen*"))
