"""Walking a figure or a line back to its words, speaker and place (page and box); an implied value to its operands."""

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
    ("out_table_cells", "cell_id"),
    ("out_sentence_places", "sentence_id"),
)
# What a finding is, in the columns of its kind: a figure, a line, a relation, a derived value.
_KINDS = ("kind", "type", "scope", "line", "relation", "derivation")
_OPERANDS = "select operand_id, sign, period from core_operands where figure_id = ? order by operand_number"


def trace(con: store.Connection, found_id: str) -> str:
    """Return a finding with its words, speaker, call (or report) and place in the document, as lines for a person.

    A figure of a PDF shows its page, and its box in points from the page's top left. An implied value shows its
    working, then each of its operands in the same way, indented.

    Raises:
        MissingError: no finding has this id.
    """
    return "\n".join(_lines(con, found_id, depth=0))


def _lines(con: store.Connection, found_id: str, depth: int) -> Iterator[str]:
    found = found_row(con, found_id)
    indent = "    " * depth
    for label, text in _described(found):
        yield f"{indent}{label:<12}{text}"
    for operand in store.rows(con, _OPERANDS, [found_id]):
        yield ""
        yield f"{indent}    operand {operand['sign']} {operand['period']}"
        yield from _lines(con, operand["operand_id"], depth + 1)


def found_row(con: store.Connection, found_id: str) -> Mapping[str, Any]:
    """Return the row of a finding, whatever it is: figure, line, relation, derived value, estimate, cell, sentence.

    Raises:
        MissingError: no finding has this id.
    """
    for view, column in _SOURCES:
        for row in store.rows(con, _STATED.format(id=column, view=view), [found_id]):
            return row
    raise MissingError(
        f"no figure or line has the id {found_id}; ids stand in out_figures, out_comments and out_guidance "
        '(callsheet sql "select figure_id, text from out_figures")'
    )


def _described(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "id", found["found_id"]
    yield "is", " ".join(str(found[key]) for key in _KINDS if found.get(key)) or _kind_of_place(found)
    if found.get("low") is not None or found.get("high") is not None:
        value = f"{_number(found['low'])} to {_number(found['high'])} {found['unit']}"
        yield "value", ", ".join(filter(None, (value, found.get("qualifier"))))
    if found.get("company") or found.get("company_code"):
        yield "company", found.get("company") or found["company_code"]
    for label in ("period", "definition", "action"):
        if found.get(label):
            yield label, str(found[label])
    if found.get("row_label") is not None:
        yield "table", ", ".join(filter(None, (found.get("title"), found.get("unit"))))
        yield "row", found["row_label"]
        yield "column", found["column_head"]
    for label, key in (("working", "working"), ("ko", "ko"), ("en", "en"), ("words", "text"), ("sentence", "excerpt")):
        if found.get(key):
            yield label, found[key]
    if found.get("speaker"):
        who = (found["speaker"], found.get("title"), found.get("affiliation"), found["role"])
        yield "speaker", ", ".join(part for part in who if part)
    yield from _origin(found)
    if found.get("path"):
        span = f"characters {found['span_start']} to {found['span_end']} of its text" if "span_start" in found else ""
        yield "document", ", ".join(filter(None, (found["path"], found.get("place"), _box(found.get("box")), span)))
    if found.get("overridden_by"):
        yield "corrected", f"by {found['overridden_by']}: {found['override_reason']}"


def _kind_of_place(found: Mapping[str, Any]) -> str:
    if found.get("row_label") is not None:
        return "cell of a table"
    return f"{found['tone']} sentence" if found.get("tone") else "statement"


def _origin(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the words come from: a call, a broker's report, the company's release, a file of estimates."""
    if found.get("fiscal_period") and found.get("company"):
        yield "call", f"{found['company']} {found['fiscal_period']}, held {found.get('held_on') or 'on an unknown day'}"
    elif found.get("document_kind") in ("report", "release"):
        publisher = found["broker"] if found["document_kind"] == "report" else found.get("company")
        yield found["document_kind"], f"{publisher or 'unknown'}, {found['published_on'] or 'on an unknown day'}"
    elif found.get("stated_in"):
        yield "call", f"{found['stated_in']}, held {found.get('known_on') or 'on an unknown day'}"
    elif found.get("provider"):
        yield (
            "estimate",
            f"{found['provider']} for {found['ticker']} {found['fiscal_period']}, as of {found['as_of_on']}",
        )
    if found.get("source"):
        yield "source", found["source"]


def _box(box: Mapping[str, float] | None) -> str:
    return "box {x0:.1f}, {top:.1f} to {x1:.1f}, {bottom:.1f} pt".format(**box) if box else ""


def _number(value: Any) -> str:
    return "open" if value is None else f"{value.normalize():,f}"
