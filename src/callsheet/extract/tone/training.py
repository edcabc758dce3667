"""Training of the tone classifier: one function, the same model from the same data.

Two logistic regressions with an L2 penalty (one over the three tones, one over forward or not) on the features of a
sentence and its vector, fitted by L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.5) written out here:
scipy is no dependency at run time.
"""

import hashlib
import json
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from callsheet.errors import DocumentError
from callsheet.extract.tone.features import TIME, Told, features, read
from callsheet.extract.tone.model import COLUMNS, SCALE, ToneModel, save
from callsheet.extract.tone.vectors import WordVectors, train_vectors
from callsheet.records import FiscalPeriod

_TONES = COLUMNS[:3]
_RARE = 3  # a feature is kept from this count on; no sentence can be read from the model
_PENALTY = {"tone": 10.0, "forward": 5.0}  # chosen by cross-validation over companies
_VECTOR_STRENGTH = 3.0  # length of a sentence's vector beside features of size one
_STEPS = 300
_MEMORY = 10
_CLOSE = 1e-5  # largest slope, per sentence, at which the fit ends

_BEFORE = 200  # characters before a label that count as the words before it

Floats = NDArray[np.float64]
Loss = Callable[[Floats], tuple[float, Floats]]


@dataclass(frozen=True)
class Sparse:
    """A matrix of small counts, by rows: the columns of row i are ``columns[starts[i]:starts[i + 1]]``."""

    columns: NDArray[np.int64]
    starts: NDArray[np.int64]
    dense: Floats  # the sentences' vectors

    def without(self, dropped: NDArray[np.bool_]) -> "Sparse":
        """Return the matrix with some of its columns empty."""
        stays = ~dropped[self.columns]
        starts = np.concatenate([[0], np.cumsum(stays)])[self.starts]
        return Sparse(self.columns[stays], starts, self.dense)

    @property
    def of_row(self) -> NDArray[np.int64]:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def labels_in_documents(labels: Path, folder: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows of labels that stand off from their text, with the text, and the texts of their documents.

    A label (``tests/gold/tone_spans.jsonl``) names a document of ``folder``, a character range, and a hash of the words
    there: the words belong to others and are not in the repository.

    Raises:
        DocumentError: a document is missing, or the words at a label's place are not those that were labelled.
    """
    texts: dict[str, str] = {}
    rows = []
    for line in labels.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name, start, end = row["document"], row["start"], row["end"]
        if name not in texts:
            path = folder / name
            if not path.is_file():
                raise DocumentError("missing", f"{labels.name} labels {name}, which is not in {folder}")
            texts[name] = path.read_text(encoding="utf-8")
        words = texts[name][start:end]
        if hashlib.sha256(words.encode()).hexdigest()[: len(row["words"])] != row["words"]:
            raise DocumentError(
                "not_labelled",
                f"{name}:{start}: expected the words that were labelled, found others; take the document as it was",
            )
        ticker = name.partition("_")[0]
        rows.append({**row, "ticker": ticker, "text": words, "before": texts[name][max(0, start - _BEFORE) : start]})
    return rows, list(texts.values())


def _told(row: Mapping[str, Any]) -> Told:
    earlier = [read(row["before"])] if row.get("before") else []
    return features(row["text"], read(row["text"]), earlier, period_of(row))


def period_of(row: Mapping[str, Any]) -> FiscalPeriod | None:
    """Return the fiscal period of a labelled row, where it is given and readable."""
    try:
        return FiscalPeriod.parse(row.get("fiscal_period") or "")
    except ValueError:
        return None


def train(rows: Iterable[Mapping[str, Any]], path: Path | None = None, texts: Iterable[str] = ()) -> ToneModel:
    """Train the classifier, and write it to ``path`` where one is given.

    Args:
        rows: labelled sentences: ``text``, ``tone`` and ``forward``; ``before`` and ``fiscal_period`` where known. A
            row with ``doubt`` counts for forward, not for tone.
        texts: unlabelled calls for the word vectors; without any, the labelled sentences serve.

    Raises:
        DocumentError: a row has no text or a tone that does not exist.
    """
    labelled = list(rows)
    for row in labelled:
        if not isinstance(row.get("text"), str) or row.get("tone") not in _TONES:
            raise DocumentError(
                "not_labelled",
                f'row {row.get("id", "without id")!r}: expected "text" and a "tone" of {", ".join(_TONES)}; '
                "correct the row and train again",
            )
    vectors = train_vectors(list(texts) or [f"{row.get('before', '')} {row['text']}" for row in labelled])
    told = [_told(row) for row in labelled]
    counts = Counter(name for one in told for name in set(one.features()))
    kept = tuple(sorted(name for name, count in counts.items() if count >= _RARE))
    timeless = np.array([not name.startswith(TIME) for name in kept])
    matrix = _matrix(told, kept, vectors)
    sure = np.array([not row.get("doubt") for row in labelled], dtype=float)
    tone = np.array([[row["tone"] == name for name in _TONES] for row in labelled], dtype=float)
    forward = np.array([[bool(row.get("forward"))] for row in labelled], dtype=float)
    size = len(kept) + vectors.rows.shape[1]
    weights = np.column_stack(
        [
            fit(matrix.without(~timeless), tone, sure, _softmax, _PENALTY["tone"], size),
            fit(matrix, forward, np.ones(len(labelled)), _logistic, _PENALTY["forward"], size),
        ]
    )
    model = _quantised(weights, kept, vectors)
    if path is not None:
        save(model, path)
    return model


def other_companies(
    rows: Sequence[Mapping[str, Any]], more: Sequence[Mapping[str, Any]] = (), texts: Sequence[str] = (), folds: int = 5
) -> Floats:
    """Return the probabilities of each of ``rows`` by a model that was trained without the row's company.

    Args:
        rows: labelled sentences with ``ticker``; companies are dealt into ``folds`` in alphabetical order.
        more: further labelled sentences, each of which is left out with its company as well.
    """
    fold = {ticker: at % folds for at, ticker in enumerate(sorted({row["ticker"] for row in rows}))}
    found = np.zeros((len(rows), len(COLUMNS)))
    for number in range(folds):
        kept = [row for row in (*rows, *more) if fold.get(row.get("ticker", "")) != number]
        left = [at for at, row in enumerate(rows) if fold[row["ticker"]] == number]
        found[left] = train(kept, texts=texts).probabilities([_told(rows[at]) for at in left])
    return found


def _matrix(told: Sequence[Told], kept: Sequence[str], vectors: WordVectors) -> Sparse:
    column = {name: at for at, name in enumerate(kept)}
    word_row = {word: at for at, word in enumerate(vectors.words)}
    # Sorted, for sums of fractions depend on their order, and sets have none.
    lists = [sorted(column[name] for name in one.features() if name in column) for one in told]
    dense = np.zeros((len(told), vectors.rows.shape[1]))
    for at, (words, _) in enumerate(told):
        dense[at] = vectors.rows[[word_row[word] for word in words if word in word_row]].sum(axis=0, dtype=float)
    dense /= np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1)
    starts = np.cumsum([0, *map(len, lists)])
    return Sparse(np.array([at for numbers in lists for at in numbers], dtype=np.int64), starts, dense)


def _softmax(logits: Floats, truth: Floats) -> tuple[Floats, Floats]:
    """Return the loss of each row, and its slope by the logits."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    total = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -((shifted - total) * truth).sum(axis=1), np.exp(shifted - total) - truth


def _logistic(logits: Floats, truth: Floats) -> tuple[Floats, Floats]:
    """Return the loss of each row, and its slope by the logit."""
    loss = np.logaddexp(0, logits) - truth * logits
    return loss[:, 0], 1 / (1 + np.exp(-logits)) - truth


def fit(
    matrix: Sparse,
    truth: Floats,
    sure: Floats,
    loss_of: Callable[[Floats, Floats], tuple[Floats, Floats]],
    penalty: float,
    size: int,
) -> Floats:
    """Return the weights that minimise the loss: ``size`` rows of feature and vector weights, then one of bias."""
    of_row, width = matrix.of_row, truth.shape[1]
    sparse = size - matrix.dense.shape[1]
    dense = matrix.dense * _VECTOR_STRENGTH

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(size + 1, width)
        logits = dense @ weights[sparse:size] + weights[size]
        for column in range(width):
            logits[:, column] += np.bincount(of_row, weights[matrix.columns, column], minlength=len(truth))
        each, slope = loss_of(logits, truth)
        slope = slope * sure[:, None]
        gradient = np.empty_like(weights)
        for column in range(width):
            gradient[:sparse, column] = np.bincount(matrix.columns, slope[of_row, column], minlength=sparse)
        gradient[sparse:size] = dense.T @ slope
        gradient[size] = slope.sum(axis=0)
        gradient[:size] += penalty * weights[:size]
        return float((each * sure).sum() + penalty / 2 * (weights[:size] ** 2).sum()), gradient.ravel()

    weights = minimise(loss, np.zeros((size + 1) * width), _CLOSE * len(truth)).reshape(size + 1, width)
    weights[sparse:size] *= _VECTOR_STRENGTH
    return weights


def minimise(loss: Loss, start: Floats, close: float) -> Floats:
    """Return where ``loss`` is least, by L-BFGS with backtracking; ends when no slope exceeds ``close``."""
    at, (value, slope) = start, loss(start)
    memory: deque[tuple[Floats, Floats]] = deque(maxlen=_MEMORY)
    for _ in range(_STEPS):
        if np.abs(slope).max() < close:
            break
        direction = -_inverse_curvature(memory, slope)
        descent = float(slope @ direction)
        length = 1.0 if memory else 1.0 / float(np.linalg.norm(slope))
        while True:
            tried = at + length * direction
            tried_value, tried_slope = loss(tried)
            if tried_value <= value + 1e-4 * length * descent or length < 1e-10:
                break
            length /= 2
        step, bend = tried - at, tried_slope - slope
        if float(step @ bend) > 0:
            memory.append((step, bend))
        at, value, slope = tried, tried_value, tried_slope
    return at


def _inverse_curvature(memory: Sequence[tuple[Floats, Floats]], slope: Floats) -> Floats:
    """Return the inverse Hessian times ``slope``, estimated from the last steps and the bends of the slope."""
    direction, shares = slope.copy(), []
    for step, bend in reversed(memory):
        share = float(step @ direction) / float(step @ bend)
        shares.append(share)
        direction -= share * bend
    if memory:
        step, bend = memory[-1]
        direction *= float(step @ bend) / float(bend @ bend)
    for (step, bend), share in zip(memory, reversed(shares), strict=True):
        direction += step * (share - float(bend @ direction) / float(step @ bend))
    return direction


def _quantised(weights: Floats, kept: tuple[str, ...], vectors: WordVectors) -> ToneModel:
    whole = np.clip(np.rint(weights * SCALE), -32767, 32767).astype(np.int16)
    dimensions = vectors.rows.shape[1]
    return ToneModel(kept, whole[: len(kept)], whole[-1], vectors, whole[len(kept) : len(kept) + dimensions])
