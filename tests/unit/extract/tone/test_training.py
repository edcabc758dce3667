"""Training, saving and loading; on sentences made up here, and once on the real labels."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from callsheet.errors import DocumentError, MissingError
from callsheet.extract.tone import model, training
from callsheet.extract.tone.vectors import train_vectors

SHARED = Path(__file__).resolve().parents[4].parent / "shared"
THINGS = ["revenue", "margin", "backlog", "volume", "traffic", "demand", "pricing", "profit", "sales", "orders"]
TAILS = ["in the quarter", "this year", "in Europe", "across segments", "again", "for us", "overall", "in retail"]


def rows() -> list[dict[str, object]]:
    """Return 240 sentences of three plain kinds."""
    made: list[dict[str, object]] = []
    for thing in THINGS:
        for tail in TAILS:
            made.append({"text": f"Our {thing} grew nicely {tail}.", "tone": "positive", "forward": False})
            made.append({"text": f"Our {thing} shrank badly {tail}.", "tone": "negative", "forward": False})
            made.append({"text": f"We will discuss {thing} {tail}.", "tone": "neutral", "forward": True})
    return [{**row, "id": str(at), "ticker": f"T{at % 7}"} for at, row in enumerate(made)]


def test_a_model_learns_saves_and_loads(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    trained = training.train(rows(), path)
    loaded = model.load(path)
    told = [training._told(row) for row in rows()]
    found = loaded.probabilities(told)
    assert np.array_equal(found, trained.probabilities(told))
    truth = [model.COLUMNS.index(str(row["tone"])) for row in rows()]
    assert (found[:, :3].argmax(axis=1) == truth).all()
    assert ((found[:, 3] > 0.5) == [row["forward"] for row in rows()]).all()
    assert np.allclose(found[:, :3].sum(axis=1), 1)


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.npz", "two.npz"):
        training.train(rows(), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_a_company_is_judged_by_a_model_that_never_saw_it() -> None:
    found = training.other_companies(rows(), folds=7)
    truth = [model.COLUMNS.index(str(row["tone"])) for row in rows()]
    assert (found[:, :3].argmax(axis=1) == truth).mean() > 0.9


@pytest.mark.parametrize("row", [{"id": "x1", "tone": "positive"}, {"id": "x2", "text": "Fine.", "tone": "good"}])
def test_a_row_without_text_or_with_an_unknown_tone_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(DocumentError, match=row["id"]) as caught:
        training.train([row])
    assert caught.value.reason == "not_labelled"


@pytest.mark.parametrize("content", [None, b"", b"not an archive"])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "model.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MissingError, match="not a tone model"):
        model.load(path)


def test_words_that_are_too_rare_make_no_vectors() -> None:
    with pytest.raises(DocumentError, match="occur 8 times"):
        train_vectors(["Each word once."])


def test_words_in_the_same_company_get_similar_vectors() -> None:
    found = train_vectors([str(row["text"]) for row in rows()])
    row = {word: found.rows[at].astype(float) for at, word in enumerate(found.words)}

    def likeness(one: str, other: str) -> float:
        return float(row[one] @ row[other] / np.linalg.norm(row[one]) / np.linalg.norm(row[other]))

    assert likeness("revenue", "margin") > likeness("revenue", "nicely")


def test_labels_that_stand_off_find_their_words_or_say_so(tmp_path: Path) -> None:
    text = "Welcome. Margins improved."
    (tmp_path / "ABC_2024_Q1.txt").write_text(text, encoding="utf-8")
    label = {"document": "ABC_2024_Q1.txt", "start": 9, "end": 26, "tone": "positive", "forward": False}
    labels = tmp_path / "labels.jsonl"
    digest = hashlib.sha256(text[9:26].encode()).hexdigest()[:12]
    labels.write_text(json.dumps({**label, "words": digest}), encoding="utf-8")
    (row,), texts = training.labels_in_documents(labels, tmp_path)
    assert (row["text"], row["ticker"], row["before"], texts) == ("Margins improved.", "ABC", "Welcome. ", [text])
    labels.write_text(json.dumps({**label, "words": "0" * 12}), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"ABC_2024_Q1\.txt:9"):
        training.labels_in_documents(labels, tmp_path)
    labels.write_text(json.dumps({**label, "document": "gone.txt", "words": digest}), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"gone\.txt"):
        training.labels_in_documents(labels, tmp_path)


def test_no_sentence_can_be_read_from_the_shipped_model() -> None:
    shipped = model.shipped_model()
    assert (
        max(len(name.split()) for name in shipped.names) <= 5
    )  # a pair of words, or "@before" and a phrase of the lexicon
    assert all(" " not in word for word in shipped.vectors.words)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the labelled sentences are not at {SHARED}")
def test_the_shipped_model_scores_on_the_labelled_sentences_what_its_card_says() -> None:
    lines = (SHARED / "gold" / "tone_dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    found = model.shipped_model().probabilities([training._told(row) for row in gold])
    sure = [at for at, row in enumerate(gold) if not row.get("doubt")]
    right = sum(model.COLUMNS[int(found[at, :3].argmax())] == gold[at]["tone"] for at in sure)
    assert right / len(sure) >= 0.78
