"""Labels as documents print them, and layouts that nobody here has seen: the generic readings."""

import pytest

from callsheet.parse import parse_document
from callsheet.parse.labels import Label, read_label, without_time
from tests.unit.parse.sample import CHIEF, FINANCE, HOST, SAMPLE, document


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("Operator", Label("Operator")),
        ("Operator [7]", Label("Operator")),
        ("TOMAS OKAFOR", Label("Tomas Okafor")),
        ("Marta Lindqvist Q", Label("Marta Lindqvist")),
        ("A - Priya Delacroix", Label("Priya Delacroix")),
        ("Jane Doe, Example Corp. - CFO  [12]", Label("Jane Doe", "Example Corp. - CFO")),
        ("김하나 부사장", Label("김하나", "부사장")),
        ("Krista", Label("Krista")),
        ("Free Cash Flow", None),
        ("매출", None),
        ("The plan for next year is unchanged", None),
    ],
)
def test_labels(printed: str, label: Label | None) -> None:
    assert read_label(printed) == label


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("[00:12:41] Jane Doe: Hello", "Jane Doe: Hello"),
        ("Jane Doe (01:02):", "Jane Doe:"),
        ("0:00:22", "0:00:22"),
        ("We start at 10:30 in the morning", "We start at 10:30 in the morning"),
    ],
)
def test_time_stamps(line: str, bare: str) -> None:
    assert without_time(line) == bare


def _numbered(number: int, speaker: str, title: str | None) -> str:
    return f"{speaker}, Northwind Robotics - {title}    [{number}]" if title else f"{speaker}    [{number}]"


UNSEEN = {
    "numbered": "\n\n".join(
        f"{'-' * 40}\n{_numbered(n, said.speaker, said.title)}\n{'-' * 40}\n{said.text}"
        for n, said in enumerate(SAMPLE, start=1)
    ),
    "stamped": "\n\n".join(f"[00:{n:02}:00] {said.speaker}: {said.text}" for n, said in enumerate(SAMPLE)),
    "stamp_behind": "\n\n".join(f"{said.speaker} (00:{n:02}):\n{said.text}" for n, said in enumerate(SAMPLE)),
    "capitals_colon": "\n\n".join(f"{said.speaker.upper()}: {said.text}" for said in SAMPLE),
    "marked": "\n".join(
        "\n".join(filter(None, [said.speaker + " Q" * (said.role == "analyst"), said.title, said.text, "....."]))
        for said in SAMPLE
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", UNSEEN)
def test_a_layout_that_nobody_foresaw_still_gives_a_call(layout: str) -> None:
    call = parse_document(document(UNSEEN[layout])).call
    assert call is not None
    wanted = [("Operator" if said.role == "operator" else said.speaker, said.role) for said in SAMPLE]
    assert [(turn.speaker.replace("OPERATOR", "Operator"), turn.role.value) for turn in call.turns] == wanted
    assert {CHIEF, FINANCE, HOST} < {turn.speaker for turn in call.turns}


def test_a_korean_call_is_read_by_its_labels() -> None:
    turns = (
        "사회자: 안녕하십니까. 삼성전자 2025년 2분기 실적발표 컨퍼런스콜을 시작하겠습니다.",
        "김하나 부사장: 매출은 74조원이고 설비투자는 11조원입니다. " + "수요가 좋습니다. " * 40,
        "박둘 애널리스트: 내년 설비투자는 어느 정도로 보십니까?",
        "김하나 부사장: 올해와 비슷한 수준입니다.",
        "사회자: 이상으로 마치겠습니다.",
    )
    parsed = parse_document(document("삼성전자 2025년 2분기 실적발표 컨퍼런스콜\n\n" + "\n\n".join(turns)))
    call = parsed.call
    assert call is not None
    assert (parsed.language, call.ticker, str(call.fiscal_period)) == ("ko", "005930", "FY2025Q2")
    assert [turn.role.value for turn in call.turns] == ["operator", "executive", "analyst", "executive", "operator"]
    assert [(exchange.analyst, exchange.question, exchange.answer) for exchange in call.exchanges] == [
        ("박둘", (2,), (3,))
    ]
