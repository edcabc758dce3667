"""An unlabelled transcript as sentences, with the people whom its opening introduces."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from callsheet.language.sentences import split_sentences
from callsheet.parse.draft import DraftTurn, SourceLine
from callsheet.parse.introductions import Introduction, introductions
from callsheet.parse.layouts.flat_signs import ANNOUNCEMENT_COMES, ANNOUNCEMENT_ENDS
from callsheet.parse.names import key_words, same_person
from callsheet.parse.phrases import any_of
from callsheet.parse.titles import role_of_title
from callsheet.records import Place, RoleSource, Section, Span, SpeakerRole

OPERATOR = "Operator"
OPENING = 6000
# Where the machine lost the stop: "… in the quarter Our next question comes from …", "… up 16% There's a difference".
_BEGINS_ANYWAY = re.compile(rf" (?:(?<=[a-z0-9%,] )(?={any_of('call_flat', 'begins_anyway')}\b)|(?<=\? )(?=[a-z]))")
_BEGINS_IN_RUN_ON = re.compile(rf" (?<=[a-z0-9%,] )(?={any_of('call_flat', 'begins_in_run_on')}\b)")
_RUN_ON = 300  # characters without a stop
_ANNOUNCEMENT_BEGINS = re.compile(any_of("call_flat", "announcement_begins"))
_QUESTION = " question "
_BEFORE_QUESTION = 40
_WITHIN_SENTENCE = re.compile(r"[^.?!]{1,200}")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as far as it can be told: ``label`` is empty for somebody without a name."""

    label: str
    role: SpeakerRole
    source: RoleSource = RoleSource.INFERRED


THE_OPERATOR = Voice(OPERATOR, SpeakerRole.OPERATOR)
SOMEBODY_OF_THE_COMPANY = Voice("", SpeakerRole.EXECUTIVE)


@dataclass(frozen=True, slots=True)
class FlatText:
    """The transcript in one piece: ``sentences[n]`` is ``spans[n].of(text)``."""

    text: str
    spans: tuple[Span, ...]
    sentences: tuple[str, ...]
    people: tuple[Introduction, ...]
    lines: tuple[Place, ...]

    @classmethod
    def of(cls, lines: Iterable[SourceLine]) -> "FlatText":
        """Split the lines of a transcript, joined, into sentences; white space runs are one blank each."""
        pieces, places, length = [], [], 0
        for line in lines:
            piece = " ".join(line.text.split())
            pieces.append(piece)
            places.append(Place(length, line.place))
            length += len(piece) + 1
        text = " ".join(pieces)
        spans = tuple(_unglued(text, split_sentences(text)))
        sentences = tuple(span.of(text) for span in spans)
        return cls(text, spans, sentences, tuple(introductions(text[:OPENING])), tuple(places))

    @property
    def host(self) -> Voice:
        """The one who speaks for investor relations, as introduced; without a name where nobody is."""
        presented = (person for person in self.people if role_of_title(person.title) is SpeakerRole.INVESTOR_RELATIONS)
        return Voice(next((person.name for person in presented), ""), SpeakerRole.INVESTOR_RELATIONS)

    @property
    def colleagues(self) -> frozenset[str]:
        """Given names of the people introduced."""
        return frozenset(person.name.split()[0] for person in self.people)

    def voice(self, name: str) -> Voice:
        """The company's speaker of that name, with the role that the opening gives; else an executive."""
        title = next((person.title for person in self.people if name and same_person(person.name, name)), None)
        if title is None:
            return Voice(name, SpeakerRole.EXECUTIVE)
        return Voice(name, role_of_title(title), RoleSource.ANNOUNCEMENT)

    def turn(self, start: int, end: int, voice: Voice, section: Section, sure: float) -> DraftTurn:
        """The turn that runs from sentence ``start`` to sentence ``end`` (exclusive)."""
        begin, stop = self.spans[start].start, self.spans[end - 1].end
        places = tuple(Place(span.start - begin, self._place(span.start)) for span in self.spans[start:end])
        return DraftTurn(
            voice.label,
            (self.text[begin:stop],),
            places[0].name,
            section=section,
            role=voice.role,
            source=voice.source,
            confidence=sure,
            places=places,
        )

    def _place(self, offset: int) -> str:
        """The line on which a character stands; in a text of one line, which is far too long, its number, too."""
        line = self.lines[bisect_right(self.lines, offset, key=lambda place: place.start) - 1]
        return line.name if len(self.lines) > 1 else f"{line.name}, character {offset}"


def _unglued(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Split a sentence where another begins without a stop before it, and where an announcement in it ends."""
    gaps = sorted({*(gap.start() for gap in _BEGINS_ANYWAY.finditer(text)), *_announcement_edges(text)})
    for span in spans:
        begun = span.start
        within = gaps[bisect_right(gaps, span.start) : bisect_left(gaps, span.end)]
        if span.end - span.start > _RUN_ON:
            run_on = (gap.start() for gap in _BEGINS_IN_RUN_ON.finditer(text, span.start, span.end))
            within = sorted({*within, *run_on})
        for gap in within:
            if begun < gap:
                yield Span(begun, gap)
                begun = gap + 1
        yield Span(begun, span.end)


def _announcement_edges(text: str) -> Iterator[int]:
    """Yield the blanks around announcements: "… thank you our next question is from Jo please go ahead hi" """
    at = text.find(_QUESTION)
    while at >= 0:
        after = at + len(_QUESTION)
        begins = _ANNOUNCEMENT_BEGINS.search(text, max(0, at - _BEFORE_QUESTION), at)
        if begins and ANNOUNCEMENT_COMES.match(text, after):
            if begins.start() and text[begins.start() - 1] == " ":
                yield begins.start() - 1
            sentence = _WITHIN_SENTENCE.match(text, after)
            ends = ANNOUNCEMENT_ENDS.search(text, after, sentence.end()) if sentence else None
            if ends:
                yield ends.end()
        at = text.find(_QUESTION, after)


def given_name(name: str | None) -> str | None:
    """Return the name by which somebody is addressed: the first word that is no initial; "CJ" as it stands."""
    words = key_words(name) if name else ()
    if not name or not words:
        return None
    return next(
        (word for word in name.split() if word.isupper() and word.casefold() == words[0]), words[0].capitalize()
    )
