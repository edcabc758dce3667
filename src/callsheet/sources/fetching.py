"""Documents from a source into the transcripts folder, as they arrived, each once."""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from callsheet.errors import MissingError
from callsheet.sources.failures import FetchError
from callsheet.sources.manifest import Manifest
from callsheet.sources.protocol import Failure, Listing, Source


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What a fetch did.

    Attributes:
        fetched: the files that are new, in the order of their arrival.
        known: how many documents had been fetched before.
        failed: what could not be listed or fetched; the next fetch asks for it again.
        stopped: why the fetch ended before its time; None where everything was asked for.
    """

    source: str
    fetched: tuple[Path, ...]
    known: int
    failed: tuple[Failure, ...]
    stopped: Failure | None


def fetch(
    source: Source,
    tickers: Sequence[str],
    since: date | None,
    folder: Path,
    progress: Callable[[str], None] | None = None,
) -> FetchReport:
    """Put a source's new documents into ``folder``, and keep what became of each in its manifest.

    A fetch that is broken off, at any moment, is taken up by the next one. A document that was fetched is never asked
    for again, even when its file was moved away; delete its line in the manifest to fetch it once more.

    Args:
        since: only documents from that day on; None for everything that the source has.
        folder: the transcripts folder; calls go to ``calls/``, releases to ``reports/``.
        progress: called with each document's path or id once it was asked for.

    Raises:
        MissingError: the folder or its manifest cannot be written.
    """
    fetched: list[Path] = []
    failed: list[Failure] = []
    known = 0
    stopped = None
    _make(folder)
    manifest = Manifest(folder)
    try:
        for item in source.listings(tickers, since):
            if isinstance(item, Failure):
                failed.append(item)
            elif manifest.has_fetched(item):
                manifest.strengthen(item)
                known += 1
            else:
                try:
                    fetched += _fetch_one(source, item, folder, manifest)
                except FetchError as error:
                    manifest.add_failed(item, error)
                    if error.ends_fetch:
                        raise
                    failed.append(Failure(item.id, error.reason, error.sentence))
            if progress:
                progress(item.id)
    except FetchError as error:
        stopped = Failure(source.name, error.reason, error.sentence)
    return FetchReport(source.name, tuple(fetched), known, tuple(failed), stopped)


def _fetch_one(source: Source, listing: Listing, folder: Path, manifest: Manifest) -> list[Path]:
    """The file of a document, or none where the same content stands in the folder under another listing."""
    data = source.read(listing)
    if not data.strip():
        raise FetchError("empty", f"{listing.id}: {source.name} gave a document without content; fetch it again later")
    doc_id = hashlib.sha256(data).hexdigest()
    stands_at = manifest.path_of(doc_id)
    path = stands_at or _keep(folder, listing.path, data, doc_id)
    manifest.add_fetched(listing, doc_id, path)
    return [] if stands_at else [folder / path]


def _keep(folder: Path, wanted: str, data: bytes, doc_id: str) -> str:
    """Write the bytes under the wanted path, or beside it where another file has that name; return the path.

    The file appears whole or not at all: a process that is killed leaves a hidden ``.part`` behind at most.
    """
    relative = PurePosixPath(wanted)
    if relative.is_absolute() or ".." in relative.parts:
        raise FetchError("damaged_answer", f"{wanted}: a document may not stand outside of {folder}")
    target = folder / relative
    if target.exists() and not _holds(target, data):
        relative = relative.with_name(f"{relative.stem}_{doc_id[:8]}{relative.suffix}")
        target = folder / relative
    if not target.exists():
        _make(target.parent)
        part = target.with_name(f".{target.name}.part")
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except OSError as error:
            raise MissingError(f"{target} cannot be written ({error.strerror}); check the folder's rights") from error
    return relative.as_posix()


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.stat().st_size == len(data) and file.read_bytes() == data


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MissingError(f"{folder} cannot be made ({error.strerror}); check the path and its rights") from error
