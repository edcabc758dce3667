"""What one sentence of an unlabelled transcript is: a question, thanks, a greeting, an address to the analyst.

Each answer depends on the sentence alone and is asked for several times: the last few are kept.
"""

import re
from functools import lru_cache

from callsheet.parse.layouts.flat_signs import (
    ANSWER_BREATH,
    ANSWERS_SURELY,
    ASKED_IN_PASSING,
    ASKS_WITHOUT_MARK,
    BEGINS_AS_QUESTION,
    GREETING_ONLY,
    STRONG_ANSWER_OPENING,
    TAG_QUESTION,
    THANKS_ONLY,
    takes_question_up,
    words_of_analyst,
)
from callsheet.parse.names import same_given_name

_NAMES_HIMSELF = re.compile(r"\b(?:this is|it's|it’s|i'm|my name is|name is)\s*$", re.IGNORECASE)
_IN_PLACE_OF = re.compile(r"^\W*(?:\w+\W+)?(?:here|on for|in for|from|with|on behalf)\b", re.IGNORECASE)
_ADDRESS_WITHIN = 9
_ADDRESS_CHARACTERS = 120
_LONGEST_THANKS = 10
_LONGEST_IN_PASSING = 120
_remembered = lru_cache(maxsize=1024)


@_remembered
def asks(sentence: str) -> bool:
    """Whether a sentence is a question to somebody: "…, right?" is not, nor "How are you?" """
    if not sentence.endswith("?") or _is_in_passing(sentence):
        return False
    return bool(BEGINS_AS_QUESTION.match(sentence)) or not TAG_QUESTION.search(sentence)


def _is_in_passing(sentence: str) -> bool:
    return len(sentence) <= _LONGEST_IN_PASSING and bool(ASKED_IN_PASSING.search(sentence))


@_remembered
def is_thanks(sentence: str) -> bool:
    """Whether a sentence is thanks and nothing else; a long one that begins with thanks says more."""
    return len(sentence.split()) <= _LONGEST_THANKS and bool(THANKS_ONLY.match(sentence))


def is_addressed(sentence: str, given_name: str | None) -> bool:
    """Whether a sentence begins by addressing the analyst: "Yeah, thanks, Jo"; "this is Jo" is the analyst himself."""
    if not given_name:
        return False
    if sentence.islower():  # the machine wrote no capitals
        sentence = sentence.title()
    head = sentence[:_ADDRESS_CHARACTERS]
    if given_name[0] not in head and given_name[1:] not in head:
        return False  # what is heard as the name shares its first letter, or all others
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


@_remembered
def asks_something(sentence: str) -> bool:
    """Whether a sentence asks, with a question mark or without ("I'm curious how …")."""
    return asks(sentence) or bool(ASKS_WITHOUT_MARK.search(sentence) and not _is_in_passing(sentence))


def is_greeting(sentence: str) -> bool:
    """Whether a sentence only greets, thanks or takes a breath: "Good morning.", "How are you?", "Yeah." """
    if is_thanks(sentence) or _is_in_passing(sentence):
        return True
    return bool(GREETING_ONLY.match(sentence) or ANSWER_BREATH.match(sentence))


@_remembered
def takes_up(sentence: str) -> bool:
    """Whether somebody takes the question up: "thanks for the question", "I'll start"."""
    return takes_question_up(sentence)


def surely_answers(sentence: str) -> bool:
    """Whether a sentence begins an answer if any does: "Yeah, …", "Sure.", "Let me start"."""
    return bool(ANSWERS_SURELY.match(sentence)) or takes_up(sentence)


def opens_answer(sentence: str) -> bool:
    """Whether answers often begin so: "Yeah.", "We think …", "No, …"."""
    return bool(STRONG_ANSWER_OPENING.match(sentence) or ANSWER_BREATH.match(sentence))


@_remembered
def sounds_like_analyst(sentence: str) -> bool:
    """Whether an analyst speaks again with a sentence, or begins to: "That's helpful", "and my follow-up"."""
    return not takes_up(sentence) and words_of_analyst(sentence)
