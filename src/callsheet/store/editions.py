"""Published comment tables: each is kept, the same table with nothing changed only once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from callsheet.errors import MissingError
from callsheet.records import ByHand, EditionFigure, EditionLine, Override, ReadFrom, Span, TableEdition
from callsheet.store.connect import Connection
from callsheet.store.load import insert_rows
from callsheet.store.query import rows
from callsheet.store.transactions import transaction

Row = dict[str, Any]


def save_edition(con: Connection, edition: TableEdition) -> TableEdition:
    """Keep a published table; return it with its number, or the last edition of it where nothing has changed since."""
    with transaction(con):
        last = last_edition(con, edition)
        if last is not None and last.content() == edition.content():
            return last
        (number,) = con.execute("select coalesce(max(edition_number), 0) + 1 from edition_tables").fetchone() or (1,)
        head = {
            "edition_number": number,
            "published_at": edition.published_at,
            "company_codes": edition.company_codes,
            "calendar_quarter": edition.calendar_quarter,
            "form": edition.form,
        }
        insert_rows(con, "edition_tables", [head])
        lines = [
            {"edition_number": number, "line_number": position, **_line_row(line)}
            for position, line in enumerate(edition.lines)
        ]
        insert_rows(con, "edition_lines", lines)
        insert_rows(con, "edition_figures", [{"edition_number": number, **_figure_row(one)} for one in edition.figures])
    return replace(edition, number=number)


def edition_heads(con: Connection) -> list[TableEdition]:
    """Return all editions in the order of publication, without their lines and figures."""
    return [_head(row) for row in rows(con, "select * from edition_tables order by edition_number")]


def edition_since(con: Connection, since: str, company_codes: Sequence[str] = ()) -> TableEdition:
    """Return the edition that ``since`` names, with its lines and figures.

    Args:
        since: an edition's number; ``last``; or a day (2025-02-03): the last edition published up to its end, UTC.
        company_codes: only tables that hold all of these companies.

    Raises:
        MissingError: there is no such edition; the message lists those that there are.
    """
    heads = [head for head in edition_heads(con) if set(company_codes) <= set(head.company_codes)]
    chosen = [head.number for head in heads if _is_meant(head, since)]
    if not chosen:
        raise MissingError(f"there is no edition {since!r}; {_listed(heads)}")
    return read_edition(con, chosen[-1])


def _is_meant(head: TableEdition, since: str) -> bool:
    if since.isdigit():
        return head.number == int(since)
    if since == "last":
        return True
    try:
        return head.published_at.date() <= date.fromisoformat(since)
    except ValueError as error:
        raise MissingError(f"an edition is named by its number, a day (2025-02-03) or last, not {since!r}") from error


def _listed(heads: Sequence[TableEdition]) -> str:
    if not heads:
        return "no such table was published yet; `callsheet table --out DIR` publishes one"
    return "there are " + ", ".join(f"{head.number} ({head.published_at:%Y-%m-%d}, {head.name})" for head in heads)


def read_edition(con: Connection, number: int) -> TableEdition:
    """Return an edition with its lines and figures.

    Raises:
        MissingError: no edition has this number.
    """
    found = rows(con, "select * from edition_tables where edition_number = ?", [number])
    if not found:
        raise MissingError(f"there is no edition {number}")
    lines = rows(con, "select * from edition_lines where edition_number = ? order by line_number", [number])
    figures = rows(con, "select * from edition_figures where edition_number = ?", [number])
    return replace(_head(found[0]), lines=tuple(map(edition_line, lines)), figures=tuple(map(edition_figure, figures)))


def last_edition(con: Connection, table: TableEdition) -> TableEdition | None:
    """Return the last edition of the same table (companies, quarter, form), or None where there is none."""
    same = [
        head.number
        for head in edition_heads(con)
        if (head.company_codes, head.calendar_quarter, head.form)
        == (table.company_codes, table.calendar_quarter, table.form)
    ]
    return read_edition(con, same[-1]) if same else None


def all_overrides(con: Connection) -> list[Override]:
    """Return every correction in the order in which they were made."""
    columns = "target_id, field, value, author, reason, made_at"
    return [Override(**row) for row in rows(con, f"select {columns} from review_overrides order by made_at")]


def edition_line(row: Mapping[str, Any]) -> EditionLine:
    """Return a line from a row of ``edition_lines``, or one with the same columns."""
    return EditionLine(
        comment_id=row["comment_id"],
        company_code=row["company_code"],
        fiscal_period=row["fiscal_period"],
        section=row["section"],
        line=row["line"],
        excerpt=row["excerpt"],
        spans=tuple(Span(span["span_start"], span["span_end"]) for span in row["spans"]),
        en=row["en"],
        ko=row["ko"],
        read=_read_from(row),
        by_hand=_by_hand(row),
    )


def edition_figure(row: Mapping[str, Any]) -> EditionFigure:
    """Return a figure from a row of ``edition_figures``, or one with the same columns."""
    names = ("figure_id", "company_code", "definition", "period", "status", "low", "high", "unit", "qualifier")
    more = ("action", "stated_in", "known_on", "working")
    return EditionFigure(**{name: row[name] for name in (*names, *more)}, read=_read_from(row), by_hand=_by_hand(row))


def _head(row: Mapping[str, Any]) -> TableEdition:
    return TableEdition(
        number=row["edition_number"],
        published_at=row["published_at"],
        company_codes=tuple(row["company_codes"]),
        calendar_quarter=row["calendar_quarter"],
        form=row["form"],
        lines=(),
        figures=(),
    )


def _read_from(row: Mapping[str, Any]) -> ReadFrom:
    return ReadFrom(row["doc_id"], row["path"], row["first_loaded_at"], row["extractor_version"])


def _by_hand(row: Mapping[str, Any]) -> ByHand | None:
    return ByHand(row["overridden_by"], row["override_reason"]) if row["overridden_by"] else None


def _behind(one: EditionLine | EditionFigure) -> Row:
    return {
        "doc_id": one.read.doc_id,
        "path": one.read.path,
        "first_loaded_at": one.read.first_loaded_at,
        "extractor_version": one.read.extractor_version,
        "overridden_by": one.by_hand.author if one.by_hand else None,
        "override_reason": one.by_hand.reason if one.by_hand else None,
    }


def _line_row(line: EditionLine) -> Row:
    return {
        "company_code": line.company_code,
        "comment_id": line.comment_id,
        "fiscal_period": line.fiscal_period,
        "section": line.section,
        "line": line.line,
        "excerpt": line.excerpt,
        "spans": [{"span_start": span.start, "span_end": span.end} for span in line.spans],
        "en": line.en,
        "ko": line.ko,
        **_behind(line),
    }


def _figure_row(one: EditionFigure) -> Row:
    return {
        "company_code": one.company_code,
        "definition": one.definition,
        "period": one.period,
        "status": one.status,
        "low": one.low,
        "high": one.high,
        "unit": one.unit,
        "qualifier": one.qualifier,
        "action": one.action,
        "figure_id": one.figure_id,
        "stated_in": one.stated_in,
        "known_on": one.known_on,
        "working": one.working,
        **_behind(one),
    }
