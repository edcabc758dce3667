"""Walking a figure or a line back to its words, speaker and place; an implied value back to its operands."""

from collections.abc import Iterator, Mapping
from typing import Any

from callsheet import store
from callsheet.errors import MissingError

_STATED = """
    select {id} as found_id, * exclude ({id}) from {view} where {id} = ?
"""
_SOURCES = (  # where an id may stand: the view, and its column
    ("out_figures_all_editions", "figure_id"),
    ("out_comments", "comment_id"),
    ("core_relation_statements", "relation_id"),
    ("core_derived", "figure_id"),
    ("core_estimates", "estimate_id"),
)
_OPERANDS = "select operand_id, sign, period from core_operands where figure_id = ? order by operand_number"


def trace(con: store.Connection, found_id: str) -> str:
    """Return a finding with its words, speaker, call and place in the document, as lines for a person.

    An implied value shows its working, then each of its operands in the same way, indented.

    Raises:
        MissingError: no finding has this id.
    """
    return "\n".join(_lines(con, found_id, depth=0))


def _lines(con: store.Connection, found_id: str, depth: int) -> Iterator[str]:
    found = _find(con, found_id)
    indent = "    " * depth
    for label, text in _described(found):
        yield f"{indent}{label:<10}{text}"
    for operand in store.rows(con, _OPERANDS, [found_id]):
        yield ""
        yield f"{indent}    operand {operand['sign']} {operand['period']}"
        yield from _lines(con, operand["operand_id"], depth + 1)


def _find(con: store.Connection, found_id: str) -> Mapping[str, Any]:
    for view, column in _SOURCES:
        for row in store.rows(con, _STATED.format(id=column, view=view), [found_id]):
            return row
    raise MissingError(
        f"no figure or line has the id {found_id}; ids stand in out_figures, out_comments and out_guidance "
        '(callsheet sql "select figure_id, text from out_figures")'
    )


def _described(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "id", found["found_id"]
    yield "is", " ".join(str(found[key]) for key in ("kind", "type", "scope", "line", "relation") if found.get(key))
    if found.get("low") is not None or found.get("high") is not None:
        yield "value", f"{_number(found['low'])} to {_number(found['high'])} {found['unit']}, {found['qualifier']}"
    for label, key in (("period", "period"), ("definition", "definition"), ("action", "action")):
        if found.get(key):
            yield label, str(found[key])
    for label, key in (("working", "working"), ("ko", "ko"), ("en", "en"), ("words", "text"), ("sentence", "excerpt")):
        if found.get(key):
            yield label, found[key]
    if found.get("speaker"):
        who = (found["speaker"], found.get("title"), found.get("affiliation"), found["role"])
        yield "speaker", ", ".join(part for part in who if part)
    if found.get("fiscal_period") and found.get("company"):
        yield "call", f"{found['company']} {found['fiscal_period']}, held {found.get('held_on') or 'on an unknown day'}"
    if found.get("broker"):
        yield "report", f"{found['broker']}, {found['published_on']}"
    if found.get("source"):
        yield "source", found["source"]
    if found.get("path"):
        span = f", characters {found['span_start']} to {found['span_end']} of its text" if "span_start" in found else ""
        yield "document", f"{found['path']}, {found['place']}{span}"
    if found.get("overridden_by"):
        yield "corrected", f"by {found['overridden_by']}: {found['override_reason']}"


def _number(value: Any) -> str:
    return "open" if value is None else f"{value.normalize():,f}"
