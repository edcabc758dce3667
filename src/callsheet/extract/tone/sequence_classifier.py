"""Any ONNX sequence classifier from disk beside the shipped one: slower, and its tone counts half.

The folder that the environment variable ``CALLSHEET_TONE_MODEL`` names holds what such models are published with:
``model.onnx``, ``tokenizer.json`` and ``config.json`` (``id2label`` names the tones). It takes the extra ``onnx``
(``pip install callsheet[onnx]``). Nothing is downloaded.
"""

import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from callsheet.errors import MissingError

VARIABLE = "CALLSHEET_TONE_MODEL"
FILES = ("model.onnx", "tokenizer.json", "config.json")
_ORDER = ("positive", "neutral", "negative")
_BATCH = 32  # sentences of like length that are classified together
_LONGEST = 256  # tokens of a sentence that are read


class SequenceClassifier:
    """A classifier of sentences into positive, neutral and negative.

    Attributes:
        folder: where it was read from.
    """

    def __init__(self, folder: Path) -> None:
        """Read the model.

        Raises:
            MissingError: the extra is not installed, a file is missing, or the model does not tell these three tones.
        """
        try:
            import onnxruntime  # noqa: PLC0415 - an extra
            from tokenizers import Tokenizer  # noqa: PLC0415
        except ImportError as error:
            raise MissingError(f"{VARIABLE} needs the extra: pip install callsheet[onnx] ({error})") from error
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise MissingError(f"{folder}: expected {', '.join(FILES)}; {', '.join(missing)} is not there")
        self.folder = folder
        try:
            self._columns = _columns(json.loads((folder / "config.json").read_text(encoding="utf-8")))
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except MissingError:
            raise
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise MissingError(f"{folder}: not an ONNX sequence classifier ({error})") from error
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()
        self._inputs = {value.name for value in self._session.get_inputs()}

    def probabilities(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return a row a text: its probability of being positive, neutral, negative."""
        found = np.zeros((len(texts), len(_ORDER)))
        by_length = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        for start in range(0, len(by_length), _BATCH):
            numbers = by_length[start : start + _BATCH]
            logits = self._logits([texts[number] for number in numbers])[:, self._columns]
            powers = np.exp(logits - logits.max(axis=1, keepdims=True))
            found[numbers] = powers / powers.sum(axis=1, keepdims=True)
        return found

    def _logits(self, texts: list[str]) -> NDArray[np.float64]:
        encoded = self._tokenizer.encode_batch(texts)
        told: dict[str, Any] = {
            "input_ids": [one.ids for one in encoded],
            "attention_mask": [one.attention_mask for one in encoded],
            "token_type_ids": [one.type_ids for one in encoded],
        }
        given = {name: np.array(rows, dtype=np.int64) for name, rows in told.items() if name in self._inputs}
        return np.asarray(self._session.run(None, given)[0], dtype=np.float64)


def _columns(config: dict[str, Any]) -> list[int]:
    """Return the model's columns of positive, neutral and negative, in this order."""
    labels = {str(label).lower(): int(number) for number, label in config.get("id2label", {}).items()}
    if set(labels) != set(_ORDER):
        raise MissingError(f"config.json: expected id2label to name {', '.join(_ORDER)}; it names {sorted(labels)}")
    return [labels[name] for name in _ORDER]


def chosen_classifier() -> SequenceClassifier | None:
    """Return the classifier that ``CALLSHEET_TONE_MODEL`` names; None where the variable is not set."""
    folder = os.environ.get(VARIABLE)
    return _read(Path(folder)) if folder else None


_read = cache(SequenceClassifier)
