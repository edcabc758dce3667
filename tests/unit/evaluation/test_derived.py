"""Derived values and calendar quarters of the public capex story against labels made up for it."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from callsheet.evaluation.corpus import Corpus
from callsheet.evaluation.derived import calendar_lines, derived_lines
from tests.unit.store.conftest import made  # noqa: F401


def stated(name: str, call: str, period: str, low: float | None, **more: Any) -> dict[str, Any]:
    row = {"id": name, "ticker": "MSFT", "fiscal_period": call, "target_period": period, "low": low, "high": low}
    return {**row, "file": f"corpus/calls/{call}.txt", **more}


LEDGER = [
    stated("q1", "FY2025Q1", "FY2025Q1", 20.0e9),
    stated("q2", "FY2025Q2", "FY2025Q2", 22.6e9),
    stated("held", "FY2025Q2", "FY2025Q3-FY2025Q4", None, relation="similar_to FY2025Q2"),
    stated("wrong", "FY2025Q2", "FY2025Q2", 99e9),
    stated("gone", "FY2019Q1", "FY2019Q1", 1e9),
]


def derived(name: str, period: str, low: float, high: float | None, *operands: str, **more: Any) -> dict[str, Any]:
    row = {"id": name, "ticker": "MSFT", "fiscal_period": "FY2025Q2", "target_period": period, "low": low, "high": high}
    return {"derivation": "implied_guidance", **row, "operands": [{"id": operand} for operand in operands], **more}


LABELS = [
    derived("year", "FY2025", 87.8e9, 87.8e9, "q1", "q2", "held"),
    derived("close", "FY2025Q3", 22.7e9, 22.7e9, "q2", "held"),  # 0.44 % off
    derived("far", "FY2025Q4", 22.8e9, 22.8e9, "q2", "held"),
    derived("less", "FY2025", 87.8e9, 87.8e9, "q2", "held"),
    derived("unread", "FY2025", 90e9, 90e9, "wrong"),
    derived("none", "FY2027", 90e9, 90e9, "q2"),
    derived("skipped", "FY2019", 1e9, 1e9, "gone"),
    derived("bound", "FY2026", 87.8e9, None, "q2", derivation="relation_bound"),
]


@pytest.fixture
def corpus(made: Path, tmp_path: Path) -> Corpus:  # noqa: F811
    gold = tmp_path / "gold"
    gold.mkdir()
    calls = tmp_path / "corpus" / "calls"
    calls.mkdir(parents=True)
    for call in ("FY2025Q1", "FY2025Q2"):
        (calls / f"{call}.txt").touch()
    for name, rows in (("ledger_dev.jsonl", LEDGER), ("derived_dev.jsonl", LABELS)):
        (gold / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    corpus = Corpus(gold)
    corpus.calls_warehouse = made / "told.duckdb"
    return corpus


def test_values_are_right_with_their_operands_and_every_other_has_a_cause(corpus: Corpus) -> None:
    assert list(derived_lines(corpus)) == [
        "values: 2 of 7 reproduced within 0.5 % with the same operands; an operand was not read as labelled 1; "
        "another value 1; no rule derives it 1; right value, other operands 1; "
        "skipped, its call is not in the corpus 1",
        "bounds: 0 of 1 reproduced within 0.5 % with the same operands; no rule derives it 1",
        "  far FY2025Q4 22.8: another value: level with FY2025Q2 22.6",
        "  less FY2025 87.8: right value, other operands: 20.0 + 22.6 + 22.6 + 22.6 = 87.8",
        "  unread FY2025 90: an operand was not read as labelled (wrong)",
        "  none FY2027 90: no rule derives it (implied_guidance)",
        "  skipped FY2019 1: skipped, its call is not in the corpus (corpus/calls/FY2019Q1.txt)",
    ]


def test_calendar_quarters_are_right_wrong_or_rightly_empty(corpus: Corpus) -> None:
    columns = ("company", "calendar_quarter", "fiscal_period", "usd", "definition", "usd_cash_ppe")
    rows = [
        ("MSFT", "2024Q4", "FY2025Q2", "22600000000", "incl_finance_leases", "15800000000"),
        ("MSFT", "2024Q3", "FY2025Q1", "21000000000", "incl_finance_leases", ""),
        ("META", "2025Q1", "FY2025Q1", "", "incl_finance_leases", ""),
        ("META", "2019Q1", "FY2019Q1", "1000000000", "incl_finance_leases", ""),
    ]
    with (corpus.gold / "calendar_dev.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    assert list(calendar_lines(corpus)) == [
        "skipped, their call is not in the corpus: 1 of 4 quarters",
        "headline definition: 1 of 2 stated quarters right; 1 of 1 without a value left empty",
        "cash_ppe: 1 of 1 stated quarters right; 1 of 2 without a value left empty",
        "  MSFT CY2024Q3 incl_finance_leases: labelled 21, in the warehouse 20",
        "  MSFT CY2024Q3 cash_ppe: labelled nothing, in the warehouse 14.9",
    ]
