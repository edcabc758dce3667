"""The signs by which a sentence of an unlabelled transcript shows who says it, compiled from the lexicon."""

from functools import partial

from callsheet.parse.phrases import phrase

_sign = partial(phrase, "call_flat")

ANALYST_OPENING = _sign("analyst_opening")
ANNOUNCES_QUESTION = _sign("announces_question")
ANSWER_BREATH = _sign("answer_breath")
ANSWER_OPENING = _sign("answer_opening")
ASKS_WITHOUT_MARK = _sign("asks_without_mark")
BREATH = _sign("breath")
DIRECT_QUESTION = _sign("direct_question")
EXPLAINS_QUESTION = _sign("explains_question")
GREETING_ONLY = _sign("greeting_only")
HANDS_OVER = _sign("hands_over")
HANDS_OVER_LATER = _sign("hands_over_later")
HOST_TALK = _sign("host_talk")
OPERATOR_TALK = _sign("operator_talk")
RETURNS_THE_CALL = _sign("returns_the_call")
STRONG_ANSWER_OPENING = _sign("strong_answer_opening")
TAG_QUESTION = _sign("tag_question")
TAKES_OVER = _sign("takes_over")
THANKS_ONLY = _sign("thanks_only")

# How sure a change of speaker is. Each number is the share of right ones where the labels of labelled calls were taken
# away and the turns inferred again; only HANDED_OVER and GUESSED are estimates.
ANNOUNCED, HANDED_OVER, ADDRESSED, AFTER_THANKS = 0.9, 0.9, 0.87, 0.8
STRONG, FOLLOW_UP, WEAK, GUESSED, LAST_QUESTION = 0.75, 0.75, 0.65, 0.5, 0.3
