"""Gains and losses between two outputs of ``callsheet extract``, on made-up outputs."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from callsheet.cli import app
from callsheet.errors import MissingError
from callsheet.evaluation.revisions import compare, markdown, read_output

SENTENCE = "We spent $3 billion and plan 60 to $65 billion {n}."


def figure(text: str, kind: str = "actual", start: int = 9, **more: Any) -> dict[str, Any]:
    return {
        **{"figure_id": "f", "ticker": None, "metric": "capital_expenditures", "definition": "as_stated"},
        **{"type": "amount", "kind": kind, "scope": "total", "low": 3_000_000_000, "high": 3_000_000_000},
        **{"unit": "USD", "qualifier": "exact", "period": "FY2025Q2", "action": None, "text": text},
        **{"excerpt": SENTENCE, "speaker": "Ada", "role": "executive", "start": start, "end": start + len(text)},
        **more,
    }


def relation(**more: Any) -> dict[str, Any]:
    return {
        **{"relation_id": "r", "relation": "above", "period": "FY2026", "reference": "FY2025", "per_quarter": False},
        **{"by_amount": False, "text": "grow", "excerpt": "Capex will grow.", "role": "executive", "start": 99},
        **{"end": 103, **more},
    }


def output(path: Path, **documents: dict[str, Any]) -> Path:
    rows = [
        {"document": {"doc_id": name, "path": f"calls/{name}.txt"}, "figures": [], "relations": [], **row}
        for name, row in documents.items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_losses_gains_and_changes_are_counted_by_kind_and_listed(tmp_path: Path) -> None:
    old = output(
        tmp_path / "old.jsonl",
        a={"figures": [figure("$3 billion"), figure("60 to $65 billion", "plan", 29)], "relations": [relation()]},
        b={"figures": [figure("$1 billion", "prior", 3)]},
    )
    new = output(
        tmp_path / "new.jsonl",
        a={
            "figures": [
                figure("$3 billion"),
                figure("60 to $65 billion", "guidance", 29, period="FY2025", low=60_000_000_000),
                figure("$65 billion", "other", 35),
            ],
            "relations": [relation(per_quarter=True)],
        },
        b={},
    )
    result = CliRunner().invoke(app, ["compare", str(old), str(new)])
    assert result.exit_code == 0
    assert (
        result.output
        == """\
# Gains and losses, old.jsonl against new.jsonl

2 documents are in both outputs.

| kind | lost | gained | changed | unchanged |
| --- | ---: | ---: | ---: | ---: |
| actual | 0 | 0 | 0 | 1 |
| other | 0 | 1 | 0 | 0 |
| plan | 0 | 0 | 1 | 0 |
| prior | 1 | 0 | 0 | 0 |
| relation | 0 | 0 | 1 | 0 |
| all | 1 | 1 | 2 | 1 |

## Lost (1)

### calls/b.txt

- `$1 billion`: kind prior, period FY2025Q2, scope total, low 3,000,000,000, high 3,000,000,000, unit USD, \
type amount, definition as_stated, qualifier exact, role executive — We spent $3 billion and plan 60 to $65 billion {n}.

## Gained (1)

### calls/a.txt

- `$65 billion`: kind other, period FY2025Q2, scope total, low 3,000,000,000, high 3,000,000,000, unit USD, \
type amount, definition as_stated, qualifier exact, role executive — We spent $3 billion and plan 60 to $65 billion {n}.

## Changed (2)

### calls/a.txt

- `60 to $65 billion`: kind plan -> guidance; period FY2025Q2 -> FY2025; low 3,000,000,000 -> 60,000,000,000 \
— We spent $3 billion and plan 60 to $65 billion {n}.
- `grow`: per_quarter False -> True — Capex will grow.
"""
    )


@pytest.mark.parametrize(
    "now",
    [
        figure("$3 billion", start=4009),  # the text before it is read otherwise
        figure("$3 billion", excerpt="We spent $3 billion"),  # sentences are cut otherwise
        figure("just $3 billion", start=4),  # more words count to it
    ],
)
def test_a_finding_is_recognised_by_its_words(tmp_path: Path, now: dict[str, Any]) -> None:
    old = output(tmp_path / "old.jsonl", a={"figures": [figure("$3 billion")]})
    new = output(tmp_path / "new.jsonl", a={"figures": [now]})
    assert [change.what for change in compare(read_output(old), read_output(new)).changes] == ["unchanged"]


def test_of_equal_words_the_equal_values_are_paired(tmp_path: Path) -> None:
    old = output(tmp_path / "old.jsonl", a={"figures": [figure("$3 billion"), figure("$3 billion", "plan")]})
    new = output(tmp_path / "new.jsonl", a={"figures": [figure("$3 billion", "plan"), figure("$3 billion")]})
    assert {change.what for change in compare(read_output(old), read_output(new)).changes} == {"unchanged"}


def test_documents_that_came_went_or_failed_are_noted(tmp_path: Path) -> None:
    head = {"doc_id": "a", "path": "calls/a.txt", "error": {"reason": "scanned", "sentence": "No text."}}
    old = output(tmp_path / "old.jsonl", a={"document": head}, b={})
    new = output(tmp_path / "new.jsonl", a={}, c={})
    assert compare(read_output(old), read_output(new)).notes == (
        "calls/a.txt: scanned -> used",
        "calls/b.txt: only in the old output",
        "calls/c.txt: only in the new output",
    )


def test_what_is_no_output_is_refused_by_its_line(tmp_path: Path) -> None:
    path = output(tmp_path / "old.jsonl", a={})
    path.write_text(path.read_text(encoding="utf-8") + '{"id": 3}\n', encoding="utf-8")
    with pytest.raises(MissingError, match=r"old\.jsonl:2: expected a line of `callsheet extract`"):
        read_output(path)


def test_nothing_changed_is_a_table_alone(tmp_path: Path) -> None:
    same = read_output(output(tmp_path / "one.jsonl", a={"figures": [figure("$3 billion")]}))
    assert list(markdown(compare(same, same), "one", "two"))[-1] == "| all | 0 | 0 | 0 | 1 |"
