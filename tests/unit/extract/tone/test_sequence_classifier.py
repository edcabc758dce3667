"""A sequence classifier of one's own: a tiny ONNX model, made here, that counts good and bad words."""

import json
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from callsheet.errors import MissingError
from callsheet.extract.tone import score_tone, tones
from callsheet.extract.tone.sequence_classifier import VARIABLE, SequenceClassifier, chosen_classifier
from callsheet.records import Section, Sentence, Span, SpeakerRole, ToneLabel

WORDS = ["[PAD]", "[UNK]", "splendid", "dreadful"]
# A row a word: its logits of negative, neutral, positive.
LOGITS = [0.0, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0, 0.0, 9.0, 9.0, 0.0, 0.0]
INT64, FLOAT = 7, 1


# --- as much of the protocol buffer format as a graph of two nodes takes (onnx.proto3) ---


def varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def field(number: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def fields(number: int, values: Iterable[int | str | bytes]) -> bytes:
    return b"".join(field(number, value) for value in values)


def value_info(name: str, kind: int, axes: int) -> bytes:
    shape = fields(1, [field(2, f"axis{number}") for number in range(axes)])
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))


def tiny_model() -> bytes:
    """Logits of a sentence: the sum of its words' rows of a table."""
    table = fields(1, [len(WORDS), 3]) + field(2, FLOAT) + field(8, "table") + field(9, struct.pack("<12f", *LOGITS))
    gather = fields(1, ["table", "input_ids"]) + field(2, "rows") + field(4, "Gather")
    axes = field(1, "axes") + field(20, 7) + field(8, 1)
    keep = field(1, "keepdims") + field(20, 2) + field(3, 0)
    add = field(1, "rows") + field(2, "logits") + field(4, "ReduceSum") + fields(5, [axes, keep])
    graph = (
        fields(1, [gather, add])
        + field(2, "tiny")
        + field(5, table)
        + field(11, value_info("input_ids", INT64, 2))
        + field(12, value_info("logits", FLOAT, 2))
    )
    return field(1, 6) + field(7, graph) + field(8, field(2, 11))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model on disk, as its files are published."""
    pytest.importorskip("onnxruntime", reason="needs the extra: pip install callsheet[onnx]")
    tokenizers = pytest.importorskip("tokenizers", reason="needs the extra: pip install callsheet[onnx]")
    words = tokenizers.models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(words)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "model.onnx").write_bytes(tiny_model())
    (tmp_path / "config.json").write_text(json.dumps({"id2label": {0: "Negative", 1: "Neutral", 2: "Positive"}}))
    return tmp_path


def test_a_model_from_disk_tells_the_tones(folder: Path) -> None:
    texts = ["It was splendid.", "It was dreadful and a good deal longer than that.", "It was."]
    found = SequenceClassifier(folder).probabilities(texts)
    assert found.argmax(axis=1).tolist() == [0, 2, 1]
    assert found.sum(axis=1).tolist() == pytest.approx([1, 1, 1])
    assert found[0, 0] == pytest.approx(0.9997, abs=1e-3)


def test_its_tone_counts_half(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "The hall was dreadful."
    alone = score_tone(sentence)
    monkeypatch.setenv(VARIABLE, str(folder))
    both = score_tone(sentence)
    assert both.score == pytest.approx((alone.score - 1) / 2, abs=0.02)
    assert both.forward is alone.forward
    said = Sentence(sentence, Span(0, len(sentence)), 0, 0, "Ada", SpeakerRole.EXECUTIVE, Section.PREPARED_REMARKS)
    assert [tone.score for tone in tones([said])] == [both.score]
    assert both.tone is ToneLabel.NEGATIVE


def test_without_the_variable_there_is_no_second_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert chosen_classifier() is None


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(MissingError, match=f"{name} is not there"):
        SequenceClassifier(folder)


def test_a_model_of_other_labels_is_refused(folder: Path) -> None:
    (folder / "config.json").write_text(json.dumps({"id2label": {0: "spam", 1: "ham"}}))
    with pytest.raises(MissingError, match="it names \\['ham', 'spam'\\]"):
        SequenceClassifier(folder)


def test_a_file_that_is_no_model_is_refused(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(MissingError, match="not an ONNX sequence classifier"):
        SequenceClassifier(folder)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingError, match=r"pip install callsheet\[onnx\]"):
        SequenceClassifier(tmp_path)
