"""A year said to cost no more than one of its quarters was misread: it is shown with its check, and never used."""

from callsheet import derive, store
from callsheet.records import Definition, Findings
from tests.unit.store.sample import Said, actual, call_findings, guidance


def loaded(con: store.Connection, *calls: tuple[str, str, list[Said]]) -> None:
    findings: list[Findings] = [call_findings("NVDA", period, day, said) for period, day, said in calls]
    store.replace_documents(con, findings, "1")
    derive.refresh(con)
    store.run_checks(con)


def mismatches(con: store.Connection) -> dict[str, str | None]:
    query = "select stated_in || ' ' || period as said, mismatch from out_guidance where origin = 'call'"
    return {row["said"]: row["mismatch"] for row in store.rows(con, query)}


def test_a_year_below_its_own_guided_quarter_leaves_calendar_and_sums(con: store.Connection) -> None:
    loaded(
        con,
        ("FY2022Q4", "2022-02-16", [guidance("FY2023", "0.35", "0.40")]),
        ("FY2023Q1", "2022-05-25", [guidance("FY2023Q2", "0.40", "0.45"), actual("FY2023Q1", "0.36")]),
    )
    assert mismatches(con) == {
        "FY2022Q4 FY2023": (
            "FY2023 cannot be that little: the FY2023Q1 call said 0.4 to 0.45 USD billion for FY2023Q2 alone; "
            "left out of every sum and chart"
        ),
        "FY2023Q1 FY2023Q2": None,
        "FY2023Q1 FY2023Q1": None,
    }
    assert store.rows(con, "select * from core_derived") == []
    periods = "select calendar_period from {} order by 1"
    assert store.rows(con, periods.format("out_capex_calendar")) == [
        {"calendar_period": "CY2022Q1"},
        {"calendar_period": "CY2022Q2"},
    ]
    # Before the call that rules it out, nobody knew.
    assert store.rows(con, periods.format("capex_calendar(date '2022-03-01')")) == [{"calendar_period": "CY2022"}]


def test_definitions_do_not_hide_a_year_that_is_a_quarter(con: store.Connection) -> None:
    cash = Definition.CASH_PPE
    said = [actual("FY2024Q1", "12"), guidance("FY2024", "12", "12", definition=cash)]
    loaded(con, ("FY2024Q1", "2023-05-25", said))
    assert "FY2024Q1 alone" in (mismatches(con)["FY2024Q1 FY2024"] or "")
    assert store.rows(con, "select calendar_period from out_capex_calendar") == [{"calendar_period": "CY2023Q1"}]


QUARTERS = [("FY2026Q1", "34.9"), ("FY2026Q2", "37.5"), ("FY2026Q3", "31.9")]


def year_said(con: store.Connection, low: str, high: str | None, *more: Said) -> tuple[str | None, set[str]]:
    """Three stated quarters of a year, then what is said of the year: its check, and the calendar's periods."""
    calls = [(quarter, "", [actual(quarter, value)]) for quarter, value in QUARTERS]
    calls[-1][2].extend([guidance("FY2026", low, high), *more])
    findings = [call_findings("MSFT", period, None, said) for period, _, said in calls]
    store.replace_documents(con, findings, "1")
    derive.refresh(con)
    store.run_checks(con)
    rows = store.rows(con, "select calendar_period from out_capex_calendar where status = 'guidance'")
    return mismatches(con)["FY2026Q3 FY2026"], {row["calendar_period"] for row in rows}


def test_a_year_far_above_its_quarters_is_another_year(con: store.Connection) -> None:
    reason, periods = year_said(con, "190", "190", guidance("FY2026Q4", "40", None))
    assert reason == (
        "FY2026 cannot be that much: its quarters, as known by then, add up to 144.3 USD billion; "
        "left out of every sum and chart"
    )
    assert periods == {"CY2026Q2"}
    (year,) = store.rows(con, "select working from core_derived where period = 'FY2026'")
    assert year == {"working": "34.9 + 37.5 + 31.9 + at least 40.0 = at least 144.3"}


def test_a_year_below_the_quarters_that_are_over_is_another_year(con: store.Connection) -> None:
    reason, periods = year_said(con, "90", "100")
    assert "FY2026 cannot be that little: the quarters known by then add up to 104.3 USD billion" in (reason or "")
    assert periods == set()


def test_a_year_about_the_sum_of_its_quarters_stands(con: store.Connection) -> None:
    assert year_said(con, "150", "155", guidance("FY2026Q4", "40", None)) == (None, {"FY2026", "CY2026Q2"})


def test_a_year_with_a_quarter_still_open_may_be_far_above(con: store.Connection) -> None:
    assert year_said(con, "190", "190") == (None, {"FY2026"})


def test_a_guided_year_that_was_missed_later_stands(con: store.Connection) -> None:
    said = [("FY2024Q1", "7"), ("FY2024Q2", "8"), ("FY2024Q3", "9"), ("FY2024Q4", "12")]
    calls = [call_findings("META", period, None, [actual(period, value)]) for period, value in said]
    calls[2] = call_findings("META", "FY2024Q3", None, [actual("FY2024Q3", "9"), guidance("FY2024", "30", "32")])
    store.replace_documents(con, calls, "1")
    derive.refresh(con)
    assert store.rows(con, "select * from core_contradictions") == []


def test_a_call_that_contradicts_itself_gives_no_sum_and_is_flagged(con: store.Connection) -> None:
    said = [actual("FY2024H1", "256"), guidance("FY2024", "485", "485"), guidance("FY2024", "520", "530")]
    loaded(con, ("FY2024Q2", "2023-08-25", said))
    assert store.rows(con, "select * from core_derived") == []
    flagged = "select mismatch from out_guidance where mismatch is not null"
    assert store.rows(con, flagged) == [{"mismatch": "the same call also says 485 USD billion"}]


def test_a_rounded_value_and_one_inside_the_range_contradict_nothing(con: store.Connection) -> None:
    said = [
        actual("FY2024H1", "256"),
        actual("FY2024H1", "260"),
        guidance("FY2024", "480", "490"),
        guidance("FY2024", "485", "485"),
    ]
    loaded(con, ("FY2024Q2", "2023-08-25", said))
    (row,) = store.rows(con, "select working from core_derived")
    assert row == {"working": "(480.0 to 490.0) - 256.0 = 224.0 to 234.0"}


def test_a_year_above_its_quarters_an_open_one_and_other_currencies_stand(con: store.Connection) -> None:
    said = [
        actual("FY2024Q1", "12"),
        guidance("FY2024", "12.1", "13"),
        guidance("FY2025", "10", None),
        actual("FY2024Q1", "300", unit="TWD"),
    ]
    loaded(con, ("FY2024Q1", "2023-05-25", said))
    assert set(mismatches(con).values()) == {None}
