"""What the pipeline finds in a report: figures with their place, tone of its sentences, its own comment table."""

from pathlib import Path

import pytest

from callsheet.pipeline import process_file
from callsheet.records import Findings, ToneLabel

SAMPLE = Path(__file__).parents[2] / "transcripts/reports/gaonnuri_semiconductors_2025-02-03.pdf"


@pytest.fixture(scope="module")
def findings() -> Findings:
    return process_file(SAMPLE)


def test_every_figure_has_its_page_and_box(findings: Findings) -> None:
    assert findings.figures
    assert all(figure.page and figure.box for figure in findings.figures)


def test_every_sentence_has_a_tone(findings: Findings) -> None:
    report = findings.report
    assert report is not None
    tones = {tone.span.of(report.text): tone.tone for tone in findings.tones}
    assert tones["우리는 SK하이닉스의 2025년 1분기 설비투자를 5.7조원으로 추정한다."] is ToneLabel.NEUTRAL
    assert ToneLabel.POSITIVE in tones.values()
    assert not any(text.startswith("자료:") for text in tones)


def test_the_comment_table_is_read_back(findings: Findings) -> None:
    lines = [(line.ticker, line.section, str(line.line), line.text) for line in findings.report_comments]
    assert lines[0] == ("MSFT", "capex", "bullet", "당분기 CapEx $22.6B → 절반 이상을 장기 자산에 집행")
    assert ("META", "capex", "bullet", "FY25 CapEx 가이던스: $60~65B") in lines
    assert ("MSFT", "deepseek", "question", "DeepSeek를 어떻게 보는지?") in lines
