import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callsheet import derive, store
from callsheet.errors import CallsheetError
from callsheet.records import (
    BlockRole,
    Box,
    Cell,
    DocumentKind,
    Edition,
    Findings,
    Page,
    PrintedLine,
    Report,
    ReportBlock,
    ReportTable,
    Span,
)
from callsheet.store.rows import DOCUMENT_TABLES
from tests.unit.store.sample import actual, call_findings, guidance, rejected_findings, story


def contents(con: store.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, times left out, in a fixed order."""
    tables = [
        name
        for (name,) in con.execute("select table_name from duckdb_tables() where not internal").fetchall()
        if name != "schema_migrations"
    ]
    query = "select * exclude (loaded_at, first_loaded_at) from {} order by all"
    return {
        table: con.execute(
            query.format(table) if table == "raw_documents" else f"select * from {table} order by all"
        ).fetchall()
        for table in tables
    }


def test_a_call_is_stored_with_its_exact_values(con: store.Connection) -> None:
    store.replace_document(
        con, call_findings("META", "FY2024Q4", "2025-01-29", [guidance("FY2025", "60", "65.5")]), "1"
    )
    (figure,) = store.rows(con, "select * from out_figures")
    assert figure["low"] == Decimal("60000000000")
    assert figure["high"] == Decimal("65500000000")
    assert (figure["company"], figure["ticker"], figure["held_on"]) == ("Meta", "META", date(2025, 1, 29))
    assert (figure["period"], figure["kind"], figure["unit"], figure["text"]) == (
        "FY2025",
        "guidance",
        "USD",
        "60 to 65.5 USD",
    )
    assert (figure["speaker"], figure["place"], figure["section"]) == ("Ada Finance", "line 1", "prepared_remarks")


def test_a_value_with_many_digits_stays_exact(con: store.Connection) -> None:
    said = actual("FY2024", "53613.945123456", unit="KRW")
    store.replace_document(con, call_findings("005930", "FY2024Q4", None, [said]), "1")
    assert store.rows(con, "select low from core_figures") == [{"low": Decimal("53613945123456.000000")}]


def test_a_run_twice_is_a_run_once(con: store.Connection) -> None:
    store.replace_documents(con, [*story(), rejected_findings()], "1")
    derive.refresh(con)
    once = contents(con)
    store.replace_documents(con, [rejected_findings(), *reversed(story())], "1")
    derive.refresh(con)
    assert contents(con) == once
    assert len(once["core_figures"]) == 23


def test_of_a_document_given_twice_the_last_counts(con: store.Connection) -> None:
    first = call_findings("META", "FY2024Q4", "2025-01-29", [actual("FY2024Q4", "14.8")])
    again = replace(first, path="elsewhere.txt", figures=())
    store.replace_documents(con, [first, again], "1")
    assert store.rows(con, "select path from raw_documents") == [{"path": "elsewhere.txt"}]
    assert store.rows(con, "select * from core_figures") == []


def test_a_document_that_became_unusable_keeps_no_rows(con: store.Connection) -> None:
    doc_id = rejected_findings().doc_id
    store.replace_document(
        con, call_findings("META", "FY2024Q4", None, [actual("FY2024Q4", "14.8")], doc_id=doc_id), "1"
    )
    store.replace_document(con, rejected_findings(), "2")
    left = {t: con.execute(f"select count(*) from {t} where doc_id = ?", [doc_id]).fetchone() for t in DOCUMENT_TABLES}
    assert {table for table, count in left.items() if count != (0,)} == {"raw_documents"}
    assert store.known_documents(con) == {doc_id: store.KnownDocument("2", rejected_findings().path)}


def test_a_rejected_document_is_stored_with_its_reason(con: store.Connection) -> None:
    store.replace_document(con, rejected_findings(), "1")
    (document,) = store.rows(con, "select use, rejected_code, rejected_sentence, path from out_documents")
    assert document == {
        "use": "rejected",
        "rejected_code": "scanned",
        "rejected_sentence": "reports/scan.pdf: no text on 3 of 3 pages; get the original PDF",
        "path": "reports/scan.pdf",
    }
    store.run_checks(con)


def test_a_value_that_no_column_holds_rejects_its_document_alone(con: store.Connection) -> None:
    absurd = call_findings("META", "FY2024Q4", None, [actual("FY2024Q4", "9" * 30)])
    sound = call_findings("MSFT", "FY2025Q2", None, [actual("FY2025Q2", "22.6")])
    store.replace_documents(con, [absurd, sound], "1")
    assert store.rows(con, "select use, rejected_code, figures from out_documents order by use") == [
        {"use": "rejected", "rejected_code": "value_out_of_range", "figures": 0},
        {"use": "used", "rejected_code": None, "figures": 1},
    ]
    store.run_checks(con)


@pytest.mark.parametrize("day", ["2525-01-29", "1925-01-29"])
def test_a_day_that_cannot_be_is_absent_rather_than_wrong(day: str, con: store.Connection) -> None:
    store.replace_document(con, call_findings("META", "FY2024Q4", day, [actual("FY2024Q4", "14.8")]), "1")
    ((held_on, warnings),) = con.execute(
        "select held_on, warnings from core_calls join raw_documents using (doc_id)"
    ).fetchall()
    assert held_on is None
    assert warnings[-1] == f"The document says {day}, which cannot be its day; it is left out."
    store.run_checks(con)


def test_loading_again_keeps_the_first_time(con: store.Connection) -> None:
    for version in ("1", "2"):
        store.replace_document(con, rejected_findings(), version)
    (times,) = store.rows(con, "select first_loaded_at, loaded_at, extractor_version from raw_documents")
    assert times["first_loaded_at"] < times["loaded_at"]
    assert times["extractor_version"] == "2"


def test_a_failure_on_the_way_changes_nothing(con: store.Connection) -> None:
    store.replace_documents(con, story(), "1")
    before = contents(con)
    broken = call_findings("META", "FY2024Q4", "2025-01-29")
    object.__setattr__(broken.comments[0], "score", None)  # a null where the column has none
    with pytest.raises(Exception, match="NOT NULL"):
        store.replace_documents(con, [broken], "2")
    assert contents(con) == before


def test_texts_of_any_kind_come_back_as_they_were(con: store.Connection) -> None:
    question = 'A "quoted" \\ back-slash, a \x00 nul, 설비투자 “늘어날 것”, 𝛼 and \u2028?'
    store.replace_document(con, call_findings("META", "FY2024Q4", None, question=question), "1")
    assert store.rows(con, "select text from raw_turns where role = 'analyst'") == [{"text": question}]
    store.run_checks(con)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_any_words_come_back_and_stand_at_their_place(con: store.Connection, question: str) -> None:
    store.replace_document(con, call_findings("META", "FY2024Q4", None, question=question), "1")
    assert store.rows(con, "select text from raw_turns where role = 'analyst'") == [{"text": question}]
    store.run_checks(con)


class TestEditions:
    """Several transcripts of one call are one call."""

    def editions(self) -> dict[str, Findings]:
        said = [actual("FY2024Q4", "14.8")]

        def transcript(doc_id: str, edition: Edition, is_labelled: bool, question: str) -> Findings:
            return call_findings(
                "META",
                "FY2024Q4",
                "2025-01-29",
                said,
                doc_id=doc_id * 64,
                edition=edition,
                is_labelled=is_labelled,
                question=question,
            )

        return {
            "raw": transcript("a", Edition.RAW, True, "What about capex next year, and the one after?"),
            "unlabelled": transcript("b", Edition.EDITED, False, "What about capex next year, and the one after?"),
            "short": transcript("c", Edition.EDITED, True, "What about capex?"),
            "full": transcript("d", Edition.EDITED, True, "What about capex next year?"),
        }

    def test_the_best_edition_is_in_force_in_whatever_order_they_come(self, con: store.Connection) -> None:
        for findings in self.editions().values():
            store.replace_document(con, findings, "1")
        ranks = store.rows(con, "select doc_id[1] as edition, is_current from out_calls order by edition_rank")
        assert [(row["edition"], row["is_current"]) for row in ranks] == [
            ("d", True),
            ("c", False),
            ("b", False),
            ("a", False),
        ]
        assert [row["doc_id"][0] for row in store.rows(con, "select doc_id from out_figures")] == ["d"]

    def test_superseded_rows_stay_queryable_with_their_time(self, con: store.Connection) -> None:
        editions = self.editions()
        store.replace_document(con, editions["raw"], "1")
        store.replace_document(con, editions["full"], "1")
        rows = store.rows(
            con,
            "select doc_id[1] as edition, is_current, valid_from, valid_to from out_figures_all_editions order by 1",
        )
        assert [(row["edition"], row["is_current"]) for row in rows] == [("a", False), ("d", True)]
        raw, full = rows
        assert raw["valid_from"] < raw["valid_to"] == full["valid_from"]
        assert full["valid_to"] is None
        uses = dict(con.execute("select doc_id[1], use from out_documents").fetchall())
        assert uses == {"a": "superseded", "d": "used"}

    def test_an_edition_without_a_day_has_that_of_another(self, con: store.Connection) -> None:
        said = [actual("FY2024Q4", "14.8")]
        dated = call_findings("META", "FY2024Q4", "2025-01-29", said, doc_id="a" * 64, edition=Edition.RAW)
        undated = call_findings("META", "FY2024Q4", None, said, doc_id="b" * 64)
        store.replace_documents(con, [dated, undated], "1")
        assert store.rows(con, "select doc_id[1] as edition, held_on from out_calls where is_current") == [
            {"edition": "b", "held_on": date(2025, 1, 29)}
        ]

    def test_a_call_that_nothing_dates_was_over_at_the_next_dated_one(self, con: store.Connection) -> None:
        days = {"FY2024Q2": None, "FY2024Q3": None, "FY2024Q4": "2025-01-29", "FY2025Q1": None}
        store.replace_documents(con, [call_findings("META", period, day) for period, day in days.items()], "1")
        known = dict(con.execute("select fiscal_period, known_by_on from out_calls").fetchall())
        assert known == {
            "FY2024Q2": date(2025, 1, 29),
            "FY2024Q3": date(2025, 1, 29),
            "FY2024Q4": date(2025, 1, 29),
            "FY2025Q1": None,
        }


def test_a_report_is_stored_with_pages_blocks_and_cells(con: store.Connection) -> None:
    text = "Memory: capacity grows. Capex up."
    box = Box(1.0, 2.0, 3.0, 4.0)
    report = Report(
        broker="Example Securities",
        published_on=date(2025, 2, 3),
        title="Memory",
        subject="Semiconductors",
        rating="Overweight",
        rating_action=None,
        target_price=None,
        rating_distribution=(("BUY", Decimal("83.4")), ("HOLD", Decimal("16.6"))),
        analysts=("B. Roker",),
        text=text,
        pages=(Page(1, Span(0, 24)), Page(2, Span(24, len(text)))),
        tables=(
            ReportTable(
                "Capex", 2, "USD bn", (Cell("Company"), Cell("2025")), ((Cell("Meta"), Cell("65", box)),), None
            ),
        ),
        blocks=(ReportBlock(BlockRole.BODY, Span(0, 23), (PrintedLine(Span(0, 23), 1, box),)),),
    )
    findings = Findings("ab" * 32, "reports/memory.pdf", DocumentKind.REPORT, "report", "en", report=report)
    store.replace_document(con, findings, "1")
    assert store.rows(con, "select row_number, column_number, text, box from core_table_cells order by all")[-1] == {
        "row_number": 1,
        "column_number": 1,
        "text": "65",
        "box": {"x0": 1.0, "top": 2.0, "x1": 3.0, "bottom": 4.0},
    }
    assert store.rows(con, "select page, text from raw_pages where page = 2") == [{"page": 2, "text": "Capex up."}]
    (stored,) = store.rows(con, "select broker, rating_distribution from core_reports")
    assert stored["rating_distribution"][0] == {"rating": "BUY", "share_pct": Decimal("83.4")}
    store.run_checks(con)


def test_two_threads_with_the_same_documents_end_in_one_copy(warehouse: Path) -> None:
    with store.open_warehouse(warehouse):
        pass
    errors: list[Exception] = []

    def load() -> None:
        try:
            with store.open_warehouse(warehouse) as con:
                store.replace_documents(con, story(), "1")
        except CallsheetError as error:
            errors.append(error)

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(getattr(error, "transient", False) for error in errors)
    with store.open_warehouse(warehouse) as con:
        assert con.execute("select count(*) from core_figures").fetchone() == (23,)
        store.run_checks(con)
