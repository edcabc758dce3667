"""An earnings call: turns, exchanges, sentences."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from callsheet.records.periods import CalendarQuarter, FiscalPeriod
from callsheet.records.spans import Span


class SpeakerRole(StrEnum):
    """Who speaks. A speaker who is not named is UNKNOWN, never None."""

    OPERATOR = "operator"
    INVESTOR_RELATIONS = "investor_relations"
    EXECUTIVE = "executive"
    ANALYST = "analyst"
    UNKNOWN = "unknown"


class RoleSource(StrEnum):
    """Where a role was read, strongest first."""

    LABEL = "label"
    PARTICIPANT_LIST = "participant_list"
    ANNOUNCEMENT = "announcement"
    SELF_INTRODUCTION = "self_introduction"
    INFERRED = "inferred"
    NONE = "none"


class Section(StrEnum):
    """The two parts of a call."""

    PREPARED_REMARKS = "prepared_remarks"
    QUESTIONS_AND_ANSWERS = "questions_and_answers"


class Edition(StrEnum):
    """Whether a person has edited the transcript, or a machine has just heard it."""

    RAW = "raw"
    EDITED = "edited"


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """From character ``start`` on, and up to the next place, words stand at ``name`` in the source: ``page 2``."""

    start: int
    name: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted words.

    Attributes:
        number: position in the call, from 0.
        speaker: the name as the transcript gives it, or ``unknown``.
        span: where the words stand in ``Call.text``; paragraphs are separated by one line feed.
        place: where they begin in the source, for a person: ``line 41``, ``transcript[3]``, ``page 2``.
        places: where their parts stand, counted in characters of the turn; the first is ``place``, at 0.
        confidence: 1.0 where the transcript labels its speakers; lower where the turn was inferred.
    """

    number: int
    speaker: str
    role: SpeakerRole
    role_source: RoleSource
    section: Section
    span: Span
    text: str
    place: str
    title: str | None = None
    affiliation: str | None = None
    confidence: float = 1.0
    places: tuple[Place, ...] = ()

    def place_at(self, offset: int) -> str:
        """Return where character ``offset`` of the turn stands in the source."""
        at = bisect_right(self.places, offset, key=lambda place: place.start)
        return self.places[at - 1].name if at else self.place


@dataclass(frozen=True, slots=True)
class Exchange:
    """One analyst's question with follow-ups, and the answers; ``question`` and ``answer`` are turn numbers."""

    analyst: str
    affiliation: str | None
    question: tuple[int, ...]
    answer: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A call as one transcript gives it.

    ``text`` is the words of all turns, joined by a blank line: ``turn.span.of(call.text) == turn.text`` for each.
    ``ticker``, ``calendar_quarter`` and ``held_on`` are None where neither the words nor coverage.toml say.
    """

    company: str
    ticker: str | None
    fiscal_period: FiscalPeriod
    calendar_quarter: CalendarQuarter | None
    held_on: date | None
    edition: Edition
    text: str
    turns: tuple[Turn, ...]
    exchanges: tuple[Exchange, ...]

    def place_at(self, offset: int) -> str:
        """Return where character ``offset`` of the text stands in the source: ``line 41``, ``page 2``."""
        turn = self.turns[max(0, bisect_right(self.turns, offset, key=lambda turn: turn.span.start) - 1)]
        return turn.place_at(offset - turn.span.start)

    def page_at(self, offset: int) -> int | None:
        """Return the page on which character ``offset`` of the text stands; None in a source without pages."""
        kind, _, number = self.place_at(offset).partition(" ")
        return int(number) if kind == "page" and number.isdigit() else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place and its speaker.

    Attributes:
        text: the words, ``span.of(call.text)``.
        turn: number of the turn that it belongs to.
        paragraph: number of the paragraph within the call, so that neighbours can be told apart.
    """

    text: str
    span: Span
    turn: int
    paragraph: int
    speaker: str
    role: SpeakerRole
    section: Section


@dataclass(frozen=True, slots=True)
class Setting:
    """What an extractor knows of the call besides its sentences.

    Attributes:
        doc_id: for the ids of what is found.
        fiscal_period: the period that the call reports on; None where it is not known.
        fiscal_year_end_month: 1 to 12; None for a company that coverage.toml does not list.
        currency: what a bare "$" or an amount without a sign means, an ISO code.
        company_names: what the company calls itself, to tell its own capex from others'.
    """

    doc_id: str
    ticker: str | None
    fiscal_period: FiscalPeriod | None
    fiscal_year_end_month: int | None
    currency: str = "USD"
    company_names: tuple[str, ...] = ()
