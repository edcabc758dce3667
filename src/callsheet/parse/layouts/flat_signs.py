"""The signs by which a sentence of an unlabelled transcript shows who says it, compiled from the lexicon."""

from functools import partial

from callsheet.lexicon import lexicon
from callsheet.parse.phrases import phrase

_sign = partial(phrase, "call_flat")
_ANALYST_OPENING, _ANALYST_WORDS = _sign("analyst_opening"), _sign("analyst_words")
_TAKES_UP_OPENING, _TAKES_UP_WORDS = _sign("takes_up_opening"), _sign("takes_up_words")
_TAKES_UP_CLUES = tuple(lexicon("call_flat")["takes_up_clues"])
_ANALYST_CLUES = tuple(lexicon("call_flat")["analyst_clues"])

ANNOUNCEMENT_COMES = _sign("announcement_comes")
ANNOUNCEMENT_ENDS = _sign("announcement_ends")
ANNOUNCES_QUESTION = _sign("announces_question")
ANSWER_BREATH = _sign("answer_breath")
ANSWERS_SURELY = _sign("answers_surely")
ANSWER_OPENING = _sign("answer_opening")
ASKED_IN_PASSING = _sign("asked_in_passing")
ASKS_WITHOUT_MARK = _sign("asks_without_mark")
BEGINS_AS_QUESTION = _sign("begins_as_question")
BREATH = _sign("breath")
DIRECT_QUESTION = _sign("direct_question")
EXPLAINS_QUESTION = _sign("explains_question")
GREETING_ONLY = _sign("greeting_only")
HANDS_OVER = _sign("hands_over")
HANDS_OVER_LATER = _sign("hands_over_later")
HOST_TALK = _sign("host_talk")
OPERATOR_TALK = _sign("operator_talk")
RECALLS = _sign("recalls")
RETURNS_THE_CALL = _sign("returns_the_call")
SAYS_WE = _sign("says_we")
SAYS_YOU = _sign("says_you")
STRONG_ANSWER_OPENING = _sign("strong_answer_opening")
TAG_QUESTION = _sign("tag_question")
TAKES_OVER = _sign("takes_over")
THANKS_ONLY = _sign("thanks_only")

# How sure a change of speaker is. Each number is the share of right ones where the labels of labelled calls were taken
# away and the turns inferred again; only HANDED_OVER and GUESSED are estimates.
ANNOUNCED, HANDED_OVER, ADDRESSED, AFTER_THANKS = 0.9, 0.9, 0.87, 0.8
STRONG, FOLLOW_UP, WEAK, GUESSED, LAST_QUESTION = 0.75, 0.75, 0.65, 0.5, 0.3


def takes_question_up(sentence: str) -> bool:
    """Whether a sentence holds words by which somebody takes a question up; the clues spare most the slow search."""
    if _TAKES_UP_OPENING.match(sentence):
        return True
    lower = sentence.casefold()
    return any(clue in lower for clue in _TAKES_UP_CLUES) and bool(_TAKES_UP_WORDS.search(sentence))


def words_of_analyst(sentence: str) -> bool:
    """Whether a sentence holds words by which analysts go on; the clues spare most sentences the slow search."""
    if _ANALYST_OPENING.match(sentence):
        return True
    lower = sentence.casefold()
    return any(clue in lower for clue in _ANALYST_CLUES) and bool(_ANALYST_WORDS.search(sentence))
