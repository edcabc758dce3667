"""Comment tables as they were published, and what changed since: editions, their lines and figures, changes."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from callsheet.records.spans import Span


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """The document behind a line or figure, and the extractor that read it; ``first_loaded_at`` is UTC."""

    doc_id: str
    path: str
    first_loaded_at: datetime | None
    extractor_version: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """Who corrected a line or figure, and why."""

    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class EditionLine:
    """A line as a published table showed it; ``ko`` is None where it showed the English words."""

    comment_id: str
    company_code: str
    fiscal_period: str
    section: str
    line: str
    excerpt: str
    spans: tuple[Span, ...]
    en: str
    ko: str | None
    read: ReadFrom
    by_hand: ByHand | None = None

    @property
    def shown(self) -> str:
        """The words that the line shows: Korean where there are any."""
        return self.ko or self.en


@dataclass(frozen=True, slots=True)
class EditionFigure:
    """The last word on one period's capex when a table was published.

    ``status`` is actual, guidance, plan or implied; ``low`` and ``high`` are in units of ``unit``, None for an open
    end; ``stated_in`` is the fiscal period of the call, None for what no call stated.
    """

    figure_id: str
    company_code: str
    definition: str
    period: str
    status: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: str
    action: str | None
    stated_in: str | None
    known_on: date | None
    working: str
    read: ReadFrom
    by_hand: ByHand | None = None

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What the figure is the last word on."""
        return self.company_code, self.definition, self.period, self.status, self.unit

    @property
    def value(self) -> tuple[Decimal | None, Decimal | None, str]:
        """What is compared between editions."""
        return self.low, self.high, self.qualifier


@dataclass(frozen=True, slots=True)
class TableEdition:
    """A comment table as it was published (``number`` from 1), or as it stands now (``number`` 0)."""

    number: int
    published_at: datetime
    company_codes: tuple[str, ...]
    calendar_quarter: str
    form: str
    lines: tuple[EditionLine, ...]
    figures: tuple[EditionFigure, ...]

    @property
    def name(self) -> str:
        """The table's name for a person: its companies, quarter and form."""
        return f"{', '.join(self.company_codes)} {self.calendar_quarter} {self.form}"

    def content(self) -> tuple[object, ...]:
        """Return what a reader sees: two editions of the same content are one, whoever read them."""
        lines = tuple((one.comment_id, one.section, one.line, one.en, one.ko, one.by_hand) for one in self.lines)
        figures = frozenset((one.key, one.value, one.by_hand) for one in self.figures)
        return self.company_codes, self.calendar_quarter, self.form, lines, figures


@dataclass(frozen=True, slots=True)
class Override:
    """An analyst's correction of one field, as ``review_overrides`` keeps it."""

    target_id: str
    field: str
    value: str
    author: str
    reason: str
    made_at: datetime


class ChangeKind(StrEnum):
    """What happened to a line or figure since an edition."""

    NEW = "new"  # it was not there
    REWORDED = "reworded"  # another transcript of the call is in force, with other words
    RESTATED = "restated"  # a later document gives another value for a period that was over
    REVISED = "revised"  # a later call guides otherwise, or what a value follows from changed
    REPARSED = "reparsed"  # the same document, read anew by another version of callsheet
    CORRECTED = "corrected"  # an analyst corrected, hid or showed it again
    GONE = "gone"  # it is no longer there


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between an edition and the table now; ``cause`` says why, in one sentence."""

    kind: ChangeKind
    target_id: str
    company_code: str
    place: str
    before: str
    after: str
    cause: str
