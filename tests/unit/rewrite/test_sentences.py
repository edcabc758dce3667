"""Sentences into Korean lines, each case with its line beside it; and sentences that no frame may touch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.records import FiscalPeriod, Setting
from callsheet.rewrite.clauses import korean_line
from callsheet.rewrite.spoken import plain_words
from callsheet.rewrite.tokens import tokens

SETTING = Setting("ab" * 32, "MSFT", FiscalPeriod.parse("FY2025Q2"), 6)


def line_of(sentence: str) -> str | None:
    return korean_line(tokens(plain_words(sentence), SETTING))


LINES = {
    # subject, predicate, mood
    "We are expanding our data center capacity.": "데이터센터 CAPA 확대 중",
    "We will continue to expand our data center capacity.": "데이터센터 CAPA 지속 확대할 것",
    "We plan to significantly ramp up deployment of GPUs in 2026.": "26년 GPU 배치 대폭 확대할 계획",
    "We can use our own silicon.": "자체 칩 활용 가능",
    "We need to build more capacity.": "더 많은 CAPA 구축 필요",
    "We do not expect supply constraints.": "공급 제약 예상하지 않음",
    "Demand exceeds supply.": "수요는 공급 상회",
    # what is reported takes the mood
    "We expect capex to grow.": "CapEx는 증가할 것으로 예상",
    "We expect demand to exceed supply through the end of the fiscal year.": (
        "수요는 회계연도 말까지 공급 상회할 것으로 예상"
    ),
    # states
    "The growth rate will be lower than FY25.": "증가율은 FY25 대비 낮을 것",
    "Our infrastructure is fungible.": "인프라는 범용 활용 가능",
    # statements of the trade
    "Servers will be the biggest driver of our capex growth.": "서버가 CapEx 증가 견인",
    "Servers will be the biggest growth driver.": "서버는 최대 성장 동력이 될 것",
    "It's probably too early to discuss plans beyond 2026.": "26년 이후 계획 논의는 현재로서 시기상조",
    "We have been short power and space.": "전력 및 공간 부족 상태",
    # noun phrases
    "More than half of our spend was on long-lived assets.": "지출의 절반 이상은 장기 자산에 투자",
    "We are investing in the infrastructure that will support our customers.": "고객 지원할 인프라에 투자 중",
    # clauses joined
    "As AI becomes more efficient, we will need more servers.": "AI가 더 효율적으로 됨에 따라, 더 많은 서버 필요할 것",
    "We are adding capacity, but demand is growing faster.": "CAPA 추가 중이나, 수요는 더 빠르게 증가 중",
    "Lower token prices mean that adoption will increase.": "더 낮은 토큰 가격 → 채택은 증가할 것",
    "On training, we have seen more than 2x improvement for every hardware generation.": (
        "학습 관련, 하드웨어 세대마다 2배 이상의 개선 확인"
    ),
    "Those are all big investments, the hundreds of billions of dollars that we will invest into data centers over the "
    "long term.": "장기적으로 데이터센터에 수천억 달러 투자할 것",
    "Cloud growth included 5 points from AI services, which grew fast, and was ahead of expectations even as demand "
    "exceeded our available capacity.": (
        "수요가 가용 CAPA 상회한 상황에서도 클라우드 성장 예상 상회 (AI 서비스 기여 5%p)"
    ),
    "On your first question on how supply looks across our sites and vendors next year, we are staying on top of "
    "supply chains.": "공급망 면밀히 관리 중",
    "I feel very good about the investments we're making.": "집행 중인 투자 긍정적으로 평가",
    "We are lowering costs by deploying our own silicon in areas where we can optimize our workloads.": (
        "자체 칩 배치를 통해 비용 축소 중 (워크로드 최적화할 수 있는 영역)"
    ),
    "Our chips and networks are coming together as a complete system.": ("칩 및 네트워크는 완전한 시스템으로 통합 중"),
    # one value said in two ways; what a target adds to
    "Capex for 2025 is expected to be approximately $90 million, or about 3% of sales.": (
        "25년 CapEx 약 $90M 예상 (매출의 약 3%)"
    ),
    # fillers and false starts
    "So, you know, I think demand is, uh, really growing.": "수요는 증가 중",
}


@pytest.mark.parametrize(("sentence", "line"), LINES.items(), ids=LINES)
def test_lines(sentence: str, line: str) -> None:
    assert line_of(sentence) == line


UNTOUCHED = [
    "Our frobnication of capacity will widgetize demand.",  # words that no lexicon holds
    "Thank you, and good afternoon, everyone.",
    "We grew by walking the dog.",
    "Capacity, capacity, capacity.",
    "",
    "?",
]


@pytest.mark.parametrize("sentence", UNTOUCHED)
def test_what_no_frame_reads_is_left_alone(sentence: str) -> None:
    assert line_of(sentence) is None


def test_an_end_that_turns_the_statement_is_never_left_out() -> None:
    assert line_of("We will expand capacity unless the frobnication of demand changes.") is None
    assert line_of("We will expand capacity, except where frobnication rules it out.") is None


def test_an_end_that_only_adds_may_be_left_out() -> None:
    assert line_of("We will expand capacity, which the frobnicators like.") == "CAPA 확대할 것"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_any_text_is_read_or_left_alone(text: str) -> None:
    line = line_of("We will expand capacity " + text.replace("\n", " "))
    assert line is None or line


HONEST = {
    # a pronoun as an object is left out, as a subject of nothing said before it has no line
    "The supply chain matters, and we manage it closely.": None,
    "It will help us.": None,
    "They will expand capacity.": None,
    # who acts is named: 견인, not 견인됨
    "Revenue was driven by AI demand.": "매출은 AI 수요가 견인",
    # a mood under another keeps both
    "We expect to be able to add capacity.": "CAPA 추가 가능할 것으로 예상",
    "We will need to build more capacity.": "더 많은 CAPA 구축 필요할 것",
    "The mix will begin to shift to servers.": "비중은 서버로 전환 시작할 것",
    # what is expected is no purpose
    "We would expect capex to grow.": "CapEx는 증가할 것으로 예상",
    "We are no longer investing in servers.": "서버에 투자하지 않고 있음",
    # where a preposition's noun goes
    "We see strong demand for our cloud.": "클라우드의 강한 수요 확인",
    "We expect growth in AI capacity.": "AI CAPA 증가 예상",
    "We expect servers to run for six quarters.": "서버는 6개 분기 동안 구동될 것으로 예상",
    "We will use racks or GPUs.": "랙 또는 GPU 활용할 것",
}


@pytest.mark.parametrize(("sentence", "line"), HONEST.items(), ids=HONEST)
def test_a_line_never_says_what_its_sentence_does_not(sentence: str, line: str | None) -> None:
    assert line_of(sentence) == line


def test_a_pronoun_points_to_the_line_before_it() -> None:
    it = tokens("it is fungible", SETTING)
    assert korean_line(it) is None
    assert korean_line(it, follows=True) == "이는 범용 활용 가능"
    assert korean_line(it, named="인프라") == "인프라는 범용 활용 가능"


def test_what_stands_with_a_participle_is_no_company_of_the_verb() -> None:
    words = "We put more compute into training, with Atlas trained on a cluster of many GPUs, the biggest we have."
    assert "함께" not in (line_of(words) or "")
