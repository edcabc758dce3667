"""Hand-offs: the words by which an operator or a host gives the floor to somebody, and whom they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from callsheet.lexicon import lexicon
from callsheet.parse.names import is_name, is_single_name
from callsheet.parse.phrases import any_of, phrase
from callsheet.parse.titles import role_of_title
from callsheet.records import Span, SpeakerRole

_LEXICON = "call_handoffs"
# Names and houses are capitalised words; a stop belongs to them only as part of initials ("J.P. Morgan").
_INITIALS = r"(?:[A-Z]\.){1,3}"
_NAME_WORD = rf"(?:{_INITIALS}|[A-Z][\w’'`-]*|de|van|von|der|den|la|le|del|di|da)"
_NAME = rf"(?P<name>(?:{_INITIALS}|[A-Z][\w’'`-]+)(?:\s{_NAME_WORD}){{0,4}}(?:,?\sJr\.?)?)"
_HOUSE_WORD = rf"(?:{_INITIALS}|[A-Z0-9][\w&’'/+-]*(?:\.com)?|&)"
_HOUSE = rf"(?P<house>{_HOUSE_WORD}(?:,?\s(?:of\s|and\s|the\s|\s)*{_HOUSE_WORD}){{0,6}})"
_OF = rf"(?i:{any_of(_LEXICON, 'of_house')})"
_MR = r"(?:(?i:mr|mrs|ms|dr)\.?\s)?"
_HOUSE_PART = rf"(?:,?\s(?:(?i:an?\s(?:\w+\s)?analyst)\s)?{_OF}\s(?i:the\s)?|,\s){_HOUSE}"

_LEAD = rf"\b(?i:{any_of(_LEXICON, 'lead')})[,:]?\s(?i:{any_of(_LEXICON, 'line_of')}\s)?(?i:our\s|your\s)?"
_QUESTION = re.compile(rf"{_LEAD}{_MR}{_NAME}(?:{_HOUSE_PART})?")
_OPENING_WORDS = rf"(?i:(?:(?:and|so|now)\s)?{any_of(_LEXICON, 'line_open')})"
_OPEN = re.compile(rf"(?:^|[.?!\]]\s|,\s){_MR}{_NAME}(?:{_HOUSE_PART})?(?:'s|’s)?[,.]?\s{_OPENING_WORDS}")
_CLUES = tuple(lexicon(_LEXICON)["clues"])
_BEFORE_CLUE, _AFTER_CLUE = 120, 240
_LONGEST_ANNOUNCEMENT = 3000
_NAMED_BY_QUESTION = re.compile(r"question|follow-?\s?up from|q\s?&\s?a|the line of|caller", re.IGNORECASE)
# "A question from Jane Doe" hands over; "thanks for the question, and over to Jane" does not.
_FROM = re.compile(r"\b(?:from|by|of)\s(?:the\s|(?:mr|mrs|ms|dr)\.?\s)*$", re.IGNORECASE)
_IN_TURN = re.compile(r"\b(?:next|turn now|go now|move now)\b", re.IGNORECASE)
_BROKERS = frozenset(lexicon("speakers")["brokers"])
_LINE_OF = re.compile(r"\bline of\b|\bquestion (?:today |will )?(?:comes?|is|coming)\b", re.IGNORECASE)
_NEXT_LINE = re.compile(r"\b(?:next|first|last|final) (?:line|one|caller|up)\b", re.IGNORECASE)
_OPENS_LINE = phrase(_LEXICON, "line_open")

QUESTIONS_OPEN = phrase(_LEXICON, "questions_open")
QUESTIONS_LATER = phrase(_LEXICON, "questions_later")
QUESTIONS_CLOSE = phrase(_LEXICON, "questions_close")
OPERATOR_SELF = phrase(_LEXICON, "operator_self")
OVER_TO = re.compile(rf"\b(?i:{any_of(_LEXICON, 'over_to')})[,:]?\s(?i:our\s|your\s|the\s)?{_MR}{_NAME}")


@dataclass(frozen=True, slots=True)
class HandOff:
    """The floor goes to ``name`` of ``house`` (None where no house is named); ``span`` is the announcement.

    ``question``: the words speak of a question, a line or a caller, or the house is a broker; without that only the
    place in the call can tell an analyst from a colleague.
    """

    name: str
    house: str | None
    span: Span
    question: bool


def hand_offs(text: str) -> Iterator[HandOff]:
    """Yield the announcements of the next questioner in an operator's words, left to right.

    >>> [(h.name, h.house) for h in hand_offs("Our next question comes from Jane Doe with Example Partners.")]
    [('Jane Doe', 'Example Partners')]
    """
    end = 0
    for match in sorted(_matches(text), key=lambda m: (m.start("name"), -m.end())):
        if match.start("name") < end:
            continue
        name = match["name"].strip()
        if name.casefold() in _BROKERS or not (is_name(name) or is_single_name(name) or _is_on_line(name, match)):
            continue
        house = match["house"].strip(" ,") if match["house"] and match["house"] != "I" else None
        role = role_of_title(house)
        if role in (SpeakerRole.EXECUTIVE, SpeakerRole.INVESTOR_RELATIONS):
            continue  # "over to Jane Doe, Vice President": a colleague is introduced
        opens = bool(_OPENS_LINE.search(text, match.end("name"), match.end() + 60))
        of_question = bool(_NAMED_BY_QUESTION.search(match[0]))
        if house is None:
            question = of_question and bool(_FROM.search(text[: match.start("name")][-20:]))
        else:
            question = role is SpeakerRole.ANALYST or of_question or opens or bool(_IN_TURN.search(match[0]))
        if not question and not house and not opens:
            continue
        end = match.end()
        yield HandOff(name, house, Span(match.start(), match.end()), question)


def _is_on_line(name: str, match: re.Match[str]) -> bool:
    """Whether "the line of … with …" names a person, whatever the words: "Cash Rangan" is one there."""
    return len(name.split()) == 2 and bool(match["house"]) and bool(_LINE_OF.search(match[0]))


@lru_cache(maxsize=512)
def questioners(turn: str) -> tuple[HandOff, ...]:
    """Return those whom a turn announces as questioners; remarks of thousands of characters announce nobody."""
    return tuple(found for found in hand_offs(turn) if found.question) if len(turn) <= _LONGEST_ANNOUNCEMENT else ()


def gives_floor(turn: str) -> bool:
    """Whether an operator's turn gives the floor to a questioner, named in words that can be read or not."""
    if questioners(turn):
        return True
    asked = "question" in turn.casefold() or bool(_LINE_OF.search(turn) or _NEXT_LINE.search(turn))
    return asked and not QUESTIONS_CLOSE.search(turn) and bool(_OPENS_LINE.search(turn))


def house_of(name: str, announcement: str) -> str | None:
    """Return the house that an announcement names after somebody: "… of Jane Doe with Example Partners. Go ahead."

    However the words before the name are garbled, the name as the transcript labels it tells where to look.
    """
    family = re.escape(name.rsplit(maxsplit=1)[-1])
    match = re.search(rf"\b{family}{_HOUSE_PART}", announcement)
    return match["house"].strip(" ,") if match and match["house"] != "I" else None


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Match only near the words that every hand-off has: the patterns are far slower than a search for those."""
    for start, stop in _windows(text):
        yield from _QUESTION.finditer(text, start, stop)
        yield from _OPEN.finditer(text, start, stop)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    start = stop = 0
    for clue in sorted(_clues(text.casefold())):
        if clue - _BEFORE_CLUE > stop:
            if stop:
                yield start, stop
            start = max(0, clue - _BEFORE_CLUE)
        stop = min(len(text), clue + _AFTER_CLUE)
    if stop:
        yield start, stop


def _clues(text: str) -> Iterator[int]:
    for clue in _CLUES:
        found = text.find(clue)
        while found >= 0:
            yield found
            found = text.find(clue, found + 1)
