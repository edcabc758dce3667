"""What came in: a source file, and why it could not be used where it could not."""

from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document is."""

    CALL = "call"
    REPORT = "report"
    RELEASE = "release"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as it arrived.

    Attributes:
        doc_id: SHA-256 of the content, hexadecimal.
        path: where it lay when it was read; the name is a hint, never the truth.
        data: the bytes, unchanged.
    """

    doc_id: str
    path: str
    data: bytes

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.replace("\\", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a document could not be used: a stable ``reason`` code and one sentence for the analyst."""

    reason: str
    sentence: str
