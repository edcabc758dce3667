"""The front of the tone extractor: sentences in, tones out."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from numpy.typing import NDArray

from callsheet.coverage import Topic, coverage
from callsheet.errors import DocumentError
from callsheet.extract.tone.features import Reading, Told, features, read
from callsheet.extract.tone.korean import is_korean, korean_forward, korean_score
from callsheet.extract.tone.model import COLUMNS, shipped_model
from callsheet.extract.tone.sequence_classifier import chosen_classifier
from callsheet.extract.tone.training import period_of
from callsheet.language.phrases import PhraseMatcher, topic_matcher
from callsheet.records import FiscalPeriod, Sentence, Tone, ToneLabel

# Cross-validated accuracy is flat from 0.3 to 0.5; an outlook missed costs an analyst more than one read too many.
_FORWARD = 0.35
_KOREAN_NEUTRAL = 0.2  # a rule score nearer to zero is no news
_TONES = tuple(map(ToneLabel, COLUMNS[:3]))
_EARLIER = 2  # sentences before, which help to place one in time


@dataclass(frozen=True, slots=True)
class ScoredTone:
    """Tone of a passage: the label, a score in [-1, 1] (negative to positive), and whether it speaks of the future."""

    tone: ToneLabel
    score: float
    forward: bool


def _probabilities(texts: Sequence[str], told: Sequence[Told]) -> NDArray[Any]:
    """Return the shipped classifier's probabilities, or their mean with those of a second one that the user chose.

    The mean is better than either: the two err on different sentences.
    """
    found = shipped_model().probabilities(told)
    second = chosen_classifier()
    if second is not None:
        found[:, :3] = (found[:, :3] + second.probabilities(texts)) / 2
    return found


def _scored(probabilities: NDArray[Any]) -> ScoredTone:
    positive, neutral, negative, forward = probabilities.tolist()
    largest = max(positive, neutral, negative)  # of equals, the first
    tone = _TONES[(positive, neutral, negative).index(largest)]
    return ScoredTone(tone, round(positive - negative, 2), forward > _FORWARD)


def _korean(text: str) -> ScoredTone:
    score = round(korean_score(text), 2)
    clear = ToneLabel.POSITIVE if score > 0 else ToneLabel.NEGATIVE
    return ScoredTone(clear if abs(score) > _KOREAN_NEUTRAL else ToneLabel.NEUTRAL, score, korean_forward(text))


def score_tone(text: str, before: str = "", after: str = "", at: FiscalPeriod | None = None) -> ScoredTone:
    """Return the tone of ``text``: by the trained classifier in English, by rules in Korean.

    Args:
        before, after: the words around it; those before help to tell whether it speaks of the future.
        at: the fiscal period that the call reports on, which tells the years named from those to come.

    >>> score_tone("Churn fell to a record low.").tone.value
    'positive'
    >>> score_tone("우려했던 재고 조정이 마무리되며 수익성이 개선됐다").tone.value
    'positive'
    >>> score_tone("We expect lower orders and weaker margins next quarter.").forward
    True
    """
    if is_korean(text):
        return _korean(text)
    earlier = [read(before)] if before else []
    told = features(text, read(text), earlier, at)
    return _scored(_probabilities([text], [told])[0])


def tones(sentences: Sequence[Sentence], at: FiscalPeriod | None = None) -> Iterator[Tone]:
    """Yield the tone of each sentence of a call, in their order; all are scored together.

    Args:
        at: the fiscal period that the call reports on.
    """
    told = []
    earlier: deque[Reading] = deque(maxlen=_EARLIER)
    for sentence in sentences:
        reading = read(sentence.text)
        told.append(features(sentence.text, reading, earlier, at))
        earlier.append(reading)
    rows = _probabilities([sentence.text for sentence in sentences], told)
    for sentence, row in zip(sentences, rows, strict=True):
        found = _korean(sentence.text) if is_korean(sentence.text) else _scored(row)
        yield Tone(sentence.span, found.tone, found.score, found.forward, _topics(sentence.text))


def _topics(text: str) -> tuple[str, ...]:
    """Return the topics of coverage.toml that a sentence names."""
    if not _any_topic(coverage().topics).is_in(text):  # most sentences name none: one search instead of several
        return ()
    return tuple(topic.key for topic in coverage().topics if topic_matcher(topic).is_in(text))


@cache
def _any_topic(topics: tuple[Topic, ...]) -> PhraseMatcher:
    return PhraseMatcher(phrase for topic in topics for phrase in topic.phrases)


def tone_in_passage(row: Mapping[str, Any]) -> ScoredTone:
    """Return the tone of a passage as ``callsheet tone --jsonl`` reads it.

    ``text`` is needed; ``before``, ``after`` and ``fiscal_period`` help where they are known.

    Raises:
        DocumentError: the row has no ``text``, or one of the three is not text.
    """
    text, before, after = (row.get(key, "") for key in ("text", "before", "after"))
    if "text" not in row or not all(isinstance(part, str) for part in (text, before, after)):
        raise DocumentError(
            "not_a_passage",
            f'row {row.get("id", "without id")!r}: expected "text", "before" and "after" as text; '
            "correct the row and run it again",
        )
    return score_tone(text, before, after, period_of(row))
