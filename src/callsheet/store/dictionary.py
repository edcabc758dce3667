"""The data dictionary: every table and view with the comment of each column, as Markdown.

``python -m callsheet.store`` writes it into ``warehouse/README.md``.
"""

from collections import defaultdict
from pathlib import Path

import duckdb

from callsheet.store.connect import Connection
from callsheet.store.migrate import migrate

MARK = "<!-- The rest is written by `python -m callsheet.store` from the comments in the SQL files. -->"

_LAYERS = {
    "out_": "What is shown: views for analysts",
    "core_": "What was found and what follows from it",
    "raw_": "What came in",
    "edition_": "What was published",
    "review_": "What analysts corrected",
}


def dictionary(con: Connection) -> str:
    """Return the data dictionary of a warehouse: a section a layer, a table a table, a row a column."""
    comments = dict(
        con.execute(
            """
            select table_name, comment from duckdb_tables() where not internal
            union all select view_name, comment from duckdb_views() where not internal
            """
        ).fetchall()
    )
    columns: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for table, *column in con.execute(
        """
        select table_name, column_name, lower(data_type), coalesce(comment, '')
        from duckdb_columns() where not internal order by table_name, column_index
        """
    ).fetchall():
        columns[table].append((column[0], column[1], column[2]))
    parts = []
    for prefix, title in _LAYERS.items():
        parts.append(f"## {title} (`{prefix}`)")
        for table in sorted(name for name in columns if name.startswith(prefix)):
            body = "\n".join(f"| `{name}` | {kind} | {comment} |" for name, kind, comment in columns[table])
            parts.append(
                f"### {table}\n\n{comments[table]}\n\n| column | type | meaning |\n| --- | --- | --- |\n{body}"
            )
    return "\n\n".join(parts) + "\n"


def shipped_dictionary() -> str:
    """Return the data dictionary of the schema that ships, made in memory."""
    with duckdb.connect() as con:
        migrate(con)
        return dictionary(con)


def write_dictionary(readme: Path) -> None:
    """Replace what stands under ``MARK`` in ``readme`` by the dictionary of the shipped schema."""
    head, _, _ = readme.read_text(encoding="utf-8").partition(MARK)
    readme.write_text(f"{head}{MARK}\n\n{shipped_dictionary()}", encoding="utf-8")
