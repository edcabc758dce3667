"""What a sentence says about the company, signal by signal, with the circumstances of each.

A movement counts by what moved: costs that fall are good news, orders that fall are bad news. A word that is good or bad in
itself counts alone, unless it is the thing that moved ("pressure eased"). A negation within three words turns a
signal round; what stands behind "partially offset by", or in a "despite ..." clause, is the lesser part of the news.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from callsheet.extract.tone.marks import Mark

_STOPS = frozenset(",;:.?!—–")
_THING_AHEAD = 4  # "lower than expected customer churn"
_THING_BEHIND = 8  # "revenue for the third quarter of fiscal 2025 increased"
_NEGATION_REACH = 4  # "not seeing any real weakness"
_HEDGE_REACH = 4
# These take their object behind them: "higher costs", "a reduction in churn"; verbs look back first.
_LOOKS_AHEAD = frozenset(
    "higher lower more less fewer greater larger smaller faster slower reduction reductions compression contraction "
    "deceleration downward upward above below rising reduce reducing raise raising raises cut cutting cuts lowering "
    "lost lose losing shed trim trimming".split()
)


class Scope(StrEnum):
    """Which part of the sentence's news a signal belongs to."""

    MAIN = "main"
    OFFSET = "offset"
    CONCEDED = "conceded"
    BEFORE_TURN = "before_turn"


class Signal(NamedTuple):
    """One piece of good or bad news.

    Attributes:
        sign: 1 good, -1 bad, negation already applied.
        source: what it rests on: ``gain`` or ``pain`` (a thing that moved), ``move`` (a movement without its thing), ``word``.
        move: ``up``, ``down`` or empty.
        words: the words that carry it, thing first.
    """

    sign: int
    source: str
    move: str
    words: str
    negated: bool
    hedged: bool
    scope: Scope


def _scopes(words: Sequence[str], found: Sequence[Mark]) -> list[Scope]:
    """Return the scope of each token."""
    scopes = [Scope.MAIN] * len(words)
    for mark in found:
        if "offset" in mark.kinds:
            end = len(words)
            scopes[mark.at : end] = [Scope.OFFSET] * (end - mark.at)
        elif "concession" in mark.kinds:
            end = next((at for at in range(mark.end, len(words)) if words[at] in _STOPS), len(words))
            scopes[mark.at : end] = [Scope.CONCEDED] * (end - mark.at)
        elif "turn" in mark.kinds and mark.at > 0:
            for at in range(mark.at):
                if scopes[at] is Scope.MAIN:
                    scopes[at] = Scope.BEFORE_TURN
    return scopes


def _thing_of(index: int, found: Sequence[Mark], words: Sequence[str]) -> int | None:
    """Return the index of the thing that the movement ``found[index]`` is about."""
    move = found[index]
    ahead = behind = None
    for other in range(index + 1, len(found)):
        mark = found[other]
        if mark.at - move.end > _THING_AHEAD or not _STOPS.isdisjoint(words[move.end : mark.at]):
            break
        if "gain" in mark.kinds or "pain" in mark.kinds:
            ahead = other
            break
    for other in range(index - 1, -1, -1):
        mark = found[other]
        if move.at - mark.end > _THING_BEHIND or not _STOPS.isdisjoint(words[mark.end : move.at]):
            break
        if "gain" in mark.kinds or "pain" in mark.kinds:
            behind = other
            break
    if move.words in _LOOKS_AHEAD or behind is None:
        return ahead if ahead is not None else behind
    return behind


def _near(kind: str, index: int, found: Sequence[Mark], words: Sequence[str], reach: int) -> bool:
    """Whether a mark of ``kind`` stands within ``reach`` tokens before ``found[index]``, in the same clause."""
    start = found[index].at
    for other in range(index - 1, -1, -1):
        mark = found[other]
        if start - mark.end > reach:
            return False
        if kind in mark.kinds:
            return _STOPS.isdisjoint(words[mark.end : start])
    return False


def signals(words: Sequence[str], found: Sequence[Mark]) -> Iterator[Signal]:
    """Yield every signal of a sentence, given as its tokens and their marks."""
    scopes = _scopes(words, found)
    things: dict[int, int | None] = {
        index: _thing_of(index, found, words)
        for index, mark in enumerate(found)
        if ("up" in mark.kinds or "down" in mark.kinds)
    }
    moved = {thing for thing in things.values() if thing is not None}
    for index, mark in enumerate(found):
        if index in things:
            move = "up" if "up" in mark.kinds else "down"
            thing = things[index]
            sign = 1 if move == "up" else -1
            if thing is None:
                source, carried = "move", mark.words
                if "good" in mark.kinds or "bad" in mark.kinds:
                    source, sign = "word", 1 if "good" in mark.kinds else -1
            else:
                source = "pain" if "pain" in found[thing].kinds else "gain"
                sign = -sign if source == "pain" else sign
                carried = f"{found[thing].words} {mark.words}"
        elif index not in moved and ("good" in mark.kinds or "bad" in mark.kinds):
            source, move, carried = "word", "", mark.words
            sign = 1 if "good" in mark.kinds else -1
        else:
            continue
        negated = _near("negation", index, found, words, _NEGATION_REACH)
        yield Signal(
            -sign if negated else sign,
            source,
            move,
            carried,
            negated,
            _near("hedge", index, found, words, _HEDGE_REACH),
            scopes[mark.at],
        )
