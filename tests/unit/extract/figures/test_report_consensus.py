"""The consensus in a report's tables: a table of its own, a column, or rows marked as such."""

import pytest

from callsheet.extract.figures.report_consensus import find_consensus
from callsheet.records import Cell, Page, Report, ReportTable, Setting, Span

Row = tuple[str, ...]


def consensus(
    title: str, *rows: Row, unit: str | None = None, code: str | None = "123450"
) -> list[tuple[str | None, ...]]:
    cells = [tuple(Cell(text) for text in row) for row in rows]
    report = Report(
        broker="나루투자증권",
        published_on=None,
        title=None,
        subject="가나전자",
        rating=None,
        rating_action=None,
        target_price=None,
        rating_distribution=(),
        analysts=(),
        text="x",
        pages=(Page(1, Span(0, 1)),),
        tables=(ReportTable(title, 1, unit, cells[0], tuple(cells[1:]), None),),
        code=code,
    )
    found = find_consensus(report, Setting("ab12cd34ef56", None, None, 12))
    return [(e.metric, str(e.period) if e.period else None, str(e.value), e.unit) for e in found]


def test_a_table_of_consensus() -> None:
    rows = (("", "2025", "2026F"), ("매출액(십억원)", "1,049.6", "1,353.9"), ("EPS(원)", "887", "(12)"))
    assert consensus("Consensus Data", *rows) == [
        ("매출액", "FY2025", "1049.6", "십억원"),
        ("매출액", "FY2026", "1353.9", "십억원"),
        ("EPS", "FY2025", "887", "원"),
        ("EPS", "FY2026", "-12", "원"),
    ]


def test_a_column_of_consensus_is_for_the_one_period_of_the_head() -> None:
    rows = (
        ("(십억원)", "1Q26", "차이 (%) 당사 추정", "차이 (%) 컨센서스"),
        ("매출액", "68.3", "5.7", "1.2"),
        ("순이익", "20.5", "21.8", "△8.7"),
    )
    assert consensus("분기 실적", *rows, unit="십억원") == [
        ("매출액", "FY2026Q1", "1.2", "%"),
        ("순이익", "FY2026Q1", "-8.7", "%"),
    ]


def test_rows_marked_as_consensus_among_others() -> None:
    rows = (("기업", "2024", "2025F", "구분"), ("가나", "55.7", "88", "가이던스"), ("다라", "-", "94.5", "컨센서스"))
    assert consensus("설비투자 가이던스와 컨센서스", *rows, unit="십억달러") == [("다라", "FY2025", "94.5", "십억달러")]


@pytest.mark.parametrize(("code", "unit"), [("123450", "원"), (None, None)])
def test_a_target_price_is_in_won_where_the_company_is_listed_in_korea(code: str | None, unit: str | None) -> None:
    assert consensus("컨센서스", ("", ""), ("목표주가", "245,556"), code=code) == [("목표주가", None, "245556", unit)]


def test_a_table_without_consensus_gives_none() -> None:
    assert consensus("실적 추정", ("", "2025F"), ("매출액", "1,049.6")) == []
