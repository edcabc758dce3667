from decimal import Decimal
from hashlib import sha256

import pytest

from callsheet import derive, store
from callsheet.errors import MissingError
from callsheet.records import SourceDocument
from tests.unit.store.sample import actual, call_findings


def test_microsoft_statement_by_statement(told: store.Connection) -> None:
    found = derive.ladder(told, "Microsoft")
    assert found.company == "Microsoft"
    assert [
        (row.stated_in, row.period, row.status, row.value, row.working)
        for row in found.rows
        if row.stated_in == "FY2025Q2"
    ] == [
        ("FY2025Q2", "FY2025Q2", "actual", "$22.6B", ""),
        ("FY2025Q2", "FY2025Q3-FY2025Q4", "guidance", "level with FY2025Q2", ""),
        ("FY2025Q2", "FY2026", "guidance", "growth below FY2025", ""),
        ("FY2025Q2", "FY2025Q3", "implied", "~$22.6B", "level with FY2025Q2 22.6"),
        ("FY2025Q2", "FY2025Q4", "implied", "~$22.6B", "level with FY2025Q2 22.6"),
        ("FY2025Q2", "FY2025Q3-FY2025Q4", "implied", "~$45.2B", "22.6 + 22.6 = 45.2"),
        ("FY2025Q2", "FY2025", "implied", "~$87.8B", "20.0 + 22.6 + 22.6 + 22.6 = 87.8"),
        ("FY2025Q2", "FY2026", "implied", "up to $138.4B", "87.8 x 87.8 / 55.7 = at most 138.4"),
    ]


def test_meta_guidance_with_its_actions(told: store.Connection) -> None:
    rows = [row for row in derive.ladder(told, "META").rows if row.status == "guidance"]
    assert [(row.held_on, row.stated_in, row.period, row.value, row.action) for row in rows] == [
        ("2024-04-24", "FY2024Q1", "FY2024", "$35-40B", "raised"),
        ("2024-07-31", "FY2024Q2", "FY2024", "$37-40B", "narrowed"),
        ("2024-10-30", "FY2024Q3", "FY2024", "$38-40B", "narrowed"),
        ("2025-01-29", "FY2024Q4", "FY2025", "$60-65B", "initiated"),
    ]


def test_a_row_can_be_walked_back(told: store.Connection) -> None:
    (row,) = [row for row in derive.ladder(told, "META").rows if (row.period, row.status) == ("FY2025", "guidance")]
    assert (row.low, row.high, row.unit) == (Decimal("60e9"), Decimal("65e9"), "USD")
    assert row.source == "Meta FY2024Q4 call, Ada Finance, line 1"
    assert row.words == "60 to 65 USD"
    assert row.definition == "incl_finance_leases"


def test_an_implied_row_carries_its_operands(told: store.Connection) -> None:
    (row,) = [row for row in derive.ladder(told, "META").rows if row.working.endswith("= 39.2")]
    assert [(operand.period, operand.low) for operand in row.operands] == [
        ("FY2024Q1", Decimal("6.7e9")),
        ("FY2024Q2", Decimal("8.5e9")),
        ("FY2024Q3", Decimal("9.2e9")),
        ("FY2024Q4", Decimal("14.8e9")),
    ]


def test_the_ladder_keeps_to_the_headline_definition_and_to_one_row_a_value(con: store.Connection) -> None:
    said = [
        actual("FY2024Q4", "14.8"),
        actual("FY2024Q4", "14.4", definition="cash_ppe"),
        actual("FY2024Q4", "14.8"),
    ]
    store.replace_document(con, call_findings("META", "FY2024Q4", "2025-01-29", said), "1")
    derive.refresh(con)
    assert [row.value for row in derive.ladder(con, "META").rows] == ["$14.8B"]
    assert len(store.rows(con, "select * from out_guidance")) == 3


def test_estimates_stand_where_they_became_known(told: store.Connection) -> None:
    lines = [
        "provider,kind,ticker,fiscal_period,metric,low,high,unit,as_of_on,source",
        "Example,consensus,META,FY2025,capital_expenditures,51000000000,51000000000,USD,2024-12-31,made up",
    ]
    data = "\n".join(lines).encode()
    store.replace_estimates(told, SourceDocument(sha256(data).hexdigest(), "estimates/meta.csv", data))
    derive.refresh(told)
    rows = derive.ladder(told, "META").rows
    (place,) = [number for number, row in enumerate(rows) if row.status == "consensus"]
    assert (rows[place].value, rows[place].source) == ("$51B", "Example, 2024-12-31, made up")
    assert rows[place].working == rows[place].source  # whose word it is stands in every drawing of the ladder
    assert rows[place - 1].held_on < "2024-12-31" < rows[place + 1].held_on


def test_a_call_without_a_day_stands_behind_the_one_before(con: store.Connection) -> None:
    days = {"FY2023Q4": None, "FY2024Q1": "2024-04-24", "FY2024Q2": None, "FY2024Q3": "2024-10-30"}
    calls = [call_findings("META", period, day, [actual(period, "7")]) for period, day in days.items()]
    store.replace_documents(con, list(reversed(calls)), "1")
    derive.refresh(con)
    assert [row.stated_in for row in derive.ladder(con, "META").rows] == list(days)


def test_a_company_without_statements_is_missing(told: store.Connection) -> None:
    with pytest.raises(MissingError, match="no statement on capex by NVDA"):
        derive.ladder(told, "NVDA")
