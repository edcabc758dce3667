"""The trained classifier: weights of features and of word vectors, loaded without pickle.

Weights are integers and sums of integers are exact, so that every machine and every run finds the same tone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import chain, repeat
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from callsheet.errors import MissingError
from callsheet.extract.tone.features import Told, neighbours
from callsheet.extract.tone.vectors import WordVectors

COLUMNS = ("positive", "neutral", "negative", "forward")
SCALE = 4096  # weights are kept as multiples of 1/4096


@dataclass(frozen=True)
class ToneModel:
    """A linear model over features and word vectors.

    Attributes:
        names: the features, one for each row of ``weights``.
        weights: a row a feature, a column each of ``COLUMNS``, in multiples of 1 / ``SCALE``.
        bias: a row of weights that every sentence has.
        vectors: words and their vectors.
        vector_weights: a row a dimension of the sentence's vector, columns and unit as in ``weights``.
    """

    names: tuple[str, ...]
    weights: NDArray[np.int16]
    bias: NDArray[np.int16]
    vectors: WordVectors
    vector_weights: NDArray[np.int16]

    @cached_property
    def row_of_name(self) -> dict[str, int]:
        """The row of each feature."""
        return {name: row for row, name in enumerate(self.names)}

    @cached_property
    def row_of_word(self) -> dict[str, int]:
        """The row of each word's vector."""
        return {word: row for row, word in enumerate(self.vectors.words)}

    @cached_property
    def row_of_pair(self) -> dict[tuple[str, ...], int]:
        """The row of each feature that is a pair of words: told apart by its words, it need not be spelled out."""
        return {tuple(name.split(" ")): row for name, row in self.row_of_name.items() if name.count(" ") == 1}

    def probabilities(self, sentences: Sequence[Told]) -> NDArray[np.float64]:
        """Return a row a sentence, a column each of ``COLUMNS``; the first three add up to one."""
        name, pair, unknown = self.row_of_name.get, self.row_of_pair.get, repeat(len(self.weights))
        told = [
            [*{*map(name, words, unknown)}, *{*map(pair, neighbours(words), unknown)}, *map(name, names, unknown)]
            for words, names in sentences
        ]
        word, no_vector = self.row_of_word.get, repeat(len(self.vectors.rows))
        spoken = [[*map(word, words, no_vector)] for words, _ in sentences]
        linear = _sums(self.weights, told) + self.bias
        vectors = _sums(self.vectors.rows, spoken)
        lengths = np.sqrt((vectors**2).sum(axis=1, keepdims=True, dtype=np.int64))
        turned = vectors @ self.vector_weights.astype(np.int64) / np.maximum(lengths, 1)
        logits = (linear + turned) / SCALE
        tone = np.exp(logits[:, :3] - logits[:, :3].max(axis=1, keepdims=True))
        return np.column_stack([tone / tone.sum(axis=1, keepdims=True), 1 / (1 + np.exp(-logits[:, 3]))])


def _sums(table: NDArray[np.integer], rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Return, for each list of row numbers, the sum of those rows of ``table``.

    It is zero for an empty list; the number behind the last row stands for what the table does not know.
    """
    padded = np.vstack([table, np.zeros((1, table.shape[1]), table.dtype)])
    sums = np.zeros((len(rows), table.shape[1]), dtype=np.int64)
    sizes = np.array([len(numbers) for numbers in rows], dtype=np.int64)
    filled = sizes > 0
    if filled.any():
        flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=sizes.sum())
        starts = np.cumsum(sizes) - sizes
        sums[filled] = np.add.reduceat(padded[flat], starts[filled], axis=0, dtype=np.int64)
    return sums


def save(model: ToneModel, path: Path) -> None:
    """Write a model as a compressed archive of plain arrays."""
    np.savez_compressed(
        path,
        names=_packed(model.names),
        weights=model.weights,
        bias=model.bias,
        words=_packed(model.vectors.words),
        vectors=model.vectors.rows,
        vector_weights=model.vector_weights,
    )


def load(path: Path) -> ToneModel:
    """Read a model; nothing in the file is executed.

    Raises:
        MissingError: there is no such file, or it is not a tone model.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            model = ToneModel(
                _unpacked(arrays["names"]),
                arrays["weights"],
                arrays["bias"],
                WordVectors(_unpacked(arrays["words"]), arrays["vectors"]),
                arrays["vector_weights"],
            )
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        raise MissingError(f"{path}: not a tone model ({error}); train one with `callsheet train tone`") from error
    return model


@cache
def shipped_model() -> ToneModel:
    """Return the model that ships with callsheet."""
    with resources.as_file(resources.files(__package__) / "model.npz") as path:
        return load(path)


def _packed(names: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _unpacked(packed: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(packed.tobytes().decode().split("\n"))
