"""Tables drawn by chance: how well they are read where no rule was written for them; ``-s`` prints the figures."""

from collections import Counter, defaultdict

from callsheet.parse.reports.page import page_contents
from callsheet.parse.reports.reading import page_paragraphs
from tests.evaluation.icdar import GridCell, Relation, Score, compare, relations
from tests.evaluation.made_tables import STYLES, made_table
from tests.unit.parse.reports import made

SEEDS = range(5000, 5040)  # rules were written looking at the seeds below 60


def found_relations(markup: str) -> Counter[Relation]:
    found: Counter[Relation] = Counter()
    for content in page_contents(made.set_page(markup)):
        for table in page_paragraphs(content).tables:
            cells = [GridCell(c.text, c.row, c.last_row, c.column, c.last_column) for c in table.grid.cells]
            found += relations(content.number, cells)
    return found


def test_adjacency_relations_of_tables_drawn_by_chance() -> None:
    by_style: defaultdict[str, Score] = defaultdict(lambda: Score(0, 0, 0))
    for seed in SEEDS:
        page = made_table(seed)
        by_style[page.style] += compare(found_relations(page.markup), page.true)
    for style, score in sorted(by_style.items()):
        print(f"{style}: precision {score.precision:.3f} recall {score.recall:.3f} F1 {score.f1:.3f}")
    pooled = sum(by_style.values(), Score(0, 0, 0))
    print(f"pooled: precision {pooled.precision:.3f} recall {pooled.recall:.3f} F1 {pooled.f1:.3f}")
    assert set(by_style) == set(STYLES)
    assert pooled.f1 >= 0.95
    assert min(score.f1 for score in by_style.values()) >= 0.9
