"""An earnings call: turns, exchanges, sentences."""

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


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted words.

    Attributes:
        number: position in the call, from 0.
        speaker: the name as the transcript gives it, or ``unknown``.
        span: where the words stand in ``Call.text``; paragraphs are separated by one line feed.
        place: where they stand in the source, for a person: ``line 41``, ``transcript[3]``, ``page 2``.
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
