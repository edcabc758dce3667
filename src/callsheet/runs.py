"""Many documents into the warehouse, and the tables out of it: the plain functions of the command line and the flows.

Everything here takes paths and returns records, so that a flow can pass them between tasks; a connection to the
warehouse never leaves the function that opened it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from callsheet import derive, exports, isolation, store
from callsheet.coverage import coverage
from callsheet.errors import DocumentError, MissingError, TransientError
from callsheet.exports import render
from callsheet.records import (
    CalendarQuarter,
    Change,
    CommentTable,
    EarningsDate,
    Findings,
    FiscalPeriod,
    Ladder,
    SourceDocument,
    TableEdition,
    calendar_quarter,
)
from callsheet.rejections import rejected, unreadable
from callsheet.sources import fetch, folder, open_source
from callsheet.sources.calendar import read_calendar
from callsheet.versions import extractor_version

BATCH_SIZE = 50  # documents in one transaction: large enough that Prefect's cost per task does not show
DEFAULT_WAREHOUSE = Path("warehouse/callsheet.duckdb")


@dataclass(frozen=True, slots=True)
class RejectedDocument:
    """A document that could not be used, and why."""

    path: str
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What one batch did: documents loaded, and those that could not be used."""

    loaded: int
    rejected: tuple[RejectedDocument, ...]


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did; ``unchanged`` documents were in the warehouse already, ``published`` is the new snapshot."""

    loaded: int
    unchanged: int
    rejected: tuple[RejectedDocument, ...]
    published: Path


def _estimates_in(path: Path) -> SourceDocument | None:
    """A file that is a table of estimates, told by the columns in its first line and not by its name."""
    with suppress(DocumentError):
        document = folder.read_document(path)
        head = document.data[:400].split(b"\n", 1)[0].lower()
        if all(column in head for column in (b"provider", b"ticker", b"fiscal_period", b"as_of_on")):
            return document
    return None


def pending_documents(paths: Sequence[Path], warehouse: Path) -> tuple[list[Path], int]:
    """Return the files that are new or were processed by an older extractor, and how many are unchanged.

    A document that could not be used is tried again only when it has changed, its name included (the name can say
    which quarter a call is about), or when the extractor has.

    Raises:
        MissingError: a path does not exist.
        TransientError: another run holds the warehouse.
    """
    with store.open_warehouse(warehouse) as con:
        known = store.known_documents(con)
    copies: dict[str, list[Path]] = defaultdict(list)
    for path in folder.document_paths(paths):
        copies[_content_key(path)].append(path)
    wanted = [files[0] for key, files in copies.items() if not _is_settled(known.get(key), files)]
    return wanted, sum(len(files) for files in copies.values()) - len(wanted)


def _is_settled(known: store.KnownDocument | None, copies: Sequence[Path]) -> bool:
    """Whether a document, lying under the names of ``copies``, was processed already as it would be now."""
    if known is None or known.extractor_version != extractor_version():
        return False
    return known.rejected_under is None or any(path.as_posix() == known.rejected_under for path in copies)


def _content_key(path: Path) -> str:
    """A file's doc_id; for one that cannot be read that of its path, as it is then stored."""
    try:
        return folder.read_document(path).doc_id
    except DocumentError:
        return unreadable(path).doc_id


def batches(paths: Sequence[Path], size: int = BATCH_SIZE) -> Iterator[list[Path]]:
    """Yield the paths in lists of at most ``size``."""
    for start in range(0, len(paths), size):
        yield list(paths[start : start + size])


def process_batch(
    paths: Sequence[Path],
    warehouse: Path,
    progress: Callable[[str], None] | None = None,
    read: Callable[[Path], Findings] = isolation.process_file,
) -> BatchReport:
    """Process some files and replace their rows in one transaction; nothing is left half-loaded.

    Args:
        progress: called with each document's path once it is processed.
        read: how a file becomes findings; by default in a process of its own, within limits.

    Raises:
        TransientError: another run holds the warehouse for too long.
    """
    found: list[Findings] = []
    estimates: list[SourceDocument] = []
    for path in paths:
        document = _estimates_in(path)
        if document:
            estimates.append(document)
        else:
            found.append(read(path))
        if progress:
            progress(path.as_posix())
    store.patiently(lambda: _load(found, estimates, warehouse))
    refused = tuple(
        RejectedDocument(findings.path, findings.rejection.reason, findings.rejection.sentence)
        for findings in found
        if findings.rejection
    )
    return BatchReport(loaded=len(paths) - len(refused), rejected=refused)


def _load(found: list[Findings], estimates: Sequence[SourceDocument], warehouse: Path) -> None:
    """Replace the rows of some documents; a file of estimates that cannot be used joins ``found`` as rejected."""
    claims = {item.doc_id for item in found} | ({"estimates"} if estimates else set())
    refused: list[Findings] = []
    with store.claimed(warehouse, claims), store.open_warehouse(warehouse) as con:
        for document in estimates:
            try:
                store.replace_estimates(con, document, extractor_version())
            except DocumentError as error:
                refused.append(rejected(document, error.reason, error.sentence))
        store.replace_documents(con, found, extractor_version())
    found.extend(refused)


def publish_warehouse(warehouse: Path) -> Path:
    """Recompute what is derived, run every check, and publish a snapshot; return its path.

    Nothing is done where the snapshot already holds what the warehouse does.

    Raises:
        CheckError: a check found wrong rows; the last snapshot stays.
        TransientError: another run holds the warehouse for too long.
    """
    if store.is_published(warehouse):
        return store.published_path(warehouse)
    return store.publish(warehouse, derive.refresh)


def process(
    paths: Sequence[Path],
    warehouse: Path,
    progress: Callable[[str], None] | None = None,
    batch_size: int = BATCH_SIZE,
    read: Callable[[Path], Findings] = isolation.process_file,
) -> RunReport:
    """Process what is new under ``paths`` and publish the warehouse: one whole run without Prefect.

    Raises:
        MissingError, CheckError, TransientError: as the steps above.
    """
    wanted, unchanged = pending_documents(paths, warehouse)
    reports = [process_batch(batch, warehouse, progress, read) for batch in batches(wanted, batch_size)]
    return run_report(reports, unchanged, publish_warehouse(warehouse))


def run_report(reports: Sequence[BatchReport], unchanged: int, published: Path) -> RunReport:
    """Sum up the batches of a run."""
    return RunReport(
        loaded=sum(report.loaded for report in reports),
        unchanged=unchanged,
        rejected=tuple(document for report in reports for document in report.rejected),
        published=published,
    )


def update_calendar(calendar: Path, warehouse: Path) -> list[EarningsDate]:
    """Put the earnings calendar into the warehouse, where ``out_readiness`` needs it; return its dates.

    Raises:
        MissingError: the calendar cannot be read.
        TransientError: another run holds the warehouse for too long.
    """
    dates = read_calendar(calendar)
    with store.open_warehouse(warehouse) as con:
        store.replace_calendar(con, dates)
    return dates


def fetch_documents(source: str, tickers: Sequence[str], since: date, inbox: Path) -> int:
    """Put what a source has of some companies, from a day on, into the inbox; return how many documents are new.

    Raises:
        MissingError: the source is not known, or its extra is not installed.
        TransientError: the source stopped answering; what had come is kept.
    """
    report = fetch(open_source(source), tickers, since, inbox)
    if report.stopped:
        raise TransientError(f"{source}: {report.stopped.sentence}")
    return len(report.fetched)


def readiness(warehouse: Path, dates: Sequence[EarningsDate] | None = None) -> list[dict[str, Any]]:
    """Return what is there of each call of the calendar, or of those calls, one row each in the order of the calls.

    Raises:
        MissingError: nothing is published.
    """
    wanted = None if dates is None else {(date.ticker, str(date.fiscal_period)) for date in dates}
    with store.open_published(warehouse) as con:
        found = store.rows(con, "select * from out_readiness order by starts_at, ticker")
    return [row for row in found if wanted is None or (row["ticker"], row["fiscal_period"]) in wanted]


def read_quarter(text: str, company: str) -> CalendarQuarter:
    """Return the calendar quarter that ``CY2024Q4``, or a company's own ``FY2025Q2``, names.

    Raises:
        MissingError: it is neither, or the company is not covered.
    """
    try:
        if text.upper().startswith("CY"):
            return CalendarQuarter.parse(text.upper())
        period = FiscalPeriod.parse(text.upper())
        return calendar_quarter(period, coverage().company(company).fiscal_year_end_month)
    except ValueError as error:
        raise MissingError(f"--period takes a quarter such as CY2024Q4 or FY2025Q2: {error}") from error


def latest_quarter(warehouse: Path) -> CalendarQuarter:
    """Return the newest calendar quarter that a covered company's call in the published warehouse reports on.

    Raises:
        MissingError: nothing is published, or no call of a covered company is in it.
    """
    with store.open_published(warehouse) as con:
        return exports.latest_quarter(con)


def comment_table(
    warehouse: Path, tickers: Sequence[str], quarter: CalendarQuarter, language: str, form: str = exports.FULL
) -> CommentTable:
    """Return the comment table of some companies (tickers or names) for one calendar quarter, ``ko`` or ``en``.

    The table carries the capex chart of coverage.toml's companies for the formats that can hold one.

    Raises:
        MissingError: nothing is published, or none of the companies has a call in that quarter.
    """
    with store.open_published(warehouse) as con:
        table = exports.comment_table(con, tickers, quarter, language, form)
        if not table.blocks:
            wanted = f"no call of {', '.join(tickers)} for {quarter} is in {warehouse}"
            raise MissingError(f"{wanted}; process its transcript with `callsheet run` first")
        notes = exports.provisional_notes(con, tickers, quarter, language)
        table = replace(table, notes=(*notes, *table.notes))
        with suppress(MissingError):  # no covered company's capex is known: a table without a chart
            return replace(table, chart=exports.capex_chart(con, language))
    return table


def publish_tables(
    warehouse: Path,
    tickers: Sequence[str],
    quarter: CalendarQuarter,
    languages: Sequence[str],
    formats: Sequence[str],
    out: Path,
    form: str = exports.FULL,
    template: Path | None = None,
) -> list[Path]:
    """Write a comment table, once a language and format, and keep it as an edition; return the files.

    Where only the published snapshot is at hand, and no warehouse beside it, there is nowhere to keep an edition.

    Args:
        form: ``full`` or ``short``.
        template: a presentation whose master the slides take on.

    Raises:
        MissingError: nothing is published, or none of the companies has a call in that quarter.
        ExportError: a format is not known, or the template cannot be used.
    """
    out.mkdir(parents=True, exist_ok=True)
    companies = "_".join(exports.company_code(ticker) for ticker in tickers)
    written = []
    for language in languages:
        table = comment_table(warehouse, tickers, quarter, language, form)
        for target in formats:
            path = out / f"comments_{companies}_{quarter}_{language}.{render.suffix(target)}"
            written.append(render.write_table(table, target, path, template=template))
    if languages:
        _keep_edition(warehouse, table, tickers, quarter, form)
    return written


def _keep_edition(
    warehouse: Path, table: CommentTable, tickers: Sequence[str], quarter: CalendarQuarter, form: str
) -> None:
    if not warehouse.is_file():
        return
    codes = [exports.company_code(ticker) for ticker in tickers]
    with store.open_published(warehouse) as con:
        edition = exports.table_edition(con, table, codes, str(quarter), form)
    with store.open_warehouse(warehouse) as con:
        store.save_edition(con, edition)


def editions(warehouse: Path) -> list[TableEdition]:
    """Return the comment tables that were published, in order, without their lines.

    Raises:
        MissingError: there is no warehouse.
        TransientError: another run holds the warehouse for too long.
    """
    _need_warehouse(warehouse)
    with store.open_warehouse(warehouse) as con:
        return store.edition_heads(con)


def changes(warehouse: Path, since: str, tickers: Sequence[str] = ()) -> tuple[TableEdition, list[Change]]:
    """Return a published comment table and what has changed since, against the warehouse as it is published now.

    Args:
        since: an edition's number, ``last``, or a day.
        tickers: only tables that hold all of these companies.

    Raises:
        MissingError: there is no warehouse, nothing is published, or there is no such edition.
        TransientError: another run holds the warehouse for too long.
    """
    _need_warehouse(warehouse)
    with store.open_warehouse(warehouse) as con:
        then = store.edition_since(con, since, [exports.company_code(ticker) for ticker in tickers])
    with store.open_published(warehouse) as con:
        try:
            table = exports.comment_table(con, then.company_codes, then.calendar_quarter, form=then.form)
        except MissingError:  # every line is gone
            table = CommentTable(title="", head="", blocks=(), source="")
        now = exports.table_edition(con, table, then.company_codes, then.calendar_quarter, then.form)
        return then, exports.changes(then, now, store.all_overrides(con))


def _need_warehouse(warehouse: Path) -> None:
    if not warehouse.is_file():
        raise MissingError(f"{warehouse} does not exist: editions are kept in the warehouse; run `callsheet run` first")


def publish_chart(
    warehouse: Path, language: str, form: str, out: Path, by: str = "year", as_of: date | None = None
) -> Path:
    """Draw the capex chart of coverage.toml's chart companies; return the file.

    Args:
        by: ``year`` or ``quarter``, of the calendar.
        as_of: only what was known on that day; None for everything.

    Raises:
        MissingError: nothing is published, or it holds no capex of these companies.
        ExportError: the format is not known.
    """
    out.mkdir(parents=True, exist_ok=True)
    with store.open_published(warehouse) as con:
        chart = exports.capex_chart(con, language, by, as_of=as_of)
    return exports.write_chart(chart, form, out / f"chart_capex_{by}_{language}.{form}")


def ladder(warehouse: Path, company: str) -> Ladder:
    """Return a company's guidance ladder from the published warehouse.

    Raises:
        MissingError: nothing is published, or nothing is known of the company.
    """
    with store.open_published(warehouse) as con:
        return derive.ladder(con, exports.company_code(company))


def trace(warehouse: Path, found_id: str) -> str:
    """Return a figure or a line with its words, speaker and place, as text for a person.

    Raises:
        MissingError: nothing is published, or no finding has this id.
    """
    with store.open_published(warehouse) as con:
        return exports.trace(con, found_id)


def draw_trace(warehouse: Path, found_id: str, out: Path) -> list[Path]:
    """Write the pages on which a finding stands as PNG, its words framed, and return the files; none if in no PDF.

    Raises:
        MissingError: nothing is published, no finding has this id, or its document is not there any more.
    """
    # What reads PDF documents takes a second to load, which a table or a chart shall not wait for.
    from callsheet.exports.pictures import page_pictures  # noqa: PLC0415

    with store.open_published(warehouse) as con:
        pictures = page_pictures(con, found_id)
    files = [out / f"{found_id}_page{picture.page}.png" for picture in pictures]
    for file, picture in zip(files, pictures, strict=True):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(picture.png)
    return files
