"""The words that exports add to what the documents say, in English and Korean, laid out side by side."""

import re
from typing import Final

from callsheet.errors import MissingError
from callsheet.records import FigureRow, LadderRow

LANGUAGES: Final = ("en", "ko")

# key: (English, Korean)
_WORDS: Final = {
    # The comment table.
    "head": ("Key comments", "주요 Comment"),
    "section": ("Section", "구분"),
    "continued": ("continued", "계속"),
    "company": ("Company", "기업"),
    "words": ("Words", "발언 원문"),
    "behind": ("Words behind the lines", "줄별 발언 원문"),
    "speaker": ("Speaker", "발언자"),
    "affiliation": ("House", "소속"),
    "document": ("Document", "문서"),
    "comment_id": ("ID", "ID"),
    "comments": ("Comments", "주요 Comment"),
    "call": ("call", "실적발표"),
    "table_title": ("{companies}: what they said on investment", "{companies} 투자 기조 정리"),
    "and_more": ("{name} and {more} more", "{name} 외 {more}개사"),
    "table_source": ("Source: Companies, callsheet ({documents})", "Source: 각 사, callsheet ({documents})"),
    "note_quoted": (
        "Note: {quoted} of {lines} lines are the speaker's own words, as no frame fitted",
        "Note: 전체 {lines}줄 중 영문 {quoted}줄은 맞는 한국어 문형이 없어 발언 원문으로 표기",
    ),
    "note_corrected": ("Note: {corrected} lines corrected by {people}", "Note: {corrected}줄은 {people} 수정"),
    "note_absent": ("Note: no call for {quarter} yet: {companies}", "Note: {quarter} 실적발표 자료 없음: {companies}"),
    # Figures and ladder.
    "figures": ("Figures", "수치"),
    "ladder": ("Guidance ladder", "가이던스 추이"),
    "ladder_title": ("{company}: capex guidance, statement by statement", "{company} CapEx 가이던스 추이"),
    "held_on": ("Held on", "발표일"),
    "stated_in": ("Stated in", "발표 분기"),
    "period": ("Period", "대상 기간"),
    "status": ("Status", "상태"),
    "value": ("Value", "금액"),
    "low": ("Low", "하단"),
    "high": ("High", "상단"),
    "unit": ("Unit", "단위"),
    "action": ("Action", "변경"),
    "definition": ("Definition", "기준"),
    "scope": ("Scope", "범위"),
    "basis": ("Working or words", "산식 / 발언 원문"),
    "working": ("Working", "산식"),
    "figure_id": ("ID", "ID"),
    "empty_ladder": ("No statement on capex yet", "CapEx 관련 발언 없음"),
    # Tone.
    "tone_title": ("Net tone of the calls", "콜 톤 (긍정-부정 비중)"),
    "part": ("Part", "구분"),
    "sentences": ("Sentences", "문장 수"),
    "positive": ("Positive", "긍정"),
    "negative": ("Negative", "부정"),
    "net_tone": ("Net tone", "순톤"),
    "net_tone_low": ("95 % low", "95% 하단"),
    "net_tone_high": ("95 % high", "95% 상단"),
    "previous_period": ("Call before", "직전 콜"),
    "change": ("Against it", "직전 콜 대비"),
    "season_companies": ("Others", "비교 기업 수"),
    "against_season": ("Against the season", "동일 시즌 대비"),
    # The page.
    "show_all": ("Show all words", "원문 모두 보기"),
    "hide_all": ("Hide all words", "원문 모두 닫기"),
    "all": ("All", "전체"),
    "find": ("Find", "찾기"),
    "source": ("Source", "출처"),
    "excerpt": ("Sentence", "문장"),
    # The chart.
    "chart": ("Capex chart", "CapEx 차트"),
    "chart_title": ("Capex of {companies} big tech companies", "빅테크 {companies}사 CapEx 추이 및 전망"),
    "chart_source": ("Source: {sources} / calendar years{day}", "Source: {sources} / CY 기준{day}"),
    "companies": ("Companies", "각 사"),
    "as_of": (" / as known on {day}", " / {day} 시점"),
    "chart_values": ("Values and where they come from", "값과 출처"),
    "note_guidance": ("Note: company guidance: {companies}", "Note: 회사 가이던스: {companies}"),
    "note_implied": (
        "Note: implied by company statements: {companies}",
        "Note: 회사 발언에서 도출한 내재 값: {companies}",
    ),
    "note_consensus": (
        "Note: consensus, as neither actual nor guidance is at hand: {companies}",
        "Note: 실적 및 가이던스 자료가 없어 컨센서스 기준: {companies}",
    ),
    "note_estimate": ("Note: broker estimate: {companies}", "Note: 증권사 추정: {companies}"),
    "note_no_value": ("Note: no value at hand: {companies}", "Note: 자료 없음: {companies}"),
    "note_fiscal": ("Note: fiscal, not calendar year: {companies}", "Note: 역년이 아닌 회계연도 기준: {companies}"),
    "note_definitions": ("Note: definitions: {definitions}", "Note: CapEx 기준: {definitions}"),
}

# Values of enumerations, under their own spelling.
_VALUES: Final = {
    "actual": ("actual", "실적"),
    "guidance": ("guidance", "가이던스"),
    "plan": ("plan", "계획"),
    "prior": ("prior", "직전 수치"),
    "other": ("other", "기타"),
    "consensus": ("consensus", "컨센서스"),
    "estimate": ("estimate", "추정"),
    "implied": ("implied", "내재"),
    "incl_finance_leases": ("incl. finance leases", "금융리스 포함"),
    "cash_ppe": ("cash PP&E", "현금 PP&E"),
    "net_of_proceeds": ("net of proceeds", "매각대금 차감"),
    "as_stated": ("as stated", "회사 발표 기준"),
    "total": ("total", "전체"),
    "component": ("component", "일부"),
    "call": ("whole call", "콜 전체"),
    "executive": ("executives", "경영진"),
    "analyst": ("analysts", "애널리스트"),
    "prepared_remarks": ("prepared remarks", "모두발언"),
    "answers": ("answers", "답변"),
    "initiated": ("initiated", "신규"),
    "raised": ("raised", "상향"),
    "lowered": ("lowered", "하향"),
    "narrowed": ("narrowed", "범위 축소"),
    "reiterated": ("reiterated", "유지"),
    "withdrawn": ("withdrawn", "철회"),
}


def _index(lang: str) -> int:
    if lang not in LANGUAGES:
        raise MissingError(f"exports are written in {' or '.join(LANGUAGES)}, not in {lang!r}")
    return LANGUAGES.index(lang)


def word(key: str, lang: str) -> str:
    """Return one of the exports' own words in ``lang``.

    Raises:
        MissingError: ``lang`` is neither ``en`` nor ``ko``.

    >>> word("period", "ko")
    '대상 기간'
    """
    return _WORDS[key][_index(lang)]


# How the ladder's values are worded: guidance without a number, and hedges.
_VALUE_PATTERNS: Final = (
    (re.compile(r"level with ?(.*)"), r"\1 수준"),
    (re.compile(r"above ?(.*)"), r"\1 상회"),
    (re.compile(r"below ?(.*)"), r"\1 하회"),
    (re.compile(r"growth level with ?(.*)"), r"\1 증가율 수준"),
    (re.compile(r"growth above ?(.*)"), r"\1 증가율 상회"),
    (re.compile(r"growth below ?(.*)"), r"\1 증가율 하회"),
    (re.compile(r"change: (.+)"), r"증감 \1"),
    (re.compile(r"over (.+)"), r"\1 이상"),
    (re.compile(r"up to (.+)"), r"\1 이하"),
    (re.compile(r"~(.+)"), r"약 \1"),
)


def value_text(value: str, lang: str) -> str:
    """Return a value of the ladder in ``lang``.

    >>> value_text("level with FY2025Q2", "ko"), value_text("over $88B", "ko"), value_text("$60~65B", "ko")
    ('FY2025Q2 수준', '$88B 이상', '$60~65B')
    """
    if _index(lang) == LANGUAGES.index("ko"):
        for pattern, template in _VALUE_PATTERNS:
            if match := pattern.fullmatch(value):
                return match.expand(template).strip()
    return value


def cell_text(row: LadderRow | FigureRow, column: str, lang: str) -> str:
    """Return what a table shows of a row in ``column``, in ``lang``."""
    text = str(getattr(row, column))
    return value_text(text, lang) if column == "value" else value_word(text, lang)


def value_word(value: str, lang: str) -> str:
    """Return the value of a cell in ``lang``: a status, a definition, an action; anything else stays as it is.

    >>> value_word("guidance", "ko"), value_word("FY2025", "ko")
    ('가이던스', 'FY2025')
    """
    return _VALUES[value][_index(lang)] if value in _VALUES else value
