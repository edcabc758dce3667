"""Tables made by hand for the tests: public figures, sentences of our own."""

from dataclasses import replace
from decimal import Decimal
from itertools import count

from callsheet.records import (
    CapexChart,
    ChartPart,
    CommentTable,
    CompanyBlock,
    FigureKind,
    FigureRow,
    Ladder,
    LadderRow,
    Line,
    Operand,
    RenderedBy,
    TableLine,
    TableSection,
)

MSFT_CALL = "Microsoft FY2025Q2 call, 2025-01-29"
META_CALL = "Meta FY2024Q4 call, 2025-01-29"
BILLION = Decimal(1_000_000_000)

# Each line: kind, Korean, English, the words behind it, who said them.
_BULLET, _QUESTION, _ANSWER = Line.BULLET, Line.QUESTION, Line.ANSWER
MSFT_CAPEX = [
    (
        _BULLET,
        "당분기 CapEx $22.6B (금융리스 포함) / 현금 PP&E $15.8B",
        "FY2Q25 capex $22.6B incl. finance leases / cash PP&E $15.8B",
        "Capex with finance leases came to $22.6 billion; cash paid for PP&E was $15.8 billion.",
        "Amy Hood",
    ),
    (
        _BULLET,
        "FY3Q25, 4Q25 CapEx는 당분기와 유사한 수준 유지할 것",
        "FY3Q25, 4Q25 capex to stay near the FY2Q25 level",
        "We see Q3 and Q4 spend staying close to what we spent in Q2.",
        "Amy Hood",
    ),
    (
        _BULLET,
        "FY26에도 CapEx 증가 예상 → 증가율은 FY25 대비 둔화",
        "FY26 capex to grow, at a lower rate than FY25",
        "Next fiscal year the growth rate should come in below this year's.",
        "Amy Hood",
    ),
    (
        _BULLET,
        "클라우드 수요 > 가용 CAPA, 공급 제약 지속",
        "Cloud demand above available capacity",
        "Demand is still running ahead of the capacity we can bring up.",
        "Amy Hood",
    ),
    (
        _BULLET,
        "AI의 효율성과 접근성이 높아질수록 수요는 기하급수적으로 증가할 것",
        "Demand grows exponentially as AI gets cheaper",
        "As AI becomes cheaper and easier to reach, we will see demand climb many times over.",
        "Satya Nadella",
    ),
    (
        _BULLET,
        "→ 1) 전 세계 인프라 확장, 2) 학습과 추론의 균형, 3) 지역 분산에 집중",
        "→ 1) more regions, 2) balance of training and inference",
        "So we build more regions and keep training and inference in balance.",
        "Satya Nadella",
    ),
]
MSFT_DEEPSEEK = [
    (
        _QUESTION,
        "DeepSeek 관련, AI를 더 낮은 비용으로 확장하는 단계에 왔다고 보는지?",
        "On DeepSeek: can AI now scale at lower cost?",
        "After the DeepSeek news, are we at the point where this gets cheaper to scale?",
        "Kim Lee",
    ),
    (
        _ANSWER,
        "소프트웨어 최적화로 추론 성능이 매 사이클 10배씩 개선되는 중",
        "Software alone makes inference 10x better a cycle",
        "Software work alone gives us ten times better inference each cycle.",
        "Satya Nadella",
    ),
    (
        _ANSWER,
        "We will read their paper before we change any plan of ours",
        "We will read their paper before we change any plan of ours",
        "You know, we will read their paper before we change any plan of ours.",
        "Satya Nadella",
    ),
]
META_CAPEX = [
    (
        _BULLET,
        "FY25 CapEx 가이드선: $60~65B (FY24 CapEx $39.2B)",
        "FY25 capex guide: $60~65B (FY24: $39.2B)",
        "For 2025 we plan capital expenditures of $60 billion to $65 billion.",
        "Susan Li",
    ),
    (
        _BULLET,
        "서버 부문이 CapEx 증가 견인 → 생성형 AI 및 핵심 AI용 CAPA 확대",
        "Servers drive capex growth",
        "Servers are what drives the growth, for generative AI and for core AI.",
        "Susan Li",
    ),
]
META_OPEN = [
    (
        _QUESTION,
        "오픈소스 경쟁 구도는 어떻게 전개될 것으로 보는지?",
        "How does open source change the field?",
        "How do you see the open source field develop from here?",
        "Jo Park",
    ),
    (
        _ANSWER,
        "글로벌 오픈소스 표준 형성 전망 / 미국이 이를 주도하는 것이 중요",
        "One open standard will form; it should be American",
        "One open standard will emerge worldwide, and it matters that it is an American one.",
        "Mark Zuckerberg",
    ),
]


def _lines(rows: list[tuple[Line, str, str, str, str]], lang: str, prefix: str, source: str) -> tuple[TableLine, ...]:
    lines = []
    for number, (line, ko, en, excerpt, speaker) in enumerate(rows):
        quoted = ko == en
        house = "Example Securities" if line is Line.QUESTION else None
        written = RenderedBy.QUOTE if quoted else RenderedBy.FRAME
        text = ko if lang == "ko" else en
        lines.append(TableLine(text, line, f"c-{prefix}-{number}", excerpt, speaker, source, written, house))
    return tuple(lines)


def sample_ladder() -> Ladder:
    """Microsoft's FY2025 ladder: two quarters stated, the level kept for two more, the year implied."""
    row = LadderRow(
        "2025-01-29",
        "FY2025Q2",
        "FY2025Q2",
        "actual",
        "$22.6B",
        "",
        "incl_finance_leases",
        "",
        "$22.6 billion",
        f"{MSFT_CALL}, Amy Hood, line 41",
        "f-msft-2",
        BILLION * 226 / 10,
        BILLION * 226 / 10,
    )
    first = replace(
        row,
        held_on="2024-10-30",
        stated_in="FY2025Q1",
        period="FY2025Q1",
        value="$20.0B",
        low=BILLION * 20,
        high=BILLION * 20,
        words="$20.0 billion",
        figure_id="f-msft-1",
    )
    level = replace(
        row,
        period="FY2025Q3-FY2025Q4",
        status="guidance",
        value="",
        low=None,
        high=None,
        action="initiated",
        words="close to what we spent in Q2",
        figure_id="r-msft-1",
    )
    operands = tuple(Operand(each.figure_id, each.period, each.low, each.high) for each in (first, row, row, row))
    year = replace(
        row,
        period="FY2025",
        status="implied",
        value="$87.8B",
        low=BILLION * 878 / 10,
        high=BILLION * 878 / 10,
        working="20.0 + 22.6 + 22.6 + 22.6 = 87.8",
        words="",
        figure_id="d-msft-1",
        operands=operands,
    )
    return Ladder("Microsoft", (first, row, level, year))


def sample_figures() -> tuple[FigureRow, ...]:
    """Two figures with their words."""
    actual = FigureRow(
        "f-msft-2",
        "Microsoft",
        "FY2025Q2",
        "actual",
        "$22.6B",
        BILLION * 226 / 10,
        BILLION * 226 / 10,
        "USD",
        "incl_finance_leases",
        "total",
        "",
        "$22.6 billion",
        MSFT_CAPEX[0][3],
        "Amy Hood",
        MSFT_CALL,
    )
    guidance = replace(
        actual,
        figure_id="f-meta-1",
        company="Meta",
        period="FY2025",
        status="guidance",
        value="$60~65B",
        low=BILLION * 60,
        high=BILLION * 65,
        action="initiated",
        words="$60 billion to $65 billion",
        excerpt=META_CAPEX[0][3],
        speaker="Susan Li",
        source=META_CALL,
    )
    return (actual, guidance)


def sample_table(lang: str = "ko") -> CommentTable:
    """A small table of two companies with every kind of line."""
    ko = lang == "ko"
    blocks = (
        CompanyBlock(
            "Microsoft",
            "FY2025Q2",
            (
                TableSection(
                    "CapEx 및 인프라 투자 관련" if ko else "CapEx & infrastructure",
                    _lines(MSFT_CAPEX, lang, "m", MSFT_CALL),
                ),
                TableSection("DeepSeek 관련" if ko else "DeepSeek", _lines(MSFT_DEEPSEEK, lang, "md", MSFT_CALL)),
            ),
        ),
        CompanyBlock(
            "Meta",
            "FY2024Q4",
            (
                TableSection(
                    "CapEx 및 인프라 투자 관련" if ko else "CapEx & infrastructure",
                    _lines(META_CAPEX, lang, "f", META_CALL),
                ),
                TableSection(
                    "오픈소스 및 DeepSeek 관련" if ko else "Open source & DeepSeek",
                    _lines(META_OPEN, lang, "fo", META_CALL),
                ),
            ),
        ),
    )
    return CommentTable(
        title="Microsoft & Meta FY25 투자 기조 정리" if ko else "Microsoft & Meta: what they said on FY25 investment",
        head="주요 Comment" if ko else "Key comments",
        blocks=blocks,
        source=f"Source: {'각 사' if ko else 'Companies'}, callsheet ({MSFT_CALL}; {META_CALL})",
        notes=(
            "Note: 영문 1줄은 맞는 문형이 없어 발언 원문을 그대로 옮긴 것"
            if ko
            else "Note: 1 line is the speaker's own words",
        ),
        lang=lang,
        figures=sample_figures(),
        ladders=(sample_ladder(),),
    )


def long_table(lines: int = 80) -> CommentTable:
    """A table of ``lines`` lines, numbered, in two companies, short and long ones and questions among them."""
    number = count(1)

    def section(title: str, size: int) -> TableSection:
        made = []
        for position in range(size):
            line = Line.QUESTION if position % 7 == 3 else Line.ANSWER if position % 7 > 3 else Line.BULLET
            text = (
                f"{next(number)}번째 줄: AI 인프라 투자는 수요에 맞춰 늘어날 것"
                + " / 공급 제약은 하반기에 완화 전망" * (position % 4)
            )
            made.append(
                TableLine(
                    text,
                    line,
                    f"c-{title}-{position}",
                    "Spending follows demand.",
                    "Amy Hood",
                    MSFT_CALL,
                    RenderedBy.FRAME,
                    "Example Securities" if line is Line.QUESTION else None,
                )
            )
        return TableSection(title, tuple(made))

    half = lines // 2
    first = CompanyBlock(
        "Microsoft", "FY2025Q2", (section("CapEx 및 인프라 투자 관련", half - 10), section("DeepSeek 관련", 10))
    )
    second = CompanyBlock("Meta", "FY2024Q4", (section("CapEx 및 인프라 투자 관련", lines - half),))
    return replace(sample_table(), blocks=(first, second))


def sample_chart(lang: str = "ko") -> CapexChart:
    """The big four by calendar year: actual, a guided range, an open implied value and consensus."""
    values = {
        ("MSFT", "Microsoft"): [(44.5, 44.5, "actual"), (75.6, 75.6, "actual"), (89.0, None, "implied")],
        ("META", "Meta"): [(28.1, 28.1, "actual"), (39.2, 39.2, "actual"), (60, 65, "guidance")],
        ("GOOGL", "Alphabet"): [(32.3, 32.3, "actual"), (52.5, 52.5, "actual"), (58, 58, "consensus")],
        ("AMZN", "Amazon"): [(48.4, 48.4, "actual"), (77.7, 77.7, "actual"), (86, 86, "consensus")],
    }
    years = ("CY2023", "CY2024", "CY2025")
    parts = tuple(
        ChartPart(
            ticker,
            company,
            year,
            FigureKind(status),
            BILLION * Decimal(str(low)),
            None if high is None else BILLION * Decimal(str(high)),
            "made for the tests",
        )
        for (ticker, company), row in values.items()
        for year, (low, high, status) in zip(years, row, strict=True)
    )
    ko = lang == "ko"
    return CapexChart(
        title="빅테크 4사 CapEx 추이 및 전망" if ko else "Capex of the big four",
        periods=years,
        companies=("Amazon", "Alphabet", "Meta", "Microsoft"),
        parts=parts,
        currency="USD",
        source="Source: 각 사, callsheet / CY 기준" if ko else "Source: companies, callsheet / calendar years",
        notes=("Note: 가이던스를 제시하지 않은 Amazon, Alphabet은 컨센서스 기준",)
        if ko
        else ("Note: consensus where no guidance",),
        lang=lang,
    )
