"""Word vectors from unlabelled calls: words that keep the same company get similar vectors.

A sentence's vector is the weighted mean of its words', set to length one; through it the classifier knows something of
words that no labelled sentence contains. Everything is counting and one eigenvalue problem: positive pointwise mutual
information of words and their neighbours (Church and Hanks 1990), reduced by singular value decomposition (Levy,
Goldberg and Dagan 2015), frequent words weighed down by a / (a + p) (Arora, Liang and Ma 2017).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from callsheet.errors import DocumentError
from callsheet.extract.tone.features import plain
from callsheet.extract.tone.marks import tokens

DIMENSIONS = 50
_WINDOW = 4  # words to each side
_NEIGHBOURS = 1500  # the most frequent words, as company
_RARE = 8  # a word is left out below this count
_WEIGHT = 1e-3  # a in a / (a + p)
_LARGEST = 127  # vectors are kept as single bytes, so that every machine adds them up alike


@dataclass(frozen=True)
class WordVectors:
    """Words, and a row of ``DIMENSIONS`` small integers for each."""

    words: tuple[str, ...]
    rows: NDArray[np.int8]


def train_vectors(texts: Iterable[str]) -> WordVectors:
    """Return word vectors from unlabelled texts; none of their sentences can be read from them.

    Raises:
        DocumentError: no word is frequent enough to be known by its neighbours.
    """
    documents = [plain(tokens(text)) for text in texts]
    counts = Counter(word for words in documents for word in words)
    frequent = sorted((word for word in counts if counts[word] >= _RARE), key=lambda word: (-counts[word], word))
    if not frequent:
        raise DocumentError("not_labelled", f"expected texts with words that occur {_RARE} times; give more of them")
    association = _association(documents, frequent)
    values, directions = np.linalg.eigh(association.T @ association)
    values, directions = values[::-1][:DIMENSIONS], directions[:, ::-1][:, :DIMENSIONS]
    found = association @ directions / np.sqrt(np.sqrt(np.maximum(values, 1e-9)))
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    share = np.array([counts[word] for word in frequent]) / counts.total()
    found *= (_WEIGHT / (_WEIGHT + share))[:, None]
    return WordVectors(tuple(frequent), np.rint(found / np.abs(found).max() * _LARGEST).astype(np.int8))


def _association(documents: Sequence[Sequence[str]], frequent: Sequence[str]) -> NDArray[np.float64]:
    """Return the positive mutual information of each frequent word with each neighbour before and behind it."""
    position = {word: at for at, word in enumerate(frequent)}
    width = min(_NEIGHBOURS, len(frequent))
    met = np.zeros(len(frequent) * 2 * width)
    for words in documents:
        at = np.array([position.get(word, -1) for word in words])
        for distance in range(1, _WINDOW + 1):
            left, right = at[:-distance], at[distance:]
            both = (left >= 0) & (right >= 0)
            for word, neighbour, offset in ((left, right, width), (right, left, 0)):
                kept = both & (neighbour < width)
                cells = word[kept] * 2 * width + offset + neighbour[kept]
                np.add.at(met, cells, 1 / distance)
    return _positive_information(met.reshape(len(frequent), 2 * width))


def _positive_information(met: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return max(0, log p(word, neighbour) / (p(word) q(neighbour))), q smoothed by the power 0.75."""
    of_word = met.sum(axis=1, keepdims=True)
    of_neighbour = met.sum(axis=0, keepdims=True) ** 0.75
    expected = of_word * of_neighbour / of_neighbour.sum()
    ratio = np.divide(met, expected, out=np.ones_like(met), where=(met > 0) & (expected > 0))
    return np.maximum(np.log(ratio), 0.0)
