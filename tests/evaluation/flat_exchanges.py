"""Exchanges of unlabelled machine transcripts against those that a reader wrote down.

``tests/gold/sp500_exchanges.jsonl`` holds one call a row: who asks, the first words of the question and the first
words of the answer, in the order of the call; ``/`` separates the two names of somebody who stands in for a colleague,
None is an analyst whose name the machine did not understand.

**A real exchange is found** when one exchange of ours

1. has the same analyst: one word of the two names is spelled alike (machines write one name in several ways);
2. has a question turn in which the real question begins;
3. has an answer turn in which the real answer begins;
4. holds the beginning of no other analyst's question.

Its answer **begins in place** when the turn starts with the real answer's first words, give or take a greeting.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from callsheet.records import Call, Exchange

GOLD = Path(__file__).parents[1] / "gold/sp500_exchanges.jsonl"
_ALIKE = 0.75
_GREETING = 25  # characters: "Good morning, Ana. "


@dataclass(frozen=True, slots=True)
class RealExchange:
    """An exchange as a reader of the call wrote it down."""

    analyst: str | None
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class GoldCall:
    """A call of ``corpus/sp500`` with its real exchanges; rules were written looking at the ``learning`` half only."""

    file: str
    half: str
    exchanges: tuple[RealExchange, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A real exchange that was not found, and the first of the four conditions that failed."""

    file: str
    exchange: RealExchange
    cause: str


@dataclass(frozen=True, slots=True)
class Found:
    """How many of the ``real`` exchanges were found, among how many that we ``made``; ``in_place`` as above."""

    real: int = 0
    made: int = 0
    found: int = 0
    in_place: int = 0
    misses: tuple[Miss, ...] = ()

    def __add__(self, other: "Found") -> "Found":
        counts = (getattr(self, name) + getattr(other, name) for name in ("real", "made", "found", "in_place"))
        return Found(*counts, misses=self.misses + other.misses)

    @property
    def recall(self) -> float:
        """The share of the real exchanges that were found."""
        return self.found / self.real if self.real else 1.0

    @property
    def precision(self) -> float:
        """The share of our exchanges that are real ones."""
        return self.found / self.made if self.made else 1.0

    def __str__(self) -> str:
        return (
            f"real {self.real}  made {self.made}  found {self.found}  recall {self.recall:.3f}  "
            f"precision {self.precision:.3f}  answer begins in place {self.in_place}"
        )


def gold_calls() -> list[GoldCall]:
    """Return the calls that were read, in the order in which they were drawn."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [
        GoldCall(
            row["file"],
            row["half"],
            tuple(RealExchange(real["analyst"], real["question"], real["answer"]) for real in row["exchanges"]),
        )
        for row in rows
    ]


def score(call: Call, gold: GoldCall) -> Found:
    """Compare the exchanges of a call with the real ones.

    Raises:
        ValueError: the words of a real exchange do not stand in the call.
    """
    turns = _Turns([_plain(turn.text) for turn in call.turns])
    places = [_Place(real, *places) for real, places in zip(gold.exchanges, turns.places(gold), strict=True)]
    misses, in_place = [], 0
    for place in places:
        causes = [_cause(place, exchange, turns, places) for exchange in call.exchanges]
        if None in causes:
            in_place += turns.before(place.answer) <= _GREETING
            continue
        misses.append(Miss(gold.file, place.real, max(causes, key=_CAUSES.index, default=_CAUSES[0])))
    found = len(places) - len(misses)
    return Found(len(places), len(call.exchanges), found, in_place, tuple(misses))


_CAUSES = ("question not in a question", "another analyst's name", "swallows a neighbour", "answer not in an answer")


@dataclass(frozen=True, slots=True)
class _Place:
    real: RealExchange
    question: int
    answer: int


class _Turns:
    """The words of all turns in one string of letters and digits, and which turn a place in it belongs to."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = " ".join(texts)
        self.starts: list[int] = []
        at = 0
        for text in texts:
            self.starts.append(at)
            at += len(text) + 1

    def places(self, gold: GoldCall) -> Iterator[tuple[int, int]]:
        """Yield where each real question and answer begins, in order."""
        after = 0
        for real in gold.exchanges:
            question = self._find(real.question, after, gold.file)
            after = self._find(real.answer, question + 1, gold.file)
            yield question, after

    def _find(self, words: str, after: int, file: str) -> int:
        place = self.text.find(_plain(words), after)
        if place < 0:
            raise ValueError(f"{file}: {words!r} does not stand in the call after character {after}")
        return place

    def turn(self, place: int) -> int:
        """Return the number of the turn in which ``place`` stands."""
        return sum(start <= place for start in self.starts) - 1

    def before(self, place: int) -> int:
        """Return how many characters of its turn stand before ``place``."""
        return place - self.starts[self.turn(place)]


def _cause(place: _Place, exchange: Exchange, turns: _Turns, places: Sequence[_Place]) -> str | None:
    """Return why ``exchange`` is not the real one, or None where it is."""
    if turns.turn(place.question) not in exchange.question:
        return _CAUSES[0]
    if place.real.analyst is not None and not _same_analyst(place.real.analyst, exchange.analyst):
        return _CAUSES[1]
    held = {*exchange.question, *exchange.answer}
    if any(turns.turn(other.question) in held for other in places if other is not place):
        return _CAUSES[2]
    return None if turns.turn(place.answer) in exchange.answer else _CAUSES[3]


def _same_analyst(real: str, ours: str) -> bool:
    pairs = ((one, other) for one in _plain(real).split() for other in _plain(ours).split())
    return any(SequenceMatcher(None, one, other).ratio() >= _ALIKE for one, other in pairs)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))
