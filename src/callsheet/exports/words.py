"""The words that exports add to what the documents say, in English and Korean, laid out side by side."""

import re
from typing import Final

from callsheet.errors import MissingError
from callsheet.records import FigureRow, LadderRow

LANGUAGES: Final = ("en", "ko")
CORRECTED_MARK: Final = " †"  # behind what an analyst corrected, wherever it is shown

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
    "note_corrected": (
        "Note: † {corrected} lines and figures corrected by {people}",
        "Note: † {corrected}건은 {people} 수정",
    ),
    "note_approved": (
        "Note: {approved} of {lines} lines approved by {people}",
        "Note: {lines}줄 중 {approved}줄 {people} 확인",
    ),
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
    # The page.
    "show_all": ("Show all words", "원문 모두 보기"),
    "hide_all": ("Hide all words", "원문 모두 닫기"),
    "all": ("All", "전체"),
    "find": ("Find", "찾기"),
    "source": ("Source", "출처"),
    "excerpt": ("Sentence", "문장"),
    "open_words": ("Open in the transcript", "원문에서 보기"),
    "transcript": ("Transcript", "원문"),
    "close": ("Close", "닫기"),
    "reason": ("Reason", "사유"),
    "corrected_by": ("corrected by", "수정"),
    "approved_by": ("approved by", "확인"),
    "tone": ("Tone", "톤"),
    "role": ("Role", "역할"),
    "sentences": ("Sentences", "문장 수"),
    "positive": ("Positive", "긍정"),
    "negative": ("Negative", "부정"),
    "net": ("Net tone", "순톤"),
    "previous_net": ("Before", "직전 분기"),
    "forward_pct": ("Looking ahead", "전망 비중"),
    "fiscal_period": ("Quarter", "분기"),
    "note_tone": (
        "Net tone: share of positive less share of negative sentences, -1 to 1",
        "순톤: 긍정 문장 비중에서 부정 문장 비중을 뺀 값 (-1~1)",
    ),
    # The review page.
    "review": ("Review", "검토"),
    "edit": ("Correct", "수정"),
    "approve": ("Approve", "확인"),
    "move_up": ("Move up", "위로"),
    "move_down": ("Move down", "아래로"),
    "hidden": ("Hidden lines and figures", "숨긴 줄과 수치"),
    "show_again": ("Show again", "다시 표시"),
    "quarter": ("Quarter", "분기"),
    "companies_of": ("Companies", "기업"),
    "language": ("Language", "언어"),
    "show": ("Show", "보기"),
    "reviewer": ("Reviewer", "검토자"),
    "why": ("Why", "사유"),
    "save": ("Save", "저장"),
    "cancel": ("Cancel", "취소"),
    "yours": ("Yours", "내 수정"),
    "rerun": ("a new run", "재처리"),
    "conflict": ("Changed meanwhile; nothing was saved", "그 사이 변경되어 저장하지 않음"),
    "conflict_help": (
        "The fields below hold yours: save again to replace what stands there now, or cancel to keep it",
        "아래는 내 수정: 다시 저장하면 현재 내용을 대체, 취소하면 현재 내용 유지",
    ),
    "field_ko": ("Korean", "한국어"),
    "field_en": ("English", "영어"),
    "field_low": ("Low", "하단"),
    "field_high": ("High", "상단"),
    "field_kind": ("Status", "상태"),
    "field_scope": ("Scope", "범위"),
    "field_definition": ("Definition", "기준"),
    "field_period": ("Period", "대상 기간"),
    "field_action": ("Action", "변경"),
    "field_section": ("Section", "구분"),
    "field_position": ("Position", "순서"),
    "field_hidden": ("Hidden", "숨김"),
    "field_approved": ("Approved", "확인"),
    "field_version": ("The line", "내용"),
    # The chart.
    "half_range": ("± half of the range", "± 범위의 절반"),
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
    "note_chart_corrected": ("Note: † corrected by analysts: {companies}", "Note: † 애널리스트 수정: {companies}"),
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
    "initiated": ("initiated", "신규"),
    "raised": ("raised", "상향"),
    "lowered": ("lowered", "하향"),
    "narrowed": ("narrowed", "범위 축소"),
    "reiterated": ("reiterated", "유지"),
    "withdrawn": ("withdrawn", "철회"),
    "prepared_remarks": ("prepared remarks", "모두 발언"),
    "questions_and_answers": ("questions and answers", "질의응답"),
    "executive": ("executive", "경영진"),
    "analyst": ("analyst", "애널리스트"),
    "investor_relations": ("investor relations", "IR"),
    "operator": ("operator", "사회자"),
    "unknown": ("unknown", "미상"),
    "true": ("yes", "예"),
    "false": ("no", "아니요"),
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
    if column != "value":
        return value_word(text, lang)
    return value_text(text, lang) + (CORRECTED_MARK if row.review.corrected_by else "")


def value_word(value: str, lang: str) -> str:
    """Return the value of a cell in ``lang``: a status, a definition, an action; anything else stays as it is.

    >>> value_word("guidance", "ko"), value_word("FY2025", "ko")
    ('가이던스', 'FY2025')
    """
    return _VALUES[value][_index(lang)] if value in _VALUES else value
