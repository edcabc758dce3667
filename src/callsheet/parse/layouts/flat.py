"""Machine transcripts in one piece, without a single speaker's name (L01): the turns are inferred.

Announcements are the skeleton: the operator names each questioner. Before the first one the call is handed from speaker
to speaker; between two of them the analyst asks and the company answers (``flat_exchanges``).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from callsheet.language.sentences import split_sentences
from callsheet.parse.draft import Draft, DraftTurn
from callsheet.parse.exchanges import opens_questions
from callsheet.parse.handoffs import OVER_TO, QUESTIONS_CLOSE, HandOff, hand_offs
from callsheet.parse.introductions import Introduction, introductions
from callsheet.parse.layouts.flat_exchanges import exchange_parts, is_addressed
from callsheet.parse.layouts.flat_signs import (
    ANNOUNCES_QUESTION,
    HANDS_OVER,
    HANDS_OVER_LATER,
    HOST_TALK,
    OPERATOR_TALK,
    RETURNS_THE_CALL,
    TAKES_OVER,
    THANKS_ONLY,
)
from callsheet.parse.names import is_name, key_words, same_person
from callsheet.parse.titles import role_of_title
from callsheet.records import RoleSource, Section, Span, SpeakerRole

NAME = "flat"
_OPENING = 6000
_FIRST_WORDS = 400
_ANNOUNCED, _HANDED_OVER, _THANKED, _GUESSED = 0.95, 0.9, 0.8, 0.5
_LONGEST_AFTERWORD = 4
_CALLS_FOR = re.compile(r"\b(?:first|next|last|final) (?:one|question)", re.IGNORECASE)
_ANALYST_GREETS = re.compile(
    r"(?:hi|hey|hello|thanks|thank you (?:so|very|for|guys|all)|good (?:morning|afternoon|evening)|great|excellent|yes|yeah|perfect|awesome)\b", re.IGNORECASE
)
_LONGEST_INSTRUCTIONS, _UNSURE_BETWEEN = 15, 2
_OPERATORS_WORD = frozenset(("Thank you", "Thanks", "Certainly"))
_MY_NAME = re.compile(r"\b(?:[Mm]y name is|I'm|I am|[Tt]his is|[Ii]t's)\s$")
_SAYS_NAME = re.compile(r"\b(?:[Tt]his is|[Ii]t's|[Mm]y name is|actually)\s(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,2})(?=\s(?:from|with|on|in|here|at)\b|[.,])")
_LONGEST_ANNOUNCEMENT = 160
# "As I mentioned on the last question from Kyle": somebody answers, nobody is announced.
_SPEAKS_HIMSELF = re.compile(r"\bI (?:mentioned|said|think|answered|was)\b|\bmy\b")


@dataclass(frozen=True, slots=True)
class _Announcement:
    """The operator's sentences ``first`` to ``after`` (exclusive) that give the floor to an analyst."""

    first: int
    after: int
    name: str | None
    house: str | None


@dataclass(frozen=True, slots=True)
class _Flat:
    """A transcript as sentences, and the people introduced in its opening."""

    text: str
    spans: tuple[Span, ...]
    sentences: tuple[str, ...]
    people: tuple[Introduction, ...]

    @property
    def host(self) -> str:
        """The one who speaks for investor relations, as introduced; empty where nobody is."""
        return next((p.name for p in self.people if role_of_title(p.title) is SpeakerRole.INVESTOR_RELATIONS), "")

    @property
    def colleagues(self) -> frozenset[str]:
        """Given names of the people introduced."""
        return frozenset(person.name.split()[0] for person in self.people)

    def turn(self, start: int, end: int, label: str, role: SpeakerRole, source: RoleSource, section: Section, sure: float) -> DraftTurn:
        begin, stop = self.spans[start].start, self.spans[end - 1].end
        return DraftTurn(label, (self.text[begin:stop],), f"character {begin}", section=section, role=role, confidence=sure, source=source)


def read_flat(text: str) -> Draft:
    """Return the inferred turns of a transcript in one piece; what cannot be inferred is said in a warning."""
    text = " ".join(text.split())
    spans = tuple(split_sentences(text))
    flat = _Flat(text, spans, tuple(span.of(text) for span in spans), tuple(introductions(text[:_OPENING])))
    announcements = list(_announcements(flat))
    start = announcements[0].first if announcements else _questions_open(flat)
    turns = [*_prepared(flat, start)]
    warnings = ["The transcript names no speakers: turns, roles and exchanges are inferred from what is said."]
    if announcements:
        turns += _questions(flat, announcements)
    elif start < len(spans):
        turns.append(flat.turn(start, len(spans), "", SpeakerRole.UNKNOWN, RoleSource.NONE, Section.QUESTIONS_AND_ANSWERS, _GUESSED))
        warnings.append("Questions are asked, but no operator announces who asks: questions and answers could not be told apart.")
    return Draft(NAME, tuple(turns), warnings=tuple(warnings), machine=True)


def _announcements(flat: _Flat) -> Iterator[_Announcement]:
    """Yield the operator's announcements, in order, each with the operator's sentences around it."""
    named = _named_sentences(flat)
    sentences, after = flat.sentences, 0
    for number, sentence in enumerate(sentences):
        if number < after:
            continue
        if not (number in named or _announces(sentence)):
            called = _called_for(sentences, number, named)
            if called > number:
                after = called
                yield _Announcement(number + 1, after, None, None)
            continue
        first = _operator_begins(sentences, number, after)
        last = number + 1
        while last < len(sentences) and last - number <= _LONGEST_AFTERWORD and _is_afterword(sentences[last], last in named):
            last += 1
        hand_off = next((named[n] for n in range(number, last) if n in named), None)
        after = last
        yield _Announcement(first, last, hand_off.name if hand_off else None, hand_off.house if hand_off else None)


def _called_for(sentences: Sequence[str], number: int, named: dict[int, HandOff]) -> int:
    """Where the operator's words end after the host has asked for the next question, if no announcement is understood.

    Returns ``number`` where the host did not ask, or where the announcement itself can be read.
    """
    sentence = sentences[number]
    if "question" not in sentence or not _CALLS_FOR.search(sentence) or not HOST_TALK.search(sentence):
        return number
    coming = range(number + 1, min(len(sentences), number + 4))
    if any(n in named or _announces(sentences[n]) or HOST_TALK.search(sentences[n]) for n in coming):
        return number
    return next((n for n in coming if n > number + 1 and _ANALYST_GREETS.match(sentences[n])), number)


def _announces(sentence: str) -> bool:
    if "question" not in sentence or len(sentence) > _LONGEST_ANNOUNCEMENT:
        return False
    return bool(ANNOUNCES_QUESTION.search(sentence)) and not HOST_TALK.search(sentence) and not _SPEAKS_HIMSELF.search(sentence)


def _named_sentences(flat: _Flat) -> dict[int, HandOff]:
    """The sentences that announce somebody by name: with a house, or in words that only an announcement has."""
    starts = [span.start for span in flat.spans]
    found: dict[int, HandOff] = {}
    for hand_off in hand_offs(flat.text):
        number = bisect_right(starts, hand_off.span.end - 1) - 1
        sentence = flat.sentences[number]
        sure = hand_off.house is not None and (is_name(hand_off.name) or ANNOUNCES_QUESTION.search(sentence))
        if len(sentence) > 2 * _LONGEST_ANNOUNCEMENT:
            continue
        if hand_off.question and (sure or (is_name(hand_off.name) and ANNOUNCES_QUESTION.search(sentence))):
            found.setdefault(number, hand_off)
    return found


def _operator_begins(sentences: Sequence[str], number: int, earliest: int) -> int:
    """The first of the operator's sentences before an announcement; one "Thank you." before it is the operator's too.

    Between the operator's phrases may stand a sentence or two that anybody could say.
    """
    first = number
    for back in range(number - 1, max(earliest, number - _LONGEST_INSTRUCTIONS) - 1, -1):
        if HOST_TALK.search(sentences[back]) or first - back > _UNSURE_BETWEEN:
            break
        if OPERATOR_TALK.search(sentences[back]):
            first = back
    if first - 1 > earliest and sentences[first - 1].rstrip(".") in _OPERATORS_WORD:
        first -= 1
    return first


def _is_afterword(sentence: str, named: bool) -> bool:
    return bool(OPERATOR_TALK.search(sentence)) or (named and len(sentence.split()) < 12)


def _questions_open(flat: _Flat) -> int:
    """The sentence after the one that opens the questions; one past the end where nobody does."""
    found = (n for n, sentence in enumerate(flat.sentences) if n > 0 and "question" in sentence and opens_questions(sentence))
    return next((n + 1 for n in found if flat.spans[n].start > len(flat.text) // 20), len(flat.sentences))


def _prepared(flat: _Flat, end: int) -> Iterator[DraftTurn]:
    """Yield the turns before the questions: each runs to the sentence that hands the call over."""
    speaker, role, source, sure = _first_speaker(flat)
    begun = 0
    for number in range(1, end):
        takes_over = _takes_over(flat, number, begun, speaker)
        if takes_over is None:
            continue
        yield flat.turn(begun, number, speaker, role, source, Section.PREPARED_REMARKS, sure)
        begun = number
        speaker, sure = takes_over
        role, source = _prepared_role(flat, speaker)
    if begun < end:
        yield flat.turn(begun, end, speaker, role, source, Section.PREPARED_REMARKS, sure)


def _first_speaker(flat: _Flat) -> tuple[str, SpeakerRole, RoleSource, float]:
    opening = flat.sentences[:12]
    introduced = next((person for person in flat.people if _names_himself(flat.text[:_OPENING], person.name)), None)
    if introduced and flat.text.find(introduced.name) < _FIRST_WORDS:
        return introduced.name, role_of_title(introduced.title), RoleSource.SELF_INTRODUCTION, _HANDED_OVER
    if any(OPERATOR_TALK.search(sentence) for sentence in opening):
        return "Operator", SpeakerRole.OPERATOR, RoleSource.INFERRED, _HANDED_OVER
    return "", SpeakerRole.EXECUTIVE, RoleSource.INFERRED, _GUESSED


def _names_himself(text: str, name: str) -> bool:
    return bool(_MY_NAME.search(text[: max(0, text.find(name))][-12:]))


def _takes_over(flat: _Flat, number: int, begun: int, speaker: str) -> tuple[str, float] | None:
    """The speaker who begins with a sentence and how sure that is, or None while the one before goes on."""
    sentence = flat.sentences[number]
    if not TAKES_OVER.match(sentence):
        return None
    after = flat.sentences[number + 1] if number + 1 < len(flat.sentences) else ""
    if THANKS_ONLY.match(sentence) and OPERATOR_TALK.search(after):
        return None  # "Thank you, sir. You may begin."
    handed = _handed_to(flat, number, begun)
    opens = any(HOST_TALK.search(later) or opens_questions(later) for later in flat.sentences[number : number + 4])
    if not handed and opens and number > begun + 1 and sentence.startswith(("Thank", "Great")):
        return flat.host, _THANKED
    if handed is not None:
        return handed, _HANDED_OVER
    given = key_words(speaker)[0].capitalize() if is_name(speaker) else None
    if number > begun + 1 and sentence.startswith(("Thank", "Thanks")) and is_addressed(sentence, given):
        return "", _THANKED
    return None


def _handed_to(flat: _Flat, number: int, begun: int) -> str | None:
    """Whom the last sentences before ``number`` hand the call to: a name, "" where they name nobody, None for no hand-over."""
    for back in range(number - 1, max(begun, number - 4) - 1, -1):
        sentence = flat.sentences[back]
        if HANDS_OVER.search(sentence) and not HANDS_OVER_LATER.search(sentence):
            match = OVER_TO.search(sentence)
            named = (_full_name(flat, match["name"]) if match else None) or _presented(sentence)
            if named or back == number - 1 or not match:
                earlier = None if named else _handed_to(flat, back, begun) or _presented(flat.sentences[back - 1])
                return named or earlier or ""
        if not (OPERATOR_TALK.search(sentence) or THANKS_ONLY.match(sentence) or len(sentence.split()) < 5):
            return None
    return None


def _presented(sentence: str) -> str | None:
    """The last person whom a sentence names with a title: "Jane Doe, our head of investor relations. You may begin." """
    return next((person.name for person in reversed(list(introductions(sentence)))), None)


def _full_name(flat: _Flat, name: str) -> str | None:
    """The name as introduced: "over to Tim" is Tim Cook where the opening presents him; a given name alone stays as said."""
    given = key_words(name)
    for person in flat.people:
        words = key_words(person.name)
        if same_person(person.name, name) or (len(given) == 1 and words and given[0] in (words[0], words[-1])):
            return person.name
    return name if is_name(name) else None


def _prepared_role(flat: _Flat, speaker: str) -> tuple[SpeakerRole, RoleSource]:
    title = next((person.title for person in flat.people if speaker and same_person(person.name, speaker)), None)
    if title:
        return role_of_title(title), RoleSource.ANNOUNCEMENT
    return SpeakerRole.EXECUTIVE, RoleSource.INFERRED


def _questions(flat: _Flat, announcements: Sequence[_Announcement]) -> Iterator[DraftTurn]:
    """Yield the turns from the first announcement to the end of the call."""
    section = Section.QUESTIONS_AND_ANSWERS
    stops = [*(announcement.first for announcement in announcements[1:]), len(flat.sentences)]
    for announcement, stop in zip(announcements, stops, strict=True):
        yield flat.turn(announcement.first, announcement.after, "Operator", SpeakerRole.OPERATOR, RoleSource.ANNOUNCEMENT, section, _ANNOUNCED)
        closing = _closing(flat, announcement.after, stop) if stop == len(flat.sentences) else stop
        analyst = _who_asks(flat, announcement)
        hosted = _host_begins(flat, announcement.after, closing, analyst)
        for part in exchange_parts(flat.sentences, announcement.after, hosted, analyst, flat.colleagues):
            role = SpeakerRole.ANALYST if part.by_analyst else SpeakerRole.EXECUTIVE
            source = RoleSource.ANNOUNCEMENT if part.by_analyst else RoleSource.INFERRED
            label = analyst or "" if part.by_analyst else ""
            turn = flat.turn(part.start, part.end, label, role, source, section, part.confidence)
            yield replace(turn, affiliation=announcement.house) if part.by_analyst else turn
        if hosted < closing:
            yield flat.turn(hosted, closing, flat.host, SpeakerRole.INVESTOR_RELATIONS, RoleSource.INFERRED, section, _THANKED)
        yield from _leave(flat, closing, stop)


def _who_asks(flat: _Flat, announcement: _Announcement) -> str | None:
    """The analyst as announced, unless somebody else of the house says his name first: "This is Jane Doe on for John"."""
    greeting = " ".join(flat.sentences[announcement.after : announcement.after + 2])
    match = _SAYS_NAME.search(greeting)
    return match["name"] if match and is_name(match["name"]) else announcement.name


def _host_begins(flat: _Flat, start: int, stop: int, analyst: str | None) -> int:
    """Where the host moderates at the end of an exchange ("Thanks, Keith. Operator, next question, please."), else ``stop``."""
    first = next((n for n in range(stop - 1, max(start, stop - 4) - 1, -1) if HOST_TALK.search(flat.sentences[n])), stop)
    given = key_words(analyst)[0].capitalize() if analyst else None
    if first < stop and first - 1 > start and is_addressed(flat.sentences[first - 1], given) and len(flat.sentences[first - 1].split()) < 6:
        first -= 1
    return first


def _closing(flat: _Flat, start: int, stop: int) -> int:
    """Where the operator, after the last question, gives the call back or ends it."""
    for number in range(start, stop):
        sentence = flat.sentences[number]
        if RETURNS_THE_CALL.search(sentence) and not HOST_TALK.search(sentence) or _is_operators_end(sentence):
            return number
    return stop


def _leave(flat: _Flat, start: int, stop: int) -> Iterator[DraftTurn]:
    """Yield the last turns: the operator gives the call back, somebody of the company takes leave, the operator ends it."""
    given_back = start
    while given_back < stop and (RETURNS_THE_CALL.search(flat.sentences[given_back]) or OPERATOR_TALK.search(flat.sentences[given_back])):
        given_back += 1
    ended = next((n for n in range(given_back, stop) if _is_operators_end(flat.sentences[n])), stop)
    parts = (
        (start, given_back, "Operator", SpeakerRole.OPERATOR),
        (given_back, ended, "", SpeakerRole.EXECUTIVE),
        (ended, stop, "Operator", SpeakerRole.OPERATOR),
    )
    for first, after, label, role in parts:
        if first < after:
            yield flat.turn(first, after, label, role, RoleSource.INFERRED, Section.QUESTIONS_AND_ANSWERS, _THANKED)


def _is_operators_end(sentence: str) -> bool:
    return bool(OPERATOR_TALK.search(sentence)) and bool(QUESTIONS_CLOSE.search(sentence))
