"""Tables that run over the end of a page, and tables that only look so."""

from callsheet.parse.reports import read_report
from callsheet.records import Report, ReportTable
from tests.unit.parse.reports import made

OPENING = "목표주가와 투자의견은 나루투자증권 리서치센터의 것이다.\n\n"
COMMENTS = """
#v(640pt)
표 4. 두 회사의 주요 코멘트
#table(columns: (90pt, 1fr), stroke: (x, y) => (top: 0.4pt, bottom: 0.4pt),
  table.header([], [주요 Comment]),
  table.cell(colspan: 2)[\\#Northwind],
  table.cell(breakable: false)[CapEx 관련],
  table.cell(breakable: false)[\\- CapEx \\$3.1B \\ \\- 내년에도 비슷한 수준을 유지할 계획 \\ \\- 서버 비중 확대],
  [오픈소스 관련], [Q. 오픈소스를 어떻게 보는지? \\ \\- 비용이 낮아지고 쓰는 사람이 늘어날 것],
  table.cell(colspan: 2)[\\#Contoso],
  [CapEx 관련], [\\- 2025년 CapEx 가이드 \\$40~45B로 상향])
자료: 각 사, 나루투자증권
"""
ROWS = ", ".join(f"[사업 {n}], [{n}0], [{n}1], [{n}2]" for n in range(10, 30))
LONG = f"""
#v(480pt)
표 5. 사업별 설비투자 (단위: 억원)
#table(columns: (2fr, 1fr, 1fr, 1fr), stroke: none, align: (left, right, right, right),
  table.header(table.hline(), [], [2024], [2025F], [2026F], table.hline()), {ROWS}, table.hline())
자료: 나루투자증권
"""


def report_of(source: str) -> Report:
    report = read_report(made.set_page(OPENING + source)).report
    assert report is not None
    return report


def texts(table: ReportTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


def test_a_comment_table_whose_head_stands_on_the_page_before() -> None:
    report = report_of(COMMENTS)
    (table,) = report.tables
    assert [row[0] for row in texts(table)] == [
        "",
        "#Northwind",
        "CapEx 관련",
        "오픈소스 관련",
        "#Contoso",
        "CapEx 관련",
    ]
    assert (table.title, table.page, table.source) == ("표 4. 두 회사의 주요 코멘트", 1, "자료: 각 사, 나루투자증권")
    assert [row[0].page or table.page for row in table.rows] == [1, 2, 2, 2, 2]


def test_a_table_of_values_with_its_head_repeated() -> None:
    report = report_of(LONG)
    (table,) = report.tables
    assert texts(table)[0] == ["", "2024", "2025F", "2026F"]
    assert texts(table)[1:] == [[f"사업 {n}", f"{n}0", f"{n}1", f"{n}2"] for n in range(10, 30)]
    assert table.unit == "억원"
    assert {cell.page or table.page for row in table.rows for cell in row} == {1, 2}


def test_the_next_page_s_table_with_a_title_of_its_own_stays_its_own() -> None:
    first = LONG.replace(ROWS, "[메모리], [31], [42], [53], [기판], [14], [5], [16], [합계], [45], [47], [69]").replace(
        "480", "560"
    )
    report = report_of(first + "#pagebreak()" + first.replace("#v(560pt)\n", "").replace("표 5", "표 6"))
    assert [table.title for table in report.tables] == ["표 5. 사업별 설비투자", "표 6. 사업별 설비투자"]


RULED_ROWS = """
표 7. 단계별 비교
#table(columns: (60pt, 1fr, 1fr, 1fr), stroke: (x, y) => (top: 0.4pt, bottom: 0.4pt),
  [], [단순 과제], [복합 과제], [전체],
  [], [1단계 학습], [2단계 검색], [3단계 판단],
  [], [], [], [4단계 판단과 \\ 검색을 \\ 함께 쓰는 \\ 방식],
  [가나], [], [O], [O],
  [다라], [O], [], [])
자료: 나루투자증권
"""


def test_every_band_between_rules_is_a_row_however_many_lines_it_has() -> None:
    report = report_of("#lorem(40)\n\n" + RULED_ROWS)
    (table,) = report.tables
    bare = [[text.replace(" ", "") for text in row] for row in texts(table)]
    assert bare == [
        ["", "단순과제", "복합과제", "전체"],
        ["", "1단계학습", "2단계검색", "3단계판단"],
        ["", "", "", "4단계판단과검색을함께쓰는방식"],
        ["가나", "", "O", "O"],
        ["다라", "O", "", ""],
    ]
