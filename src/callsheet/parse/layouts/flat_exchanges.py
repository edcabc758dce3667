"""One exchange of an unlabelled transcript: which sentences the analyst says, and which the company's people.

The analyst begins, for the operator has just given the floor. From there on the floor changes by signs: forms of
address ("Thanks, Keith"), thanks after a question, the ways in which answers and follow-ups begin.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from callsheet.parse.layouts.flat_answers import answer_begins
from callsheet.parse.layouts.flat_sentences import (
    asks,
    asks_something,
    is_addressed,
    is_greeting,
    is_thanks,
    opens_answer,
    sounds_like_analyst,
    surely_answers,
    takes_up,
)
from callsheet.parse.layouts.flat_signs import (
    ADDRESSED,
    ANNOUNCED,
    ANSWER_BREATH,
    BREATH,
    DIRECT_QUESTION,
    FOLLOW_UP,
    GREETING_ONLY,
    WEAK,
)

_LOOK_AHEAD = 8
_SOON = 5
_CLOSING = 3
_MOST_GREETING_WORDS = 40
_BRIEF, _MOST_COURTESIES = 8, 4


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences ``start`` to ``end`` (exclusive), said by the analyst or by the company, with how sure that is."""

    start: int
    end: int
    by_analyst: bool
    confidence: float


def exchange_parts(
    sentences: Sequence[str], start: int, end: int, given: str | None, colleagues: frozenset[str]
) -> list[Part]:
    """Split the sentences between two announcements into the analyst's and the company's parts, analyst first.

    ``given`` is the analyst's given name, ``colleagues`` those of the company's people: an analyst who bears one of
    them addresses the namesake as well, so that the name says something only after the question.
    """
    parts: list[Part] = []
    by_analyst, begun, sure = True, start, ANNOUNCED
    asked = anything_asked = False
    number = start
    while number < end:
        sentence = sentences[number]
        if by_analyst:
            name = given if asked or given not in colleagues else None
            change = answer_begins(sentences[begun:number], sentences[number:end], name, asked)
            asked = asked or asks_something(sentence)
            anything_asked = anything_asked or asked
        elif anything_asked or not _only_greetings(sentences[start:begun]):
            waits = _answer_is_due(sentences[begun:number], sentence, given)
            change = None if waits else _analyst_resumes(sentences, number, end, given)
        else:  # so far only greetings went to and fro
            change = None if is_greeting(sentence) or is_addressed(sentence, given) else ADDRESSED
        if change and number > begun:
            if by_analyst and number - 1 > begun and ANSWER_BREATH.match(sentences[number - 1]):
                number -= 1  # "Yeah." and then "Alan, it's Dave.": the answer began with the breath
            parts.append(Part(begun, number, by_analyst, sure))
            by_analyst, begun, sure = not by_analyst, number, change
            asked = by_analyst and asks_something(sentence)
            anything_asked = anything_asked or asked
        number += 1
    if begun < end:
        parts.append(Part(begun, end, by_analyst, sure))
    return parts


def _only_greetings(sentences: Sequence[str]) -> bool:
    """Whether the analyst has so far said good morning, thanks, congratulations, and asked nothing."""
    spoken = sum(len(sentence.split()) for sentence in sentences)
    return spoken <= _MOST_GREETING_WORDS and not any(map(asks_something, sentences))


def _answer_is_due(said: Sequence[str], sentence: str, given: str | None) -> bool:
    """Whether the company has only returned the greeting, or taken a breath and now begins: "Sure. Yeah, so …" """
    if len(said) > _MOST_COURTESIES:
        return False
    greeted = [_greets(courtesy, given) for courtesy in said]
    if all(greeted):
        return True
    breath = (greets or ANSWER_BREATH.match(s) or takes_up(s) for s, greets in zip(said, greeted, strict=True))
    return all(breath) and bool(surely_answers(sentence))


def _greets(sentence: str, given: str | None) -> bool:
    return bool(GREETING_ONLY.match(sentence)) or (len(sentence.split()) < _BRIEF and is_addressed(sentence, given))


def _analyst_resumes(sentences: Sequence[str], number: int, end: int, given: str | None) -> float | None:
    """Return how sure it is that the analyst speaks again from a sentence on, or None.

    "That's helpful" is believed with a question ahead. A bare question, or "And then …", must get an answer: managers
    ask themselves questions as well.
    """
    sentence = sentences[number]
    if is_addressed(sentence, given) or takes_up(sentence):
        return None
    doubtful = (asks(sentence) and DIRECT_QUESTION.search(sentence)) or BREATH.match(sentence)
    if doubtful and _is_answered(sentences, number, end, given):
        return FOLLOW_UP
    if asks(sentence) or (not sounds_like_analyst(sentence) and not is_thanks(sentence)):
        return None
    soon = sentences[number : min(end, number + _LOOK_AHEAD)]
    if any(map(asks, soon)) or any(map(asks_something, soon[:_SOON])):
        return FOLLOW_UP
    return WEAK if number >= end - _CLOSING else None


def _is_answered(sentences: Sequence[str], number: int, end: int, given: str | None) -> bool:
    """Whether a question stands in the next sentences and somebody answers it."""
    asked = [n for n in range(number, min(end, number + _SOON + 1)) if asks(sentences[n])]
    if not asked or asked[-1] + 1 >= end:
        return False
    after = sentences[asked[-1] + 1]
    answers = opens_answer(after) or is_thanks(after)
    return answers or any(is_addressed(later, given) for later in sentences[asked[-1] + 1 : min(end, asked[-1] + 3)])
