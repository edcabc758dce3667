"""What a Korean report says on a section's topics, in its own words, with its place."""

from functools import cache

import pytest

from callsheet.extract.commentary.reports import find_report_comments
from callsheet.pipeline import process_file
from callsheet.records import (
    BlockRole,
    Comment,
    Findings,
    Line,
    RenderedBy,
    Report,
    ReportBlock,
    Section,
    Sentence,
    Setting,
    Span,
    SpeakerRole,
)
from callsheet.shipped import shipped


@cache
def sample() -> Findings:
    return process_file(shipped("transcripts/reports/gaonnuri_semiconductors_2025-02-03.pdf"))


def test_the_samples_lines_are_its_own_words_with_span_and_page() -> None:
    report = sample().report
    assert report is not None
    lines = sample().comments
    assert {line.section for line in lines} == {"capex", "deepseek"}
    for line in lines:
        assert line.excerpt == line.spans[0].of(report.text)
        assert line.ko == " ".join(line.excerpt.split()).rstrip(".")
        assert (line.rendered_by, line.en, line.speaker, line.role) == (
            RenderedBy.QUOTE,
            "",
            "한서율",
            SpeakerRole.ANALYST,
        )
        assert line.page is not None
        page = next(page for page in report.pages if page.number == line.page)
        assert page.span.covers(Span(line.spans[0].start, line.spans[0].start + 1))


def test_the_samples_guidance_line_carries_its_figure() -> None:
    line = next(line for line in sample().comments if "$60~65B" in (line.ko or ""))
    figures = {figure.figure_id: figure for figure in sample().figures}
    assert [figures[figure_id].text for figure_id in line.figure_ids] == ["$60~65B"]
    assert line.section == "capex"


BODY, BULLET, HEADING = BlockRole.BODY, BlockRole.BULLET, BlockRole.HEADING


def comments(*blocks: tuple[BlockRole, str]) -> list[Comment]:
    """Return the lines of a report of these blocks, one sentence each."""
    text, sentences, made = "", [], []
    for number, (role, words) in enumerate(blocks):
        span = Span(len(text), len(text) + len(words))
        text += words + "\n"
        made.append(ReportBlock(role, span, ()))
        sentences.append(Sentence(words, span, 0, number, "한서율", SpeakerRole.ANALYST, Section.PREPARED_REMARKS))
    report = Report("가온", None, None, None, None, None, None, (), ("한서율",), text, (), blocks=tuple(made))
    return find_report_comments(report, sentences, [], [], Setting("ab" * 32, None, None, None))


ASKED = (BULLET, "Q. DeepSeek가 서버 투자를 줄일 것으로 보는지?")
ANSWER = (BULLET, "- 토큰 가격이 낮아질수록 더 많은 사람이 서비스를 쓰게 될 것")


def test_a_printed_question_has_what_follows_it_as_answers() -> None:
    found = comments(ASKED, ANSWER, (HEADING, "Ⅱ. 결론"), (BODY, "날씨가 매우 좋은 하루였다고 생각한다."))
    assert [(one.line, one.section) for one in found] == [(Line.QUESTION, "deepseek"), (Line.ANSWER, "deepseek")]
    assert found[1].question_id == found[0].comment_id
    assert found[0].ko == "Q. DeepSeek가 서버 투자를 줄일 것으로 보는지?"


def test_a_question_that_nothing_answers_is_no_line() -> None:
    assert comments(ASKED, (HEADING, "Ⅱ. 결론")) == []


@pytest.mark.parametrize(
    "words",
    [
        "CapEx는 내년에도 증가할 것으로 예상된다.",
        "빅테크의 설비투자를 둘러싼 우려는 과도하며 증가를 전망한다.",
        "데이터센터가 늘어나면서 투자는 더 확대될 것이다.",
    ],
)
def test_a_particle_behind_the_topic_hides_it_from_nobody(words: str) -> None:
    assert [one.ko for one in comments((BODY, words))] == [words.rstrip(".")]


def test_headings_labels_and_other_topics_are_no_lines() -> None:
    assert comments((HEADING, "DeepSeek의 한계점과 대응 전략"), (BODY, "#Microsoft"), (BODY, "CapEx 관련")) == []
    assert comments((BODY, "스마트폰 판매는 내년에도 증가할 것으로 예상된다.")) == []


def test_two_sentences_that_say_the_same_are_one_line() -> None:
    words = "빅테크의 CapEx는 내년에도 증가할 것으로 예상"
    assert len(comments((BODY, words), (BODY, f"{words}된다."))) == 1
