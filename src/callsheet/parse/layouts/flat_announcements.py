"""The skeleton of an unlabelled transcript's questions: the operator's announcements of each questioner."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from callsheet.parse.exchanges import opens_questions
from callsheet.parse.handoffs import HandOff, hand_offs
from callsheet.parse.layouts.flat_signs import ANNOUNCES_QUESTION, HOST_TALK, OPERATOR_TALK
from callsheet.parse.layouts.flat_text import FlatText
from callsheet.parse.names import is_name, is_single_name
from callsheet.parse.phrases import any_of, phrase

_LONGEST_AFTERWORD, _AFTERWORD_WORDS = 4, 12
_LONGEST_INSTRUCTIONS, _UNSURE_BETWEEN = 15, 2
_LONGEST_ANNOUNCEMENT = 160
_OPERATORS_WORD = frozenset(("Thank you", "Thanks", "Certainly"))
_CALLS_FOR = re.compile(r"\b(?:first|next|last|final) (?:one|question)", re.IGNORECASE)
# "As I mentioned on the last question from Kyle": somebody answers, nobody is announced.
_SPEAKS_HIMSELF = re.compile(r"\bI (?:mentioned|said|think|answered|was)\b|\bmy\b")
_ANALYST_GREETS = phrase("call_flat", "analyst_greets")
_WORD_OF_NAME = re.compile(rf"\b(?!{any_of('call_flat', 'announcing_words')}\b)[a-z][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Announcement:
    """The operator's sentences ``first`` to ``after`` (exclusive) that give the floor to an analyst.

    ``name`` and ``house`` are None where the machine did not understand them.
    """

    first: int
    after: int
    name: str | None = None
    house: str | None = None


def announcements(flat: FlatText) -> Iterator[Announcement]:
    """Yield the operator's announcements, in order, each with the operator's sentences around it."""
    named = _named_sentences(flat)
    sentences, after = flat.sentences, 0
    for number, sentence in enumerate(sentences):
        if number < after:
            continue
        if number in named or _announces(sentence):
            first = _operator_begins(sentences, number, after)
            after = _operator_ends(sentences, number, named)
            hand_off = _last_named([named[n] for n in range(number, after) if n in named]) or _in_lower_case(sentence)
            yield Announcement(first, after, hand_off.name if hand_off else None, hand_off.house if hand_off else None)
        elif (called := _called_for(sentences, number, named)) > number:
            after = called
            yield Announcement(number + 1, after)


def questions_open(flat: FlatText) -> int:
    """Return the sentence after the one that opens the questions; one past the end where nobody does.

    The first twentieth of a call only says that there will be questions.
    """
    late = (number for number, span in enumerate(flat.spans) if span.start > len(flat.text) // 20)
    found = (n for n in late if "question" in flat.sentences[n] and opens_questions(flat.sentences[n]))
    return next((number + 1 for number in found), len(flat.sentences))


def _named_sentences(flat: FlatText) -> dict[int, HandOff]:
    """The sentences that announce somebody by name: with a house, or in words that only an announcement has."""
    starts = [span.start for span in flat.spans]
    found: dict[int, HandOff] = {}
    for hand_off in hand_offs(flat.text):
        number = bisect_right(starts, hand_off.span.end - 1) - 1
        sentence = flat.sentences[number]
        announces = bool(ANNOUNCES_QUESTION.search(sentence))
        signs = (hand_off.house is not None, is_name(hand_off.name), announces)
        alone = announces and is_single_name(hand_off.name)  # "Our next question comes from Brandon."
        if hand_off.question and (sum(signs) >= 2 or alone) and len(sentence) <= 2 * _LONGEST_ANNOUNCEMENT:
            found.setdefault(number, hand_off)
    return found


def _last_named(called: Sequence[HandOff]) -> HandOff | None:
    """Who has the floor at last: where the first one called is silent, the operator calls the next."""
    housed = [found for found in called if found.house]
    return housed[-1] if housed else next(iter(called), None)


def _in_lower_case(sentence: str) -> HandOff | None:
    """The one whom an announcement written without capitals names: "the line of jane doe with example partners"."""
    capitalised = _WORD_OF_NAME.sub(lambda word: word[0].capitalize(), sentence)
    return next((found for found in hand_offs(capitalised) if found.question and is_name(found.name)), None)


def _announces(sentence: str) -> bool:
    if "question" not in sentence or len(sentence) > _LONGEST_ANNOUNCEMENT or not ANNOUNCES_QUESTION.search(sentence):
        return False
    return not HOST_TALK.search(sentence) and not _SPEAKS_HIMSELF.search(sentence)


def _called_for(sentences: Sequence[str], number: int, named: Mapping[int, HandOff]) -> int:
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


def _operator_ends(sentences: Sequence[str], number: int, named: Mapping[int, HandOff]) -> int:
    last = number + 1
    while last < min(len(sentences), number + _LONGEST_AFTERWORD + 1):
        brief = last in named and len(sentences[last].split()) < _AFTERWORD_WORDS
        if not brief and not OPERATOR_TALK.search(sentences[last]):
            break
        last += 1
    return last
