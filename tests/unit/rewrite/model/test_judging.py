"""What a model says against its sentence: a true line is shown, every altered one refused with its reason."""

import pytest

from callsheet.rewrite.model.judging import judged
from tests.unit.rewrite.lines import SETTING, comment, figure

WORDS = (
    "We expect our capital expenditures in fiscal 2026 to be in the range of $40 billion to $44 billion, driven by "
    "servers."
)
FIGURE = figure(WORDS, "$40 billion to $44 billion", "40e9", "44e9", "FY2026", kind="guidance", qualifier="range")
EN, KO = "FY26 capital expenditures expected at $40-44B, driven by servers", "FY26 CapEx $40~44B 예상, 서버가 견인"


def reason(en: str, ko: str, words: str = WORDS) -> str | None:
    figures = [FIGURE] if words == WORDS else []
    refused = judged(en, ko, comment(words, *(one.figure_id for one in figures)), figures, [], SETTING)
    return refused.reason if refused else None


def test_a_true_line_is_shown() -> None:
    assert reason(EN, KO) is None


@pytest.mark.parametrize(
    ("en", "ko", "expected"),
    [
        (EN.replace("44", "45"), KO.replace("44", "45"), "number"),
        (EN, KO.replace("44", "45"), "number"),
        (EN.replace("B", "M"), KO.replace("B", "M"), "number"),
        (EN.replace("FY26", "FY27"), KO.replace("FY26", "FY27"), "period"),
        (EN + ", lower than before", KO + ", 감소", "direction"),
        (EN, KO + ", 감소할 것", "direction"),
        ("FY26 capital expenditures, driven by servers", "FY26 CapEx, 서버가 견인", "dropped"),
        (EN, "FY26 CapEx 예상, 서버가 견인", "languages"),
        (EN, EN, "form"),
        (KO, KO, "form"),
        ("", KO, "form"),
        (EN + ". And more. Much more", KO, "form"),
        (EN.replace("servers", "Nvidia"), KO, "words"),
        (EN, KO.replace("서버가", "Nvidia가"), "words"),
        (EN.replace("driven by servers", "thanks to the weather in spring"), KO, "words"),
        (EN, "FY26 CapEx $40~44B 예상, 날씨 화창 기온 상쾌 덕분", "words"),
    ],
)
def test_an_altered_line_is_refused(en: str, ko: str, expected: str) -> None:
    assert reason(en, ko) == expected


def test_a_line_of_another_sentence_is_refused_without_any_number() -> None:
    words = "Our long-lived infrastructure investments are fungible."
    assert (
        reason("Investments in long-lived infrastructure are fungible", "장기 인프라 투자는 범용 활용 가능", words)
        is None
    )
    assert reason("Demand for our new phones is strong", "신규 스마트폰 수요 강세", words) == "words"


def test_what_the_sentence_denies_is_not_affirmed() -> None:
    words = "We do not expect supply constraints next year."
    assert reason("We expect supply constraints next year", "내년 공급 제약 예상", words) == "denial"
