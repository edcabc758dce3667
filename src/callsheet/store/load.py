"""Loading: a document's rows are replaced in one transaction, so that a run twice is a run once."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from callsheet.records import Findings, Rejection
from callsheet.store.connect import Connection
from callsheet.store.rows import DOCUMENT_TABLES, Row, document_row, finding_rows
from callsheet.store.transactions import transaction

_EARLIEST = date(1990, 1, 1)
LARGEST_VALUE = Decimal(10) ** 20  # amounts are decimal(28, 6); a sum of many still fits


def insert_rows(con: Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows, all with the same columns; values are converted to the columns' types.

    Each column travels as one list, so that no sample of values decides its type: numbers and truths as they are,
    everything else (decimals, dates, lists, structs) as text. 500 rows take as long as through a DataFrame, a sixtieth
    of ``executemany``, and a deck need not wait for pandas.
    """
    if not rows:
        return
    table_columns = con.execute(f'select * from "{table}" limit 0').description or ()
    types = {column: str(kind) for column, kind, *_ in table_columns if column in rows[0]}
    columns = [[_sent(row[column], kind) for row in rows] for column, kind in types.items()]
    chosen = ", ".join(f'cast({_received(kind)} as {kind}) as "{column}"' for column, kind in types.items())
    con.execute(f'insert into "{table}" by name select {chosen}', columns)


_SENT_AS_THEY_ARE = ("INTEGER", "DOUBLE", "BOOLEAN")


def _sent(value: Any, kind: str) -> Any:
    return value if kind in _SENT_AS_THEY_ARE else _text(value)


def _received(kind: str) -> str:
    """How a column's list is read: lists and structs are JSON there."""
    if kind in _SENT_AS_THEY_ARE:
        return f"unnest(cast(? as {kind}[]))"
    values = "unnest(cast(? as varchar[]))"
    return f"cast({values} as json)" if kind.endswith("[]") or kind.startswith("STRUCT") else values


def _text(value: Any) -> str | None:
    """A value as text that DuckDB reads back exactly."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple) and not value:  # most lists are empty
        return "[]"
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, default=_text)
    return str(value)


def utc_now() -> datetime:
    """Return the time of day as ``_at`` columns hold it: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """How a document was last processed; ``rejected_under`` is the path under which it could not be used."""

    extractor_version: str
    rejected_under: str | None


def known_documents(con: Connection) -> dict[str, KnownDocument]:
    """Return how each document was last processed, by doc_id."""
    known = """
        select doc_id, extractor_version, case when rejected_code is not null then path end from raw_documents
    """
    return {doc_id: KnownDocument(*how) for doc_id, *how in con.execute(known).fetchall()}


def storable(findings: Findings) -> Findings:
    """Return the findings, or a rejection in their place where a value is larger than any column holds.

    No sum of money is: such a number is garbled or hostile, and one document must not keep the others from being used.
    """
    largest = max((abs(value) for value in _values(findings) if value is not None), default=Decimal(0))
    if largest < LARGEST_VALUE:
        return _with_possible_day(findings)
    found = f"found the value {largest:.3e}, expected none above {LARGEST_VALUE:.0e}"
    return Findings(
        findings.doc_id,
        findings.path,
        findings.kind,
        findings.layout,
        findings.language,
        rejection=Rejection("value_out_of_range", f"{findings.path}: {found}; check whether the file is what it says"),
    )


def is_possible_day(day: date) -> bool:
    """Whether a call can have been held, or a report published, on that day: not tomorrow's morrow, not before 1990."""
    return _EARLIEST <= day <= utc_now().date() + timedelta(days=1)


def _with_possible_day(findings: Findings) -> Findings:
    """Return the findings without a day that cannot be: misheard or misprinted, it is absent rather than wrong."""
    call, report = findings.call, findings.report
    day = call.held_on if call else report.published_on if report else None
    if day is None or is_possible_day(day):
        return findings
    return replace(
        findings,
        warnings=(*findings.warnings, f"The document says {day}, which cannot be its day; it is left out."),
        call=replace(call, held_on=None) if call else None,
        report=replace(report, published_on=None) if report else None,
    )


def _values(findings: Findings) -> Iterator[Decimal | None]:
    for figure in findings.figures:
        yield figure.low
        yield figure.high
    if findings.report:
        yield findings.report.target_price
        yield findings.report.current_price
        for _, share in findings.report.rating_distribution:
            yield share


def replace_document(con: Connection, findings: Findings, extractor_version: str) -> None:
    """Replace every row of one document; ``replace_documents`` is faster for many."""
    replace_documents(con, [findings], extractor_version)


def replace_documents(con: Connection, findings: Iterable[Findings], extractor_version: str) -> None:
    """Replace every row of some documents in one transaction; of a document given twice the last counts.

    A document with a value that no column holds is stored as rejected.

    Raises:
        TransientError: another run changed the same documents meanwhile; nothing was changed here.
    """
    documents = {item.doc_id: storable(item) for item in findings}
    if not documents:
        return
    with transaction(con):
        first_seen = _first_seen(con, list(documents))
        delete_documents(con, list(first_seen))
        rows: dict[str, list[Row]] = defaultdict(list)
        for item in documents.values():
            rows["raw_documents"].append(stamped(document_row(item), extractor_version, first_seen.get(item.doc_id)))
            for table, row in finding_rows(item):
                rows[table].append(row)
        for table, table_rows in rows.items():
            insert_rows(con, table, table_rows)


def stamped(document: Row, extractor_version: str, first_loaded_at: datetime | None) -> Row:
    """Return a row of ``raw_documents`` with the extractor's version and the times of its first and this load."""
    now = utc_now()
    return {
        **document,
        "extractor_version": extractor_version,
        "first_loaded_at": first_loaded_at or now,
        "loaded_at": now,
    }


def delete_documents(con: Connection, doc_ids: Sequence[str]) -> None:
    """Delete every row of some documents; the caller holds the transaction."""
    if doc_ids:
        for table in DOCUMENT_TABLES:
            con.execute(f"delete from {table} where doc_id in (select unnest(?))", [list(doc_ids)])


def _first_seen(con: Connection, doc_ids: Sequence[str]) -> dict[str, datetime]:
    query = "select doc_id, first_loaded_at from raw_documents where doc_id in (select unnest(?))"
    return dict(con.execute(query, [doc_ids]).fetchall())
