"""The folder source: files and folders as they lie on disk."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from callsheet.errors import DocumentError, MissingError
from callsheet.records import SourceDocument


def read_document(path: Path) -> SourceDocument:
    """Read one file; ``doc_id`` is the SHA-256 of its bytes.

    Raises:
        DocumentError: ``unreadable``, the file exists but the system does not let us read it.
        MissingError: there is no such file.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise MissingError(f"{path} does not exist; check the path") from error
    except OSError as error:
        raise DocumentError("unreadable", f"{path.name} cannot be read ({error.strerror}); check its rights") from error
    return SourceDocument(hashlib.sha256(data).hexdigest(), path.as_posix(), data)


def document_paths(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield every file named by ``paths`` or lying under a folder among them, sorted, each once.

    Of a folder's files, those that describe or manage it are left out: hidden ones (names that begin with a dot), editors'
    lock files (``~$``) and a README.

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


