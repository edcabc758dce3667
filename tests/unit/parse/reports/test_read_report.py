"""Reports as a whole: text in reading order, fields, kinds, faults."""

import gc
import tracemalloc
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from callsheet.errors import DocumentError
from callsheet.parse.parsed import Parsed
from callsheet.parse.reports import looks_like_report, read_report
from callsheet.parse.reports.reading import boxes_at, page_at
from callsheet.parse.reports.sentences import report_sentences
from callsheet.records import BlockRole, DocumentKind, Report, Span
from callsheet.sources.folder import read_document
from tests.unit.parse.reports import made

SAMPLE = Path(__file__).parents[4] / "transcripts/reports/gaonnuri_semiconductors_2025-02-03.pdf"


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return read_report(read_document(SAMPLE))


@pytest.fixture(scope="module")
def report(parsed: Parsed) -> Report:
    assert parsed.report is not None
    return parsed.report


def test_kind_language_and_fields_of_the_sample(parsed: Parsed, report: Report) -> None:
    assert (parsed.kind, parsed.language, parsed.warnings) == (DocumentKind.REPORT, "ko", ())
    assert (report.broker, report.published_on) == ("가온누리투자증권", date(2025, 2, 3))
    assert (report.title, report.subject) == ("설비투자는 더 길게 간다", "반도체")
    assert (report.rating, report.rating_action) == ("비중확대", "maintained")
    assert report.analysts == ("한서율", "도윤재")
    assert dict(report.rating_distribution) == {"BUY": Decimal("81.2"), "HOLD": Decimal("17.6"), "SELL": Decimal("1.2")}
    assert report.rating_distribution_on == date(2024, 12, 31)
    assert (report.target_price, report.current_price, report.code) == (None, None, None)


def test_sentences_are_whole_beside_the_side_column(report: Report) -> None:
    found = [sentence.text for sentence in report_sentences(report)]
    assert "Microsoft의 FY25 CapEx는 최소 $88B로 환산된다." in found
    assert "우리는 SK하이닉스의 2025년 1분기 설비투자를 5.7조원으로 추정한다." in found
    assert "두 회사의 경영진도 효율 개선이 투자 축소로 이어진다고 말하지 않았다." in found  # broken inside a word


def test_every_sentence_and_printed_line_stands_where_it_says(report: Report) -> None:
    for sentence in report_sentences(report):
        assert sentence.span.of(report.text) == sentence.text
        assert page_at(report.pages, sentence.span.start) is not None
    for block in report.blocks:
        for line in block.lines:
            assert block.span.covers(line.span)
            assert line.box.x0 < line.box.x1


def test_the_words_of_a_sentence_have_their_boxes(report: Report) -> None:
    sentence = next(s for s in report_sentences(report) if s.text.startswith("Meta는 2025년"))
    boxes = boxes_at(report, sentence.span)
    assert [page for page, _ in boxes] == [1]
    assert 200 < boxes[0][1].x0 < boxes[0][1].x1 < 540  # right of the side column
    whole_line = boxes_at(report, Span(sentence.span.start, sentence.span.start + 60))
    assert boxes[0][1].x1 < whole_line[0][1].x1


def test_roles_of_the_sample(report: Report) -> None:
    by_role = {role: [b.span.of(report.text) for b in report.blocks if b.role is role] for role in BlockRole}
    assert "DeepSeek가 던진 질문" in by_role[BlockRole.HEADING]
    assert "표 2. 국내 메모리 2사 설비투자 추정 (단위: 십억원)" in by_role[BlockRole.CAPTION]
    assert by_role[BlockRole.DISCLOSURE][0] == "Compliance Notice"
    assert any(text.startswith("자료:") for text in by_role[BlockRole.SOURCE])
    assert not any(
        "예시용으로 만든 가상의 보고서" in text for texts in by_role.values() for text in texts
    )  # running foot


def test_tables_of_the_sample(report: Report) -> None:
    capex = next(table for table in report.tables if table.title.startswith("표 2"))
    assert [cell.text for cell in capex.rows[2]] == ["합계", "22,900", "17,600", "18,800", "59,700", "70,000", "78,700"]
    assert capex.unit == "십억원"
    comments = next(table for table in report.tables if table.title.startswith("표 3"))
    assert comments.rows[0][0].text == "#Microsoft"


COMPANY_REPORT = """
#grid(columns: (130pt, 1fr), column-gutter: 20pt, [
  #text(18pt)[*BUY* (유지)] \\ 목표주가 81,000원(상향) \\ 현재주가 52,500원 \\ Analyst 한서율 \\ seoyul\\@house.example
], [
  2026년 1월 30일 | 기업분석 \\
  #text(24pt)[*가나전자 (123450)*] \\
  #text(16pt)[기판이 모자란다] \\
  설비투자는 지난해보다 늘었고 올해도 비슷한 수준을 유지할 전망이다. 증설은 하반기에 끝난다.
  고객사의 주문이 먼저 늘었기 때문이다.
  그 뒤의 계획은 정해지지 않았다. 전력과 부지가 모자라기 때문에 일정이 늦어질 수 있다.
  회사는 다음 분기에 다시 설명하겠다고 했다. 새 공장의 가동률은 아직 낮지만 빠르게 오르고 있다.
])
#v(1fr) 자료: 나루투자증권 #pagebreak()
*Compliance Notice* \\ 당사는 나루투자증권이며 위 종목을 보유하고 있지 않다.
"""


def test_a_company_report() -> None:
    report = read_report(made.set_page(COMPANY_REPORT)).report
    assert report is not None
    assert (report.broker, report.subject, report.code) == ("나루투자증권", "가나전자", "123450")
    assert (report.title, report.published_on) == ("기판이 모자란다", date(2026, 1, 30))
    assert (report.rating, report.rating_action) == ("BUY", "maintained")
    assert (report.target_price, report.target_price_action) == (Decimal(81000), "raised")
    assert report.current_price == Decimal(52500)
    assert report.analysts == ("한서율",)


def test_a_sentence_runs_on_over_the_page() -> None:
    long_sentence = (
        "데이터센터 투자는 " + "전력과 부지가 확보되는 곳부터 차례로 집행되며 " * 12 + "그 다음은 유럽이라고 본다."
    )
    source = (
        f"목표주가와 투자의견은 나루투자증권 리서치센터의 것이다. #v(670pt)\n\n{long_sentence} 환율도 함께 살펴야 한다."
    )
    report = read_report(made.set_page(source)).report
    assert report is not None
    assert len(report.pages) == 2
    assert long_sentence in [sentence.text for sentence in report_sentences(report)]


RELEASE = """
#text(16pt)[*Microsoft Announces Second Quarter Results*] \\
REDMOND, Wash. – January 29, 2025 – The company today announced results. Forward-looking statements follow.
*CONSOLIDATED STATEMENTS OF CASH FLOWS* \\ (In millions)
"""


def test_a_release_is_told_from_a_report() -> None:
    parsed = read_report(made.set_page(RELEASE))
    assert parsed.kind is DocumentKind.RELEASE
    assert parsed.report is not None
    assert (parsed.report.broker, parsed.report.subject) == (None, "Microsoft")
    assert parsed.report.published_on == date(2025, 1, 29)


def test_a_page_that_is_a_picture_is_named() -> None:
    source = "목표주가 나루투자증권 투자의견 #pagebreak() #rect(width: 50pt) #pagebreak() 자료: 나루투자증권"
    assert read_report(made.set_page(source)).warnings == (
        "No text layer on page 2 (pictures): what is written there is not read.",
    )


def test_a_page_whose_fonts_have_no_unicode_table_is_named() -> None:
    words = made.set_page("목표주가 나루투자증권 투자의견 #pagebreak() 자료: 나루투자증권")
    parsed = read_report(made.joined(words, made.document(made.with_private_use_characters())))
    assert parsed.report is not None
    assert [page.number for page in parsed.report.pages] == [1, 2]
    assert parsed.warnings == ("The text layer of page 3 holds glyph numbers, not characters: it is not read.",)


def test_memory_stays_flat_over_the_pages() -> None:
    """What a page needs while it is read is given back: another page costs little more than its words."""

    def peak(pages: int) -> int:
        text = "목표주가 나루투자증권 투자의견 #pagebreak() " + " #pagebreak() ".join(["#lorem(300)"] * pages)
        document = made.set_page(text)
        gc.collect()
        tracemalloc.start()
        read_report(document)
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(2)  # what is loaded once
    a_page_more = (peak(12) - peak(4)) / 8
    assert a_page_more < 400_000  # pdfplumber's characters of one such page take 4 MB while they are held


def test_neither_report_nor_release_is_refused() -> None:
    with pytest.raises(DocumentError) as raised:
        read_report(made.set_page("A shopping list: milk, bread, and a newspaper."))
    assert raised.value.reason == "not_a_report"


def test_a_call_does_not_look_like_a_report() -> None:
    call = "Operator: the next question comes from Dana Whitlock. Analyst: what is your price target? Overweight?"
    assert not looks_like_report([call])
    assert looks_like_report(["나루투자증권 리서치센터", "투자의견 BUY 목표주가 1,000원"])


SHARED = Path(__file__).parents[4] / "../shared/corpus/faulty"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty.pdf", "empty"),
        ("fake-jpg.pdf", "not_a_pdf"),
        ("password-protected.pdf", "encrypted"),
        ("chinese_scan.pdf", "scanned"),
    ],
)
def test_the_faulty_documents(name: str, reason: str) -> None:
    with pytest.raises(DocumentError) as raised:
        read_report(read_document(SHARED / name))
    assert raised.value.reason == reason
