"""One code for everything that a warehouse holds: two warehouses with the same code hold the same rows."""

import hashlib

from callsheet.store.connect import Connection

_BOOKKEEPING = ("schema_migrations",)


def fingerprint(con: Connection) -> str:
    """Return a SHA-256 over the rows of every table, whatever their order and whenever they were loaded.

    Left out are the times (columns ``_at``) and the record of applied migrations: when something was done is no part of
    what is known.
    """
    return hashlib.sha256("\n".join(f"{table} {code}" for table, code in _tables(con).items()).encode()).hexdigest()


def _tables(con: Connection) -> dict[str, str]:
    """The code of each table's rows, by its name."""
    columns: dict[str, list[str]] = {}
    for table, column in con.execute(
        """
        select columns.table_name, column_name from duckdb_columns() as columns
        join duckdb_tables() as tables using (database_name, schema_name, table_name)
        where database_name = current_database() and schema_name = current_schema()
        order by all
        """
    ).fetchall():
        if table not in _BOOKKEEPING and not column.endswith("_at"):
            columns.setdefault(table, []).append(f'"{column}"')
    return {table: _rows_code(con, table, chosen) for table, chosen in columns.items()}


def _rows_code(con: Connection, table: str, columns: list[str]) -> str:
    row = f"md5(cast(row({', '.join(columns)}) as varchar))"
    codes = f'select {row} as code from "{table}"'
    (code,) = con.execute(
        f"select md5(coalesce(string_agg(code, '' order by code), '')) from ({codes})"
    ).fetchone() or ("",)
    return str(code)
