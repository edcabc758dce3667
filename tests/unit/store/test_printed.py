"""Figures of broker reports and company releases beside those of the calls."""

from decimal import Decimal

import pytest

from callsheet import derive, store
from callsheet.errors import CheckError
from callsheet.records import Definition, FigureKind, SourceDocument
from tests.unit.store.printed import Printed, broker_report, printed_findings, release
from tests.unit.store.sample import story

HEAD = "provider,kind,ticker,fiscal_period,metric,low,high,unit,as_of_on,source\n"
AMAZON = "Example,consensus,AMZN,FY2025,capital_expenditures,91000000000,91000000000,USD,2025-01-15,made up\n"


def values(con: store.Connection, query: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in store.rows(con, query)]


def test_a_printed_figure_carries_its_company(printed: store.Connection) -> None:
    query = "select company, ticker, company_code, broker, low / 1e9, place from out_figures where document_kind = '{}'"
    assert values(printed, query.format("report") + " order by span_start")[1:3] == [
        ("Meta", "META", "META", "Example Securities", 60.0, "page 1"),
        ("Microsoft", "MSFT", "MSFT", "Example Securities", 90.0, "page 1"),
    ]
    assert values(printed, query.format("release") + " order by span_start")[1] == (
        "Microsoft", "MSFT", "MSFT", None, 15.804, "page 1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "code", "company"),
    [("Daeduck", "353200", ("Daeduck", None, "353200")), ("Semiconductors", None, (None, None, None))],
)
def test_a_figure_without_a_company_is_the_one_reported_on(
    con: store.Connection, subject: str, code: str | None, company: tuple[str | None, ...]
) -> None:
    item = Printed(None, FigureKind.ESTIMATE, "FY2026", "75", "75", unit="KRW")
    store.replace_document(
        con, printed_findings("Example Securities", "2026-01-30", [item], subject=subject, code=code), "1"
    )
    derive.refresh(con)
    store.run_checks(con)
    assert values(con, "select company, ticker, company_code from out_figures") == [company]
    assert values(con, "select company from out_guidance") == ([company[:1]] if code else [])


def test_what_is_printed_stands_beside_what_was_said(printed: store.Connection) -> None:
    query = """
        select origin, status, period, low / 1e9, high / 1e9, definition, source
        from out_guidance where origin in ('report', 'release') and company_code = 'MSFT' order by step_number
    """
    source = "as Example Securities reports, 2025-02-03, page 1"
    assert values(printed, query) == [
        ("release", "actual", "FY2024Q2", 9.735, 9.735, "cash_ppe", "Microsoft release, 2025-01-29, page 1"),
        ("release", "actual", "FY2025Q2", 15.804, 15.804, "cash_ppe", "Microsoft release, 2025-01-29, page 1"),
        ("report", "estimate", "FY2025", 90.0, 90.0, "incl_finance_leases", source),
        ("report", "guidance", "FY2025", 88.0, None, "incl_finance_leases", source),
    ]


def test_a_broker_speaks_for_nobody_else(told: store.Connection) -> None:
    """With the report loaded, every derived value, step and realised value is as it was without it."""
    tables = ("core_derived", "core_operands", "core_guidance_steps", "out_realised", "core_statements")
    before = {table: values(told, f"select * from {table} order by all") for table in tables}
    store.replace_document(told, broker_report(), "1")
    derive.refresh(told)
    store.run_checks(told)
    assert {table: values(told, f"select * from {table} order by all") for table in tables} == before
    in_chart = (
        "select company_code, status from out_capex_calendar where figure_id in (select figure_id from core_printed)"
    )
    assert values(told, in_chart) == [("AMZN", "consensus")]


def test_a_release_is_the_companys_own_word(con: store.Connection) -> None:
    store.replace_document(con, release(), "1")
    derive.refresh(con)
    query = (
        "select calendar_period, status, low / 1e9, is_headline, known_on::varchar from out_capex_calendar order by 1"
    )
    assert values(con, query) == [
        ("CY2023Q4", "actual", 9.735, False, "2025-01-29"),
        ("CY2024Q4", "actual", 15.804, False, "2025-01-29"),
    ]
    assert values(con, "select fiscal_quarter, low / 1e9 from core_quarter_actuals order by 1") == [
        ("FY2024Q2", 9.735),
        ("FY2025Q2", 15.804),
    ]


def test_call_release_broker_and_consensus_side_by_side(printed: store.Connection) -> None:
    query = """
        select company_code, period, definition, said_status, said_low / 1e9, released / 1e9,
            round(release_difference_pct, 2), broker_status, broker_low / 1e9, round(broker_difference_pct, 2),
            consensus_low / 1e9
        from out_said_and_printed order by all
    """
    leases, cash = "incl_finance_leases", "cash_ppe"
    assert values(printed, query) == [
        ("AMZN", "FY2025", "as_stated", None, None, None, None, None, None, None, 94.5),
        ("META", "FY2024", leases, "actual", 39.2, None, None, "actual", 39.0, -0.51, None),
        ("META", "FY2025", leases, "guidance", 60.0, None, None, "guidance", 60.0, 0.0, None),
        ("MSFT", "FY2024Q2", cash, "actual", 9.7, 9.735, 0.36, None, None, None, None),
        ("MSFT", "FY2025", leases, "implied", 87.8, None, None, "estimate", 90.0, 2.51, None),
        ("MSFT", "FY2025Q2", cash, "actual", 15.8, 15.804, 0.03, None, None, None, None),
    ]


def test_a_cash_flow_line_stands_beside_words_without_a_definition(con: store.Connection) -> None:
    cash = Printed("AMZN", FigureKind.ACTUAL, "FY2024Q1", "12.012", "12.012", Definition.CASH_PPE)
    broker = Printed("AMZN", FigureKind.ACTUAL, "FY2024Q1", "12", "12")
    store.replace_document(con, printed_findings(None, "2024-04-25", [cash], subject="Amazon"), "1")
    store.replace_document(con, printed_findings("Example Securities", "2024-05-01", [broker]), "1")
    derive.refresh(con)
    query = """
        select definition, release_definition, released / 1e9, broker_low / 1e9, round(broker_difference_pct, 1)
        from out_said_and_printed
    """
    assert values(con, query) == [("as_stated", "cash_ppe", 12.012, 12.0, -0.1)]


@pytest.mark.parametrize(
    ("low", "high", "difference"),
    [("62", "62", 0), ("66.3", "66.3", 2), ("57", "59.4", -1), ("58", "70", 0), (None, "54", -10), ("66.3", None, 2)],
)
def test_a_difference_is_counted_from_the_nearer_end(
    con: store.Connection, low: str | None, high: str | None, difference: float
) -> None:
    ends = ", ".join(f"{end}::decimal(28, 6)" if end else "null" for end in (low, high))
    (row,) = store.rows(con, f"select outside_pct({ends}, 60::decimal(28, 6), 65::decimal(28, 6)) as difference")
    assert row["difference"] == pytest.approx(difference)


def test_consensus_of_a_report_counts_where_no_file_has_one(printed: store.Connection) -> None:
    query = """
        select calendar_period, low / 1e9, provider, known_on::varchar from capex_calendar(date '{}')
        where company_code = 'AMZN'
    """
    assert values(printed, query.format("2025-02-02")) == []
    assert values(printed, query.format("2025-02-03")) == [("CY2025", 94.5, "Example Securities", "2025-02-03")]
    store.replace_estimates(printed, SourceDocument("e" * 64, "estimates.csv", (HEAD + AMAZON).encode()), "1")
    derive.refresh(printed)
    assert values(printed, query.format("2025-02-03")) == [("CY2025", 91.0, "Example", "2025-01-15")]
    side_by_side = (
        "select consensus_low / 1e9, consensus_provider from out_said_and_printed where company_code = 'AMZN'"
    )
    assert values(printed, side_by_side) == [(91.0, "Example")]


def test_a_relation_without_a_period_is_left_out(told: store.Connection) -> None:
    count = "select count(*) from out_guidance where relation is not null"
    ((before,),) = values(told, count)
    told.execute("update core_relations set period = null where relation = 'growth_below'")
    assert values(told, count) == [(before - 1,)]
    assert values(told, "select * from out_guidance where period is null") == []


def test_a_broker_in_the_arithmetic_is_found(printed: store.Connection) -> None:
    printed.execute(
        "insert into core_calendar select figure_id, 'META', 'CY2025' from core_printed"
        " where origin = 'report' and kind = 'guidance' and company_code = 'META'"
    )
    with pytest.raises(CheckError, match="brokers_speak_for_themselves"):
        store.run_checks(printed)


def test_the_ladder_says_who_prints_a_value(printed: store.Connection) -> None:
    rows = [row for row in derive.ladder(printed, "META").rows if row.held_on == "2025-02-03"]
    assert [(row.status, row.period, row.value, row.working, row.stated_in) for row in rows] == [
        ("actual", "FY2024", "$39B", "as Example Securities reports, 2025-02-03, page 1", ""),
        ("guidance", "FY2025", "$60-65B", "as Example Securities reports, 2025-02-03, page 1", ""),
    ]
    (quarter,) = [
        row for row in derive.ladder(printed, "MSFT").rows if row.definition == "cash_ppe" and row.period == "FY2025Q2"
    ]
    assert (quarter.low, quarter.source) == (Decimal("15.804e9"), "Microsoft release, 2025-01-29, page 1")


def test_a_value_repeated_within_a_report_is_one_row(con: store.Connection) -> None:
    twice = [Printed("META", FigureKind.GUIDANCE, "FY2025", "60", "65")] * 2
    store.replace_documents(con, [*story(), printed_findings("Example Securities", "2025-02-03", twice)], "1")
    derive.refresh(con)
    assert len([row for row in derive.ladder(con, "META").rows if row.held_on == "2025-02-03"]) == 1
    assert len(store.rows(con, "select * from out_guidance where origin = 'report'")) == 2
