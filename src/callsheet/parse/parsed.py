"""What reading a document gives: a call or a report, and what the reader wants the analyst to know."""

from dataclasses import dataclass

from callsheet.records import Call, DocumentKind, Report


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as read: exactly one of ``call`` and ``report`` is set.

    Attributes:
        layout: name of the reader that understood it (``speaker_colon``, ``flat`` ...).
        language: ISO 639-1 code of the words, ``en`` or ``ko``.
        warnings: conflicts and weaknesses, one sentence each, for the analyst.
    """

    kind: DocumentKind
    layout: str
    language: str
    warnings: tuple[str, ...] = ()
    call: Call | None = None
    report: Report | None = None

    def __post_init__(self) -> None:
        if (self.call is None) == (self.report is None):
            raise ValueError("a parsed document holds either a call or a report")
