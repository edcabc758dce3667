"""The schema: numbered migrations applied once, views and comments made anew when their files change."""

import hashlib
from pathlib import Path

import duckdb

from callsheet.errors import MissingError
from callsheet.shipped import shipped
from callsheet.store.transactions import transaction

_VIEWS = "views"  # the views' entry among the applied migrations: its content_code changes with their files


def needs_migration(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether anything of the schema is missing or out of date; costs one query.

    Raises:
        MissingError: the warehouse was made by a newer callsheet than this one.
    """
    try:
        applied = dict(con.execute("select migration, content_code from schema_migrations").fetchall())
    except duckdb.CatalogException:
        return True
    wanted = schema_codes()
    unknown = sorted(applied.keys() - wanted.keys())
    if unknown:
        raise MissingError(
            f"the warehouse was made by a newer callsheet (it has {', '.join(unknown)}); update callsheet"
        )
    return applied.keys() != wanted.keys() or applied[_VIEWS] != wanted[_VIEWS]


def migrate(con: duckdb.DuckDBPyConnection) -> None:
    """Bring the schema up to date.

    Each migration is recorded in the transaction that makes its change.

    Raises:
        MissingError: the warehouse was made by a newer callsheet than this one.
    """
    if not needs_migration(con):
        return
    con.execute(
        _for_engine(
            con,
            "create table if not exists schema_migrations "
            "(migration varchar primary key, content_code varchar not null, applied_at timestamp not null)",
        )
    )
    applied = {name for (name,) in con.execute("select migration from schema_migrations").fetchall()}
    for path in sql_files("migrations"):
        if path.name not in applied:
            _apply(con, path.name, _content_code([path]), [path])
    _apply(con, _VIEWS, schema_codes()[_VIEWS], sql_files("views"))


def sql_files(folder: str) -> list[Path]:
    """Return the shipped SQL files of a folder under ``warehouse/``, in the order of their names."""
    return sorted(shipped(f"warehouse/{folder}").glob("*.sql"))


def schema_codes() -> dict[str, str]:
    """Return the migrations of the shipped schema, and its views, each with a code of its content."""
    codes = {path.name: _content_code([path]) for path in sql_files("migrations")}
    return {**codes, _VIEWS: _content_code(sql_files("views"))}


def is_current(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a warehouse or snapshot has exactly the schema of this callsheet; a file that is no warehouse has not."""
    try:
        applied = con.execute("select migration, content_code from schema_migrations").fetchall()
    except duckdb.CatalogException:
        return False
    return dict(applied) == schema_codes()


def _apply(con: duckdb.DuckDBPyConnection, name: str, code: str, paths: list[Path]) -> None:
    with transaction(con):
        for path in paths:
            con.execute(_for_engine(con, path.read_text(encoding="utf-8")))
        if name == _VIEWS and not _is_ducklake(con):
            _spread_comments(con)
        con.execute("delete from schema_migrations where migration = ?", [name])
        con.execute(
            "insert into schema_migrations values (?, ?, cast(now() at time zone 'UTC' as timestamp))", [name, code]
        )


def _is_ducklake(con: duckdb.DuckDBPyConnection) -> bool:
    query = "select type from duckdb_databases() where database_name = current_database()"
    return (con.execute(query).fetchone() or ("",))[0] == "ducklake"


def _for_engine(con: duckdb.DuckDBPyConnection, sql: str) -> str:
    """Return SQL of the schema as the engine takes it: a DuckLake has no keys, and no comments on columns of views.

    The published snapshot is a DuckDB file with all of them, whatever it was made from.
    """
    if not _is_ducklake(con):
        return sql
    statements = (statement.query.strip().replace(" primary key", "") for statement in con.extract_statements(sql))
    return ";\n".join(statement for statement in statements if "comment on column" not in statement.lower())


def _content_code(paths: list[Path]) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def _spread_comments(con: duckdb.DuckDBPyConnection) -> None:
    """Give each column without a comment that of the first column of its name: one name, one meaning everywhere."""
    missing = con.execute(
        """
        with columns as (
            select
                table_name, column_name, comment, table_oid,
                table_name in (select view_name from duckdb_views()) as is_view
            from duckdb_columns() where not internal
        ),
        known as (
            select column_name, arg_min(comment, (is_view, table_oid)) as comment
            from columns where comment is not null group by all
        )
        select table_name, column_name, known.comment
        from columns join known using (column_name)
        where columns.comment is null
        """
    ).fetchall()
    for table, column, comment in missing:
        con.execute(f'comment on column "{table}"."{column}" is {_literal(comment)}')


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
