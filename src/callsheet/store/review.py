"""Reviewing: what a finding says now, and corrections that lose nobody's work."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from callsheet.records import VERSION, Conflict, Correction, version_of
from callsheet.store.connect import Connection
from callsheet.store.overrides import COMMENT_FIELDS, FIGURE_FIELDS, add_override, fields_of
from callsheet.store.query import rows

_REVIEWED = {
    FIGURE_FIELDS: "select * from core_reviewed_figures where figure_id = ?",
    COMMENT_FIELDS: "select * from core_reviewed_comments where comment_id = ?",
}
_NEWEST = """
    select author, reason from review_overrides
    where target_id = ? and (field = ? or ?) order by made_at desc limit 1
"""
_NOT_SEEN = ("approved", "position")  # a line that is moved or approved still says the same


def field_texts(row: dict[str, Any], fields: tuple[str, ...]) -> dict[str, str]:
    """Return a reviewed row's fields as a form shows them: plain numbers, ``true`` or ``false``, nothing for null."""
    named = {**row, "hidden": row["is_hidden"], "approved": row["approved_by"] is not None}
    return {field: _text(named[field]) for field in fields}


def line_version(row: dict[str, Any]) -> str:
    """Return the version of a row of ``core_reviewed_comments`` or ``out_comments``."""
    return _version(field_texts({"is_hidden": False, **row}, COMMENT_FIELDS))


def figure_version(row: dict[str, Any]) -> str:
    """Return the version of a row of ``core_reviewed_figures`` or ``out_figures``."""
    return _version(field_texts({"is_hidden": False, **row}, FIGURE_FIELDS))


def reviewed(con: Connection, target_id: str) -> dict[str, str]:
    """Return what can be corrected of a figure or line, as text, with its ``version``.

    Raises:
        MissingError: nothing has this id.
    """
    fields = fields_of(con, target_id)
    texts = field_texts(rows(con, _REVIEWED[fields], [target_id])[0], fields)
    return {**texts, VERSION: _version(texts)}


def conflicts(con: Connection, correction: Correction) -> Iterator[Conflict]:
    """Yield the fields of a correction that no longer are what its author saw, and do not have the wanted value yet.

    Raises:
        MissingError: nothing has the correction's id.
    """
    now = reviewed(con, correction.target_id)
    for field, seen in correction.seen.items():
        wanted = correction.values.get(field, "")
        if now.get(field, "") not in (seen, *([wanted] if field in correction.values else [])):
            newest = rows(con, _NEWEST, [correction.target_id, field, field == VERSION])
            by = newest[0] if newest else {"author": "", "reason": ""}
            yield Conflict(correction.target_id, field, seen, now.get(field, ""), wanted, by["author"], by["reason"])


def add_correction(con: Connection, correction: Correction) -> None:
    """Record what a correction changes; call it inside a transaction, with its conflicts seen to.

    Raises:
        MissingError, ValueError: as ``add_override``; or the corrected range does not run from low to high.
    """
    now = reviewed(con, correction.target_id)
    for field, value in correction.values.items():
        if value != now.get(field):
            add_override(con, correction.target_id, field, value, correction.author, correction.reason)
    after = reviewed(con, correction.target_id)
    low, high = after.get("low", ""), after.get("high", "")
    if "low" in after and not (low or high):
        raise ValueError(f"{correction.target_id}: a figure has a low or a high end; hide it if it is none")
    if low and high and Decimal(low) > Decimal(high):
        raise ValueError(f"{correction.target_id}: low {low} lies above high {high}")


def _version(texts: dict[str, str]) -> str:
    return version_of({field: text for field, text in texts.items() if field not in _NOT_SEEN})


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)
