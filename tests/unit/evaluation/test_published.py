"""The accuracy table on small made-up labels with a stub scorer: printed, published, checked against a page."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from callsheet import evaluation
from callsheet.cli import app
from callsheet.errors import MissingError
from callsheet.evaluation.accuracy import accuracy, scored_calls, scored_passages
from callsheet.evaluation.corpus import Row

# Counts labels whose value is among what was found, in the form in which the real scorers print.
SCORER = """
import json, sys
labels, found = ([json.loads(line) for line in open(path)] for path in sys.argv[1:3])
right = sum(f["low"] in [g["low"] for g in b["figures"]] for a, b in zip(labels, found) for f in a["figures"])
count = sum(len(row["figures"]) for row in labels)
print(f"amount                 of {count}  F1 {right / max(count, 1):.3f}")
"""


def label(name: str, ticker: str, kind: str, low: int, **more: object) -> dict[str, object]:
    return {"id": name, "ticker": ticker, "figures": [{"low": low, "kind": kind, "type": "amount"}], **more}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "shared" / "gold"
    folder.mkdir(parents=True)
    (folder / "score_stub.py").write_text(SCORER, encoding="utf-8")
    rows = [
        label("a", "MSFT", "actual", 5),
        label("b", "XOM", "guidance", 7),
        label("c", "QQQZ", "guidance", 9),
        label("d", "QQQZ", "guidance", 9, industry="Baking"),
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "made_up.jsonl").write_text(text, encoding="utf-8")
    return folder


def all_but_nine(row: Row) -> Row:
    return {"id": row["id"], "figures": [figure for figure in row["figures"] if figure["low"] != 9]}


MEASURE = scored_passages("made-up figures", "score_stub.py", "made_up.jsonl", all_but_nine, groups=True)
PRINTED = """\
made-up figures (made_up.jsonl)
    amount                 of 4  F1 0.500
    by kind, F1 of:
      actual                      1 labels  amount 1.000
      guidance                    3 labels  amount 0.333
    by industry, F1 of:
      Baking                      1 labels  amount 0.000
      Energy                      1 labels  amount 1.000
      Information Technology      1 labels  amount 1.000
      unknown                     1 labels  amount 0.000""".splitlines()


def test_the_table_is_what_the_scorer_prints_in_all_and_by_group(gold: Path) -> None:
    assert list(accuracy(gold, [MEASURE])) == PRINTED


def test_a_missing_document_is_named_and_the_others_are_scored(gold: Path) -> None:
    def documents(_: Path) -> Iterator[str]:
        yield from ("corpus/one.txt", "corpus/two.txt")

    measure = scored_calls("calls", "score_stub.py", "made_up.jsonl", documents)
    named, missing, score = accuracy(gold, [measure])
    assert named == "calls (made_up.jsonl)"
    assert missing.strip() == "not read, because missing: 2 (corpus/one.txt, corpus/two.txt)"
    assert score.strip() == "amount                 of 4  F1 0.000"


def test_missing_labels_are_an_error_that_names_them(gold: Path) -> None:
    (gold / "made_up.jsonl").unlink()
    with pytest.raises(MissingError, match=r"made_up\.jsonl is missing; --gold names the folder"):
        list(accuracy(gold, [MEASURE]))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "EVALUATION.md"
    marks = "<!-- scorers: written by `callsheet evaluate --update` -->\nold\n<!-- /scorers -->"
    path.write_text(f"# Page\n\nBefore.\n\n{marks}\n\nAfter.\n", encoding="utf-8")
    return path


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "accuracy", lambda gold: accuracy(gold, [MEASURE]))


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    return result.exit_code, result.output


@pytest.mark.usefixtures("measured")
def test_update_writes_the_table_and_check_then_agrees(gold: Path, page: Path) -> None:
    code, output = run("--gold", gold, "--check", page)
    assert (code, output.splitlines()[: len(PRINTED)]) == (1, PRINTED)
    assert "EVALUATION.md:6: the published table says 'old', callsheet evaluate prints 'made-up figures" in output
    assert run("--gold", gold, "--update", page)[0] == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Page\n\nBefore.\n\n<!-- scorers")
    assert text.endswith("<!-- /scorers -->\n\nAfter.\n")
    assert "\n".join(["```text", *PRINTED, "```"]) in text
    assert run("--gold", gold, "--check", page)[0] == 0


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("of 4  F1 0.500", "of 4  F1 0.750"), ":8: the published table says 'amount                 of 4  F1 0.750'"),
        (("\n      unknown                     1 labels  amount 0.000", ""), ":16: the published table ends"),
        (("amount 0.000\n```", "amount 0.000\nmore\n```"), ":17: the published table says 'more', callsheet evaluate"),
    ],
)
def test_check_names_the_line_that_differs(gold: Path, page: Path, change: tuple[str, str], sentence: str) -> None:
    run("--gold", gold, "--update", page)
    text = page.read_text(encoding="utf-8")
    assert change[0] in text
    page.write_text(text.replace(*change), encoding="utf-8")
    code, output = run("--gold", gold, "--check", page)
    assert code == 1
    assert sentence in output


@pytest.mark.usefixtures("measured")
def test_a_page_without_markers_is_refused(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# Nothing here\n", encoding="utf-8")
    with pytest.raises(MissingError, match="expected one line '<!-- scorers"):
        evaluation.update_published(tmp_path / "page.md", PRINTED)
    assert run("--gold", gold, "--check", tmp_path / "page.md")[0] == 1
