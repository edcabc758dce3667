"""The earnings calendar: which company holds which call when; a CSV that a desk keeps, or a source fills."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from callsheet.errors import MissingError
from callsheet.records import EarningsDate, FiscalPeriod

COLUMNS = ("ticker", "fiscal_period", "starts_at", "source")


def read_calendar(path: Path) -> list[EarningsDate]:
    """Read the earnings calendar.

    Raises:
        MissingError: there is no such file, or a row cannot be read; the message names it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MissingError(f"{path}: not readable as UTF-8 text ({error})") from error
    rows = csv.DictReader(io.StringIO(text))
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise MissingError(f"{path}: expected the columns {', '.join(COLUMNS)}; {', '.join(missing)} is not there")
    return list(_dates(path, rows))


def _dates(path: Path, rows: "csv.DictReader[str]") -> Iterator[EarningsDate]:
    for row in rows:
        try:
            yield EarningsDate(
                row["ticker"].strip().upper(),
                FiscalPeriod.parse(row["fiscal_period"].strip()),
                datetime.fromisoformat(row["starts_at"].strip()),
                (row["source"] or "").strip(),
            )
        except (ValueError, AttributeError) as error:
            raise MissingError(f"{path}: line {rows.line_num}: {error}; correct the row") from error


def write_calendar(dates: Iterable[EarningsDate], path: Path) -> None:
    """Write the calendar, a company's call once (the last one given counts), in the order of the calls."""
    unique = {(date.ticker, str(date.fiscal_period)): date for date in dates}
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for date in sorted(unique.values(), key=lambda date: (date.starts_at, date.ticker)):
            rows.writerow([date.ticker, date.fiscal_period, date.starts_at.isoformat(), date.source])


def due(dates: Sequence[EarningsDate], now: datetime | None = None) -> list[EarningsDate]:
    """Return the calls whose documents are looked for now."""
    return [date for date in dates if date.is_due(now or datetime.now(UTC))]
