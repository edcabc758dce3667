"""A house's comment table read back line by line."""

from callsheet.parse.reports.comment_rows import comment_rows
from callsheet.records import Box, Cell, Line, ReportTable

PLACE = Box(100, 200, 500, 240)


def table(*rows: tuple[str, ...]) -> ReportTable:
    cells = [tuple(Cell(text, PLACE if column else None) for column, text in enumerate(row)) for row in rows]
    return ReportTable("표 3", 4, None, cells[0], tuple(cells[1:]), None)


COMMENTS = table(
    ("", "주요 Comment"),
    ("#Microsoft", ""),
    ("CapEx 및 인프라 투자 관련", "- 당분기 CapEx $22.6B\n- 다음 분기도 비슷한 수준\n→ 1) 공장, 2) 전력"),
    (
        "오픈소스 및 DeepSeek 관련",
        "Q. 오픈소스를 어떻게 보는지?\n- 비용이 낮아질 것\nQ. 투자에 미칠 영향?\n- 판단하기 이른 시점",
    ),
    ("", "- 수요는 늘어날 것"),
    ("Northwind Traders", ""),
    ("#한빛메모리", ""),
    ("배당 관련", "- 배당은 그대로 유지"),
)


def test_each_line_has_company_section_and_kind() -> None:
    found = [(row.ticker, row.section, row.line, row.text) for row in comment_rows(2, COMMENTS)]
    assert found == [
        ("MSFT", "capex", Line.BULLET, "당분기 CapEx $22.6B"),
        ("MSFT", "capex", Line.BULLET, "다음 분기도 비슷한 수준"),
        ("MSFT", "capex", Line.BULLET, "→ 1) 공장, 2) 전력"),
        ("MSFT", "deepseek", Line.QUESTION, "오픈소스를 어떻게 보는지?"),
        ("MSFT", "deepseek", Line.ANSWER, "비용이 낮아질 것"),
        ("MSFT", "deepseek", Line.QUESTION, "투자에 미칠 영향?"),
        ("MSFT", "deepseek", Line.ANSWER, "판단하기 이른 시점"),
        ("MSFT", "deepseek", Line.ANSWER, "수요는 늘어날 것"),
        (None, None, Line.BULLET, "배당은 그대로 유지"),
    ]


def test_company_and_label_stay_as_printed_with_the_place_of_the_cell() -> None:
    last = list(comment_rows(2, COMMENTS))[-1]
    assert (last.table, last.company, last.title, last.page, last.box) == (2, "한빛메모리", "배당 관련", 4, PLACE)


def test_a_table_of_values_has_no_comments() -> None:
    values = table(("", "2025"), ("Microsoft", "88"), ("Meta", "60~65"))
    prices = table(("구분", "값", "비고"), ("#1", "", ""), ("EPS", "3,033", "26년"))
    assert not [*comment_rows(0, values), *comment_rows(0, prices)]
