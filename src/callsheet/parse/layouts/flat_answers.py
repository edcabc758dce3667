"""Where the answer begins: the sentence from which the company speaks after an analyst's question."""

from collections.abc import Sequence

from callsheet.parse.layouts.flat_sentences import (
    asks,
    asks_something,
    is_addressed,
    is_thanks,
    opens_answer,
    sounds_like_analyst,
    surely_answers,
    takes_up,
)
from callsheet.parse.layouts.flat_signs import (
    ADDRESSED,
    AFTER_THANKS,
    ANSWER_BREATH,
    ANSWER_OPENING,
    EXPLAINS_QUESTION,
    GUESSED,
    LAST_QUESTION,
    RECALLS,
    SAYS_WE,
    SAYS_YOU,
    STRONG,
    STRONG_ANSWER_OPENING,
    WEAK,
)

_SOON = 5
_EXPLAINED = 3
_LONGEST_OPENING = 4
_FEWEST_WORDS_OF_QUESTION = 20
_COMPANYS_WE = 2


def answer_begins(said: Sequence[str], coming: Sequence[str], given: str | None, asked: bool) -> float | None:
    """Return how sure it is that the company begins to speak with the first of the ``coming`` sentences, or None.

    ``said`` are the analyst's sentences so far, ``given`` the name by which the company addresses the analyst.
    """
    sentence = coming[0]
    if said and is_addressed(sentence, given):
        return ADDRESSED
    if not asked:
        return _answers_unasked(said, sentence)
    if takes_up(sentence) and not asks(sentence):
        return AFTER_THANKS
    if said and is_thanks(said[-1]):
        return _answers_after_thanks(coming)
    return _answers_question(said[-_EXPLAINED:], coming, given)


def _answers_unasked(said: Sequence[str], sentence: str) -> float | None:
    """An answer although nothing was understood as a question: thanks or many words, and then "Yeah, …"."""
    if asks_something(sentence) or sounds_like_analyst(sentence):
        return None
    if len(said) >= _LONGEST_OPENING and is_thanks(said[-1]) and opens_answer(sentence):
        return AFTER_THANKS
    words = sum(len(earlier.split()) for earlier in said)
    return WEAK if words > _FEWEST_WORDS_OF_QUESTION and surely_answers(sentence) else None


def _answers_after_thanks(coming: Sequence[str]) -> float | None:
    """After "… next year? Thanks." somebody else speaks, unless the analyst asks on."""
    if sounds_like_analyst(coming[0]):
        return None
    if opens_answer(coming[0]) and not asks(coming[0]):
        return AFTER_THANKS
    return None if any(map(asks, coming[:2])) else AFTER_THANKS


def _answers_question(before: Sequence[str], coming: Sequence[str], given: str | None) -> float | None:
    sentence = coming[0]
    if any(map(asks, coming[:2])):
        return None
    if is_thanks(sentence) and not ANSWER_BREATH.match(sentence) and len(coming) > 1:
        return None  # the analyst's own thanks after the question
    sure = _sounds_like_answer(sentence, before, coming)
    if sure is None or sure >= STRONG or surely_answers(sentence):
        return sure
    return None if _better_sign_follows(coming[:_SOON], given) else sure


def _better_sign_follows(coming: Sequence[str], given: str | None) -> bool:
    """Whether a surer sign of the answer comes soon: then the analyst is still explaining the question.

    It is none where somebody says "we" before it: the sign is a second colleague's, or the end of the exchange.
    """
    for number, sentence in enumerate(coming[1:], start=1):
        thanks = is_thanks(sentence) and "thank" in sentence.casefold()
        if thanks or is_addressed(sentence, given) or surely_answers(sentence):
            said = " ".join(coming[:number])
            ours, yours = len(SAYS_WE.findall(said)), len(SAYS_YOU.findall(said))
            return ours < _COMPANYS_WE or ours <= yours
    return False


def _sounds_like_answer(sentence: str, before: Sequence[str], coming: Sequence[str]) -> float | None:
    """Return how sure the words of a sentence make it that it answers; the others stand around it."""
    just_asked = bool(before) and asks(before[-1])
    explains = sounds_like_analyst(sentence)
    if RECALLS.match(sentence) or (
        not just_asked and EXPLAINS_QUESTION.search(sentence) and not surely_answers(sentence)
    ):
        return None
    if STRONG_ANSWER_OPENING.match(sentence) and (just_asked or not explains):
        return STRONG if just_asked else WEAK
    if explains or EXPLAINS_QUESTION.search(sentence) or asks_something(sentence):
        return None
    plain = len(coming) > _SOON and not SAYS_YOU.search(sentence)
    if just_asked and (ANSWER_OPENING.match(sentence) or plain) and _is_left_alone(coming):
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
