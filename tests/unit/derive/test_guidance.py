from decimal import Decimal

import pytest

from callsheet import derive, store
from callsheet.derive.guidance import fitting_actions
from callsheet.records import GuidanceAction
from tests.unit.store.sample import Related, Said, call_findings, guidance, prior

# An old range, a new one, and what the change can be called, the plainest first.
CHANGES = [
    ("38..40", "38..40", "reiterated"),
    ("30..35", "30..37", "raised"),
    ("60..65", "64..72", "raised"),
    ("34..37", "30..33", "lowered"),
    ("30..34", "32..33", "narrowed raised"),
    ("27..30", "27..29", "narrowed lowered"),
    ("66..72", "70..72", "narrowed raised"),
    ("60..70", "62..68", "narrowed"),
    ("38..40", "39..39", "narrowed"),
    ("60..65", "55..75", "raised"),
    ("60..65", "55..67", "lowered"),
    ("60..65", "55..70", ""),
    ("6..6", "5.5..5.5", "lowered"),
    ("30..", "35..", "narrowed raised"),
    ("30..", "40..45", "narrowed raised"),
    ("..50", "..45", "narrowed lowered"),
]


def ends(text: str) -> tuple[Decimal | None, Decimal | None]:
    low, _, high = text.partition("..")
    return (Decimal(low) if low else None), (Decimal(high) if high else None)


@pytest.mark.parametrize(("old", "new", "actions"), CHANGES)
def test_what_a_change_can_be_called(old: str, new: str, actions: str) -> None:
    assert " ".join(fitting_actions(ends(old), ends(new))) == actions


def steps(con: store.Connection, *calls: tuple[str, list[Said | Related]]) -> list[tuple[object, ...]]:
    store.replace_documents(con, [call_findings("META", period, None, said) for period, said in calls], "1")
    derive.refresh(con)
    store.run_checks(con)
    rows = store.rows(
        con,
        "select stated_in, action, previous_low / 1e9 as low, previous_high / 1e9 as high, is_repeat, mismatch"
        " from out_guidance where status = 'guidance' and relation is null order by step_number",
    )
    return [tuple(row.values()) for row in rows]


def test_the_action_follows_from_the_stored_guidance(con: store.Connection) -> None:
    assert steps(
        con,
        ("FY2023Q4", [guidance("FY2024", "30", "37")]),
        ("FY2024Q1", [guidance("FY2024", "35", "40")]),
        ("FY2024Q2", [guidance("FY2024", "35", "40"), guidance("FY2025", "45", "50")]),
        ("FY2024Q3", [guidance("FY2024", "38", "40")]),
    ) == [
        ("FY2023Q4", "initiated", None, None, False, None),
        ("FY2024Q1", "raised", 30.0, 37.0, False, None),
        ("FY2024Q2", "reiterated", 35.0, 40.0, False, None),
        ("FY2024Q2", "initiated", None, None, False, None),
        ("FY2024Q3", "narrowed", 35.0, 40.0, False, None),
    ]


def test_what_the_call_says_wins_where_it_can_be_called_so(con: store.Connection) -> None:
    raised = GuidanceAction.RAISED
    found = steps(
        con,
        ("FY2025Q2", [guidance("FY2025", "66", "72")]),
        ("FY2025Q3", [guidance("FY2025", "70", "72", action=raised)]),
    )
    assert found[1] == ("FY2025Q3", "raised", 66.0, 72.0, False, None)


def test_what_the_call_says_against_its_numbers_is_flagged(con: store.Connection) -> None:
    found = steps(
        con,
        ("FY2025Q2", [guidance("FY2025", "66", "72")]),
        ("FY2025Q3", [guidance("FY2025", "60", "65", action=GuidanceAction.RAISED)]),
    )
    assert found[1][1] == "lowered"
    assert found[1][5] == "said to be raised, but from 66 to 72 USD billion to 60 to 65 USD billion it is lowered"


def test_an_old_range_quoted_on_the_call_is_reconciled_with_the_stored_one(con: store.Connection) -> None:
    found = steps(
        con,
        ("FY2022Q3", [guidance("FY2023", "34", "39")]),
        ("FY2022Q4", [guidance("FY2023", "30", "33", action=GuidanceAction.LOWERED), prior("FY2023", "34", "37")]),
    )
    assert found[1] == (
        "FY2022Q4",
        "lowered",
        34.0,
        37.0,
        False,
        "the call quotes 34 to 37 USD billion as its old range, the FY2022Q3 call said 34 to 39 USD billion",
    )


def test_the_first_call_in_the_warehouse_need_not_be_the_first_to_guide(con: store.Connection) -> None:
    said = [guidance("FY2024", "35", "40", action=GuidanceAction.RAISED), prior("FY2024", "30", "37")]
    assert steps(con, ("FY2024Q1", said)) == [("FY2024Q1", "raised", 30.0, 37.0, False, None)]
    alone = [guidance("FY2025", "35", "40", action=GuidanceAction.RAISED)]
    assert steps(con, ("FY2025Q1", alone))[-1] == ("FY2025Q1", "raised", None, None, False, None)


def test_a_repeat_on_the_same_call_is_no_new_step(con: store.Connection) -> None:
    found = steps(
        con,
        ("FY2024Q3", [guidance("FY2025", "60", "65")]),
        ("FY2024Q4", [guidance("FY2025", "60", "65"), guidance("FY2025", "60", "65")]),
    )
    assert [(row[1], row[4]) for row in found[1:]] == [("reiterated", False), ("reiterated", True)]


def test_guidance_of_another_definition_is_another_ladder(con: store.Connection) -> None:
    found = steps(
        con,
        ("FY2024Q3", [guidance("FY2025", "60", "65")]),
        ("FY2024Q4", [guidance("FY2025", "50", "55", definition="cash_ppe")]),
    )
    assert [row[1] for row in found] == ["initiated", "initiated"]
