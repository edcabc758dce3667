"""What the classifier sees of a sentence: its words, its signals, and where its years and quarters lie.

Every feature is a name that a sentence has or has not (or has several times); names are short, readable words, so that
the weights of the trained model can be read.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from callsheet.extract.tone.marks import Mark, marks, tokens
from callsheet.extract.tone.rules import asks, rule_score
from callsheet.extract.tone.signals import Scope, Signal, Source, signals
from callsheet.records import FiscalPeriod

_NUMBER = "<n>"
_YEAR = re.compile(
    r"""\b20([1-4]\d)\b
    | (?:'|\b(?:fiscal|fy|for|in)\s?'?)([1-4]\d)\b   # "in 26", "fiscal '26", but no "in 26 million"
      (?! [.,%]?\d | % | \s?(?:million|billion|basis|percent|months|years|weeks|days|countries|states) )""",
    re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_QUARTER = re.compile(
    r"\b(?:(first|march) quarter|(second|june) quarter|(third|september) quarter|(fourth|december) quarter"
    r"|q([1-4])|([1-4])q)\b"
)
# Headings of the lexicon that say something of a sentence by their mere presence.
_HEADINGS = frozenset(["forward", "guidance", "procedure", "question", "reaffirm"])
TIME = "@"  # begins every feature that places a sentence in time and says nothing of its tone
_STEPS = 10  # a rule score in [-1, 1] is told in tenths
_LENGTHS = (6, 12, 20, 30, 45)


def neighbours(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each pair of neighbours; ``<s>`` and ``</s>`` stand at the ends."""
    return pairwise(["<s>", *words, "</s>"])


class Told(NamedTuple):
    """What the classifier is told of a sentence.

    Attributes:
        words: its plain words in order; each different one is a feature, and so is each different pair of neighbours.
        names: its other features; one may come several times.
    """

    words: list[str]
    names: list[str]

    def features(self) -> Iterator[str]:
        """Yield the names of all features; one may come several times."""
        yield from set(self.words)
        yield from set(map(" ".join, neighbours(self.words)))
        yield from self.names


class Reading(NamedTuple):
    """A sentence, read: tokens, the marks among them, the signals that the marks make, all headings of the marks."""

    words: list[str]
    found: list[Mark]
    said: list[Signal]
    kinds: frozenset[str]


def read(text: str) -> Reading:
    """Return the reading of a sentence."""
    words = tokens(text)
    found = list(marks(words))
    kinds = frozenset().union(*[mark.kinds for mark in found])
    return Reading(words, found, list(signals(words, found)), kinds)


def plain(words: list[str]) -> list[str]:
    """Return the tokens with every number replaced by one name."""
    if not _DIGIT.search("".join(words)):
        return words
    return [_NUMBER if word[0].isdigit() else word for word in words]


def _thermometer(name: str, value: float) -> Iterator[str]:
    """Yield a value in [-1, 1] as the steps that it passes, away from zero."""
    side = "+" if value > 0 else "-"
    for step in range(1, round(abs(value) * _STEPS) + 1):
        yield f"{name}{side}{step}"


@cache
def _signal_names(sign: int, source: Source, scope: Scope, negated: bool, hedged: bool) -> tuple[str, ...]:
    """Return the features of a signal: there are few different ones."""
    base = f"={source}{'+' if sign > 0 else '-'}"
    told = [base, f"{base} {scope}"]
    return (*told, *[f"{base} negated"] * negated, *[f"{base} hedged"] * hedged)


def tone_features(reading: Reading) -> Iterator[str]:
    """Yield what the signals of a sentence say and how; a name may come several times."""
    words, _, said, kinds = reading
    for signal in said:
        yield from _signal_names(signal.sign, signal.source, signal.scope, signal.negated, signal.hedged)
    for kind in kinds & _HEADINGS:
        yield f"={kind}"
    asked = asks(words, kinds)
    yield from _thermometer("=rule", rule_score(said, kinds, asked))
    if asked:
        yield "=asks"
    if said:
        yield f"=first{said[0].sign:+d}"
        yield f"=last{said[-1].sign:+d}"
    else:
        yield "=silent"
    for length in _LENGTHS:
        if len(words) >= length:
            yield f"=long{length}"


def _time_features(text: str, at: FiscalPeriod) -> Iterator[str]:
    """Yield whether the years and quarters named lie before, in or behind the period that the call reports on."""
    if _DIGIT.search(text):
        for distance in {2000 + int(match[1] or match[2]) - at.year for match in _YEAR.finditer(text)}:
            yield f"{TIME}year{max(-2, min(2, distance)):+d}"
    now = at.quarter_number
    if now is None or "q" not in text:
        return
    for number in {_quarter_of(match) for match in _QUARTER.finditer(text)}:
        ahead = number > now or (now == 4 and number < 3)
        yield f"{TIME}quarter ahead" if ahead else f"{TIME}quarter now" if number == now else f"{TIME}quarter past"


def _quarter_of(match: re.Match[str]) -> int:
    """Return the number of the quarter that a match of ``_QUARTER`` names, by digit or by the place of its word."""
    return int(match[5] or match[6] or match.lastindex or 0)


def features(text: str, reading: Reading, earlier: Sequence[Reading] = (), at: FiscalPeriod | None = None) -> Told:
    """Return what the classifier is told of a sentence.

    Args:
        text: the sentence, and ``reading`` what was read of it.
        earlier: the sentences before it, which only help to place it in time.
        at: the fiscal period that the call reports on.
    """
    words = plain(reading.words)
    names = list(tone_features(reading))
    if at is not None:
        names.extend(_time_features(text.lower(), at))
    names.extend(
        {
            f"{TIME}before {mark.words}"
            for before in earlier
            if "forward" in before.kinds
            for mark in before.found
            if "forward" in mark.kinds
        }
    )
    if earlier and earlier[-1].words[-1:] == ["?"]:
        names.append(f"{TIME}before ?")
    return Told(words, names)
