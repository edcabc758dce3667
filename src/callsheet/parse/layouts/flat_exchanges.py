"""One exchange of an unlabelled transcript: which sentences the analyst says, and which the company's people.

The analyst begins, for the operator has just given the floor. From there on the floor changes by signs: forms of
address ("Thanks, Keith"), thanks after a question, the ways in which answers and follow-ups begin.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from callsheet.parse.layouts.flat_signs import (
    ANALYST_OPENING,
    ANSWER_BREATH,
    ANSWER_OPENING,
    BREATH,
    DIRECT_QUESTION,
    EXPLAINS_QUESTION,
    GREETING_ONLY,
    STRONG_ANSWER_OPENING,
    TAG_QUESTION,
    THANKS_ONLY,
)
from callsheet.parse.names import key_words, same_given_name

# How sure each sign is, as the share of right changes of speaker on transcripts whose labels were taken away.
_ANNOUNCED, _ADDRESSED, _AFTER_THANKS, _STRONG, _WEAK, _LAST_QUESTION = 0.95, 0.87, 0.8, 0.75, 0.65, 0.3
_FOLLOW_UP = 0.75
_ASKS_WITHOUT_MARK = re.compile(
    r"\b(?:curious|wondering|wonder if|any (?:color|thoughts|comments|update|sense)|love to (?:hear|get|understand)|if you (?:could|can|would)|help us|thoughts (?:on|around)"
    r"|talk (?:about|to|through)|walk (?:us|me) through|just want(?:ed)? to|give us|appreciate (?:any|your)|(?:can|could|would|do|did|should|are|have) (?:you|we)|how (?:do|are|is|much|should|would)"
    r"|what (?:are|is|do|did|would|kind)|is (?:it|that|there|this) (?:fair|right|something|a way|any)|what's|how's)\b",
    re.IGNORECASE,
)
_NAMES_HIMSELF = re.compile(r"\b(?:this is|it's|it’s|i'm|my name is|name is)\s*$", re.IGNORECASE)
_IN_PLACE_OF = re.compile(r"^\W*(?:\w+\W+)?(?:here|on for|in for|from|with|on behalf)\b", re.IGNORECASE)
_ADDRESS_WITHIN = 9
_LOOK_AHEAD = 8
_SOON = 5
_LONGEST_GREETING = 3
_LONGEST_THANKS = 10
_CLOSING = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences ``start`` to ``end`` (exclusive), said by the analyst or by the company, with how sure that is."""

    start: int
    end: int
    by_analyst: bool
    confidence: float


def asks(sentence: str) -> bool:
    """Whether a sentence is a question to somebody: "…, right?" is not."""
    return sentence.endswith("?") and not TAG_QUESTION.search(sentence)


def is_thanks(sentence: str) -> bool:
    """Whether a sentence is thanks and nothing else; a long one that begins with thanks says more."""
    return len(sentence.split()) <= _LONGEST_THANKS and bool(THANKS_ONLY.match(sentence))


def is_addressed(sentence: str, given_name: str | None) -> bool:
    """Whether a sentence begins by addressing the analyst: "Yeah, thanks, Keith"; "this is Keith" is the analyst himself."""
    if not given_name:
        return False
    words = sentence.split(maxsplit=_ADDRESS_WITHIN)[:_ADDRESS_WITHIN]
    for number, word in enumerate(words):
        bare = word.strip(".,?!:;'’")
        if bare[:1].isupper() and (bare == given_name or (number and _same_name(bare, given_name))):
            return not (_NAMES_HIMSELF.search(" ".join(words[:number])) or _IN_PLACE_OF.match(" ".join(words[number + 1 :])))
    return False


@lru_cache(maxsize=4096)
def _same_name(word: str, given_name: str) -> bool:
    # Machines hear "Carl" for Karl: the first letter may differ where the rest agrees.
    return len(word) > 2 and (word[1:] == given_name[1:] or (word[0] == given_name[0] and same_given_name(word, given_name)))


def exchange_parts(
    sentences: Sequence[str], start: int, end: int, analyst: str | None, colleagues: frozenset[str]
) -> list[Part]:
    """Split the sentences between two announcements into the analyst's and the company's parts, analyst first.

    ``colleagues`` are the given names of the company's people: an analyst who bears one of them addresses the namesake
    as well, so that the name says something only after the question.
    """
    given = key_words(analyst)[0].capitalize() if analyst else None
    parts: list[Part] = []
    by_analyst, begun, sure, asked = True, start, _ANNOUNCED, False
    anything_asked = False
    number = start
    while number < end:
        sentence = sentences[number]
        if by_analyst:
            change = _answer_begins(sentences, number, begun, end, given if asked or given not in colleagues else None, asked)
            asked = asked or asks(sentence) or bool(_ASKS_WITHOUT_MARK.search(sentence))
            anything_asked = anything_asked or asked
        elif anything_asked or begun - start > _LONGEST_GREETING:
            change = _analyst_resumes(sentences, number, end, given)
        else:  # so far only greetings went to and fro
            change = None if _is_greeting(sentence) or is_addressed(sentence, given) else _ADDRESSED
        if change and number > begun:
            if by_analyst and number - 1 > begun and ANSWER_BREATH.match(sentences[number - 1]):
                number -= 1  # "Yeah." and then "Alan, it's Dave.": the answer began with the breath
            parts.append(Part(begun, number, by_analyst, sure))
            by_analyst, begun, sure, asked = not by_analyst, number, change, False
            if by_analyst:
                asked = asks(sentence) or bool(_ASKS_WITHOUT_MARK.search(sentence))
                anything_asked = anything_asked or asked
        number += 1
    if begun < end:
        parts.append(Part(begun, end, by_analyst, sure))
    return parts


def _is_greeting(sentence: str) -> bool:
    return bool(GREETING_ONLY.match(sentence) or is_thanks(sentence) or ANSWER_BREATH.match(sentence))


def _answer_begins(sentences: Sequence[str], number: int, begun: int, end: int, given: str | None, asked: bool) -> float | None:
    """Return how sure it is that the company begins to speak with a sentence, or None."""
    sentence, before = sentences[number], sentences[number - 1]
    if is_addressed(sentence, given) and number > begun:
        return _ADDRESSED
    if not asked:
        return None
    coming = [asks(later) for later in sentences[number : min(end, number + 5)]]
    if any(coming[:2]):
        return None
    if is_thanks(before) and not ANALYST_OPENING.search(sentence):
        return _AFTER_THANKS
    if is_thanks(sentence) and number + 1 < end:
        return None  # the analyst's own thanks after the question
    if STRONG_ANSWER_OPENING.match(sentence) and (asks(before) or not ANALYST_OPENING.search(sentence)):
        return _STRONG if asks(before) else _WEAK
    if ANALYST_OPENING.search(sentence) or EXPLAINS_QUESTION.search(sentence):
        return None
    if asks(before) and not any(coming) and ANSWER_OPENING.match(sentence):
        return _WEAK
    if not any(asks(later) for later in sentences[number:end]) and any(map(asks, sentences[max(begun, number - 3) : number])):
        return _LAST_QUESTION
    return None


def _analyst_resumes(sentences: Sequence[str], number: int, end: int, given: str | None) -> float | None:
    """Return how sure it is that the analyst speaks again from a sentence on, or None.

    "That's helpful" is believed with a question ahead. A bare question, or "And then …", must get an answer: managers
    ask themselves questions as well.
    """
    sentence = sentences[number]
    if is_addressed(sentence, given):
        return None
    doubtful = (asks(sentence) and DIRECT_QUESTION.search(sentence)) or BREATH.match(sentence)
    if doubtful and _is_answered(sentences, number, end, given):
        return _FOLLOW_UP
    if asks(sentence) or (not ANALYST_OPENING.search(sentence) and not is_thanks(sentence)):
        return None
    soon = sentences[number : min(end, number + _LOOK_AHEAD)]
    if any(map(asks, soon)) or any(_ASKS_WITHOUT_MARK.search(later) for later in soon[:_SOON]):
        return _FOLLOW_UP
    return _WEAK if number >= end - _CLOSING else None


def _is_answered(sentences: Sequence[str], number: int, end: int, given: str | None) -> bool:
    """Whether a question stands in the next sentences and somebody answers it."""
    asked = [n for n in range(number, min(end, number + _SOON + 1)) if asks(sentences[n])]
    if not asked or asked[-1] + 1 >= end:
        return False
    after = sentences[asked[-1] + 1]
    answers = STRONG_ANSWER_OPENING.match(after) or ANSWER_BREATH.match(after) or is_thanks(after)
    return bool(answers) or any(is_addressed(later, given) for later in sentences[asked[-1] + 1 : min(end, asked[-1] + 3)])
