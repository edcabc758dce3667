"""What the readers of layouts hand over: lines, speaker lines, and a call before it is put together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from callsheet.records import Place, RoleSource, Section, SpeakerRole

_FIRST_LINES, _LAST_LINES = 20, 20


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source without the blanks around it.

    Attributes:
        place: where it stands, for a person: ``line 41``, ``page 2``.
        after_gap: a blank line, a page end or the border of a block stands before it.
    """

    text: str
    place: str
    after_gap: bool = False


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A place where somebody begins to speak.

    ``lines[first:speech]`` are the label, ``words`` what follows it on its line.
    """

    first: int
    speech: int
    label: str
    title: str | None = None
    affiliation: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person named in the document's list of participants."""

    name: str
    role: SpeakerRole
    title: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class DraftTurn:
    """A turn as the layout gives it; ``section`` is set where a heading of the document says so.

    ``label`` is empty where the document names nobody; ``role`` is what the label or the reader says, ``source`` where
    that was read; ``confidence`` is below 1 for inferred turns. ``places`` says where the parts of ``text`` stand in
    the source; empty where all stand at ``place``.
    """

    label: str
    paragraphs: tuple[str, ...]
    place: str
    title: str | None = None
    affiliation: str | None = None
    section: Section | None = None
    role: SpeakerRole | None = None
    source: RoleSource = RoleSource.LABEL
    confidence: float = 1.0
    places: tuple[Place, ...] = ()

    @property
    def text(self) -> str:
        """The words, paragraphs separated by one line feed."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the document says about itself outside the words of the call. Hints, not truth."""

    company: str | None = None
    ticker: str | None = None
    period: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A call as its layout gives it.

    Attributes:
        header: lines before the first speaker, a title line among them.
        machine: no person has edited the transcript.
    """

    layout: str
    turns: tuple[DraftTurn, ...]
    header: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    hints: Hints = field(default_factory=Hints)
    warnings: tuple[str, ...] = ()
    machine: bool = False

    def warned(self, warnings: Sequence[str]) -> "Draft":
        """Return the draft with ``warnings`` before its own."""
        return replace(self, warnings=(*warnings, *self.warnings)) if warnings else self

    @property
    def opening(self) -> tuple[str, ...]:
        """The header lines that speak of this call: a page's first ones and those right before the first speaker."""
        if len(self.header) <= _FIRST_LINES + _LAST_LINES:
            return self.header
        return (*self.header[:_FIRST_LINES], *self.header[-_LAST_LINES:])


class Layout(Protocol):
    """A way in which documents show who speaks, one module each: chosen by looking at the lines, never at the name."""

    NAME: str

    def speaker_lines(self, lines: Sequence[SourceLine]) -> list[SpeakerLine]:
        """Return the places where somebody begins to speak, in order; empty for a document in another layout."""
        ...
