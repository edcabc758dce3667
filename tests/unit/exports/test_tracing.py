"""A finding walked back: a call's figure, a report's with page and box, a derived value to its operands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from callsheet import derive, store
from callsheet.errors import MissingError
from callsheet.exports import trace
from callsheet.records import SourceDocument
from tests.unit.store.printed import broker_report, release
from tests.unit.store.sample import story

_ESTIMATES = """provider,kind,ticker,fiscal_period,metric,low,high,unit,as_of_on,source
Example consensus,consensus,AMZN,FY2026,capital_expenditures,101000000000,101000000000,USD,2025-01-31,made up
"""


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Connection]:
    """The story of two companies, a broker's report, a release and an estimate. Tests only read it."""
    path: Path = tmp_path_factory.mktemp("traced") / "callsheet.duckdb"
    with store.open_warehouse(path) as con:
        store.replace_documents(con, [*story(), broker_report(), release()], "1")
        store.replace_estimates(con, SourceDocument("e" * 64, "estimates.csv", _ESTIMATES.encode()), "1")
        derive.refresh(con)
        yield con


def traced(con: store.Connection, found_id: str) -> dict[str, str]:
    """The trace of a finding without operands, by label."""
    return {line[:12].strip(): line[12:] for line in trace(con, found_id).splitlines()}


def figure_id(con: store.Connection, where: str) -> str:
    (row,) = store.rows(con, f"select figure_id from out_figures where {where}")
    return str(row["figure_id"])


def test_a_figure_of_a_report_shows_its_page_and_box(con: store.Connection) -> None:
    found = traced(con, figure_id(con, "document_kind = 'report' and kind = 'guidance' and ticker = 'META'"))
    assert found == {
        "id": found["id"],
        "is": "guidance amount total",
        "value": "60,000,000,000 to 65,000,000,000 USD, range",
        "company": "Meta",
        "period": "FY2025",
        "definition": "as_stated",
        "words": "60 to 65",
        "sentence": "META FY2025 60 to 65 guidance",
        "speaker": "B. Roker, analyst",
        "report": "Example Securities, 2025-02-03",
        "document": "reports/Example Securities_2025-02-03.pdf, page 1, "
        "box 241.0, 100.0 to 262.5, 110.0 pt, characters 40 to 48 of its text",
    }


def test_a_figure_of_a_release_names_the_company_and_the_day(con: store.Connection) -> None:
    found = traced(con, figure_id(con, "document_kind = 'release' and period = 'FY2025Q2'"))
    assert found["company"] == "Microsoft"
    assert found["release"] == "Microsoft, 2025-01-29"
    assert found["value"] == "15,804,000,000 to 15,804,000,000 USD, exact"
    assert ", page 1, box 241.0, 100.0 to 262.5, 110.0 pt, " in found["document"]
    assert "report" not in found


def test_a_figure_of_a_call_names_call_speaker_and_line(con: store.Connection) -> None:
    found = traced(con, figure_id(con, "document_kind = 'call' and ticker = 'META' and period = 'FY2025'"))
    assert found["call"] == "Meta FY2024Q4, held 2025-01-29"
    assert found["speaker"] == "Ada Finance, executive"
    assert found["document"].startswith("calls/META_FY2024Q4.txt, line 1, characters ")


def test_a_derived_value_leads_to_the_words_of_its_operands(con: store.Connection) -> None:
    text = trace(con, "d-MSFT-FY2025Q2-FY2025-incl_finance_leases-implied_guidance")
    head = text.split("\n\n")[0]
    assert "is          amount implied_guidance" in head
    assert "value       87,800,000,000 to 87,800,000,000 USD, approx" in head
    assert "working     20.0 + 22.6 + 22.6 + 22.6 = 87.8" in head
    assert "call        FY2025Q2, held 2025-01-29" in head
    assert text.count("    operand + ") >= 4
    assert "        operand ~ FY2025Q3" in text
    assert "    call        Microsoft FY2025Q1, held 2024-10-30" in text
    assert "        is          level_with" in text


def test_an_estimate_names_its_provider_and_day(con: store.Connection) -> None:
    (row,) = store.rows(con, "select estimate_id from core_estimates")
    found = traced(con, row["estimate_id"])
    assert found["value"] == "101,000,000,000 to 101,000,000,000 USD"
    assert found["estimate"] == "Example consensus for AMZN FY2026, as of 2025-01-31"
    assert found["source"] == "made up"


@pytest.mark.parametrize("query", [
    "select any_value(figure_id) from out_guidance group by origin, status",
    "select any_value(figure_id) from out_capex_calendar group by status, provider",
    "select unnest([said_id, released_id, broker_id, consensus_id]) from out_said_and_printed",
])  # fmt: skip
def test_an_id_of_every_kind_that_a_view_shows_can_be_traced(con: store.Connection, query: str) -> None:
    ids = {found_id for (found_id,) in con.execute(query).fetchall() if found_id}
    assert len(ids) >= 3
    for found_id in ids:
        assert trace(con, found_id).startswith(f"id          {found_id}\n")


def test_an_unknown_id_is_missing(con: store.Connection) -> None:
    with pytest.raises(MissingError, match="no figure or line has the id f-nothing"):
        trace(con, "f-nothing")
