"""Tone of Korean broker sentences, by rule: what moved, which way, and which part of the sentence weighs.

Korean puts the thing before its movement and the negation behind it ("우려가 해소", "늘지 않"), and the heavier part
of a sentence last: what stands before "-지만" or "에도 불구하고" is conceded.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from callsheet.lexicon import lexicon

_HANGUL = re.compile(r"[가-힣]")
_CONCEDED = 0.3
_NEGATION_REACH = 7  # characters behind a word: "늘지 않", "우려는 크지 않"
_THING_REACH = 14  # characters between a thing and its movement: "매출은 전년 대비 9% 감소"
_OBJECT_REACH = 3  # "회복은 더딜"
_PROCEDURE = 0.3
_NEGATED = 0.9


def is_korean(text: str) -> bool:
    """Whether a sentence is Korean: it holds at least two Hangul syllables, company names in Latin letters or not."""
    return len(_HANGUL.findall(text)) >= 2


class Word(NamedTuple):
    """A word of the lexicon in a sentence: where it stands, and the headings that it stands under."""

    start: int
    end: int
    kinds: frozenset[str]


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    kinds: dict[str, set[str]] = {}
    for kind, lists in lexicon("tone_ko").items():
        for word in lists["words"]:
            kinds.setdefault(word, set()).add(kind)
    longest_first = sorted(kinds, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))), {word: frozenset(kinds[word]) for word in kinds}


def _words(text: str) -> list[Word]:
    pattern, kinds = _pattern()
    return [Word(match.start(), match.end(), kinds[match[0]]) for match in pattern.finditer(text)]


def _thing_before(at: int, words: Sequence[Word]) -> int | None:
    """Return the nearest thing before the movement ``words[at]``, in the same part of the sentence."""
    for other in range(at - 1, -1, -1):
        if "concession" in words[other].kinds or words[at].start - words[other].end > _THING_REACH:
            return None
        if not words[other].kinds.isdisjoint(("gain", "pain")):
            return other
    return None


def _is_negated(at: int, words: Sequence[Word]) -> bool:
    return any(
        "negation" in other.kinds and other.start - words[at].end <= _NEGATION_REACH for other in words[at + 1 : at + 3]
    )


def _follows_pain(at: int, words: Sequence[Word]) -> bool:
    """Whether a word such as "제한적" limits something bad: "관세 영향은 제한적"."""
    thing = _thing_before(at, words)
    return thing is not None and "pain" in words[thing].kinds


def _is_overruled(at: int, words: Sequence[Word]) -> bool:
    """Whether a good word is what the bad word right behind it is about: "개선이 지연", "회복은 더딜"."""
    behind = words[at + 1 : at + 2]
    return any("bad" in word.kinds and word.start - words[at].end <= _OBJECT_REACH for word in behind)


def _signals(words: Sequence[Word]) -> Iterator[tuple[int, float]]:
    """Yield place and sign of every piece of good or bad news."""
    things = {
        at: _thing_before(at, words) for at, word in enumerate(words) if not word.kinds.isdisjoint(("up", "down"))
    }
    moved = {thing for thing in things.values() if thing is not None}
    for at, word in enumerate(words):
        sign = 0.0
        thing = things.get(at)
        if thing is not None:
            sign = 1.0 if "up" in word.kinds else -1.0
            sign = -sign if "pain" in words[thing].kinds else sign
        elif at not in moved and "good" in word.kinds:
            sign = 1.0
        elif at not in moved and "bad" in word.kinds:
            sign = 1.0 if "negation" in word.kinds and _follows_pain(at, words) else -1.0
        if sign and not (sign > 0 and "good" in word.kinds and _is_overruled(at, words)):
            yield word.start, -sign * _NEGATED if _is_negated(at, words) else sign


def korean_score(text: str) -> float:
    """Return the tone of a Korean sentence in [-1, 1].

    >>> korean_score("재고 부담이 해소되며 수익성이 개선됐다") > 0
    True
    >>> korean_score("매출은 늘었지만 비용 증가로 이익이 감소했다") < 0
    True
    """
    words = _words(text)
    weighs_from = max((word.end for word in words if "concession" in word.kinds), default=0)
    total = sum(sign * (_CONCEDED if place < weighs_from else 1.0) for place, sign in _signals(words))
    if any("procedure" in word.kinds for word in words):
        total *= _PROCEDURE
    return math.tanh(total / 2)


def korean_forward(text: str) -> bool:
    """Whether a Korean sentence speaks of the future."""
    words = _words(text)
    return any("forward" in word.kinds for word in words)
