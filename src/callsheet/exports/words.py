"""The words that exports add to what the documents say, in English and Korean, laid out side by side."""

from typing import Final

from callsheet.errors import MissingError

LANGUAGES: Final = ("en", "ko")

# key: (English, Korean). Values of enumerations (statuses, definitions, actions) stand under their own spelling.
_WORDS: Final = {
    # The comment table.
    "head": ("Key comments", "주요 Comment"),
    "section": ("Section", "구분"),
    "continued": ("continued", "계속"),
    "company": ("Company", "기업"),
    "line": ("Line", "줄"),
    "kind": ("Kind", "종류"),
    "words": ("Words", "발언 원문"),
    "behind": ("Words behind the lines", "줄별 발언 원문"),
    "speaker": ("Speaker", "발언자"),
    "affiliation": ("House", "소속"),
    "document": ("Document", "문서"),
    "comment_id": ("ID", "ID"),
    "rendered_by": ("Written by", "작성"),
    "comments": ("Comments", "주요 Comment"),
    "bullet": ("bullet", "내용"),
    "question": ("question", "질문"),
    "answer": ("answer", "답변"),
    "frame": ("frame", "문형"),
    "model": ("model", "모델"),
    "quote": ("quote", "원문"),
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
    "working": ("Working", "산식"),
    "sentence": ("Sentence", "문장"),
    "figure_id": ("ID", "ID"),
    "empty_ladder": ("No statement on capex yet", "CapEx 관련 발언 없음"),
    # Values of enumerations.
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
    # The page.
    "show_all": ("Show all words", "원문 모두 보기"),
    "hide_all": ("Hide all words", "원문 모두 닫기"),
    "chart": ("Capex chart", "CapEx 차트"),
}


def word(key: str, lang: str) -> str:
    """Return an export's own word in ``lang``; a key that is not listed (a value without a translation) stays as it is.

    Raises:
        MissingError: ``lang`` is neither ``en`` nor ``ko``.

    >>> word("guidance", "ko"), word("FY2025", "ko")
    ('가이던스', 'FY2025')
    """
    if lang not in LANGUAGES:
        raise MissingError(f"exports are written in {' or '.join(LANGUAGES)}, not in {lang!r}")
    return _WORDS[key][LANGUAGES.index(lang)] if key in _WORDS else key
