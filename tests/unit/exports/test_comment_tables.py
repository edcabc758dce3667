"""The comment table as it comes out of the warehouse."""

from dataclasses import replace

import pytest

from callsheet import derive, store
from callsheet.errors import MissingError
from callsheet.exports import comment_table, latest_quarter, render
from callsheet.records import CalendarQuarter, CommentTable, Line, RenderedBy
from tests.unit.exports.conftest import comments, in_calendar
from tests.unit.store.sample import call_findings, story


def texts(table: CommentTable) -> list[list[str]]:
    return [[line.text for line in section.lines] for block in table.blocks for section in block.sections]


@pytest.fixture
def table(told):
    return comment_table(told, ["MSFT", "META"], CalendarQuarter(2024, 4), "ko")


def test_each_company_s_own_fiscal_quarter_belongs_to_the_calendar_quarter(table):
    assert [(block.company, block.fiscal_period) for block in table.blocks] == [
        ("Microsoft", "FY2025Q2"),
        ("Meta", "FY2024Q4"),
    ]


def test_sections_stand_in_the_order_of_the_coverage_and_take_their_title_from_their_topics(table):
    assert [[section.title for section in block.sections] for block in table.blocks] == [
        ["CapEx 및 인프라 투자 관련", "DeepSeek 관련"],
        ["CapEx 및 인프라 투자 관련", "오픈소스 및 DeepSeek 관련"],
    ]


def test_korean_lines_and_english_words_where_no_frame_fitted(table):
    assert texts(table) == [
        ["당분기 CapEx $22.6B", "Power is scarce"],
        ["DeepSeek의 영향?", "수요 증가할 것"],
        ["FY25 CapEx 가이드선: $60~65B"],
        ["How does open source develop?", "표준 형성"],
    ]
    capex = table.blocks[0].sections[0].lines
    assert [line.rendered_by for line in capex] == [RenderedBy.FRAME, RenderedBy.QUOTE]
    assert table.notes == ("Note: 전체 7줄 중 영문 2줄은 맞는 한국어 문형이 없어 발언 원문으로 표기",)


def test_english_lines(told):
    table = comment_table(told, ["MSFT"], "CY2024Q4", "en")
    assert texts(table) == [["FY2Q25 capex $22.6B", "Power is scarce"], ["What does DeepSeek change?", "Demand grows"]]
    assert [section.title for section in table.blocks[0].sections] == ["CapEx & infrastructure", "DeepSeek"]


def test_a_line_carries_its_words_speaker_and_document(table):
    question, answer = table.blocks[0].sections[1].lines
    assert (question.line, question.speaker, question.affiliation) == (Line.QUESTION, "Ann Alyst", "Example Securities")
    assert (answer.line, answer.excerpt, answer.speaker) == (Line.ANSWER, "It makes demand grow.", "Ada Finance")
    assert answer.source == "Microsoft FY2Q25 실적발표, 2025-01-29 (MSFT_FY2025Q2.txt, line 1)"


def test_title_and_source(table):
    assert table.title == "Microsoft & Meta FY25 투자 기조 정리"
    assert table.head == "주요 Comment"
    documents = "Microsoft FY2Q25 실적발표, 2025-01-29; Meta FY4Q24 실적발표, 2025-01-29"
    assert table.source == f"Source: 각 사, callsheet ({documents})"


def test_figures_and_ladders_stand_behind_the_lines(table):
    assert [(row.company, row.period, row.value, row.status) for row in table.figures] == [
        ("Microsoft", "FY2025Q2", "$22.6B", "actual"),
        ("Microsoft", "FY2025Q2", "$15.8B", "actual"),
        ("Meta", "FY2024Q4", "$14.8B", "actual"),
        ("Meta", "FY2025", "$60~65B", "guidance"),
    ]
    assert [ladder.company for ladder in table.ladders] == ["Microsoft", "Meta"]
    workings = [row.working for row in table.ladders[0].rows if row.period == "FY2025" and row.status == "implied"]
    assert "20.0 + 22.6 + 22.6 + 22.6 = 87.8" in workings


def test_a_ladder_ends_with_the_table_s_own_call(told):
    (ladder,) = comment_table(told, ["META"], "CY2024Q4").ladders
    assert ladder.rows[-1].stated_in == "FY2024Q4"
    assert {row.stated_in for row in ladder.rows} == {"FY2024Q1", "FY2024Q2", "FY2024Q3", "FY2024Q4"}


def test_companies_stand_in_the_order_asked_for_and_a_missing_one_is_named(told):
    table = comment_table(told, ["Meta", "Amazon", "microsoft"], "CY2024Q4", "en")
    assert [block.company for block in table.blocks] == ["Meta", "Microsoft"]
    assert table.title == "Meta & Microsoft FY25: what they said on investment"
    assert "Note: no call for CY2024Q4 yet: Amazon" in table.notes


@pytest.mark.parametrize(
    ("tickers", "quarter", "message"),
    [
        (["MSFT"], "CY2020Q1", r"no call of MSFT for CY2020Q1; it holds MSFT: CY2023Q3, .*CY2024Q4"),
        (["AMZN"], "CY2024Q4", r"no call of AMZN for CY2024Q4; it holds AMZN: none"),
        (["MSFT"], "CY2024Q3", r"no comment was found on the CY2024Q3 calls of MSFT"),
        (["MSFT"], "FY2025Q2", r"calendar quarter such as CY2024Q4"),
    ],
)
def test_what_is_not_there_is_said(told, tickers, quarter, message):
    with pytest.raises(MissingError, match=message):
        comment_table(told, tickers, quarter)


def test_an_unknown_language_or_form_is_refused(told):
    with pytest.raises(MissingError, match="en or ko"):
        comment_table(told, ["MSFT"], "CY2024Q4", "jp")
    with pytest.raises(MissingError, match="full or short"):
        comment_table(told, ["MSFT"], "CY2024Q4", form="tiny")


def test_latest_quarter(told, tmp_path):
    assert latest_quarter(told) == CalendarQuarter(2024, 4)
    with store.open_warehouse(tmp_path / "empty.duckdb") as con, pytest.raises(MissingError, match="callsheet run"):
        latest_quarter(con)


# --- what needs a warehouse of its own ------------------------------------------------------------------------------


@pytest.fixture
def con(tmp_path):
    with store.open_warehouse(tmp_path / "callsheet.duckdb") as connection:
        yield connection


def load(con, *calls):
    store.replace_documents(
        con, [replace(in_calendar(call), comments=comments(call, rows)) for call, rows in calls], "1"
    )
    derive.refresh(con)


def bullets(count):
    return [("capex", Line.BULLET, "Words.", f"line {n}", f"{n}번째 줄", n / 100) for n in range(count)]


def test_the_short_form_keeps_the_best_lines_in_their_order(con):
    question = ("capex", Line.QUESTION, "Why?", "Why?", "이유?", 0.9)
    answers = [("capex", Line.ANSWER, "Words.", f"answer {n}", f"{n}번째 답", 1 - n / 100) for n in range(9)]
    load(con, (story()[5], [*bullets(12), question, *answers]))
    (lines,) = texts(comment_table(con, ["MSFT"], "CY2024Q4", form="short"))
    assert lines == [*(f"{n}번째 줄" for n in range(5, 12)), "이유?", *(f"{n}번째 답" for n in range(5))]
    assert len(texts(comment_table(con, ["MSFT"], "CY2024Q4"))[0]) == 22


def test_a_hidden_question_leaves_its_answers_and_hidden_answers_take_their_question_away(con):
    rows = [
        ("capex", Line.QUESTION, "First?", "First?", "첫째?", 1.0),
        ("capex", Line.ANSWER, "Words.", "one", "하나", 1.0),
        ("capex", Line.QUESTION, "Second?", "Second?", "둘째?", 1.0),
        ("capex", Line.ANSWER, "Words.", "two", "둘", 1.0),
    ]
    load(con, (story()[5], rows))
    ids = [comment.comment_id for comment in comments(story()[5], rows)]
    for target in (ids[0], ids[3]):
        store.add_override(con, target, "hidden", "true", author="Kim", reason="off topic")
    assert texts(comment_table(con, ["MSFT"], "CY2024Q4")) == [["하나"]]


def test_a_corrected_line_is_shown_and_said_to_be_one(con):
    load(con, (story()[5], bullets(2)))
    target = comments(story()[5], bullets(2))[1].comment_id
    store.add_override(con, target, "ko", "고친 줄", author="Kim", reason="wording")
    table = comment_table(con, ["MSFT"], "CY2024Q4")
    assert texts(table) == [["0번째 줄", "고친 줄"]]
    assert "Note: † 1건은 Kim 수정" in table.notes
    assert "고친 줄 †" in render.markdown(table)


def test_companies_that_look_at_different_years_carry_each_its_own(con):
    nvidia = call_findings("NVDA", "FY2025Q4", "2025-02-26")
    load(con, (story()[5], bullets(1)), (nvidia, bullets(1)))
    assert comment_table(con, ["MSFT", "NVDA"], "CY2024Q4").title == "Microsoft FY25 & NVIDIA FY26 투자 기조 정리"


def test_a_korean_company_goes_by_its_korean_name_in_korean_only(con):
    load(con, (call_findings("005930", "FY2024Q4", "2025-01-31"), bullets(1)))
    assert comment_table(con, ["삼성전자"], "CY2024Q4", "ko").title == "삼성전자 FY25 투자 기조 정리"
    assert comment_table(con, ["005930"], "CY2024Q4", "en").blocks[0].company == "Samsung Electronics"


def test_a_table_of_an_earlier_quarter_knows_nothing_of_later_calls(con):
    early, late = story()[4], story()[5]
    load(con, (early, bullets(1)), (late, bullets(1)))
    (ladder,) = comment_table(con, ["MSFT"], "CY2024Q3").ladders
    assert {row.stated_in for row in ladder.rows} == {"FY2025Q1"}


def test_many_companies_are_counted_in_the_title(con):
    names = ["META", "GOOGL", "AMZN", "IBM", "TSM"]
    load(con, *[(call_findings(name, "FY2024Q4", "2025-01-29"), bullets(1)) for name in names])
    assert comment_table(con, names[:4], "CY2024Q4").title == "Meta, Alphabet, Amazon & IBM FY25 투자 기조 정리"
    assert comment_table(con, names, "CY2024Q4").title == "Meta 외 4개사 FY25 투자 기조 정리"
