"""What every source offers: a list of documents, and the bytes of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class DatedBy(StrEnum):
    """Where a document's date was read, strongest first: a weaker one never replaces a stronger one."""

    EVENT_TIME = "event_time"  # the provider's start of the call, with its zone
    ACCEPTANCE = "acceptance"  # the regulator's stamp on the filing
    EVENT_DATE = "event_date"  # the day of the call
    FILING_DATE = "filing_date"  # the day of business that a filing counts for
    FILE_TIME = "file_time"  # when the file was last written: no later than it was found
    NONE = "none"

    def is_stronger_than(self, other: "DatedBy") -> bool:
        """Whether this says more certainly when the document came about.

        >>> DatedBy.ACCEPTANCE.is_stronger_than(DatedBy.FILING_DATE)
        True
        """
        strengths = list(DatedBy)
        return strengths.index(self) < strengths.index(other)


@dataclass(frozen=True, slots=True)
class Listing:
    """A document that a source can give.

    Attributes:
        provider: the source's name.
        id: the provider's own id, which never changes.
        path: where the document wants to stand within the transcripts folder, such as ``calls/MSFT_FY2025Q2.json``.
        url: its address, without keys.
        ticker: None where the source does not know the company before the document is read.
        dated_at: when it came about; None exactly where ``dated_by`` is NONE.
    """

    provider: str
    id: str
    path: str
    url: str
    ticker: str | None = None
    dated_at: datetime | date | None = None
    dated_by: DatedBy = DatedBy.NONE

    def __post_init__(self) -> None:
        if (self.dated_at is None) != (self.dated_by is DatedBy.NONE):
            raise ValueError(
                f"a listing's date and where it was read go together, got {self.dated_at}, {self.dated_by}"
            )


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be listed or fetched, and why: a stable ``reason`` code and one sentence for the analyst."""

    id: str
    reason: str
    sentence: str


class Source(Protocol):
    """A place that documents come from.

    Both methods raise `FetchError` where the source cannot be used any further; a company that cannot be listed is a
    `Failure` among the listings, so that the others go on.
    """

    @property
    def name(self) -> str:
        """The provider's name, as the manifest keeps it."""

    def listings(self, tickers: Sequence[str], since: date | None) -> Iterator[Listing | Failure]:
        """Yield what there is for some companies, from that day on; everything for None."""

    def read(self, listing: Listing) -> bytes:
        """Return a listed document's bytes as they arrive."""
