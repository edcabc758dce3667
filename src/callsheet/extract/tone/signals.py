"""What a sentence says about the company, signal by signal, with the circumstances of each.

A movement counts by what moved: costs that fall are good news, orders that fall are bad news. A word that is good or
bad in itself counts alone, unless it is the thing that moved ("pressure eased") or what another such word is about ("a
headwind to growth"). A negation within a few words turns a signal round; what stands behind "partially offset by", or
in a "despite ..." clause, is the lesser part of the news.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from callsheet.extract.tone.marks import Mark

_STOPS = frozenset(",;:.?!—–")
_THING_AHEAD = 4  # "lower than expected customer churn"
_THING_BEHIND = 8  # "revenue for the third quarter of fiscal 2025 increased"
_REACH = 4  # of a negation, a hedge, a word such as "mitigate": "not seeing any real weakness"
_OBJECT = 3  # "headwind to our revenue growth"
_NUMBER = 4  # "up roughly by 3"
_PREPOSITIONS = frozenset(["in", "to", "on", "of", "for", "from", "with", "around", "against", "over", "our"])
_GOOD = frozenset(["good", "promising"])
_BAD = frozenset(["bad", "doubtful"])
_MOVES = frozenset(["up", "down"])
_THINGS = frozenset(["gain", "pain"])


class Scope(StrEnum):
    """Which part of the sentence's news a signal belongs to."""

    MAIN = "main"
    OFFSET = "offset"  # behind "partially offset by"
    CONCEDED = "conceded"  # in a clause with "despite"
    BEFORE_TURN = "before_turn"  # before "but"
    TAMED = "tamed"  # bad news that is dealt with: "mitigate the impact"


class Source(StrEnum):
    """What a signal rests on."""

    GAIN = "gain"  # a movement of something of which more is good
    PAIN = "pain"  # a movement of something of which more is bad
    MOVE = "move"  # a movement of something unnamed
    RESULT = "result"  # a word that is good or bad news in itself
    VIEW = "view"  # a word of praise or worry


class Signal(NamedTuple):
    """One piece of good or bad news.

    Attributes:
        sign: 1 good, -1 bad, negation already applied.
        move: ``up``, ``down`` or empty.
        words: the words that carry it, thing first.
        numbered: a number stands behind the movement.
    """

    sign: int
    source: Source
    move: str
    words: str
    negated: bool
    hedged: bool
    numbered: bool
    scope: Scope


def _scopes(words: Sequence[str], found: Sequence[Mark]) -> list[Scope]:
    """Return the scope of each token."""
    scopes = [Scope.MAIN] * len(words)
    for mark in found:
        if "offset" in mark.kinds:
            scopes[mark.at :] = [Scope.OFFSET] * (len(words) - mark.at)
        elif "concession" in mark.kinds:
            end = next((at for at in range(mark.end, len(words)) if words[at] in _STOPS), len(words))
            scopes[mark.at : end] = [Scope.CONCEDED] * (end - mark.at)
        elif "turn" in mark.kinds:
            scopes[: mark.at] = [Scope.BEFORE_TURN if s is Scope.MAIN else s for s in scopes[: mark.at]]
    return scopes


def _thing_of(index: int, found: Sequence[Mark], words: Sequence[str]) -> int | None:
    """Return the index of the thing that the movement ``found[index]`` is about."""
    move = found[index]
    ahead = behind = None
    for other in range(index + 1, len(found)):
        mark = found[other]
        if mark.at - move.end > _THING_AHEAD or not _STOPS.isdisjoint(words[move.end : mark.at]):
            break
        if not _THINGS.isdisjoint(mark.kinds):
            ahead = other
            break
    for other in range(index - 1, -1, -1):
        mark = found[other]
        if move.at - mark.end > _THING_BEHIND or not _STOPS.isdisjoint(words[mark.end : move.at]):
            break
        if not _THINGS.isdisjoint(mark.kinds):
            behind = other
            break
    if ahead is not None and ("ahead" in move.kinds or behind is None):
        return ahead
    return behind


def _is_pain(index: int, found: Sequence[Mark]) -> bool:
    """Whether more of a thing is bad; "rate" in "delinquency rate" is as bad as the delinquency."""
    mark, before = found[index], found[index - 1] if index else None
    if "measure" in mark.kinds and before and before.end == mark.at and not _THINGS.isdisjoint(before.kinds):
        return "pain" in before.kinds
    return "pain" in mark.kinds


def _stands_before(kind: str, index: int, found: Sequence[Mark], words: Sequence[str]) -> bool:
    """Whether a mark of ``kind`` stands a few tokens before ``found[index]``, in the same clause."""
    start = found[index].at
    for other in range(index - 1, -1, -1):
        mark = found[other]
        if start - mark.end > _REACH:
            return False
        if kind in mark.kinds:
            return _STOPS.isdisjoint(words[mark.end : start])
    return False


def _is_object(index: int, found: Sequence[Mark], words: Sequence[str]) -> bool:
    """Whether a thing is what the evaluative word before it is about: "growth" in "a headwind to growth"."""
    if index == 0 or _THINGS.isdisjoint(found[index].kinds):
        return False
    before, mark = found[index - 1], found[index]
    between = words[before.end : mark.at]
    return (
        mark.at - before.end <= _OBJECT
        and not (_GOOD | _BAD).isdisjoint(before.kinds)
        and not _PREPOSITIONS.isdisjoint(between)
        and _STOPS.isdisjoint(between)
    )


def _news(mark: Mark) -> tuple[int, Source] | None:
    """Return sign and source of a word that is good or bad in itself; None for any other."""
    if "good" in mark.kinds or "bad" in mark.kinds:
        return (1 if "good" in mark.kinds else -1), Source.RESULT
    if "promising" in mark.kinds or "doubtful" in mark.kinds:
        return (1 if "promising" in mark.kinds else -1), Source.VIEW
    return None


def signals(words: Sequence[str], found: Sequence[Mark]) -> Iterator[Signal]:
    """Yield every signal of a sentence, given as its tokens and their marks."""
    scopes = _scopes(words, found)
    things = {
        index: _thing_of(index, found, words) for index, mark in enumerate(found) if not _MOVES.isdisjoint(mark.kinds)
    }
    moved = {thing for thing in things.values() if thing is not None}
    for index, mark in enumerate(found):
        move, carried, numbered = "", mark.words, False
        news = _news(mark)
        if index in things:
            move = "up" if "up" in mark.kinds else "down"
            sign = 1 if move == "up" else -1
            thing = things[index]
            numbered = any(word[0].isdigit() for word in words[mark.end : mark.end + _NUMBER])
            if thing is not None:
                pain = _is_pain(thing, found)
                sign, source = (-sign, Source.PAIN) if pain else (sign, Source.GAIN)
                carried = f"{found[thing].words} {mark.words}"
            elif news:
                sign, source = news
            else:
                source = Source.MOVE
        elif news and index not in moved and not _is_object(index, found, words):
            sign, source = news
        else:
            continue
        negated = _stands_before("negation", index, found, words)
        tamed = sign < 0 and not negated and _stands_before("tamer", index, found, words)
        yield Signal(
            sign=-sign if negated else sign,
            source=source,
            move=move,
            words=carried,
            negated=negated,
            hedged=_stands_before("hedge", index, found, words),
            numbered=numbered,
            scope=Scope.TAMED if tamed else scopes[mark.at],
        )
