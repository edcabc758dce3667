"""Analysts' corrections: added, never overwritten; the newest of a field counts and survives every re-run."""

from decimal import Decimal, InvalidOperation

from callsheet.coverage import coverage
from callsheet.errors import MissingError
from callsheet.records import Definition, FigureKind, FiscalPeriod, GuidanceAction, Scope
from callsheet.store.connect import Connection
from callsheet.store.load import LARGEST_VALUE, utc_now

FIGURE_FIELDS = ("low", "high", "kind", "scope", "definition", "period", "action", "hidden", "approved")
COMMENT_FIELDS = ("en", "ko", "section", "position", "hidden", "approved")
_LISTS = {"kind": FigureKind, "scope": Scope, "definition": Definition, "action": GuidanceAction}
_MAY_BE_EMPTY = ("low", "high", "period", "action", "ko", "en", "position")
_YES_OR_NO = ("hidden", "approved")


def add_override(con: Connection, target_id: str, field: str, value: str, author: str, reason: str) -> None:
    """Record a correction of one field of a figure or comment; an empty ``value`` means null.

    Args:
        field: ``low``, ``high`` (in units of the figure's unit), ``kind``, ``scope``, ``definition``, ``period``,
            ``action`` of a figure; ``en``, ``ko``, ``section``, ``position`` (a number, the place in its section) of a
            comment; ``hidden`` and ``approved`` (``true``, ``false``) of both.

    Raises:
        MissingError: nothing has this id.
        ValueError: the field cannot be corrected, or not to this value; or author or reason is empty.
    """
    if not author.strip() or not reason.strip():
        raise ValueError("a correction says who made it and why")
    fields = fields_of(con, target_id)
    if field not in fields:
        raise ValueError(f"{field!r} of {target_id} cannot be corrected; one of {', '.join(fields)} can")
    _check_value(field, value)
    con.execute(
        "insert into review_overrides values (?, ?, ?, ?, ?, ?)", [target_id, field, value, author, reason, utc_now()]
    )


def fields_of(con: Connection, target_id: str) -> tuple[str, ...]:
    """Return what can be corrected of a figure or comment.

    Raises:
        MissingError: nothing has this id.
    """
    for table, column, fields in (
        ("core_figures", "figure_id", FIGURE_FIELDS),
        ("core_comments", "comment_id", COMMENT_FIELDS),
    ):
        if con.execute(f"select 1 from {table} where {column} = ? limit 1", [target_id]).fetchone():
            return fields
    raise MissingError(f"no figure or comment has the id {target_id}; `callsheet sql` on out_figures lists them")


def _check_value(field: str, value: str) -> None:
    if not value and field in _MAY_BE_EMPTY:
        return
    if field in ("low", "high", "position"):
        _check_number(field, value)
    elif field == "period":
        FiscalPeriod.parse(value)
    elif field in _YES_OR_NO and value not in ("true", "false"):
        raise ValueError(f"{field} is true or false, got {value!r}")
    elif field == "section" and value not in [section.key for section in coverage().sections]:
        raise ValueError(f"coverage.toml has no section {value!r}")
    elif field in _LISTS:
        _LISTS[field](value)


def _check_number(field: str, value: str) -> None:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"{field} is a plain number such as 60000000000, got {value!r}") from error
    if not number.is_finite() or abs(number) >= LARGEST_VALUE:
        raise ValueError(f"{field} is a number below {LARGEST_VALUE:.0e}, got {value!r}")
