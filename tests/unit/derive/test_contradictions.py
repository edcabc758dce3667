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


def test_a_year_above_its_quarters_an_open_one_and_other_currencies_stand(con: store.Connection) -> None:
    said = [
        actual("FY2024Q1", "12"),
        guidance("FY2024", "12.1", "13"),
        guidance("FY2025", "10", None),
        actual("FY2024Q1", "300", unit="TWD"),
    ]
    loaded(con, ("FY2024Q1", "2023-05-25", said))
    assert set(mismatches(con).values()) == {None}
