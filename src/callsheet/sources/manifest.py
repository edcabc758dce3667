"""What was fetched, from where and when: JSON lines beside the documents, so that a fetch can go on where it broke off.

A line is only ever added; the last line of a document is what is known of it. The file is hidden, so that a run over
the folder does not take it for a document.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from callsheet.errors import MissingError
from callsheet.sources.failures import FetchError
from callsheet.sources.protocol import DatedBy, Listing

FILE_NAME = ".fetched.jsonl"


class FetchStatus(StrEnum):
    """Whether a document is in the folder."""

    FETCHED = "fetched"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what became of one document.

    Attributes:
        fetched_at: when it was asked for, ISO 8601, UTC.
        doc_id: SHA-256 of the bytes; None for a failure, like ``path`` (relative to the folder).
        reason: why it failed, a stable code; None where it did not.
        dated_at: when the document came about, ISO 8601; None where nothing says.
    """

    provider: str
    id: str
    url: str
    fetched_at: str
    doc_id: str | None
    path: str | None
    status: FetchStatus
    reason: str | None
    ticker: str | None
    dated_at: str | None
    dated_by: DatedBy


class Manifest:
    """The manifest of one transcripts folder.

    Raises:
        MissingError: the file exists and cannot be read, or cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._entries = {(entry.provider, entry.id): entry for entry in _entries(self.path)}
        self._paths = {entry.doc_id: entry.path for entry in self._entries.values() if entry.path}

    def entry(self, listing: Listing) -> Entry | None:
        """Return what is known of a listed document; None where it was never asked for."""
        return self._entries.get((listing.provider, listing.id))

    def has_fetched(self, listing: Listing) -> bool:
        """Whether the document was fetched before, wherever its file may stand by now."""
        entry = self.entry(listing)
        return entry is not None and entry.status is FetchStatus.FETCHED

    def path_of(self, doc_id: str) -> str | None:
        """Return where a document of this content was put, whichever listing it came under; None where nowhere."""
        return self._paths.get(doc_id)

    def add_fetched(self, listing: Listing, doc_id: str, path: str) -> None:
        """Keep that a document was fetched."""
        self._add(listing, FetchStatus.FETCHED, doc_id, path, None)

    def add_failed(self, listing: Listing, error: FetchError) -> None:
        """Keep that a document could not be fetched."""
        self._add(listing, FetchStatus.FAILED, None, None, error.reason)

    def strengthen(self, listing: Listing) -> None:
        """Keep the listing's date where it is stronger than what is known; otherwise nothing changes."""
        entry = self.entry(listing)
        if entry and listing.dated_by.is_stronger_than(entry.dated_by):
            self._append(replace(entry, dated_at=_iso(listing.dated_at), dated_by=listing.dated_by))

    def _add(
        self, listing: Listing, status: FetchStatus, doc_id: str | None, path: str | None, reason: str | None
    ) -> None:
        known = self.entry(listing)
        dated_at, dated_by = _iso(listing.dated_at), listing.dated_by
        if known and known.dated_by.is_stronger_than(dated_by):
            dated_at, dated_by = known.dated_at, known.dated_by
        asked_at = datetime.now(UTC).isoformat(timespec="seconds")
        self._append(
            Entry(
                listing.provider,
                listing.id,
                listing.url,
                asked_at,
                doc_id,
                path,
                status,
                reason,
                listing.ticker,
                dated_at,
                dated_by,
            )
        )

    def _append(self, entry: Entry) -> None:
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        try:
            torn = _ends_inside_a_line(self.path)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"\n{line}" if torn else line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise MissingError(
                f"{self.path} cannot be written ({error.strerror}); check the folder's rights"
            ) from error
        self._entries[entry.provider, entry.id] = entry
        if entry.doc_id and entry.path:
            self._paths[entry.doc_id] = entry.path


def _entries(path: Path) -> Iterator[Entry]:
    """The lines of a manifest; one that broke off when its process was killed is passed over."""
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
    except OSError as error:
        raise MissingError(f"{path} cannot be read ({error.strerror}); check its rights") from error
    for line in lines:
        try:
            row: dict[str, Any] = json.loads(line)
            status, dated_by = FetchStatus(row["status"]), DatedBy(row["dated_by"])
            yield Entry(**{**row, "status": status, "dated_by": dated_by})
        except (ValueError, TypeError, KeyError):
            continue


def _ends_inside_a_line(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")


def _iso(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None
