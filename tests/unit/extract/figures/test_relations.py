"""Guidance without a number: each case with relation, period, reference and whether each quarter is compared."""

import pytest

from callsheet.extract.figures import find_relations
from callsheet.records import Relation, SpeakerRole
from tests.unit.extract.figures.cases import sentences, setting

CASES = [
    (
        [
            "Next, capital expenditures.",
            "Quarterly spend in Q3 and Q4 should stay near the level of Q2.",
        ],
        [("level_with", "FY2025Q3-FY2025Q4", "FY2025Q2", True)],
    ),
    (["We expect capital expenditures to increase on a sequential basis."], [("above", "FY2025Q3", "FY2025Q2", False)]),
    (["We expect a sequential decrease in capital expenditures."], [("below", "FY2025Q3", "FY2025Q2", False)]),
    (["We expect capex in 2026 to be higher than in 2025."], [("above", "FY2026", "FY2025", False)]),
    (["We expect 2026 capex to come down."], [("below", "FY2026", "FY2025", False)]),
    (
        [
            "Capex is in focus.",
            "In FY26 we will keep investing.",
            "However, the growth rate will be lower than in FY25.",
        ],
        [("growth_below", "FY2026", "FY2025", False)],
    ),
    (
        ["We expect capex dollar growth to be larger in 2026 than in 2025."],
        [("growth_above", "FY2026", "FY2025", False)],
    ),
    (["We expect another year of similar capex growth in 2026."], [("growth_level_with", "FY2026", "FY2025", False)]),
    (
        ["Capital expenditures will increase sequentially each quarter through the year."],
        [("above", "FY2025", "FY2024", True)],
    ),
    # the past, another thing, a figure, and a question are no relations
    (["Capital expenditures increased last year."], []),
    (["Depreciation will increase because of our capital expenditures."], []),
    (["We expect 2026 capex to increase to $5 billion."], []),
    (["Will capex be higher next year?"], []),
]


def described(relation: Relation) -> tuple[str, str, str, bool]:
    return relation.relation.value, str(relation.period), str(relation.reference), relation.per_quarter


@pytest.mark.parametrize(("texts", "expected"), CASES)
def test_relations(texts: list[str], expected: list[tuple[str, str, str, bool]]) -> None:
    assert [described(relation) for relation in find_relations(sentences(*texts), setting(year_end=6))] == expected


def test_a_relation_quotes_its_own_words() -> None:
    (relation,) = find_relations(sentences("We expect 2026 capex to be higher."), setting())
    assert relation.text == "higher"
    assert relation.span.of(relation.excerpt) == "higher"


def test_an_analyst_states_no_guidance() -> None:
    said = sentences("We expect your 2026 capex to be higher.", role=SpeakerRole.ANALYST)
    assert find_relations(said, setting()) == []
