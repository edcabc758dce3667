"""Machine transcripts in one piece, without a single speaker's name (L01): the turns are inferred.

Announcements are the skeleton: the operator names each questioner. Before the first one the call is handed from speaker
to speaker (``flat_opening``); between two of them the analyst asks and the company answers (``flat_exchanges``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from callsheet.parse.draft import Draft, DraftTurn, SourceLine
from callsheet.parse.handoffs import QUESTIONS_CLOSE
from callsheet.parse.layouts.flat_announcements import Announcement, announcements, questions_open
from callsheet.parse.layouts.flat_exchanges import exchange_parts
from callsheet.parse.layouts.flat_opening import prepared_turns
from callsheet.parse.layouts.flat_sentences import is_addressed, takes_up
from callsheet.parse.layouts.flat_signs import (
    AFTER_THANKS,
    ANNOUNCED,
    GUESSED,
    HOST_TALK,
    OPERATOR_TALK,
    RETURNS_THE_CALL,
)
from callsheet.parse.layouts.flat_text import SOMEBODY_OF_THE_COMPANY, THE_OPERATOR, FlatText, Voice, given_name
from callsheet.parse.names import is_name, is_single_name
from callsheet.records import RoleSource, Section, SpeakerRole

NAME = "flat"
_QUESTIONS = Section.QUESTIONS_AND_ANSWERS
_HOST_WITHIN, _BRIEF = 4, 6
_SAYS_NAME = re.compile(
    r"\b(?:[Tt]his is|[Ii]t's|[Mm]y name is|actually)\s(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2})"
    r"(?=\s(?:from|with|on|in|here|at|for|filling|sitting|stepping)\b|[.,])"
)
_INFERRED = "The transcript names no speakers: turns, roles and exchanges are inferred from what is said."
_UNANNOUNCED = "Questions are asked, but nobody announces who asks: questions and answers could not be told apart."


def read_flat(lines: Sequence[SourceLine]) -> Draft:
    """Return the inferred turns of a transcript in one piece; what cannot be inferred is said in a warning."""
    flat = FlatText.of(lines)
    announced = list(announcements(flat))
    start = announced[0].first if announced else questions_open(flat)
    turns = [*prepared_turns(flat, start), *_question_turns(flat, announced)]
    if announced or start == len(flat.sentences):
        return Draft(NAME, tuple(turns), warnings=(_INFERRED,), machine=True)
    nobody = Voice("", SpeakerRole.UNKNOWN, RoleSource.NONE)
    turns.append(flat.turn(start, len(flat.sentences), nobody, _QUESTIONS, GUESSED))
    return Draft(NAME, tuple(turns), warnings=(_INFERRED, _UNANNOUNCED), machine=True)


def _question_turns(flat: FlatText, announced: Sequence[Announcement]) -> Iterator[DraftTurn]:
    """Yield the turns from the first announcement to the end of the call."""
    stops = [*(announcement.first for announcement in announced), len(flat.sentences)][1:]
    for announcement, stop in zip(announced, stops, strict=True):
        start = announcement.after
        yield flat.turn(announcement.first, start, THE_OPERATOR, _QUESTIONS, ANNOUNCED)
        closing = _closing(flat, start, stop) if stop == len(flat.sentences) else stop
        analyst, given = _who_asks(flat, announcement)
        hosted = _host_begins(flat, start, closing, given)
        asking = Voice(analyst or "", SpeakerRole.ANALYST, RoleSource.ANNOUNCEMENT)
        for part in exchange_parts(flat.sentences, start, hosted, given, flat.colleagues):
            voice = asking if part.by_analyst else SOMEBODY_OF_THE_COMPANY
            turn = flat.turn(part.start, part.end, voice, _QUESTIONS, part.confidence)
            yield replace(turn, affiliation=announcement.house) if part.by_analyst else turn
        if hosted < closing:
            yield flat.turn(hosted, closing, flat.host, _QUESTIONS, AFTER_THANKS)
        yield from _leave(flat, closing, stop)


def _who_asks(flat: FlatText, announcement: Announcement) -> tuple[str | None, str | None]:
    """The analyst and the name by which he is addressed, as announced, unless somebody else says his name first.

    "This is Jane Doe on for John" is Jane Doe; "this is Jane for John" is of John's house and answers to Jane.
    """
    greeting = " ".join(flat.sentences[announcement.after : announcement.after + 3])
    match = _SAYS_NAME.search(greeting)
    if match and is_name(match["name"]):
        return match["name"], given_name(match["name"])
    if match and announcement.name and is_single_name(match["name"]):
        return announcement.name, match["name"]
    return announcement.name, given_name(announcement.name)


def _host_begins(flat: FlatText, start: int, stop: int, given: str | None) -> int:
    """Where the host moderates at the end of an exchange ("Thanks, Jo. Operator, next question."), else ``stop``."""
    last = range(stop - 1, max(start, stop - _HOST_WITHIN) - 1, -1)
    first = next((number for number in last if HOST_TALK.search(flat.sentences[number])), stop)
    before = flat.sentences[first - 1]
    thanked = first - 1 > start and is_addressed(before, given) and len(before.split()) < _BRIEF
    return first - 1 if first < stop and thanked else first


def _closing(flat: FlatText, start: int, stop: int) -> int:
    """Where the operator, after the last question, gives the call back or ends it."""
    return next((number for number in range(start, stop) if _closes(flat.sentences[number])), stop)


def _closes(sentence: str) -> bool:
    given_back = RETURNS_THE_CALL.search(sentence) and not (HOST_TALK.search(sentence) or takes_up(sentence))
    return bool(given_back) or _ends_call(sentence)


def _leave(flat: FlatText, start: int, stop: int) -> Iterator[DraftTurn]:
    """Yield the last turns: the operator gives the call back, the company takes leave, the operator ends it."""
    rest = range(start, stop)
    given_back = next((n for n in rest if not _is_operators(flat.sentences[n])), stop)
    ended = next((n for n in range(given_back, stop) if _ends_call(flat.sentences[n])), stop)
    parts = (
        (start, given_back, THE_OPERATOR),
        (given_back, ended, SOMEBODY_OF_THE_COMPANY),
        (ended, stop, THE_OPERATOR),
    )
    for first, after, voice in parts:
        if first < after:
            yield flat.turn(first, after, voice, _QUESTIONS, AFTER_THANKS)


def _is_operators(sentence: str) -> bool:
    return bool(RETURNS_THE_CALL.search(sentence) or OPERATOR_TALK.search(sentence))


def _ends_call(sentence: str) -> bool:
    return bool(QUESTIONS_CLOSE.search(sentence)) and bool(OPERATOR_TALK.search(sentence))
