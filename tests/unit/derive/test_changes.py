"""Changes: what a guided year means against the year before, and the old range that a change of one end gives."""

from decimal import Decimal

import pytest

from callsheet import derive, store
from callsheet.derive.range_ends import ChangeWords, RangeEnd, change_words
from callsheet.records import FigureType, GuidanceAction, RelationKind
from tests.unit.derive.test_rules import by, derived
from tests.unit.store.sample import Related, Said, actual, guidance, prior

YEAR_BEFORE = ("FY2024Q4", [actual("FY2024", "39.2")])


def change(period: str, value: str, behind: str) -> Said:
    return guidance(period, value, value, type=FigureType.DELTA, behind=behind)


def test_a_guided_year_less_the_year_before_is_the_change(con: store.Connection) -> None:
    calls = by("META", YEAR_BEFORE, ("FY2025Q1", [guidance("FY2025", "30", "42")]))
    assert derived(con, *calls) == {"FY2025Q1 change FY2025": "(30.0 to 42.0) - 39.2 = -9.2 to 2.8"}
    (row,) = store.rows(con, "select type, low / 1e9 as low, high / 1e9 as high from core_derived")
    assert row == {"type": "delta", "low": -9.2, "high": 2.8}


def test_a_change_is_shown_as_one_and_stands_in_no_calendar(con: store.Connection) -> None:
    calls = by("META", YEAR_BEFORE, ("FY2025Q1", [guidance("FY2025", "60", "65"), change("FY2025", "20", " more")]))
    derived(con, *calls)
    values = [(row.status, row.value) for row in derive.ladder(con, "META").rows if row.period == "FY2025"]
    assert values == [("guidance", "$60-65B"), ("guidance", "change: $20B"), ("implied", "change: $20.8-25.8B")]
    shown = "select status, low / 1e9 as low from out_capex_calendar where calendar_period = 'CY2025'"
    assert [tuple(row.values()) for row in store.rows(con, shown)] == [("guidance", 60.0)]
    assert store.rows(con, "select * from out_realised") == []


def test_a_reiterated_year_has_no_new_change(con: store.Connection) -> None:
    same = [guidance("FY2025", "60", "65")]
    calls = by(
        "META", YEAR_BEFORE, ("FY2025Q1", same), ("FY2025Q2", same), ("FY2025Q3", [guidance("FY2025", "62", "65")])
    )
    assert list(derived(con, *calls)) == ["FY2025Q1 change FY2025", "FY2025Q3 change FY2025"]


def test_growth_named_at_the_midpoint_is_computed_there_and_carried_on(con: store.Connection) -> None:
    said = [
        guidance("FY2025", "66", "72"),
        change("FY2025", "30", " year over year at the midpoint"),
        Related(RelationKind.GROWTH_LEVEL_WITH, "FY2026", "FY2025", by_amount=True),
    ]
    assert derived(con, *by("META", YEAR_BEFORE, ("FY2025Q2", said))) == {
        "FY2025Q2 change FY2025": "(66.0 to 72.0) - 39.2 = 26.8 to 32.8",
        "FY2025Q2 change_at_midpoint FY2025": "midpoint of (66.0 to 72.0) - 39.2 = 29.8",
        "FY2025Q2 implied_guidance FY2026": "(66.0 to 72.0) + 29.8 = 95.8 to 101.8",
    }


def test_a_change_of_the_high_end_gives_the_range_before_and_is_no_growth(con: store.Connection) -> None:
    raised = guidance("FY2024", "30", "37", action=GuidanceAction.RAISED)
    larger = Related(RelationKind.GROWTH_LEVEL_WITH, "FY2025", "FY2024", by_amount=True)
    calls = by(
        "META",
        ("FY2023Q3", [guidance("FY2024", "30", "35")]),
        ("FY2023Q4", [raised, change("FY2024", "2", " up from the high end of our prior range"), larger]),
    )
    assert derived(con, *calls) == {
        "FY2023Q4 prior_range FY2024": "(30.0 to 37.0), high end less 2.0 = 30.0 to 35.0",
    }
    (step,) = store.rows(con, "select * from core_guidance_steps where action_said = 'raised'")
    assert (step["previous_low"], step["previous_high"]) == (Decimal("30e9"), Decimal("35e9"))
    assert (step["action"], step["mismatch"]) == ("raised", None)
    rows = [
        (row.status, row.value) for row in derive.ladder(con, "META").rows if row.working.startswith("(30.0 to 37.0)")
    ]
    assert rows == [("prior", "$30-35B")]


def test_an_old_range_from_a_change_that_is_not_the_stored_one_is_flagged(con: store.Connection) -> None:
    calls = by(
        "META",
        ("FY2023Q3", [guidance("FY2024", "30", "36")]),
        ("FY2023Q4", [guidance("FY2024", "31", "37"), change("FY2024", "2", " up from the low end")]),
    )
    assert derived(con, *calls) == {
        "FY2023Q4 prior_range FY2024": "(31.0 to 37.0), low end less 2.0 = 29.0 to 37.0",
    }
    (step,) = store.rows(con, "select mismatch from core_guidance_steps where mismatch is not null")
    assert step["mismatch"] == (
        "the call quotes 29 to 37 USD billion as its old range, the FY2023Q3 call said 30 to 36 USD billion"
    )


def test_a_quoted_old_range_comes_before_a_computed_one(con: store.Connection) -> None:
    said = [guidance("FY2024", "31", "37"), prior("FY2024", "30", "36"), change("FY2024", "2", " up from the low end")]
    derived(con, *by("META", ("FY2023Q4", said)))
    steps = store.rows(con, "select previous_low from core_guidance_steps where quoted_id is not null")
    assert Decimal("30e9") in [step["previous_low"] for step in steps]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Capex is $5 billion, up #$1 billion# from last year.", ChangeWords()),
        ("We are raising the low end of our range by #$1 billion#.", ChangeWords(RangeEnd.LOW)),
        ("At the high end of the range, capex is up #$1 billion# on last year.", ChangeWords()),
        ("An increase of #$1 billion# at the mid-point, versus our previous guidance.", ChangeWords(RangeEnd.MIDPOINT)),
        ("That is #$1 billion# above our previous guidance.", ChangeWords(None, True)),
        ("We cut it by #$1.5 billion# from the top end of our initial outlook.", ChangeWords(RangeEnd.HIGH, True)),
    ],
)
def test_words_around_a_change(sentence: str, expected: ChangeWords) -> None:
    before, words, after = sentence.split("#")
    assert change_words(words, before + words + after) == expected


class TestGuidanceMovedByAnAmount:
    """Oracle in December 2025: the year "about $15 billion higher than we said in September", and no number for it."""

    SAID = (
        ("FY2026Q1", [actual("FY2026Q1", "8.5"), guidance("FY2026", "35", "35")]),
        ("FY2026Q2", [actual("FY2026Q2", "12"), change("FY2026", "15", " higher than we said in September")]),
    )

    def test_it_is_the_earlier_guidance_and_the_change(self, con: store.Connection) -> None:
        assert derived(con, *by("ORCL", *self.SAID)) == {
            "FY2026Q1 implied_guidance FY2026Q2-FY2026Q4": "35.0 - 8.5 = 26.5",
            "FY2026Q2 moved_guidance FY2026": "35.0 + 15.0 = 50.0",
            "FY2026Q2 implied_guidance FY2026Q3-FY2026Q4": "50.0 - 8.5 - 12.0 = 29.5",
        }

    def test_the_calendar_shows_it_and_not_the_earlier_one(self, con: store.Connection) -> None:
        derived(con, *by("ORCL", *self.SAID))
        query = "select status, low / 1e9 as low from out_capex_calendar where calendar_period = 'FY2026' and is_shown"
        assert store.rows(con, query) == [{"status": "guidance", "low": 50.0}]

    def test_the_ladder_says_raised(self, con: store.Connection) -> None:
        derived(con, *by("ORCL", *self.SAID))
        rows = [(row.value, row.action) for row in derive.ladder(con, "ORCL").rows if row.stated_in == "FY2026Q2"]
        assert rows == [("$12B", ""), ("change: $15B", "raised"), ("$50B", ""), ("$29.5B", "")]

    def test_a_call_that_names_the_number_needs_no_arithmetic(self, con: store.Connection) -> None:
        calls = by("ORCL", self.SAID[0], ("FY2026Q2", [*self.SAID[1][1], guidance("FY2026", "50", "50")]))
        assert "FY2026Q2 moved_guidance FY2026" not in derived(con, *calls)

    def test_without_the_earlier_number_nothing_follows(self, con: store.Connection) -> None:
        assert derived(con, *by("ORCL", self.SAID[1])) == {}

    def test_a_change_against_who_knows_what_leaves_the_earlier_number_alone(self, con: store.Connection) -> None:
        calls = by("ORCL", self.SAID[0], ("FY2026Q2", [actual("FY2026Q2", "12"), change("FY2026", "15", " higher")]))
        assert list(derived(con, *calls)) == ["FY2026Q1 implied_guidance FY2026Q2-FY2026Q4"]
