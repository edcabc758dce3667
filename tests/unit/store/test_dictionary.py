import pytest

from callsheet import store
from callsheet.shipped import shipped
from callsheet.store.dictionary import MARK, shipped_dictionary
from callsheet.store.migrate import sql_files


def test_the_readme_is_the_dictionary_of_the_schema() -> None:
    readme = shipped("warehouse/README.md").read_text(encoding="utf-8")
    written = readme.partition(MARK)[2].strip()
    assert written == shipped_dictionary().strip(), "run `python -m callsheet.store` and read the difference"


def test_every_table_and_column_is_explained(con: store.Connection) -> None:
    unexplained = store.rows(
        con,
        """
        select table_name, column_name from duckdb_columns() where not internal and comment is null
        union all select table_name, '' from duckdb_tables() where comment is null
        union all select view_name, '' from duckdb_views() where not internal and comment is null
        """,
    )
    assert {row["table_name"] for row in unexplained} <= {"schema_migrations"}


def test_every_table_has_its_section(con: store.Connection) -> None:
    text = store.dictionary(con)
    names = [row["name"] for row in store.rows(con, "select table_name as name from information_schema.tables")]
    assert len(names) > 30
    assert [name for name in names if f"### {name}\n" not in text] == ["schema_migrations"]


@pytest.mark.parametrize("query", [path.stem for path in sql_files("queries")])
def test_a_ready_query_answers(query: str, printed: store.Connection) -> None:
    path = next(path for path in sql_files("queries") if path.stem == query)
    found = store.rows(printed, path.read_text(encoding="utf-8"))
    nothing = ("documents_not_used", "said_twice_differently", "left_out_and_why")
    assert bool(found) is (query not in nothing), found
