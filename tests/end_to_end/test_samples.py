"""The shipped samples: true to the public figures, ours in every word, and read as what they are."""

import csv
import importlib.util
import re
from decimal import Decimal
from pathlib import Path

import pytest

from callsheet.pipeline import process_document, process_file
from callsheet.records import DocumentKind, Findings, FiscalPeriod, SpeakerRole
from callsheet.sources.folder import document_paths, read_document

TRANSCRIPTS = Path(__file__).parents[2] / "transcripts"
SHARED = Path(__file__).parents[2] / "../shared/corpus"
MARK = "written for callsheet; the figures are public, the words are ours"

# file: layout, ticker, period, held on, capex including leases and (cash, guidance low, high, its period), in $bn
CALLS = {
    "MSFT_FY2025Q2.txt": ("MSFT", "FY2025Q2", "2025-01-29", "22.6", None),
    "MSFT_FY2025Q1.txt": ("MSFT", "FY2025Q1", "2024-10-30", "20.0", None),
    "META_FY2024Q4.txt": ("META", "FY2024Q4", "2025-01-29", "14.8", ("60", "65", "FY2025")),
    "META_FY2024Q3.txt": ("META", "FY2024Q3", "2024-10-30", "9.2", ("38", "40", "FY2024")),
    "META_FY2024Q2.json": ("META", "FY2024Q2", "2024-07-31", "8.5", ("37", "40", "FY2024")),
    "META_FY2024Q1.json": ("META", "FY2024Q1", "2024-04-24", "6.7", ("35", "40", "FY2024")),
}


@pytest.fixture(scope="module")
def findings() -> dict[str, Findings]:
    return {path.name: process_file(path) for path in document_paths([TRANSCRIPTS / "calls"])}


def test_every_sample_is_listed_and_marked(findings: dict[str, Findings]) -> None:
    assert set(findings) == set(CALLS)
    table = (TRANSCRIPTS / "README.md").read_text(encoding="utf-8")
    for name in CALLS:
        assert MARK in (TRANSCRIPTS / "calls" / name).read_text(encoding="utf-8")
        assert f"calls/{name}" in table


def test_three_layouts(findings: dict[str, Findings]) -> None:
    assert len({found.layout for found in findings.values()}) >= 3


@pytest.mark.parametrize("name", CALLS)
def test_a_sample_gives_the_public_figures(name: str, findings: dict[str, Findings]) -> None:
    ticker, period, held_on, spent, guided = CALLS[name]
    found = findings[name]
    assert found.rejection is None
    assert found.call is not None
    assert (found.call.ticker, str(found.call.fiscal_period), str(found.call.held_on)) == (ticker, period, held_on)
    stated = {(f.kind.value, f.definition.value, f.low, f.high, str(f.period)) for f in found.figures}
    amount = Decimal(spent) * 10**9
    assert ("actual", "incl_finance_leases", amount, amount, period) in stated
    if guided:
        low, high, year = guided
        ranges = {(kind, lo, hi, per) for kind, _, lo, hi, per in stated}
        assert ("guidance", Decimal(low) * 10**9, Decimal(high) * 10**9, year) in ranges


@pytest.mark.parametrize(("name", "cash"), [("MSFT_FY2025Q2.txt", "15.8"), ("MSFT_FY2025Q1.txt", "14.9")])
def test_cash_paid_is_a_figure_of_its_own(name: str, cash: str, findings: dict[str, Findings]) -> None:
    assert Decimal(cash) * 10**9 in {f.low for f in findings[name].figures if f.definition.value == "cash_ppe"}


def test_the_implied_guidance_has_its_relation(findings: dict[str, Findings]) -> None:
    relations = {(r.relation.value, str(r.period), str(r.reference)) for r in findings["MSFT_FY2025Q2.txt"].relations}
    assert ("level_with", "FY2025Q3-FY2025Q4", "FY2025Q2") in relations
    assert ("growth_below", "FY2026", "FY2025") in relations


@pytest.mark.parametrize(
    ("name", "analyst", "house", "asks"),
    [
        ("MSFT_FY2025Q2.txt", "Marcus Feld", "Northgate Securities", "DeepSeek"),
        ("META_FY2024Q4.txt", "Peter Novak", "Alder Street Advisors", "open source"),
        ("META_FY2024Q4.txt", "Naomi Castell", "Fairwater Research", "DeepSeek"),
    ],
)
def test_the_questions_of_the_table(
    name: str, analyst: str, house: str, asks: str, findings: dict[str, Findings]
) -> None:
    call = findings[name].call
    assert call is not None
    exchange = next(e for e in call.exchanges if e.analyst == analyst)
    assert exchange.affiliation == house
    assert asks in " ".join(call.turns[number].text for number in exchange.question)
    assert {call.turns[number].role for number in exchange.answer} <= {
        SpeakerRole.EXECUTIVE,
        SpeakerRole.INVESTOR_RELATIONS,
        SpeakerRole.OPERATOR,
    }


def test_the_report_is_built_from_its_source(tmp_path: Path) -> None:
    script = TRANSCRIPTS.parent / "docs" / "sample_report" / "build.py"
    spec = importlib.util.spec_from_file_location("build_sample_report", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    built = process_document(read_document(module.build(tmp_path / "report.pdf")))
    shipped = process_document(read_document(module.PDF))
    assert shipped.kind is DocumentKind.REPORT
    assert built.report is not None
    assert shipped.report is not None
    assert built.report.text == shipped.report.text


def test_estimates_are_marked_as_samples() -> None:
    rows = list(csv.DictReader((TRANSCRIPTS / "estimates/consensus_capex_2025-01-31.csv").open(encoding="utf-8")))
    assert {(row["ticker"], row["fiscal_period"]) for row in rows} == {
        (ticker, f"FY{year}") for ticker in ("AMZN", "GOOGL") for year in (2024, 2025, 2026)
    }
    for row in rows:
        assert FiscalPeriod.parse(row["fiscal_period"]).is_year
        assert Decimal(row["low"]) == Decimal(row["high"])
        assert "made up" in row["source"]


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not beside this checkout")
def test_no_fourteen_words_are_anybody_else_s() -> None:
    ours = {name: _runs((TRANSCRIPTS / "calls" / name).read_text(encoding="utf-8"), 14) for name in CALLS}
    for path in [*SHARED.glob("calls/**/*.*"), *SHARED.glob("sp500/*.txt")]:
        if path.suffix != ".pdf":
            theirs = _runs(path.read_text(encoding="utf-8", errors="ignore"), 14)
            for name, runs in ours.items():
                assert not runs & theirs, (name, path.name)
