"""The tone of sentences, in English and Korean; every sentence here is our own."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.errors import DocumentError
from callsheet.extract.tone import score_tone, tone_in_passage, tones
from callsheet.records import FiscalPeriod, Section, Sentence, Span, SpeakerRole, ToneLabel

KOREAN = [
    json.loads(line)
    for line in (Path(__file__).parents[3] / "gold" / "tone_ko.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("tone", "sentence"),
    [
        ("positive", "Gross margin improved 180 basis points on strong demand and lower freight costs."),
        ("positive", "Churn fell to a record low and backlog grew 20%."),
        ("positive", "We are raising our full-year guidance after a very strong quarter."),
        ("negative", "Orders declined 9% as customers delayed projects."),
        ("negative", "Tariffs will be a headwind to our margins in the second half."),
        ("negative", "We lowered our outlook because demand remains weak."),
        ("neutral", "Our next question comes from the line of Pat Example with Sample Securities."),
        ("neutral", "Today's slides and a reconciliation of non-GAAP measures are on our website."),
        ("neutral", "We expect capital expenditures of $40 million in fiscal 2026."),
        ("negative", "원가 부담이 커지면서 이익률이 하락했다"),
        ("positive", "환율 하락에도 불구하고 수익성이 개선되었다"),
        ("neutral", "부채비율은 95%이다"),
    ],
)
def test_the_tone_of_a_sentence(tone: str, sentence: str) -> None:
    assert score_tone(sentence).tone == tone


@pytest.mark.parametrize(
    ("forward", "sentence"),
    [
        (True, "We expect revenue to grow next year."),
        (False, "Revenue grew 8% in the quarter."),
        (True, "내년 출하량은 두 배로 늘어날 전망이다"),
        (False, "3분기 영업이익은 기대치를 상회했다"),
    ],
)
def test_whether_a_sentence_speaks_of_the_future(forward: bool, sentence: str) -> None:
    assert score_tone(sentence).forward is forward


def test_the_period_of_the_call_tells_years_to_come_from_years_past() -> None:
    sentence = "The plan covers spending in 2025 and 2026."
    early, late = (score_tone(sentence, at=FiscalPeriod.parse(period)) for period in ("FY2024Q4", "FY2026Q4"))
    assert early.forward
    assert not late.forward


@given(st.text())
def test_every_text_has_a_tone(text: str) -> None:
    found = score_tone(text)
    assert -1 <= found.score <= 1
    assert found.tone in ToneLabel


def sentence(text: str, start: int) -> Sentence:
    span = Span(start, start + len(text))
    return Sentence(text, span, 0, 0, "A. Speaker", SpeakerRole.EXECUTIVE, Section.PREPARED_REMARKS)


def test_the_tones_of_a_call_are_those_of_its_sentences_in_order() -> None:
    call = [sentence("Revenue grew on strong demand.", 0), sentence("업황 부진이 이어졌다", 40)]
    found = list(tones(call))
    assert [tone.span for tone in found] == [part.span for part in call]
    assert [tone.tone for tone in found] == [ToneLabel.POSITIVE, ToneLabel.NEGATIVE]
    assert list(tones([])) == []


@pytest.mark.parametrize("row", [{"id": "a"}, {"id": "b", "text": 5}, {"id": "c", "text": "Fine.", "before": None}])
def test_a_row_that_is_no_passage_is_refused_by_its_id(row: dict[str, object]) -> None:
    with pytest.raises(DocumentError, match=str(row["id"])) as caught:
        tone_in_passage(row)
    assert caught.value.reason == "not_a_passage"


@pytest.mark.parametrize(("part", "floor"), [("dev", 0.94), ("kept", 0.88)])
def test_korean_tone_on_the_projects_own_sentences(part: str, floor: float) -> None:
    rows = [row for row in KOREAN if row["part"] == part]
    found = [score_tone(row["text"]) for row in rows]
    assert sum(one.tone == row["tone"] for one, row in zip(found, rows, strict=True)) / len(rows) >= floor
    assert sum(one.forward == row["forward"] for one, row in zip(found, rows, strict=True)) / len(rows) >= floor


def test_the_korean_set_is_large_enough_and_says_nothing_twice() -> None:
    assert len(KOREAN) >= 300
    assert len({row["text"] for row in KOREAN}) == len(KOREAN)
