"""The schema: numbered migrations applied once, views and comments made anew when their files change."""

import hashlib
from pathlib import Path

import duckdb

from callsheet.errors import MissingError
from callsheet.shipped import shipped
from callsheet.store.transactions import transaction

_VIEWS = "views"  # the views' entry among the applied migrations: its content_code changes with their files


def migrate(con: duckdb.DuckDBPyConnection) -> None:
    """Bring the schema up to date; what is applied already costs two queries.

    Each migration is recorded in the transaction that makes its change.

    Raises:
        MissingError: the warehouse was made by a newer callsheet than this one.
    """
    con.execute(
        "create table if not exists schema_migrations "
        "(migration varchar primary key, content_code varchar not null, applied_at timestamp not null)"
    )
    applied = dict(con.execute("select migration, content_code from schema_migrations").fetchall())
    migrations = {path.name: path for path in sql_files("migrations")}
    unknown = sorted(applied.keys() - migrations.keys() - {_VIEWS})
    if unknown:
        raise MissingError(
            f"the warehouse was made by a newer callsheet (it has {', '.join(unknown)}); update callsheet"
        )
    pending = [path for name, path in migrations.items() if name not in applied]
    views = sql_files("views")
    code = _content_code(views)
    if not pending and applied.get(_VIEWS) == code:
        return
    for path in pending:
        _apply(con, path.name, _content_code([path]), [path])
    _apply(con, _VIEWS, code, views)


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
            con.execute(path.read_text(encoding="utf-8"))
        if name == _VIEWS:
            _spread_comments(con)
        con.execute(
            "insert or replace into schema_migrations values (?, ?, cast(now() at time zone 'UTC' as timestamp))",
            [name, code],
        )


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
