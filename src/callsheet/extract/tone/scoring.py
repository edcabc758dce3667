"""The front of the tone extractor: sentences in, tones out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from callsheet.errors import DocumentError
from callsheet.extract.tone.marks import marks, tokens
from callsheet.extract.tone.rules import is_forward, rule_score
from callsheet.extract.tone.signals import signals
from callsheet.records import Sentence, Tone, ToneLabel

_CLEAR = 0.2  # a score nearer to zero is no news


@dataclass(frozen=True, slots=True)
class ScoredTone:
    """Tone of a passage: the label, a score in [-1, 1] (negative to positive), and whether it speaks of the future."""

    tone: ToneLabel
    score: float
    forward: bool


def _label(score: float) -> ToneLabel:
    if abs(score) < _CLEAR:
        return ToneLabel.NEUTRAL
    return ToneLabel.POSITIVE if score > 0 else ToneLabel.NEGATIVE


def score_tone(text: str, before: str = "", after: str = "") -> ScoredTone:
    """Return the tone of ``text``; ``before`` and ``after`` are the words around it.

    >>> score_tone("Churn fell to a record low.").tone.value
    'positive'
    >>> score_tone("We expect lower orders next quarter.")
    ScoredTone(tone=<ToneLabel.NEGATIVE: 'negative'>, score=-0.46, forward=True)
    """
    words = tokens(text)
    found = list(marks(words))
    score = round(rule_score(words, found, list(signals(words, found))), 2)
    return ScoredTone(_label(score), score, is_forward(found))


def tones(sentences: Sequence[Sentence]) -> Iterator[Tone]:
    """Yield the tone of each sentence, in their order."""
    for sentence in sentences:
        found = score_tone(sentence.text)
        yield Tone(sentence.span, found.tone, found.score, found.forward)


def tone_in_passage(row: Mapping[str, Any]) -> ScoredTone:
    """Return the tone of a passage as ``callsheet tone --jsonl`` reads it: ``text``, and ``before`` and ``after`` where known.

    Raises:
        DocumentError: the row has no ``text``, or one of the three is not text.
    """
    parts = [row.get(key, "") for key in ("text", "before", "after")]
    if "text" not in row or not all(isinstance(part, str) for part in parts):
        raise DocumentError(
            "not_a_passage",
            f'row {row.get("id", "without id")!r}: expected "text", "before" and "after" as text; '
            "correct the row and run it again",
        )
    return score_tone(*parts)
