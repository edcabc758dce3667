"""The night of a call: look for its documents at intervals, process what is new, publish, and tell who wants to know.

python -m flows.after_earnings transcripts/ edgar earningscall
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact
from prefect.blocks.core import Block

from callsheet import runs
from callsheet.coverage import coverage
from callsheet.records import EarningsDate, calendar_quarter
from callsheet.runs import DEFAULT_WAREHOUSE, RunReport
from callsheet.sources.calendar import due as due_dates
from flows import tasks
from flows.process_documents import process_documents
from flows.publish_tables import publish_tables

CALENDAR = Path(__file__).with_name("earnings_calendar.csv")
_PARTS = ("release", "raw_transcript", "edited_transcript", "slides", "broker_note", "consensus")


@flow(name="after-earnings", validate_parameters=False)
def after_earnings(
    inbox: Path = Path("transcripts"),
    warehouse: Path = DEFAULT_WAREHOUSE,
    calendar: Path = CALENDAR,
    sources: Sequence[str] = (),
    now: datetime | None = None,
    out: Path = Path("out"),
    formats: Sequence[str] = ("pptx", "xlsx", "html", "md"),
    notify: Sequence[str] = (),
) -> RunReport:
    """Fetch the documents of the calls that are due, process what is new, publish, and keep the readiness table.

    Without anything new nothing is written and nobody is told. Tables of a call that only a machine's transcript tells
    are marked provisional; the run that finds the edited one writes them again.

    Args:
        sources: ``edgar`` and ``earningscall``, asked for the companies whose calls are due; none by default: the
            documents come into ``inbox`` by themselves.
        now: the moment that decides what is due; default: the time of the run.
        notify: names of Prefect notification blocks, such as ``slack-webhook/desk`` or ``sendgrid-email/desk``.

    Raises:
        MissingError, CheckError: as ``process_documents``; the calendar cannot be read.
    """
    inbox, warehouse, calendar, out = Path(inbox), Path(warehouse), Path(calendar), Path(out)
    dates = tasks.update_calendar(calendar, warehouse)
    due = due_dates(dates, now or datetime.now(UTC))
    for source in sources if due else ():
        since = min(date.starts_at for date in due) - timedelta(days=7)
        tasks.fetch_documents(source, sorted({date.ticker for date in due}), since.date(), inbox)
    report = process_documents([inbox], warehouse)
    rows = runs.readiness(warehouse, due)
    create_table_artifact(table=_shown(rows), key="readiness", description=f"{len(due)} calls whose documents are due")
    if report.loaded:
        written = _publish(due, warehouse, out, formats)
        _tell(notify, report, rows, written)
    return report


def _publish(due: Sequence[EarningsDate], warehouse: Path, out: Path, formats: Sequence[str]) -> list[Path]:
    """Write the tables of the quarters of which a due call is there, the companies of a quarter in one table."""
    quarters: dict[Any, list[str]] = {}
    there = {(row["ticker"], row["fiscal_period"]) for row in runs.readiness(warehouse, due) if _has_call(row)}
    for date in due:
        company = coverage().find_company(date.ticker)
        if company and (date.ticker, str(date.fiscal_period)) in there:
            quarter = calendar_quarter(date.fiscal_period, company.fiscal_year_end_month)
            quarters.setdefault(quarter, []).append(date.ticker)
    return [
        path
        for quarter, tickers in quarters.items()
        for path in publish_tables(tickers, quarter, warehouse, formats=formats, out=out)
    ]


def _has_call(row: dict[str, Any]) -> bool:
    return bool(row["raw_transcript_seen_at"] or row["edited_transcript_seen_at"])


def _shown(rows: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """The readiness table for a person: when each part was seen, or a dash."""
    return [
        {
            "company": row["company"],
            "period": row["fiscal_period"],
            "call": f"{row['starts_at']:%Y-%m-%d %H:%M} UTC",
            **{part.replace("_", " "): _time(row[f"{part}_seen_at"]) for part in _PARTS},
            "state": "provisional" if row["is_provisional"] else "confirmed",
        }
        for row in rows
    ]


def _time(seen_at: datetime | None) -> str:
    return f"{seen_at:%m-%d %H:%M}" if seen_at else "-"


def _tell(blocks: Sequence[str], report: RunReport, rows: Sequence[dict[str, Any]], written: Sequence[Path]) -> None:
    """Tell each notification block what came; a block that fails is logged and keeps nothing else from happening."""
    lines = [f"{report.loaded} new documents, {len(report.rejected)} not used"]
    lines += [f"{row['company']} {row['period']}: {row['state']}" for row in _shown(rows)]
    lines += [str(path) for path in written]
    for name in blocks:
        try:
            cast(Any, Block.load(name)).notify("\n".join(lines), subject="callsheet: new documents")
        except Exception as error:  # whatever a provider raises; its message may hold the address with its secret
            get_run_logger().warning("could not notify %s (%s)", name, type(error).__name__)


if __name__ == "__main__":
    arguments = sys.argv[1:] or ["transcripts"]
    after_earnings(Path(arguments[0]), sources=arguments[1:])
