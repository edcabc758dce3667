"""Reports and tables against the labelled documents beside the checkout; ``pytest -m shared -s`` prints the figures."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from callsheet.extract.figures.report_consensus import find_consensus
from callsheet.extract.figures.report_tables import find_table_figures
from callsheet.language.printed import cell_value
from callsheet.parse.reports import read_report
from callsheet.parse.reports.page import page_contents
from callsheet.parse.reports.reading import page_paragraphs
from callsheet.records import Report, ReportEstimate, ReportTable, Setting
from callsheet.sources.folder import read_document
from tests.evaluation.icdar import GridCell, Relation, Score, compare, documents, relations, true_relations

SHARED = Path(__file__).parents[2] / "../shared"
TABLES = SHARED / "corpus/tables_icdar2013_eu"
GOLD = SHARED / "gold/reports_dev.json"

SETTING = Setting("ab12cd34ef56", None, None, None)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GOLD.exists(), reason="the real documents are not beside this checkout"),
]


def found_relations(pdf: Path) -> Counter[Relation]:
    found: Counter[Relation] = Counter()
    for content in page_contents(read_document(pdf)):
        for table in page_paragraphs(content).tables:
            cells = [GridCell(c.text, c.row, c.last_row, c.column, c.last_column) for c in table.grid.cells]
            found += relations(content.number, cells)
    return found


def test_adjacency_relations_on_the_icdar_2013_set() -> None:
    pooled = Score(0, 0, 0)
    for pdf, structure in documents(TABLES):
        score = compare(found_relations(pdf), true_relations(structure))
        print(f"{pdf.stem}: precision {score.precision:.3f} recall {score.recall:.3f} F1 {score.f1:.3f}")
        pooled += score
    print(f"pooled: precision {pooled.precision:.3f} recall {pooled.recall:.3f} F1 {pooled.f1:.3f}")
    assert pooled.f1 >= 0.95


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def gold_cells(table: dict) -> set[tuple[int, int, str]]:
    rows = [table["header"], *table["rows"]]
    return {(r, c, bare(text)) for r, row in enumerate(rows) for c, text in enumerate(row) if bare(text)}


def found_cells(table: ReportTable) -> set[tuple[int, int, str]]:
    rows = [table.header, *table.rows]
    return {(r, c, bare(cell.text)) for r, row in enumerate(rows) for c, cell in enumerate(row) if bare(cell.text)}


@pytest.fixture(scope="module", params=[0, 1])
def labelled(request: pytest.FixtureRequest) -> tuple[dict, Report]:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))[request.param]
    report = read_report(read_document(SHARED / gold["file"])).report
    assert report is not None
    return gold, report


def test_fields(labelled: tuple[dict, Report]) -> None:
    gold, report = labelled
    fields = gold["fields"]
    assert str(report.published_on) == fields["published_on"]
    assert list(report.analysts) == fields["analysts"]
    for name in ("broker", "subject", "code", "title", "rating", "rating_action", "target_price_action"):
        assert getattr(report, name) == fields[name], name
    for name in ("target_price", "current_price"):
        assert getattr(report, name) == fields[name], name
    distribution = fields["rating_distribution"]
    assert {label: float(share) for label, share in report.rating_distribution} == distribution["items"]
    assert str(report.rating_distribution_on) == distribution["as_of"]


def test_sentences_come_out_whole(labelled: tuple[dict, Report]) -> None:
    gold, report = labelled
    text = bare(report.text)
    assert [s["text"] for s in gold["sentences"] if bare(s["text"]) not in text] == []


def test_cells_of_the_tables(labelled: tuple[dict, Report]) -> None:
    gold, report = labelled
    shared = found = true = 0
    for table in gold["tables"]:
        cells = gold_cells(table)
        candidates = [found_cells(other) for other in report.tables if other.page == table["page"]]
        best = max(candidates, key=lambda candidate: len(candidate & cells), default=set())
        shared, found, true = shared + len(best & cells), found + len(best), true + len(cells)
    print(f"cell F1 {2 * shared / (found + true):.3f}")
    assert 2 * shared / (found + true) >= 0.95


def test_capex_and_consensus_values(labelled: tuple[dict, Report]) -> None:
    gold, report = labelled
    figures = find_table_figures(report, SETTING)
    found = {(str(f.period), f.kind.value, f.text, f.page, cell_value(f.text)) for f in figures}
    for row in gold["capex"]:
        value = next(entry for entry in found if entry[0] == row["period"])
        assert value[:4] == (row["period"], row["kind"], row["printed"], row["page"])
        assert float(value[4] or 0) == row["value"]
    consensus = [
        (f"{e.metric} {_compared(e)}".strip(), str(e.period) if e.period else None, float(e.value), e.unit, e.page)
        for e in find_consensus(report, SETTING)
    ]
    wanted = [(row["metric"], row["period"], row["value"], row["unit"], row["page"]) for row in gold["consensus"]]
    assert sorted(map(str, consensus)) == sorted(map(str, [(m, p, float(v), u, n) for m, p, v, u, n in wanted]))


def _compared(estimate: ReportEstimate) -> str:
    """The labels say "컨센서스 대비 차이" for the column that prints "차이" over "컨센서스"."""
    return " 대비 ".join(reversed(estimate.compared.split())) if estimate.compared else ""
