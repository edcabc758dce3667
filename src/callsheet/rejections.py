"""Documents that cannot be used, as findings: needed by those who read documents and by those who only pass them on."""

from hashlib import sha256
from pathlib import Path

from callsheet.records import DocumentKind, Findings, Rejection, SourceDocument


def unreadable(path: Path) -> SourceDocument:
    """Return the document of a file that cannot be read: its name has to identify it until it can be."""
    return SourceDocument(sha256(path.as_posix().encode()).hexdigest(), path.as_posix(), b"")


def rejected(document: SourceDocument, reason: str, sentence: str) -> Findings:
    """Return the findings of a document that cannot be used."""
    return Findings(
        document.doc_id,
        document.path,
        DocumentKind.UNKNOWN,
        layout="",
        language="",
        rejection=Rejection(reason, sentence),
    )
