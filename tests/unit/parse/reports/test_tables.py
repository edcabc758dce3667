"""Tables: found, cut into cells, named; set by typst the ways in which reports set them."""

from decimal import Decimal
from itertools import pairwise

import pytest

from callsheet.language.printed import cell_value
from callsheet.parse.reports.joining import LineJoiner
from callsheet.parse.reports.page import page_contents
from callsheet.parse.reports.reading import page_paragraphs
from callsheet.parse.reports.tables import report_table, total_warnings
from callsheet.records import Cell, ReportTable
from tests.unit.parse.reports import made


def tables(source: str) -> list[ReportTable]:
    pages = [page_paragraphs(content) for content in page_contents(made.set_page(source))]
    joiner = LineJoiner(prints_blanks=True)
    return [report_table(found, page.number, page.paragraphs, joiner) for page in pages for found in page.tables]


def texts(table: ReportTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


TEXT = "#lorem(60)\n\n"
HALF_RULED = """

*표 1. 설비투자 추정 (단위: 십억원)*
#table(columns: (3fr, 1fr, 1fr, 1fr), stroke: none, align: (left, right, right, right),
  table.hline(), [], [2024], [2025F], [2026F], table.hline(),
  [가나전자], [1,065.3], [△12.0], [(6.2)],
  [다라하이닉스], [5,700], [n.a.], [24,800], table.hline())
#text(8pt)[자료: 가온누리투자증권 추정]

"""
BORDERLESS = """
*Spending by fund*
#table(columns: (2fr, 1fr, 1fr, 1fr, 1fr), stroke: none, align: (left, right, right, right, right), inset: 3pt,
  [], table.cell(colspan: 2, align: center)[Fiscal 2024], table.cell(colspan: 2, align: center)[Fiscal 2025],
  [Fund], [Budget], [Actual], [Budget], [Actual],
  [General], [\\$1,200], [\\$1,150], [\\$1,300], [\\$1,280],
  [Roads and bridges], [310], [299], [320], [340],
  [Schools], [88], [87], [—], [90])
"""
RULED = """
#table(columns: (2fr, 1fr, 1fr), [구분], [1분기], [2분기], table.cell(rowspan: 2)[서버], [10], [20], [11], [21])
"""
COMMENTS = """
표 3. 주요 코멘트
#table(columns: (90pt, 1fr), stroke: (x, y) => (top: 0.4pt, bottom: 0.4pt), [], [주요 Comment],
  table.cell(colspan: 2)[\\#Northwind],
  [CapEx 관련], [\\- 당분기 CapEx \\$3.1B \\ \\- 내년에도 비슷한 수준을 유지할 계획],
  [오픈소스 관련], [Q. 오픈소스를 어떻게 보는지? \\ \\- 비용이 낮아지고 쓰는 사람이 늘어날 것])
"""


def test_a_half_ruled_table_with_title_unit_and_source() -> None:
    (table,) = tables(TEXT + HALF_RULED + TEXT)
    assert texts(table) == [
        ["", "2024", "2025F", "2026F"],
        ["가나전자", "1,065.3", "△12.0", "(6.2)"],
        ["다라하이닉스", "5,700", "n.a.", "24,800"],
    ]
    assert (table.title, table.unit, table.page) == ("표 1. 설비투자 추정", "십억원", 1)
    assert table.source == "자료: 가온누리투자증권 추정"


def test_a_borderless_table_with_heads_over_two_columns() -> None:
    (table,) = tables(TEXT + BORDERLESS + TEXT)
    assert texts(table)[0] == [
        "Fund",
        "Fiscal 2024 Budget",
        "Fiscal 2024 Actual",
        "Fiscal 2025 Budget",
        "Fiscal 2025 Actual",
    ]
    assert texts(table)[1:] == [
        ["General", "$1,200", "$1,150", "$1,300", "$1,280"],
        ["Roads and bridges", "310", "299", "320", "340"],
        ["Schools", "88", "87", "—", "90"],
    ]


def test_a_ruled_table_keeps_a_merged_cell_once() -> None:
    (table,) = tables(TEXT + RULED + TEXT)
    assert texts(table) == [["구분", "1분기", "2분기"], ["서버", "10", "20"], ["", "11", "21"]]


def test_a_comment_table_keeps_each_line_of_a_cell() -> None:
    (table,) = tables(TEXT + COMMENTS + TEXT)
    assert texts(table) == [
        ["", "주요 Comment"],
        ["#Northwind", ""],
        ["CapEx 관련", "- 당분기 CapEx $3.1B\n- 내년에도 비슷한 수준을 유지할 계획"],
        ["오픈소스 관련", "Q. 오픈소스를 어떻게 보는지?\n- 비용이 낮아지고 쓰는 사람이 늘어날 것"],
    ]


def test_two_tables_abreast_stay_two() -> None:
    left = HALF_RULED.replace("표 1", "표 2")
    found = tables(f"#grid(columns: (1fr, 1fr), column-gutter: 24pt, [{HALF_RULED}], [{left}])")
    assert [table.title for table in found] == ["표 1. 설비투자 추정", "표 2. 설비투자 추정"]
    assert texts(found[0])[1:] == texts(found[1])[1:]


@pytest.mark.parametrize(
    "source",
    [
        TEXT * 3,
        "#columns(2)[#lorem(300)]",
        "+ First item\n+ Second item\n+ Third item\n\n" + TEXT,
        "#outline()\n= One 1\n#lorem(20)\n= Two 2\n#lorem(20)\n= Three 3\n",
    ],
    ids=["text", "two columns", "list", "contents"],
)
def test_what_is_no_table(source: str) -> None:
    assert tables(source) == []


def test_every_cell_has_its_box_and_no_number_is_cut() -> None:
    (table,) = tables(HALF_RULED)
    for row in table.rows:
        for left, right in pairwise(row):
            assert left.box is not None
            assert right.box is not None
            assert left.box.x1 <= right.box.x0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,065.3", "1065.3"),
        ("(117.0)", "-117.0"),
        ("△3.2%", "-3.2"),
        ("-0.0", "0.0"),
        ("$12", "12"),
        ("42.8x", "42.8"),
        ("5,623*", "5623"),
    ],
)
def test_cell_value(text: str, value: str) -> None:
    assert cell_value(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "n.a.", "흑전", "BUY", "2Q25 review"])
def test_what_is_no_value(text: str) -> None:
    assert cell_value(text) is None


def _table(*rows: tuple[str, ...]) -> ReportTable:
    cells = [tuple(Cell(text) for text in row) for row in rows]
    return ReportTable("표 2", 3, None, cells[0], tuple(cells[1:]), None)


def test_a_total_that_its_rows_do_not_give_is_told() -> None:
    wrong = _table(
        ("", "2024", "2025F", "2026F"), ("가", "1", "2", "3"), ("나", "10", "20", "30"), ("합계", "11", "22", "43")
    )
    assert list(total_warnings(wrong)) == ["Page 3, 표 2: 합계 2026F is printed as 43, its rows add up to 33."]


def test_rounding_and_totals_of_other_rows_are_not() -> None:
    rounded = _table(("", "2024"), ("가", "1.4"), ("나", "10.4"), ("합계", "11.9"))
    other = _table(("", "2024", "2025F"), ("가", "1", "2"), ("나", "10", "20"), ("합계", "500", "600"))
    assert not list(total_warnings(rounded)) + list(total_warnings(other))


RELEASE_HEADS = """
*CONSOLIDATED STATEMENTS OF INCOME* \\ (In millions, except share amounts which are in thousands and per share amounts)
#table(columns: (3fr, 1fr, 1fr, 1fr, 1fr, 1fr), stroke: none, inset: 3pt,
  align: (left, right, right, right, right, right),
  [], table.cell(colspan: 2, align: center)[Quarter Ended], table.cell(colspan: 2, align: center)[Year Ended], [],
  [], table.cell(colspan: 2, align: center)[December 31,], table.cell(colspan: 2, align: center)[December 31,], [],
  [], [2021], [2022], [2021], [2022], [% Change],
  [Revenues], [\\$ 75,325], [\\$ 76,048], [\\$ 257,637], [\\$ 282,836], [10 %],
  [Cost of revenues], [32,988], [35,342], [110,939], [126,203], [14 %],
  [Purchases of equipment], [(6,383)], [(7,595)], [(24,640)], [(31,485)], [28 %])
"""


def test_heads_of_several_words_and_lines_over_two_columns() -> None:
    (table,) = tables(TEXT + RELEASE_HEADS + TEXT)
    assert texts(table)[0] == [
        "",
        "Quarter Ended December 31, 2021",
        "Quarter Ended December 31, 2022",
        "Year Ended December 31, 2021",
        "Year Ended December 31, 2022",
        "% Change",
    ]
    assert texts(table)[3][1:] == ["(6,383)", "(7,595)", "(24,640)", "(31,485)", "28 %"]
    assert (table.title, table.unit) == ("CONSOLIDATED STATEMENTS OF INCOME", "in millions")


def test_a_year_under_its_day_is_a_head() -> None:
    source = """
#table(columns: (3fr, 1fr, 1fr, 1fr), stroke: none, align: (left, right, right, right), inset: 3pt,
  [], [September], [December], [Less FX],
  [], [30, 2022], [31, 2022], [Effect],
  [Americas], [1,250], [1,300], [12],
  [Europe], [600], [620], [3],
  [Asia], [400], [410], [(1)])
"""
    (table,) = tables(TEXT + source + TEXT)
    assert texts(table)[0] == ["", "September 30, 2022", "December 31, 2022", "Less FX Effect"]


def test_a_footnote_over_a_table_is_not_its_title() -> None:
    note = (
        "#text(8pt)[(1) Revenues of the year before, stated once more because the segments\\ changed since then.]\n\n"
    )
    (table,) = tables(TEXT + note + RELEASE_HEADS.split("\n", 2)[2])
    assert table.title == ""


def test_a_korean_label_that_breaks_inside_a_word_is_one_cell() -> None:
    source = """
#set text(size: 8pt)
#table(columns: (110pt, 1fr, 1fr, 1fr), stroke: none, align: (left, right, right, right), inset: 3pt,
  [], [2024], [2025F], [2026F],
  [매출액], [1,250], [1,300], [1,410],
  [감가상각비를 더한 영업활동 현금흐름 합산액], [620], [655], [△12],
  [설비투자], [400], [410], [(1)],
  [배당], [40], [41], [45])
"""
    (table,) = tables(TEXT + source + TEXT)
    assert [row[0].replace(" ", "") for row in texts(table)] == [
        "",
        "매출액",
        "감가상각비를더한영업활동현금흐름합산액",
        "설비투자",
        "배당",
    ]
