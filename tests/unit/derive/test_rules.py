from decimal import Decimal

import pytest

from callsheet import derive, store
from callsheet.records import Definition, FigureKind, FigureType, Findings, GuidanceAction, Qualifier, RelationKind
from tests.unit.store.sample import Related, Said, actual, call_findings, guidance, story

CASH = Definition.CASH_PPE
LEASES = Definition.INCL_FINANCE_LEASES


def derived(con: store.Connection, *calls: Findings) -> dict[str, str]:
    """Load calls and return what follows: ``stated_in derivation period`` to working."""
    store.replace_documents(con, calls, "1")
    derive.refresh(con)
    store.run_checks(con)
    found = store.rows(con, "select stated_in, derivation, period, working from core_derived")
    return {f"{row['stated_in']} {row['derivation']} {row['period']}": row["working"] for row in found}


def by(ticker: str, *calls: tuple[str, list[Said | Related]]) -> list[Findings]:
    return [call_findings(ticker, period, None, said) for period, said in calls]


class TestMicrosoftInJanuary2025:
    """The target: FY2025 is implied at 87.8 by the second quarter's level, held for two more quarters."""

    def test_the_year_and_its_working(self, told: store.Connection) -> None:
        (row,) = store.rows(
            told,
            "select * from core_derived where company_code = 'MSFT' and period = 'FY2025' and stated_in = 'FY2025Q2'"
            " and definition = 'incl_finance_leases'",
        )
        assert row["low"] == row["high"] == Decimal("87800000000")
        assert row["working"] == "20.0 + 22.6 + 22.6 + 22.6 = 87.8"
        assert (row["derivation"], row["basis"], row["qualifier"]) == ("implied_guidance", "implied", "approx")
        assert (row["stated_in"], row["known_on"].isoformat()) == ("FY2025Q2", "2025-01-29")

    def test_its_operands_lead_to_the_two_calls_and_the_relation(self, told: store.Connection) -> None:
        operands = store.rows(
            told,
            """
            with recursive leaves as (
                select operand_id, sign from core_operands
                where figure_id = 'd-MSFT-FY2025Q2-FY2025-incl_finance_leases-implied_guidance'
                union
                select deeper.operand_id, deeper.sign from leaves join core_operands as deeper
                    on deeper.figure_id = leaves.operand_id
            )
            select coalesce(figures.period, relations.relation) as leaf, figures.low / 1e9 as low, calls.fiscal_period
            from leaves
            left join core_figures as figures on figures.figure_id = leaves.operand_id
            left join core_relations as relations on relations.relation_id = leaves.operand_id
            join core_calls as calls on calls.doc_id = coalesce(figures.doc_id, relations.doc_id)
            order by leaf
            """,
        )
        assert [tuple(row.values()) for row in operands] == [
            ("FY2025Q1", 20.0, "FY2025Q1"),
            ("FY2025Q2", 22.6, "FY2025Q2"),
            ("level_with", None, "FY2025Q2"),
        ]

    def test_the_quarters_and_the_half(self, told: store.Connection) -> None:
        rows = store.rows(
            told,
            "select period, low / 1e9 as low, working from core_derived where company_code = 'MSFT'"
            " and stated_in = 'FY2025Q2' and derivation = 'implied_guidance' order by period",
        )
        assert [tuple(row.values()) for row in rows] == [
            ("FY2025", 87.8, "20.0 + 22.6 + 22.6 + 22.6 = 87.8"),
            ("FY2025Q3", 22.6, "level with FY2025Q2 22.6"),
            ("FY2025Q3-FY2025Q4", 45.2, "22.6 + 22.6 = 45.2"),
            ("FY2025Q4", 22.6, "level with FY2025Q2 22.6"),
        ]

    def test_slower_growth_bounds_the_next_year(self, told: store.Connection) -> None:
        (row,) = store.rows(told, "select low, high, working from core_derived where period = 'FY2026'")
        assert row["low"] is None
        assert float(row["high"]) == pytest.approx(87.8e9 * 87.8 / 55.7)
        assert row["working"] == "87.8 x 87.8 / 55.7 = at most 138.4"

    def test_the_june_year_is_split_by_its_stated_quarters(self, told: store.Connection) -> None:
        rows = store.rows(
            told,
            "select calendar_period, status, low / 1e9 as low, working from out_capex_calendar"
            " where company_code = 'MSFT' and is_headline and is_shown and period_type = 'year' order by 1",
        )
        assert [tuple(row.values()) for row in rows] == [
            ("CY2024", "actual", 75.6, "14.0 + 19.0 + 20.0 + 22.6 = 75.6"),
        ]

    def test_cash_is_another_series(self, told: store.Connection) -> None:
        rows = store.rows(
            told,
            "select working from core_derived where definition = 'cash_ppe' and derivation = 'sum_of_actuals'",
        )
        assert rows == [{"working": "9.9 + 9.7 + 11.0 + 13.9 = 44.5"}]


class TestMetaIn2024:
    def test_the_year_is_the_sum_of_its_quarters(self, told: store.Connection) -> None:
        (row,) = store.rows(
            told, "select * from core_derived where company_code = 'META' and derivation = 'sum_of_actuals'"
        )
        assert row["low"] == row["high"] == Decimal("39200000000")
        assert (row["working"], row["basis"], row["qualifier"]) == ("6.7 + 8.5 + 9.2 + 14.8 = 39.2", "actual", "exact")
        operands = store.rows(
            told,
            "select sign, period, low / 1e9 as low from core_operands where figure_id = ? order by operand_number",
            [row["figure_id"]],
        )
        assert [tuple(operand.values()) for operand in operands] == [
            ("+", "FY2024Q1", 6.7),
            ("+", "FY2024Q2", 8.5),
            ("+", "FY2024Q3", 9.2),
            ("+", "FY2024Q4", 14.8),
        ]

    def test_what_is_left_of_the_guided_year(self, told: store.Connection) -> None:
        rows = store.rows(
            told,
            "select stated_in, period, working from core_derived where company_code = 'META'"
            " and derivation = 'implied_guidance' order by stated_in",
        )
        assert [tuple(row.values()) for row in rows] == [
            ("FY2024Q1", "FY2024Q2-FY2024Q4", "(35.0 to 40.0) - 6.7 = 28.3 to 33.3"),
            ("FY2024Q2", "FY2024Q3-FY2024Q4", "(37.0 to 40.0) - 6.7 - 8.5 = 21.8 to 24.8"),
            ("FY2024Q3", "FY2024Q4", "(38.0 to 40.0) - 6.7 - 8.5 - 9.2 = 13.6 to 15.6"),
        ]

    def test_guidance_without_a_definition_is_marked(self, told: store.Connection) -> None:
        rows = store.rows(
            told,
            "select derivation, bool_and(assumes_definition) as assumes from core_derived"
            " where company_code = 'META' group by all order by all",
        )
        assert {row["derivation"]: row["assumes"] for row in rows} == {
            "change": True,
            "implied_guidance": True,
            "sum_of_actuals": False,
        }


def test_no_year_is_summed_with_a_quarter_missing(con: store.Connection) -> None:
    quarters = [(f"FY2024Q{n}", [actual(f"FY2024Q{n}", "10")]) for n in (1, 2, 4)]
    assert derived(con, *by("META", *quarters)) == {}


def test_definitions_are_never_mixed_in_a_sum(con: store.Connection) -> None:
    said = [("FY2024Q1", LEASES), ("FY2024Q2", LEASES), ("FY2024Q3", CASH), ("FY2024Q4", LEASES)]
    calls = by("META", *((period, [actual(period, "10", definition=definition)]) for period, definition in said))
    assert derived(con, *calls) == {}


def test_currencies_are_never_mixed_in_a_sum(con: store.Connection) -> None:
    calls = by(
        "TSM", *((f"FY2024Q{n}", [actual(f"FY2024Q{n}", "7", unit="TWD" if n == 3 else "USD")]) for n in range(1, 5))
    )
    assert derived(con, *calls) == {}


def test_components_and_analysts_enter_no_sum(con: store.Connection) -> None:
    def quarter(number: int, **more: object) -> tuple[str, list[Said | Related]]:
        return f"FY2024Q{number}", [actual(f"FY2024Q{number}", "7", **more)]

    calls = by("META", quarter(1), quarter(2), quarter(3, scope="component"), quarter(4, role="analyst"))
    assert derived(con, *calls) == {}


def test_a_stated_year_is_not_summed_again(con: store.Connection) -> None:
    calls = by(
        "META",
        *((f"FY2024Q{n}", [actual(f"FY2024Q{n}", "7")]) for n in (1, 2, 3)),
        ("FY2024Q4", [actual("FY2024Q4", "7"), actual("FY2024", "28")]),
    )
    assert derived(con, *calls) == {}


def test_a_missing_quarter_is_the_stated_year_less_the_others(con: store.Connection) -> None:
    calls = by(
        "META",
        *((f"FY2024Q{n}", [actual(f"FY2024Q{n}", "7")]) for n in (1, 2, 3)),
        ("FY2024Q4", [actual("FY2024", "30")]),
    )
    assert derived(con, *calls) == {"FY2024Q4 difference_of_actuals FY2024Q4": "30.0 - 7.0 - 7.0 - 7.0 = 9.0"}


def test_years_to_date_become_quarters(con: store.Connection) -> None:
    calls = by(
        "AAPL",
        ("FY2024Q1", [actual("FY2024Q1", "2.4")]),
        ("FY2024Q2", [actual("FY2024H1", "4.4")]),
        ("FY2024Q3", [actual("FY2024YTD", "6.5")]),
        ("FY2024Q4", [actual("FY2024", "9.4")]),
    )
    assert derived(con, *calls) == {
        "FY2024Q2 difference_of_actuals FY2024Q2": "4.4 - 2.4 = 2.0",
        "FY2024Q3 difference_of_actuals FY2024Q3": "6.5 - 4.4 = 2.1",
        "FY2024Q4 difference_of_actuals FY2024Q4": "9.4 - 6.5 = 2.9",
    }


def test_guided_quarters_stand_where_nothing_is_stated(con: store.Connection) -> None:
    calls = by(
        "NVDA",
        ("FY2023Q4", [guidance("FY2024Q1", "0.35", "0.40"), guidance("FY2024", "1.1", "1.3")]),
        ("FY2024Q1", [guidance("FY2024Q2", "0.30", "0.35")]),
    )
    assert derived(con, *calls) == {
        "FY2023Q4 implied_guidance FY2024Q2-FY2024Q4": "(1.10 to 1.30) - (0.35 to 0.40) = 0.70 to 0.95",
        "FY2024Q1 implied_guidance FY2024Q3-FY2024Q4": (
            "(1.10 to 1.30) - (0.35 to 0.40) - (0.30 to 0.35) = 0.35 to 0.65"
        ),
    }


def test_four_guided_quarters_are_a_guided_year(con: store.Connection) -> None:
    calls = by(
        "NVDA",
        *((f"FY2023Q{n - 1}" if n > 1 else "FY2022Q4", [guidance(f"FY2023Q{n}", "0.4", "0.5")]) for n in range(1, 5)),
    )
    assert derived(con, *calls) == {
        "FY2023Q3 sum_of_guidance FY2023": "(0.4 to 0.5) + (0.4 to 0.5) + (0.4 to 0.5) + (0.4 to 0.5) = 1.6 to 2.0"
    }


def test_quarters_of_missing_calls_are_derived_backwards(con: store.Connection) -> None:
    calls = by(
        "META",
        ("FY2022Q3", [actual("FY2022Q3", "9.5"), guidance("FY2022", "32", "33")]),
        ("FY2022Q4", [actual("FY2022Q4", "9.2")]),
    )
    assert (
        derived(con, *calls)["FY2022Q4 back_derived FY2022Q1-FY2022Q2"] == "(32.0 to 33.0) - 9.5 - 9.2 = 13.3 to 14.3"
    )


def test_what_a_guided_year_leaves_is_not_named_across_a_gap(con: store.Connection) -> None:
    calls = by("META", ("FY2022Q3", [actual("FY2022Q3", "9.5"), guidance("FY2022", "32", "33")]))
    assert derived(con, *calls) == {}


def test_a_remainder_below_zero_is_none(con: store.Connection) -> None:
    said = [actual("FY2024Q1", "9.5"), guidance("FY2024", "5", "8")]
    assert derived(con, *by("META", ("FY2024Q1", said))) == {}


def test_an_unchanged_half_leaves_its_last_quarter(con: store.Connection) -> None:
    calls = by(
        "MSFT",
        ("FY2025Q1", [actual("FY2025Q1", "20.0")]),
        (
            "FY2025Q2",
            [actual("FY2025Q2", "22.6"), Related(RelationKind.LEVEL_WITH, "FY2025H2", "FY2025Q2", per_quarter=True)],
        ),
        (
            "FY2025Q3",
            [
                actual("FY2025Q3", "21.4"),
                Related(RelationKind.ABOVE, "FY2025Q4", "FY2025Q3"),
                Related(RelationKind.LEVEL_WITH, "FY2025H2", "FY2025H2"),
            ],
        ),
    )
    found = derived(con, *calls)
    assert {key: value for key, value in found.items() if key.startswith("FY2025Q3 ") and "calendar" not in key} == {
        "FY2025Q3 relation_bound FY2025Q4": "above FY2025Q3 21.4",
        "FY2025Q3 implied_guidance FY2025Q4": "45.2 - 21.4 = 23.8",
        "FY2025Q3 implied_guidance FY2025": "20.0 + 22.6 + 45.2 = 87.8",
    }


def test_bounds_of_quarters_add_up_to_a_bound_of_the_year(con: store.Connection) -> None:
    each_above = Related(RelationKind.ABOVE, "FY2024Q1-FY2024Q4", "FY2023Q4", per_quarter=True)
    calls = by("MSFT", ("FY2023Q4", [actual("FY2023Q4", "10.7"), each_above]))
    found = derived(con, *calls)
    assert found["FY2023Q4 relation_bound FY2024"] == "10.7 + 10.7 + 10.7 + 10.7 = at least 42.8"
    assert "FY2023Q4 implied_guidance FY2024" not in found
    rows = store.rows(con, "select low, high, qualifier from core_derived where period = 'FY2024'")
    assert rows == [{"low": Decimal("42.8e9"), "high": None, "qualifier": "at_least"}]


def test_level_with_a_year_is_the_year(con: store.Connection) -> None:
    calls = by(
        "IBM",
        ("FY2022Q4", [actual("FY2022", "1.3"), Related(RelationKind.LEVEL_WITH, "FY2023", "FY2022")]),
    )
    assert derived(con, *calls) == {"FY2022Q4 implied_guidance FY2023": "level with FY2022 1.3"}


def test_below_bounds_from_above(con: store.Connection) -> None:
    said = [actual("FY2022Q4", "8.7"), Related(RelationKind.BELOW, "FY2023Q1", "FY2022Q4")]
    assert derived(con, *by("MSFT", ("FY2022Q4", said))) == {"FY2022Q4 relation_bound FY2023Q1": "below FY2022Q4 8.7"}
    assert store.rows(con, "select low, high / 1e9 as high from core_derived") == [{"low": None, "high": 8.7}]


def test_a_relation_adds_nothing_to_a_guided_number(con: store.Connection) -> None:
    said = [
        actual("FY2026Q3", "31.9"),
        guidance("FY2026Q4", "40", None),
        Related(RelationKind.ABOVE, "FY2026Q4", "FY2026Q3"),
    ]
    assert derived(con, *by("MSFT", ("FY2026Q3", said))) == {}


def test_growth_in_money_is_added(con: store.Connection) -> None:
    same = Related(RelationKind.GROWTH_LEVEL_WITH, "FY2026", "FY2025", by_amount=True)
    larger = Related(RelationKind.GROWTH_ABOVE, "FY2026", "FY2025", by_amount=True)
    change = guidance("FY2025", "30", "30", type=FigureType.DELTA, qualifier=Qualifier.APPROX)
    calls = by(
        "META",
        ("FY2024Q4", [actual("FY2024", "39.2")]),
        ("FY2025Q2", [guidance("FY2025", "66", "72"), change, same]),
        ("FY2025Q3", [guidance("FY2025", "70", "72"), larger]),
    )
    assert derived(con, *calls) == {
        "FY2025Q2 change FY2025": "(66.0 to 72.0) - 39.2 = 26.8 to 32.8",
        "FY2025Q2 implied_guidance FY2026": "(66.0 to 72.0) + 30.0 = 96.0 to 102.0",
        "FY2025Q3 change FY2025": "(70.0 to 72.0) - 39.2 = 30.8 to 32.8",
        "FY2025Q3 relation_bound FY2026": "(70.0 to 72.0) + (70.0 to 72.0) - 39.2 = at least 100.8",
    }


def test_each_bound_of_a_call_is_kept_and_the_tightest_counts(con: store.Connection) -> None:
    higher = Related(RelationKind.ABOVE, "FY2026", "FY2025")
    larger = Related(RelationKind.GROWTH_ABOVE, "FY2026", "FY2025", by_amount=True)
    calls = by(
        "META",
        ("FY2024Q4", [actual("FY2024", "39.2")]),
        ("FY2025Q3", [guidance("FY2025", "70", "72"), higher, larger, higher]),
    )
    derived(con, *calls)
    query = "select low / 1e9 as low, working from core_derived where period = 'FY2026' order by low"
    assert [tuple(row.values()) for row in store.rows(con, query)] == [
        (70.0, "above FY2025 70.0 to 72.0"),
        (100.8, "(70.0 to 72.0) + (70.0 to 72.0) - 39.2 = at least 100.8"),
    ]
    shown = "select low / 1e9 as low from out_capex_calendar where calendar_period = 'CY2026' and is_shown"
    assert store.rows(con, shown) == [{"low": 100.8}]


def test_nothing_grows_from_nothing(con: store.Connection) -> None:
    faster = Related(RelationKind.GROWTH_ABOVE, "FY2025", "FY2024")
    calls = by("META", ("FY2023Q4", [actual("FY2023", "0")]), ("FY2024Q4", [actual("FY2024", "5"), faster]))
    assert derived(con, *calls) == {}


def test_a_garbled_value_gives_no_absurd_one(con: store.Connection) -> None:
    slower = Related(RelationKind.GROWTH_BELOW, "FY2025", "FY2024")
    calls = by("META", ("FY2023Q4", [actual("FY2023", "0.000001")]), ("FY2024Q4", [actual("FY2024", "9e8"), slower]))
    store.replace_documents(con, calls, "1")
    derive.refresh(con)
    assert store.rows(con, "select * from core_derived") == []


def test_withdrawn_guidance_leaves_nothing(con: store.Connection) -> None:
    calls = by(
        "META",
        ("FY2023Q4", [guidance("FY2024", "30", "35")]),
        ("FY2024Q1", [guidance("FY2024", "30", "35", action=GuidanceAction.WITHDRAWN), actual("FY2024Q1", "7")]),
    )
    assert derived(con, *calls) == {}


def test_what_was_misread_as_done_or_as_coming_enters_no_sum(con: store.Connection) -> None:
    said = [*(actual(f"FY2024Q{n}", "7") for n in (1, 2, 3, 4)), guidance("FY2023", "20", "25")]
    assert derived(con, *by("META", ("FY2024Q1", said))) == {}


def test_later_calls_are_never_used_for_earlier_ones(con: store.Connection) -> None:
    calls = sorted(story(), key=lambda findings: str(findings.call and findings.call.held_on))
    as_known = [derived(con, *calls[:number]) for number in range(1, len(calls) + 1)]
    for earlier in as_known:
        assert earlier.items() <= as_known[-1].items()


def test_some_companies_can_be_refreshed_alone(told: store.Connection) -> None:
    before = store.rows(told, "select * from core_derived order by figure_id")
    calendar = store.rows(told, "select * from core_calendar order by all")
    meta = call_findings("META", "FY2024Q4", "2025-01-29", [actual("FY2024Q4", "15.0", definition=LEASES)])
    store.replace_document(told, meta, "2")
    derive.refresh(told, ["META"])
    (year,) = store.rows(told, "select working from core_derived where period = 'FY2024' and company_code = 'META'")
    assert year == {"working": "6.7 + 8.5 + 9.2 + 15.0 = 39.4"}
    store.run_checks(told)
    store.replace_documents(told, story(), "3")
    derive.refresh(told, ["META"])
    assert store.rows(told, "select * from core_derived order by figure_id") == before
    assert store.rows(told, "select * from core_calendar order by all") == calendar


def test_a_company_without_coverage_is_summed_under_its_own_name(con: store.Connection) -> None:
    calls = by("Ferro & Co", *((f"FY2024Q{n}", [actual(f"FY2024Q{n}", "0.5", unit="EUR")]) for n in range(1, 5)))
    derived(con, *calls)
    assert store.rows(con, "select figure_id, working, unit from core_derived") == [
        {
            "figure_id": "d-Ferro_Co-FY2024Q4-FY2024-as_stated-sum_of_actuals",
            "working": "0.5 + 0.5 + 0.5 + 0.5 = 2.0",
            "unit": "EUR",
        }
    ]
    assert store.rows(con, "select * from out_capex_calendar") == []


def test_nothing_follows_from_nothing(con: store.Connection) -> None:
    assert derive.refresh(con) == 0
    assert FigureKind.IMPLIED == "implied"
