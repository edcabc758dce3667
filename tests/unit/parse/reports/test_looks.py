"""Reports in the looks of other houses: fields, reading order and tables, set by typst in our own words."""

from datetime import date
from decimal import Decimal

import pytest

from callsheet.parse.reports import read_report
from callsheet.parse.reports.sentences import report_sentences
from callsheet.records import DocumentKind, Report, ReportTable
from tests.unit.parse.reports import made


def read(source: str) -> Report:
    parsed = read_report(made.set_page(source))
    assert parsed.kind is DocumentKind.REPORT
    assert parsed.report is not None
    return parsed.report


def texts(table: ReportTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


ENGLISH = """
#set text(lang: "en")
#text(9pt)[Equity Research #h(1fr) 3 February 2025]
#line(length: 100%)
#text(20pt)[*Northwind Semiconductor (NWS.O)*] \\
#text(14pt)[Capacity first, margins later]
#grid(columns: (1fr, 1fr, 1fr, 1fr), [Rating: *Overweight*], [Price target: *\\$185.00*],
  [Price (31 Jan 25): \\$142.50], [Jane Doe, CFA, Analyst])
#v(6pt)
We reiterate our Overweight rating after the company raised its plan for the year. Management now
expects capital expenditures of \\$4.0 billion to \\$4.5 billion in fiscal 2025, up from \\$3.6 billion in 2024.
The new plant in Ohio starts in the second half, and we believe that the ramp will be slower than guided.

*Figure 1: Estimates* (\\$ in millions, except per share)
#table(columns: (2fr, 1fr, 1fr, 1fr), stroke: none, inset: 3pt, align: (left, right, right, right),
  table.hline(), [FYE December], [2024A], [2025E], [2026E], table.hline(),
  [Revenue], [18,250], [21,400], [24,900], [EBIT], [4,106], [4,880], [(5,920)],
  [Capital expenditures], [3,600], [4,250], [4,700], [EPS (\\$)], [5.12], [6.03], [7.41], table.hline())
#text(8pt)[Source: Company reports, Morgan Stanley Research estimates]

Our estimates for 2026 assume that utilization stays near today's level.
#pagebreak()
*Important Disclosures* \\
Analyst certification: the analyst named in this report certifies that the views are her own. Morgan Stanley and its
affiliates do business with companies covered here.
"""


def test_one_column_in_english() -> None:
    report = read(ENGLISH)
    assert (report.broker, report.published_on) == ("Morgan Stanley", date(2025, 2, 3))
    assert (report.subject, report.title) == ("Northwind Semiconductor", "Capacity first, margins later")
    assert (report.rating, report.target_price, report.current_price) == (
        "Overweight",
        Decimal("185.00"),
        Decimal("142.50"),
    )
    assert report.analysts == ("Jane Doe",)
    (table,) = report.tables
    assert (table.title, texts(table)[0]) == ("Figure 1: Estimates", ["FYE December", "2024A", "2025E", "2026E"])
    assert texts(table)[2] == ["EBIT", "4,106", "4,880", "(5,920)"]
    assert table.source == "Source: Company reports, Morgan Stanley Research estimates"
    sentences = [sentence.text for sentence in report_sentences(report)]
    guided = (
        "expects capital expenditures of $4.0 billion to $4.5 billion in fiscal 2025, up from $3.6 billion in 2024."
    )
    assert f"Management now {guided}" in sentences


TWO_COLUMNS = """
#text(9pt)[산업분석 | 2025. 2. 5 #h(1fr) 나루투자증권 리서치센터] \\
#text(22pt)[*반도체 (비중확대)*] \\
#text(15pt)[전력이 먼저다] \\
#text(9pt)[Analyst 도윤재 02-0000-0000 yj.do\\@naru.example]
#columns(2, gutter: 18pt)[
  메모리 업체의 설비투자는 올해도 늘어날 전망이다. 전력과 부지가 먼저 확보된 곳부터 집행되기 때문에 상반기보다 하반기의
  증가 폭이 클 것이다. 다만 낸드 투자는 지난해 수준에 머물 것으로 본다. 고객사의 재고가 아직 많기 때문이다.
  서버 고객의 주문은 지난 분기부터 다시 늘고 있으며, 가격도 함께 오르고 있다. 이 흐름은 상반기 내내 이어질 전망이다.
  파운드리는 선단 공정만 투자가 늘어난다. 성숙 공정의 가동률은 아직 낮은 수준에 머물러 있기 때문이다.
  #colbreak()
  빅테크의 투자는 더 길게 이어진다. 네 회사의 합산 투자는 처음으로 3,000억달러 안팎에 이를 것이다.

  표 1. 국내 2사 설비투자 (단위: 조원)
  #table(columns: (2fr, 1fr, 1fr), stroke: none, inset: 3pt, align: (left, right, right),
    table.hline(), [], [2024], [2025F], table.hline(), [가나전자], [53.6], [53.9], [다라하이닉스], [16.4], [24.8],
    [합계], [70.0], [78.7], table.hline())
  #text(8pt)[자료: 나루투자증권 추정]

  환율이 오르면 원화로 환산한 투자 금액은 이보다 더 커질 수 있다.
]
"""


def test_two_columns_are_read_one_after_the_other() -> None:
    report = read(TWO_COLUMNS)
    assert (report.broker, report.published_on) == ("나루투자증권", date(2025, 2, 5))
    assert (report.subject, report.rating, report.title) == ("반도체", "비중확대", "전력이 먼저다")
    assert report.analysts == ("도윤재",)
    (table,) = report.tables
    assert texts(table)[3] == ["합계", "70.0", "78.7"]
    assert (table.title, table.unit) == ("표 1. 국내 2사 설비투자", "조원")
    sentences = [sentence.text for sentence in report_sentences(report)]
    first = "메모리 업체의 설비투자는 올해도 늘어날 전망이다."
    last = "환율이 오르면 원화로 환산한 투자 금액은 이보다 더 커질 수 있다."
    middle = "성숙 공정의 가동률은 아직 낮은 수준에 머물러 있기 때문이다."
    assert [sentences.index(s) for s in (first, middle, last)] == sorted(
        sentences.index(s) for s in (first, middle, last)
    )
    assert "전력과 부지가 먼저 확보된 곳부터 집행되기 때문에 상반기보다 하반기의 증가 폭이 클 것이다." in sentences


SIDEBAR_RIGHT = """
#grid(columns: (1fr, 140pt), column-gutter: 20pt, [
  #text(9pt)[기업분석 | 2026/04/30] \\
  #text(22pt)[*가나전자 (123450)*] \\
  #text(15pt)[증설은 끝났고 수율이 남았다] \\
  1분기 영업이익은 우리 추정을 웃돌았다. 고객사의 주문이 예상보다 빨리 늘었고 단가도 올랐기 때문이다.
  회사는 올해 설비투자를 지난해와 비슷한 수준으로 유지하겠다고 했다. 새 공장은 하반기에 가동을 시작한다.
  우리는 목표주가를 올린다. 내년 이익 추정치를 높였고, 적용 배수는 그대로 두었다.
  재고는 두 분기 연속 줄었으며, 다음 분기에는 정상 수준에 이를 것으로 본다.
  위험 요인은 환율과 원재료 가격이다. 두 변수 모두 이익 추정에 반영하지 않았다.
], [
  #text(16pt)[*매수* (유지)] \\
  #set text(8pt)
  #table(columns: (1fr, 1fr), stroke: none, inset: 2pt, align: (left, right),
    table.hline(), [목표주가(상향)], [95,000원], [현재주가(4/29)], [71,200원], [상승여력], [33.4%], table.hline(),
    [시가총액], [3.5조원], [발행주식수], [49,420천주], table.hline())
  Analyst 한서율 \\ seoyul.han\\@haneul.example
])
#v(1fr) 자료: 하늘증권 #pagebreak()
*Compliance Notice* \\ 당사(하늘증권)는 위 종목을 보유하고 있지 않다. \\
투자의견 비율 (2026.03.31 기준): 매수 88.1%, 중립 11.9%, 매도 0.0%
"""


def test_the_side_column_at_the_right() -> None:
    report = read(SIDEBAR_RIGHT)
    assert (report.broker, report.published_on) == ("하늘증권", date(2026, 4, 30))
    assert (report.subject, report.code, report.title) == ("가나전자", "123450", "증설은 끝났고 수율이 남았다")
    assert (report.rating, report.rating_action) == ("매수", "maintained")
    assert (report.target_price, report.target_price_action) == (Decimal(95000), "raised")
    assert report.current_price == Decimal(71200)
    assert report.analysts == ("한서율",)
    assert dict(report.rating_distribution) == {
        "매수": Decimal("88.1"),
        "중립": Decimal("11.9"),
        "매도": Decimal("0.0"),
    }
    sentences = [sentence.text for sentence in report_sentences(report)]
    assert "회사는 올해 설비투자를 지난해와 비슷한 수준으로 유지하겠다고 했다." in sentences
    assert "고객사의 주문이 예상보다 빨리 늘었고 단가도 올랐기 때문이다." in sentences


@pytest.mark.parametrize("source", [ENGLISH, TWO_COLUMNS, SIDEBAR_RIGHT], ids=["one", "two", "side"])
def test_no_word_is_lost_or_read_twice(source: str) -> None:
    """What PDFium reads, in whatever order, is what the report's text holds (heads and feet aside)."""
    from collections import Counter

    from callsheet.parse.pdf import page_texts

    document = made.set_page(source)
    report = read_report(document).report
    assert report is not None
    raw = Counter("".join(page_texts(document)).split())
    ours = Counter(report.text.split())
    missing = sum((raw - ours).values())
    assert missing <= 0.12 * sum(raw.values())  # words that a line break cut are counted on both sides
