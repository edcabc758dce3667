"""The capex chart as it comes out of the warehouse."""

from datetime import date
from decimal import Decimal

import pytest

from callsheet.errors import ExportError, MissingError
from callsheet.exports import CHART_FORMATS, capex_chart, write_chart
from callsheet.records import CapexChart
from tests.unit.exports.tables import sample_chart


def bars(chart: CapexChart) -> dict[tuple[str, str], tuple[str, str, float | None, float | None]]:
    """Each bar's status, own period and ends in billions."""

    def billions(end: Decimal | None) -> float | None:
        return None if end is None else float(end / 10**9)

    return {
        (part.ticker, part.period): (part.status.value, part.own_period, billions(part.low), billions(part.high))
        for part in chart.parts
    }


def test_actual_then_guidance_by_calendar_year(told):
    chart = capex_chart(told, "en")
    shown = bars(chart)
    assert shown["MSFT", "CY2024"] == ("actual", "", 75.6, 75.6)  # 14.0 + 19.0 + 20.0 + 22.6
    assert shown["META", "CY2024"] == ("actual", "", 39.2, 39.2)
    assert shown["META", "CY2025"] == ("guidance", "", 60.0, 65.0)


def test_a_fiscal_year_stands_in_its_column_under_its_own_name(told):
    shown = bars(capex_chart(told, "ko"))
    assert shown["MSFT", "CY2025"] == ("implied", "FY25", 87.8, 87.8)


def test_the_chart_as_it_was_known_on_a_day(told):
    before = bars(capex_chart(told, as_of=date(2024, 12, 31)))
    assert before["META", "CY2024"] == ("guidance", "", 38.0, 40.0)
    assert ("META", "CY2025") not in before


def test_the_source_names_the_day(told):
    assert capex_chart(told).source == "Source: 각 사, callsheet / CY 기준"
    assert capex_chart(told, "en", as_of=date(2025, 1, 31)).source == (
        "Source: Companies, callsheet / calendar years / as known on 2025-01-31"
    )


def test_consensus_stands_in_where_there_is_neither_actual_nor_guidance(told_with_consensus):
    chart = capex_chart(told_with_consensus, "en")
    shown = bars(chart)
    assert shown["AMZN", "CY2025"] == ("consensus", "", 94.5, 94.5)
    assert shown["META", "CY2025"] == ("guidance", "", 60.0, 65.0)  # the company's own word goes before consensus
    assert chart.source == "Source: Companies, Example consensus, callsheet / calendar years"
    assert "Note: consensus, as neither actual nor guidance is at hand: Amazon CY2025" in chart.notes


def test_by_quarter(told):
    chart = capex_chart(told, by="quarter")
    assert chart.periods[-4:] == ("CY2024Q3", "CY2024Q4", "CY2025Q1", "CY2025Q2")
    assert bars(chart)["MSFT", "CY2025Q1"] == ("implied", "", 22.6, 22.6)


def test_companies_stand_in_the_order_of_the_coverage(told):
    assert capex_chart(told).companies == ("Amazon", "Alphabet", "Meta", "Microsoft")
    assert capex_chart(told, tickers=["MSFT", "META"]).companies == ("Microsoft", "Meta")


def test_notes_say_what_the_bars_are(told):
    notes = capex_chart(told, "en").notes
    assert "Note: company guidance: Meta CY2025" in notes
    assert "Note: implied by company statements: Microsoft FY25" in notes
    assert "Note: fiscal, not calendar year: Microsoft FY25" in notes
    assert "Note: no value at hand: Amazon, Alphabet" in notes
    assert "Note: definitions: Meta, Microsoft incl. finance leases" in notes
    # Meta's sum of quarters rests on words that name the definition, its guidance does not.
    assert "Note: the words name no definition, read as that one: Meta CY2025" in notes


def test_what_is_not_there_is_said(told):
    with pytest.raises(MissingError, match="no capex by year for AAPL"):
        capex_chart(told, tickers=["AAPL"])
    with pytest.raises(MissingError, match="year or quarter"):
        capex_chart(told, by="month")


@pytest.mark.parametrize("format", CHART_FORMATS)
def test_every_format_writes_a_file(format, tmp_path):
    assert write_chart(sample_chart(), format, tmp_path / f"chart.{format}").stat().st_size > 5000


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(ExportError, match="png, svg, pptx, html"):
        write_chart(sample_chart(), "gif", tmp_path / "chart.gif")


def test_straight_from_the_warehouse(told, tmp_path):
    path = write_chart(capex_chart(told, "ko", tickers=["MSFT", "META"]), "png", tmp_path / "chart.png")
    assert path.read_bytes().startswith(b"\x89PNG")
