"""Estimates from CSV: a provider's value of one day is a snapshot, and no two are ever merged silently."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from callsheet.coverage import coverage
from callsheet.errors import DocumentError
from callsheet.records import FigureKind, FiscalPeriod, SourceDocument
from callsheet.store.connect import Connection
from callsheet.store.load import LARGEST_VALUE, delete_documents, insert_rows, is_possible_day, stamped
from callsheet.store.transactions import transaction

COLUMNS = ("provider", "kind", "ticker", "fiscal_period", "metric", "low", "high", "unit", "as_of_on", "source")
ESTIMATES = "estimates"  # the document kind of a file of estimates in raw_documents
_KINDS = {"consensus": FigureKind.CONSENSUS, "estimate": FigureKind.ESTIMATE, "broker": FigureKind.ESTIMATE}


@dataclass(frozen=True, slots=True)
class Estimate:
    """One provider's value for one company, metric and period, as of one day.

    ``low`` and ``high`` are in units of ``unit``, equal for a point, None for an open end.
    """

    provider: str
    kind: FigureKind
    ticker: str
    fiscal_period: FiscalPeriod
    metric: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    as_of_on: date
    source: str

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("an estimate has a low or a high end")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"a range runs from low to high, got {self.low} to {self.high}")
        if any(end is not None and not abs(end) < LARGEST_VALUE for end in (self.low, self.high)):
            raise ValueError(f"a value lies below {LARGEST_VALUE:.0e}, got {self.low} to {self.high}")

    @property
    def estimate_id(self) -> str:
        """The id of the snapshot: everything but its value and its source."""
        key = (self.provider, self.kind, self.ticker, str(self.fiscal_period), self.metric, self.as_of_on.isoformat())
        return "e-" + hashlib.sha256("\0".join(key).encode()).hexdigest()[:12]


def read_estimates(document: SourceDocument) -> list[Estimate]:
    """Read a CSV file of estimates.

    Raises:
        DocumentError: it is not UTF-8 CSV with the expected columns, or a row cannot be; the sentence names the row.
    """
    try:
        rows = csv.DictReader(io.StringIO(document.data.decode("utf-8-sig"), newline=""), strict=True)
        missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
        if missing:
            raise DocumentError(
                "estimates_columns",
                f"{document.path}: found the columns {', '.join(rows.fieldnames or ())}; "
                f"expected also {', '.join(missing)}",
            )
        return list(_estimates(document, rows))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DocumentError(
            "estimates_unreadable", f"{document.path}: not readable as CSV in UTF-8 ({error}); save it again as such"
        ) from error


def _estimates(document: SourceDocument, rows: Iterable[Mapping[str, str | None]]) -> Iterator[Estimate]:
    for number, row in enumerate(rows, start=2):
        value = {column: (row[column] or "").strip() for column in COLUMNS}
        try:
            kind = _KINDS.get(value["kind"])
            if kind is None:
                raise ValueError(f"kind is one of {', '.join(_KINDS)}, got {value['kind']!r}")
            empty = [column for column in ("provider", "ticker", "metric", "unit") if not value[column]]
            if empty:
                raise ValueError(f"{', '.join(empty)} is empty")
            yield Estimate(
                provider=value["provider"],
                kind=kind,
                ticker=company.ticker if (company := coverage().find_company(value["ticker"])) else value["ticker"],
                fiscal_period=FiscalPeriod.parse(value["fiscal_period"]),
                metric=value["metric"],
                low=Decimal(value["low"]) if value["low"] else None,
                high=Decimal(value["high"]) if value["high"] else None,
                unit=value["unit"],
                as_of_on=date.fromisoformat(value["as_of_on"]),
                source=value["source"],
            )
        except (ValueError, InvalidOperation) as error:
            is_number = isinstance(error, InvalidOperation)
            found = "low and high are plain numbers such as 94500000000" if is_number else error
            raise DocumentError("estimates_row", f"{document.path}: line {number}: {found}; correct the row") from error


def replace_estimates(con: Connection, document: SourceDocument | Path, extractor_version: str = "") -> int:
    """Replace the estimates of one CSV file in one transaction; return how many it holds.

    A file that was corrected in place replaces its own earlier rows. A value that contradicts another file's snapshot
    of the same provider and day is refused: a new value needs its own ``as_of_on``.

    Raises:
        DocumentError: the file cannot be read, or contradicts a snapshot in itself or in the warehouse.
    """
    if isinstance(document, Path):
        data = document.read_bytes()
        document = SourceDocument(hashlib.sha256(data).hexdigest(), str(document), data)
    estimates = read_estimates(document)
    with transaction(con):
        earlier = con.execute(
            "select doc_id, first_loaded_at from raw_documents where doc_id = ? or (kind = ? and path = ?)",
            [document.doc_id, ESTIMATES, document.path],
        ).fetchall()
        delete_documents(con, [doc_id for doc_id, _ in earlier])
        for estimate in estimates:
            if not is_possible_day(estimate.as_of_on):
                raise DocumentError(
                    "estimates_row",
                    f"{document.path}: as_of_on {estimate.as_of_on} is no day that was; correct the row",
                )
            _refuse_conflict(con, document, estimate)
        row = {
            "doc_id": document.doc_id,
            "path": document.path,
            "kind": ESTIMATES,
            "layout": "estimates_csv",
            "language": "en",
            "warnings": (),
            "rejected_code": None,
            "rejected_sentence": None,
        }
        insert_rows(con, "raw_documents", [stamped(row, extractor_version, dict(earlier).get(document.doc_id))])
        insert_rows(con, "raw_estimates", _rows(document, estimates))
    return len(estimates)


def _rows(document: SourceDocument, estimates: Iterable[Estimate]) -> list[dict[str, object]]:
    unique: dict[str, Estimate] = {}
    for estimate in estimates:
        other = unique.setdefault(estimate.estimate_id, estimate)
        if (other.low, other.high, other.unit) != (estimate.low, estimate.high, estimate.unit):
            raise _conflict(document, estimate, "another row of the file", other.low, other.high)
    return [
        {
            "estimate_id": estimate_id,
            "doc_id": document.doc_id,
            **{column: getattr(estimate, column) for column in COLUMNS},
        }
        for estimate_id, estimate in unique.items()
    ]


def _refuse_conflict(con: Connection, document: SourceDocument, estimate: Estimate) -> None:
    """Raise an error if another file holds the same snapshot with another value."""
    other = con.execute(
        "select path, low, high, unit from core_estimates join raw_documents using (doc_id) where estimate_id = ?",
        [estimate.estimate_id],
    ).fetchone()
    if other is not None:
        path, low, high, unit = other
        if (low, high, unit) != (estimate.low, estimate.high, estimate.unit):
            raise _conflict(document, estimate, path, low, high)


def _conflict(
    document: SourceDocument, estimate: Estimate, where: str, low: Decimal | None, high: Decimal | None
) -> DocumentError:
    return DocumentError(
        "estimates_conflict",
        f"{document.path}: {estimate.provider}, {estimate.ticker} {estimate.fiscal_period} as of {estimate.as_of_on}: "
        f"found {estimate.low} to {estimate.high}, but {where} says {low} to {high}; "
        "give the newer value its own as_of_on, or correct the wrong one",
    )
