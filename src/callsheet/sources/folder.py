"""The folder source: files and folders as they lie on disk."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from callsheet.errors import DocumentError, MissingError
from callsheet.records import SourceDocument
from callsheet.sources.failures import FetchError
from callsheet.sources.protocol import DatedBy, Listing

MOST_BYTES = 100_000_000  # a broker's report of 200 pages with pictures has 30 MB


def read_document(path: Path) -> SourceDocument:
    """Read one file; ``doc_id`` is the SHA-256 of its bytes.

    Raises:
        DocumentError: ``unreadable``, the file exists but the system does not let us read it; ``too_large``.
        MissingError: there is no such file.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise MissingError(f"{path} does not exist; check the path") from error
    except OSError as error:
        raise DocumentError("unreadable", f"{path.name} cannot be read ({error.strerror}); check its rights") from error
    if len(data) > MOST_BYTES:
        raise DocumentError(
            "too_large", f"{path.name} has more than {MOST_BYTES // 10**6} MB, more than any document; check what it is"
        )
    return SourceDocument(hashlib.sha256(data).hexdigest(), path.as_posix(), data)


def document_paths(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield every file named by ``paths`` or lying under a folder among them, sorted, each once.

    Of a folder's files, those that describe or manage it are left out: hidden ones (names that begin with a dot),
    editors' lock files (``~$``) and a README.

    Raises:
        MissingError: a path does not exist.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise MissingError(f"{path} does not exist; check the path")
        found = [path] if path.is_file() else sorted(inside for inside in path.rglob("*") if _is_document(inside, path))
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


def _is_document(file: Path, folder: Path) -> bool:
    names = file.relative_to(folder).parts
    return file.is_file() and file.stem != "README" and not any(name.startswith((".", "~$")) for name in names)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder elsewhere (a shared drive, a mailbox's export) as a source to fetch from.

    Its files keep the folders that they lie in. Which company a file is about is not known before it is read, so every
    file is listed, whatever the tickers.
    """

    path: Path
    name: str = "folder"

    def listings(self, tickers: Sequence[str], since: date | None) -> Iterator[Listing]:
        """Yield every file that was written on that day or later.

        Raises:
            MissingError: the folder does not exist.
        """
        for file in document_paths([self.path]):
            try:
                written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
            except FileNotFoundError:  # taken away since the folder was listed
                continue
            if since is None or written.date() >= since:
                place = file.resolve()
                yield Listing(
                    self.name,
                    place.as_posix(),
                    file.relative_to(self.path).as_posix(),
                    place.as_uri(),
                    dated_at=written,
                    dated_by=DatedBy.FILE_TIME,
                )

    def read(self, listing: Listing) -> bytes:
        """Return a file's bytes.

        Raises:
            FetchError: it is gone, or the system does not let us read it.
        """
        try:
            return read_document(Path(listing.id)).data
        except (DocumentError, MissingError) as error:
            raise FetchError(error.reason, str(error)) from error
