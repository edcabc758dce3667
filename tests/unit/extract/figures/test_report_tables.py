"""Capex in tables: sign, unit, period, company, and the way back to the printed cell."""

from decimal import Decimal

from callsheet.extract.figures.report_tables import find_table_figures
from callsheet.parse.reports import read_report
from callsheet.records import Definition, Figure, FigureKind, Report, Setting
from tests.unit.parse.reports import made

HOUSE = "나루투자증권 리서치센터, 투자의견과 목표주가는 아래와 같다.\n\n"
CASH_FLOW = """
*현금흐름표 (단위: 십억원)*
#table(columns: (3fr, 1fr, 1fr, 1fr), stroke: none, align: (left, right, right, right),
  table.hline(), [], [2023], [2024], [2025F], table.hline(),
  [영업활동 현금흐름], [180.7], [97.8], [182.9],
  [투자활동 현금흐름], [(197.5)], [(116.1)], [(161.9)],
  [유형자산의 증가], [(117.0)], [△59.6], [(58.5)],
  [재무활동 현금흐름], [(27.8)], [(19.6)], [6.1],
  [자본증가(감소)], [0.0], [5.0], [0.0], table.hline())
"""
COMPANIES = """
*표 1. 빅테크 CapEx (단위: 십억달러)*
#table(columns: (2fr, 1fr, 1fr, 2fr), stroke: none, align: (left, right, right, left),
  table.hline(), [기업], [2024], [2025F], [구분], table.hline(),
  [Meta], [39.2], [60\\~65], [가이던스],
  [Amazon], [-], [94.5], [컨센서스],
  [가나전자], [1.0], [2.0], [추정], table.hline())
"""
RELEASE = """
*Microsoft Announces Results* \\ Forward-looking statements follow. \\
*CONSOLIDATED STATEMENTS OF CASH FLOWS* \\ (In millions)
#table(columns: (3fr, 1fr, 1fr), stroke: none, align: (left, right, right), inset: 3pt,
  [], table.cell(colspan: 2, align: center)[Three Months Ended December 31,], [], [2023], [2024],
  [Operating cash flow], [18,853], [22,291],
  [Additions to property and equipment], [(9,735)], [(15,804)],
  [Other], [(1)], [(2)])
"""


def figures(source: str, setting: Setting) -> tuple[Report, list[Figure]]:
    report = read_report(made.set_page(source)).report
    assert report is not None
    return report, find_table_figures(report, setting)


def test_a_cash_flow_statement_gives_what_was_spent() -> None:
    report, found = figures(HOUSE + CASH_FLOW, Setting("ab12cd34ef56", "005930", None, 12))
    assert [(f.text, f.low, str(f.period), f.kind) for f in found] == [
        ("(117.0)", Decimal("117e9"), "FY2023", FigureKind.ACTUAL),
        ("△59.6", Decimal("59.6e9"), "FY2024", FigureKind.ACTUAL),
        ("(58.5)", Decimal("58.5e9"), "FY2025", FigureKind.ESTIMATE),
    ]
    assert {(f.unit, f.ticker, f.definition) for f in found} == {("KRW", "005930", Definition.CASH_PPE)}
    for figure in found:
        assert figure.span.of(report.text) == figure.text
        assert figure.excerpt == "유형자산의 증가 (117.0) △59.6 (58.5)"
        assert (figure.page, figure.box is not None) == (1, True)


def test_rows_of_companies_keep_guidance_and_consensus_apart() -> None:
    _, found = figures(HOUSE + COMPANIES, Setting("ab12cd34ef56", None, None, None))
    assert [(f.ticker, f.text, f.kind, str(f.period)) for f in found] == [
        ("META", "39.2", FigureKind.ACTUAL, "FY2024"),
        ("META", "60~65", FigureKind.GUIDANCE, "FY2025"),
        ("AMZN", "94.5", FigureKind.CONSENSUS, "FY2025"),
    ]
    assert (found[1].low, found[1].high, found[1].unit) == (Decimal("60e9"), Decimal("65e9"), "USD")


def test_a_release_names_its_quarters_by_their_last_month() -> None:
    _, found = figures(RELEASE, Setting("ab12cd34ef56", "MSFT", None, 6))
    assert [(f.text, f.low, str(f.period)) for f in found] == [
        ("(9,735)", Decimal("9735e6"), "FY2024Q2"),
        ("(15,804)", Decimal("15804e6"), "FY2025Q2"),
    ]


def test_a_table_without_a_unit_gives_nothing() -> None:
    _, found = figures(HOUSE + COMPANIES.replace(" (단위: 십억달러)", ""), Setting("ab12cd34ef56", None, None, None))
    assert found == []
