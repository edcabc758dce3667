"""One exchange of an unlabelled transcript: which sentences the analyst says, and which the company's people.

The analyst begins, for the operator has just given the floor. From there on the floor changes by signs: forms of
address ("Thanks, Keith"), thanks after a question, the ways in which answers and follow-ups begin.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from callsheet.parse.layouts.flat_signs import (
    ADDRESSED,
    AFTER_THANKS,
    ANNOUNCED,
    ANSWER_BREATH,
    ANSWER_OPENING,
    ANSWERS_SURELY,
    ASKED_IN_PASSING,
    ASKS_WITHOUT_MARK,
    BEGINS_AS_QUESTION,
    BREATH,
    DIRECT_QUESTION,
    EXPLAINS_QUESTION,
    FOLLOW_UP,
    GREETING_ONLY,
    GUESSED,
    LAST_QUESTION,
    SAYS_WE,
    SAYS_YOU,
    STRONG,
    STRONG_ANSWER_OPENING,
    TAG_QUESTION,
    THANKS_FOR_QUESTION,
    THANKS_ONLY,
    WEAK,
    sounds_like_analyst,
)
from callsheet.parse.names import same_given_name

_NAMES_HIMSELF = re.compile(r"\b(?:this is|it's|it’s|i'm|my name is|name is)\s*$", re.IGNORECASE)
_IN_PLACE_OF = re.compile(r"^\W*(?:\w+\W+)?(?:here|on for|in for|from|with|on behalf)\b", re.IGNORECASE)
_ADDRESS_WITHIN = 9
_LOOK_AHEAD = 8
_SOON = 5
_LONGEST_GREETING, _MOST_GREETING_WORDS = 3, 40
_LONGEST_THANKS = 10
_CLOSING = 3
_LONGEST_IN_PASSING = 120
_BRIEF, _MOST_COURTESIES = 8, 4
_EXPLAINED = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences ``start`` to ``end`` (exclusive), said by the analyst or by the company, with how sure that is."""

    start: int
    end: int
    by_analyst: bool
    confidence: float


def asks(sentence: str) -> bool:
    """Whether a sentence is a question to somebody: "…, right?" is not, nor "How are you?" """
    if not sentence.endswith("?") or _is_in_passing(sentence):
        return False
    return bool(BEGINS_AS_QUESTION.match(sentence)) or not TAG_QUESTION.search(sentence)


def _is_in_passing(sentence: str) -> bool:
    return len(sentence) <= _LONGEST_IN_PASSING and bool(ASKED_IN_PASSING.search(sentence))


def is_thanks(sentence: str) -> bool:
    """Whether a sentence is thanks and nothing else; a long one that begins with thanks says more."""
    return len(sentence.split()) <= _LONGEST_THANKS and bool(THANKS_ONLY.match(sentence))


def is_addressed(sentence: str, given_name: str | None) -> bool:
    """Whether a sentence begins by addressing the analyst: "Yeah, thanks, Jo"; "this is Jo" is the analyst himself."""
    if not given_name:
        return False
    if sentence.islower():  # the machine wrote no capitals
        sentence = sentence.title()
    if f", {given_name}," in sentence[1:]:  # "…, Jo, …": in the midst of a sentence nobody names himself
        return True
    words = sentence.split(maxsplit=_ADDRESS_WITHIN)[:_ADDRESS_WITHIN]
    for number, word in enumerate(words):
        bare = word.strip(".,?!:;'’")
        vocative = number > 0 or word.endswith(",")  # every sentence begins with a capital
        if bare[:1].isupper() and (bare == given_name or (vocative and _same_name(bare, given_name))):
            return not (
                _NAMES_HIMSELF.search(" ".join(words[:number])) or _IN_PLACE_OF.match(" ".join(words[number + 1 :]))
            )
    return False


@lru_cache(maxsize=4096)
def _same_name(word: str, given_name: str) -> bool:
    # Machines hear "Carl" for Karl: the first letter may differ where the rest agrees.
    return len(word) > 2 and (
        word[1:] == given_name[1:] or (word[0] == given_name[0] and same_given_name(word, given_name))
    )


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
            change = _answer_begins(sentences, number, begun, end, name, asked)
            asked = asked or asks_something(sentence)
            anything_asked = anything_asked or asked
        elif anything_asked or not _only_greetings(sentences[start:begun]):
            waits = _answer_is_due(sentences[begun:number], sentence, given)
            change = None if waits else _analyst_resumes(sentences, number, end, given)
        else:  # so far only greetings went to and fro
            change = None if _is_greeting(sentence) or is_addressed(sentence, given) else ADDRESSED
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


def asks_something(sentence: str) -> bool:
    """Whether a sentence asks, with a question mark or without ("I'm curious how …")."""
    return asks(sentence) or bool(ASKS_WITHOUT_MARK.search(sentence) and not _is_in_passing(sentence))


def _only_greetings(sentences: Sequence[str]) -> bool:
    """Whether the analyst has so far said good morning, thanks, congratulations, and asked nothing."""
    spoken = sum(len(sentence.split()) for sentence in sentences)
    return spoken <= _MOST_GREETING_WORDS and not any(map(asks_something, sentences))


def _answer_is_due(said: Sequence[str], sentence: str, given: str | None) -> bool:
    """Whether the company has so far only returned the greeting, or taken a breath and now begins: "Sure. Yeah, so …"."""
    if len(said) > _MOST_COURTESIES:
        return False
    greeted = [_greets(courtesy, given) for courtesy in said]
    if all(greeted):
        return True
    breath = (greets or ANSWER_BREATH.match(s) or THANKS_FOR_QUESTION.search(s) for s, greets in zip(said, greeted, strict=True))
    return all(breath) and bool(ANSWERS_SURELY.search(sentence))


def _greets(sentence: str, given: str | None) -> bool:
    return bool(GREETING_ONLY.match(sentence)) or (len(sentence.split()) < _BRIEF and is_addressed(sentence, given))


def _is_greeting(sentence: str) -> bool:
    return is_thanks(sentence) or _is_in_passing(sentence) or bool(GREETING_ONLY.match(sentence) or ANSWER_BREATH.match(sentence))


def _answer_begins(
    sentences: Sequence[str], number: int, begun: int, end: int, given: str | None, asked: bool
) -> float | None:
    """Return how sure it is that the company begins to speak with a sentence, or None."""
    sentence, coming = sentences[number], sentences[number:end]
    if number > begun and is_addressed(sentence, given):
        return ADDRESSED
    thanked = number > begun and is_thanks(sentences[number - 1])
    answers = STRONG_ANSWER_OPENING.match(sentence) or ANSWER_BREATH.match(sentence)
    if not asked and not (answers and thanked and number - begun > _LONGEST_GREETING):
        return WEAK if _answers_all_the_same(sentences[begun : number + 1]) else None
    if thanked and answers and not asks(sentence) and not sounds_like_analyst(sentence):
        return AFTER_THANKS
    if any(map(asks, coming[:2])):
        return None
    if thanked:
        return None if sounds_like_analyst(sentence) else AFTER_THANKS
    if is_thanks(sentence) and not ANSWER_BREATH.match(sentence) and number + 1 < end:
        return None  # the analyst's own thanks after the question
    sure = _sounds_like_answer(sentence, sentences[max(begun, number - _EXPLAINED) : number], coming)
    if sure is None or sure >= STRONG or ANSWERS_SURELY.search(sentence):
        return sure
    return None if _better_sign_follows(coming[1:_SOON], given) else sure


def _answers_all_the_same(sentences: Sequence[str]) -> bool:
    """Whether the last of the sentences answers although none before it was understood as a question."""
    last = sentences[-1]
    if not ANSWERS_SURELY.search(last) or asks_something(last) or sounds_like_analyst(last):
        return False
    return sum(len(sentence.split()) for sentence in sentences[:-1]) > _MOST_GREETING_WORDS


def _better_sign_follows(coming: Sequence[str], given: str | None) -> bool:
    """Whether a surer sign of the answer comes soon: then the analyst is still explaining the question."""
    return any(
        is_addressed(sentence, given)
        or ANSWERS_SURELY.search(sentence)
        or (is_thanks(sentence) and "thank" in sentence.casefold())
        for sentence in coming
    )


def _sounds_like_answer(sentence: str, before: Sequence[str], coming: Sequence[str]) -> float | None:
    """Return how sure the words of a sentence make it that it answers; the others stand around it."""
    just_asked = bool(before) and asks(before[-1])
    explains = sounds_like_analyst(sentence)
    if not just_asked and EXPLAINS_QUESTION.search(sentence) and not ANSWERS_SURELY.search(sentence):
        return None
    if STRONG_ANSWER_OPENING.match(sentence) and (just_asked or not explains):
        return STRONG if just_asked else WEAK
    if explains or EXPLAINS_QUESTION.search(sentence) or asks_something(sentence):
        return None
    if just_asked and (ANSWER_OPENING.match(sentence) or len(coming) > _SOON) and _is_left_alone(coming):
        return WEAK
    if any(map(asks, before)) and not any(map(asks, coming)):
        return LAST_QUESTION
    just_asked = just_asked or (bool(before) and asks_something(before[-1]))
    return GUESSED if just_asked and _speaks_for_company(coming[:_SOON]) else None


def _is_left_alone(sentences: Sequence[str]) -> bool:
    """Whether nothing is asked in the next sentences, or somebody says "Okay." or so before it is."""
    next_asked = next((number for number, sentence in enumerate(sentences[:_SOON]) if asks(sentence)), None)
    if next_asked is None:
        return True
    between = sentences[1:next_asked]
    return any(is_thanks(sentence) or sounds_like_analyst(sentence) for sentence in between)


def _speaks_for_company(sentences: Sequence[str]) -> bool:
    """Whether somebody explains at length and asks nothing: "we" and "our", hardly "you" and "your"."""
    if len(sentences) < _SOON or any(map(asks_something, sentences)):
        return False
    words = " ".join(sentences)
    return len(SAYS_WE.findall(words)) >= len(SAYS_YOU.findall(words))


def _analyst_resumes(sentences: Sequence[str], number: int, end: int, given: str | None) -> float | None:
    """Return how sure it is that the analyst speaks again from a sentence on, or None.

    "That's helpful" is believed with a question ahead. A bare question, or "And then …", must get an answer: managers
    ask themselves questions as well.
    """
    sentence = sentences[number]
    if is_addressed(sentence, given) or THANKS_FOR_QUESTION.search(sentence):
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
    answers = STRONG_ANSWER_OPENING.match(after) or ANSWER_BREATH.match(after) or is_thanks(after)
    return bool(answers) or any(
        is_addressed(later, given) for later in sentences[asked[-1] + 1 : min(end, asked[-1] + 3)]
    )
