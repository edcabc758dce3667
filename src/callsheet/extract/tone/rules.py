"""Tone by rule: the signals of a sentence, weighed and added."""

import math

from callsheet.extract.tone.signals import Scope, Signal, Source

# How much a signal counts by what it rests on, and by the part of the sentence that it stands in.
_SOURCE = {Source.GAIN: 1.0, Source.PAIN: 1.0, Source.MOVE: 0.4, Source.RESULT: 1.0, Source.VIEW: 0.5}
_SCOPE = {Scope.MAIN: 1.0, Scope.OFFSET: 0.3, Scope.CONCEDED: 0.35, Scope.BEFORE_TURN: 0.6, Scope.TAMED: -0.3}
_NEGATED = 0.7  # "not weak" says less than "strong"
_HEDGED = 0.8
_ASKED = 0.3  # a question counts for the view that it states, not for what it asks
_PROCEDURE = 0.4
_REAFFIRMED = 0.4


def weight(signal: Signal) -> float:
    """Return the weight of a signal, in [-1, 1]."""
    size = _SOURCE[signal.source] * _SCOPE[signal.scope]
    return signal.sign * size * (_NEGATED if signal.negated else 1) * (_HEDGED if signal.hedged else 1)


def asks(words: list[str], kinds: frozenset[str]) -> bool:
    """Whether a sentence is, or leads to, a question; ``kinds`` are the headings of all its marks."""
    return words[-1:] == ["?"] or "question" in kinds


def rule_score(said: list[Signal], kinds: frozenset[str], asked: bool) -> float:
    """Return the tone of a sentence in [-1, 1] from its signals, the headings of its marks, and whether it asks."""
    total = sum(map(weight, said))
    if asked:
        total *= _ASKED
    if "procedure" in kinds:
        total *= _PROCEDURE
    if {"reaffirm", "guidance"} <= kinds:
        total *= _REAFFIRMED
    return math.tanh(total / 2)
