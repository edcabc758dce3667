"""Data checks: queries that select what is wrong and must return nothing."""

from callsheet.errors import CheckError
from callsheet.store.connect import Connection
from callsheet.store.migrate import sql_files

_SHOWN_ROWS = 5


def run_checks(con: Connection) -> list[str]:
    """Run every check of ``warehouse/checks``; return their names.

    Raises:
        CheckError: checks found wrong rows; the message names each check, what must hold, and its first rows.
    """
    failures, names = [], []
    for path in sql_files("checks"):
        sql = path.read_text(encoding="utf-8")
        cursor = con.execute(sql)
        columns = [column[0] for column in cursor.description or ()]
        wrong = cursor.fetchmany(_SHOWN_ROWS + 1)
        names.append(path.stem)
        if wrong:
            rows = "\n".join(
                "  " + ", ".join(f"{name}={value}" for name, value in zip(columns, row, strict=True))
                for row in wrong[:_SHOWN_ROWS]
            )
            more = "\n  and more" if len(wrong) > _SHOWN_ROWS else ""
            failures.append(f"{path.stem}: {_promise(sql)}\n{rows}{more}")
    if failures:
        raise CheckError("wrong rows in the warehouse; nothing was published\n" + "\n".join(failures))
    return names


def _promise(sql: str) -> str:
    """The sentence on top of a check: what must hold."""
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)
