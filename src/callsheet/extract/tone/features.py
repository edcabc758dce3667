"""What the classifier sees of a sentence: its words, its signals, and where its years and quarters lie.

Every feature is a name that a sentence has or has not (or has several times); names are short, readable words, so that
the weights of the trained model can be read.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from callsheet.extract.tone.marks import Mark, marks, tokens
from callsheet.extract.tone.rules import asks, rule_score
from callsheet.extract.tone.signals import Signal, signals
from callsheet.records import FiscalPeriod

_NUMBER = "<n>"
_YEAR = re.compile(
    r"""\b20([1-4]\d)\b
    | (?:'|\b(?:fiscal|fy|for|in)\s?'?)([1-4]\d)\b   # "in 26", "fiscal '26", but no "in 26 million"
      (?! [.,%]?\d | % | \s?(?:million|billion|basis|percent|months|years|weeks|days|countries|states) )""",
    re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_QUARTERS = (
    re.compile(r"\b(?:first quarter|q1|1q|march quarter)\b"),
    re.compile(r"\b(?:second quarter|q2|2q|june quarter)\b"),
    re.compile(r"\b(?:third quarter|q3|3q|september quarter)\b"),
    re.compile(r"\b(?:fourth quarter|q4|4q|december quarter)\b"),
)
# Headings of the lexicon that say something of a sentence by their mere presence.
_HEADINGS = frozenset(["forward", "guidance", "procedure", "question", "reaffirm"])
TIME = "@"  # begins every feature that places a sentence in time and says nothing of its tone
_STEPS = 10  # a rule score in [-1, 1] is told in tenths
_LENGTHS = (6, 12, 20, 30, 45)


class Reading(NamedTuple):
    """A sentence, read: tokens, the marks among them, the signals that the marks make."""

    words: list[str]
    found: list[Mark]
    said: list[Signal]


def read(text: str) -> Reading:
    """Return the reading of a sentence."""
    words = tokens(text)
    found = list(marks(words))
    return Reading(words, found, list(signals(words, found)))


def plain(words: list[str]) -> list[str]:
    """Return the tokens with every number replaced by one name."""
    return [_NUMBER if word[0].isdigit() else word for word in words]


def word_features(words: list[str]) -> Iterator[str]:
    """Yield the different words of a sentence and its pairs of neighbours; ``words`` are plain."""
    yield from set(words)
    yield from {f"{one} {two}" for one, two in zip(["<s>", *words], [*words, "</s>"], strict=True)}


def _thermometer(name: str, value: float) -> Iterator[str]:
    """Yield a value in [-1, 1] as the steps that it passes, away from zero."""
    side = "+" if value > 0 else "-"
    for step in range(1, round(abs(value) * _STEPS) + 1):
        yield f"{name}{side}{step}"


def tone_features(reading: Reading) -> Iterator[str]:
    """Yield what the signals of a sentence say and how; a name may come several times."""
    words, found, said = reading
    for signal in said:
        side = "+" if signal.sign > 0 else "-"
        base = f"={signal.source}{side}"
        yield base
        yield f"{base} {signal.scope}"
        if signal.negated:
            yield f"{base} negated"
        if signal.hedged:
            yield f"{base} hedged"
    for kind in {kind for mark in found for kind in mark.kinds & _HEADINGS}:
        yield f"={kind}"
    asked = asks(words, found)
    score = rule_score(words, found, said)
    yield from _thermometer("=rule", score)
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
    if not _DIGIT.search(text) and "q" not in text:  # nothing below can be found
        return
    for distance in {2000 + int(match[1] or match[2]) - at.year for match in _YEAR.finditer(text)}:
        yield f"{TIME}year{max(-2, min(2, distance)):+d}"
    now = at.quarter_number
    if now is None or "q" not in text:
        return
    for number, pattern in enumerate(_QUARTERS, 1):
        if pattern.search(text):
            ahead = number > now or (now == 4 and number < 3)
            yield f"{TIME}quarter ahead" if ahead else f"{TIME}quarter now" if number == now else f"{TIME}quarter past"


def features(
    text: str, reading: Reading, earlier: Sequence[Reading] = (), at: FiscalPeriod | None = None
) -> tuple[list[str], list[str]]:
    """Return the plain words of a sentence, and all its features; a feature may come several times.

    Args:
        text: the sentence, and ``reading`` what was read of it.
        earlier: the sentences before it, which only help to place it in time.
        at: the fiscal period that the call reports on.
    """
    words = plain(reading.words)
    names = [*word_features(words), *tone_features(reading)]
    if at is not None:
        names.extend(_time_features(text.lower(), at))
    names.extend(
        {f"{TIME}before {mark.words}" for before in earlier for mark in before.found if "forward" in mark.kinds}
    )
    if earlier and earlier[-1].words[-1:] == ["?"]:
        names.append(f"{TIME}before ?")
    return words, names
