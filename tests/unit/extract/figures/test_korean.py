"""Capex in Korean sentences: each case carries its answer."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.extract.figures.korean import find_korean_figures
from callsheet.records import FigureKind, FiscalPeriod, Section, Sentence, Setting, Span, SpeakerRole

PUBLISHED = FiscalPeriod.parse("FY2025Q1")
SETTING = Setting("ab12cd34ef56", None, PUBLISHED, 12)


def sentences(*texts: str) -> list[Sentence]:
    found, position = [], 0
    for number, text in enumerate(texts):
        span = Span(position, position + len(text))
        found.append(Sentence(text, span, 0, number, "한서율", SpeakerRole.ANALYST, Section.PREPARED_REMARKS))
        position += len(text) + 1
    return found


@dataclass(frozen=True)
class Case:
    """A sentence and its figures: words, kind, low and high in units of currency, company."""

    text: str
    figures: tuple[tuple[str, str, float | None, float | None, str | None], ...]


CASES = [
    Case("Meta는 2025년 CapEx 가이던스로 $60~65B를 제시했다.", (("$60~65B", "guidance", 60e9, 65e9, "META"),)),
    Case("Microsoft의 FY25 CapEx는 최소 $88B로 환산된다.", (("$88B", "estimate", 88e9, None, "MSFT"),)),
    Case(
        "우리는 SK하이닉스의 올해 설비투자를 5.7조원으로 추정한다.",
        (("5.7조원", "estimate", 5.7e12, 5.7e12, "000660"),),
    ),
    Case("삼성전자는 지난 분기 시설투자로 17.8조원을 집행했다.", (("17.8조원", "actual", 17.8e12, 17.8e12, "005930"),)),
    Case(
        "컨센서스 기준 Amazon의 CapEx는 $94.5B, Alphabet은 $59.3B다.",
        (("$94.5B", "consensus", 94.5e9, 94.5e9, "AMZN"), ("$59.3B", "consensus", 59.3e9, 59.3e9, "GOOGL")),
    ),
    Case(
        "Meta와 Microsoft는 각각 CapEx 가이드를 $60~65B, 최소 $88B로 제시했다.",
        (("$60~65B", "guidance", 60e9, 65e9, "META"), ("$88B", "guidance", 88e9, None, "MSFT")),
    ),
    Case("회사는 3,463억원 규모의 시설투자를 공시했다.", (("3,463억원", "guidance", 3463e8, 3463e8, None),)),
    Case("설비투자는 전년 대비 20% 감소할 전망이다.", (("20%", "estimate", -20, -20, None),)),
    Case("매출액은 3,179억원, 영업이익은 290억원이며 설비투자 계획은 없다.", ()),  # other metrics
    Case("시설투자는 유지하지만 목표주가는 81,000원으로 올린다.", ()),
    Case("투자의견 비중확대를 유지한다.", ()),  # an opinion, not spending
    Case("Capex was $3 billion.", ()),  # English: the other extractor's
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:24])
def test_figures_of_a_sentence(case: Case) -> None:
    found = find_korean_figures(sentences(case.text), SETTING)
    expected = [
        (text, kind, None if low is None else Decimal(str(low)), None if high is None else Decimal(str(high)), ticker)
        for text, kind, low, high, ticker in case.figures
    ]
    assert [(f.text, f.kind.value, f.low, f.high, f.ticker) for f in found] == expected


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025년 1분기 설비투자는 5조원으로 추정한다.", "FY2025Q1"),
        ("26년 설비투자는 5조원으로 추정한다.", "FY2026"),
        ("2024년 4분기 시설투자로 5조원을 집행했다.", "FY2024Q4"),
        ("올해 CapEx는 5조원으로 추정한다.", "FY2025"),
    ],
)
def test_the_period_named_before_an_amount_is_its_own(text: str, period: str) -> None:
    (figure,) = find_korean_figures(sentences(text), SETTING)
    assert str(figure.period) == period


def test_the_whole_year_takes_the_year_named_before() -> None:
    found = find_korean_figures(sentences("2024년 4분기 시설투자로 5조원을 집행했고 연간으로는 20조원이었다."), SETTING)
    assert [str(figure.period) for figure in found] == ["FY2024Q4", "FY2024"]


def test_brackets_are_read_on_their_own() -> None:
    found = find_korean_figures(sentences("#Meta", "FY25 CapEx 가이드선: $60~65B (FY24 CapEx $39B)"), SETTING)
    assert [(f.kind, str(f.period), f.ticker) for f in found] == [
        (FigureKind.GUIDANCE, "FY2025", "META"),
        (FigureKind.ACTUAL, "FY2024", "META"),
    ]


def test_a_label_names_the_company_until_text_follows() -> None:
    text = "이 보고서는 두 회사의 실적 발표를 다루며 다음 주에 나머지 회사의 발표를 이어서 다룰 예정이다."
    found = find_korean_figures(sentences("#Microsoft", "당분기 CapEx $22.6B", text, "CapEx $5B 집행"), SETTING)
    assert [(f.text, f.ticker) for f in found] == [("$22.6B", "MSFT"), ("$5B", None)]


def test_this_quarter_is_the_one_reported_as_its_company_counts() -> None:
    (microsoft,) = find_korean_figures(sentences("#Microsoft", "당분기 CapEx $22.6B"), SETTING)
    (meta,) = find_korean_figures(sentences("#Meta", "당분기 CapEx $14.8B"), SETTING)
    assert (str(microsoft.period), str(meta.period)) == ("FY2025Q2", "FY2024Q4")


def test_the_report_s_company_where_a_sentence_names_none() -> None:
    setting = Setting("ab12cd34ef56", "005930", PUBLISHED, 12)
    (figure,) = find_korean_figures(sentences("설비투자는 53.6조원을 집행했다."), setting)
    assert figure.ticker == "005930"


@given(st.text(alphabet="설비투자는 CapEx$0123456789.,~조억원B최소약%전망 했다.()", max_size=60))
def test_a_figure_quotes_its_own_span(text: str) -> None:
    given_text = text + " 설비투자 3조원"
    for figure in find_korean_figures(sentences(given_text), SETTING):
        assert figure.span.of(given_text) == figure.text
