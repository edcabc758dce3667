"""The signs by which a sentence of an unlabelled transcript shows who says it, compiled from the lexicon."""

import re

from callsheet.lexicon import lexicon

_SIGNS = lexicon("call_flat")


def _any(name: str) -> re.Pattern[str]:
    patterns = [_SIGNS[name]] if isinstance(_SIGNS[name], str) else _SIGNS[name]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


ANNOUNCES_QUESTION = _any("announces_question")
OPERATOR_TALK = _any("operator_talk")
HOST_TALK = _any("host_talk")
ANSWER_OPENING = _any("answer_opening")
STRONG_ANSWER_OPENING = _any("strong_answer_opening")
ANALYST_OPENING = _any("analyst_opening")
THANKS_ONLY = _any("thanks_only")
GREETING_ONLY = _any("greeting_only")
TAG_QUESTION = _any("tag_question")
TAKES_OVER = _any("takes_over")
HANDS_OVER = _any("hands_over")
HANDS_OVER_LATER = _any("hands_over_later")
EXPLAINS_QUESTION = _any("explains_question")
BREATH = _any("breath")
DIRECT_QUESTION = _any("direct_question")
ANSWER_BREATH = _any("answer_breath")
RETURNS_THE_CALL = _any("returns_the_call")
