"""Capex figures in Korean sentences, as broker reports write them: ``$60~65B``, ``최소 $88B``, ``5.7조원``.

An amount belongs to the metric that the sentence names last before it, or right behind it ("3,463억원 규모의
시설투자"). Whose capex it is follows from the company named last before it; "A와 B는 각각 X, Y" gives each its own.
Whether it is spent, guided, estimated or the market's consensus is read from the words around it, then from the period.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from callsheet.coverage import coverage
from callsheet.language.periods import PeriodMention, periods
from callsheet.language.quantities import Quantity, quantities
from callsheet.lexicon import lexicon
from callsheet.records import (
    PERCENT,
    CalendarQuarter,
    Definition,
    Figure,
    FigureKind,
    FigureType,
    FiscalPeriod,
    GuidanceAction,
    Scope,
    Sentence,
    Setting,
    Span,
    finding_id,
    fiscal_quarter,
)

_WORDS = lexicon("capex_ko")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_CAPEX = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(_WORDS['capex']['words'])})", re.IGNORECASE)
_OTHER = re.compile(rf"(?<![A-Za-z가-힣])(?:{'|'.join(_WORDS['capex']['others'])})", re.IGNORECASE)
_SHARE_OF_SALES = re.compile(_WORDS["capex"]["share_of_sales"], re.IGNORECASE)
_SHARE_OF_CAPEX = re.compile(_WORDS["capex"]["share_of_capex"], re.IGNORECASE)
_KIND = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _WORDS["kinds"].items()}
_RISE, _FALL = (re.compile(_WORDS["changes"][name]) for name in ("rise", "fall"))
_ACTIONS = [(GuidanceAction(name), re.compile(pattern)) for name, pattern in _WORDS["actions"].items()]
_RESPECTIVELY = re.compile(_WORDS["respectively"]["words"])
_BEHIND = 16  # characters within which the metric may follow its amount
_CLAUSE = re.compile(r"[,;]\s|(?<=[고며])\s|(?<=지만)\s|(?<=으나)\s|\s/\s|→|\.\s")
_CHANGE_REACH = 12
_LABEL = re.compile(r"#\s*([\w .&]+)")
_RUNNING = re.compile(r".{40,}(?:다|요)\.$")
_REPORTED_QUARTER = re.compile(r"당\s?분기|이번\s?분기|금\s?분기")
_MONEY = re.compile(r"[A-Z]{3}")
_CONTEXT = 2  # sentences before, of the same paragraph, that may name the company


@dataclass(frozen=True, slots=True)
class _CompanyMention:
    ticker: str
    start: int
    end: int


def find_korean_figures(sentences: Sequence[Sentence], setting: Setting) -> list[Figure]:
    """Return the capex figures of Korean sentences, in their order.

    ``setting.ticker`` is the company of a company report, None for a sector report; ``setting.fiscal_period`` is the
    quarter in which the report was published: it anchors "올해" and tells periods that are over from those to come.
    """
    found: list[Figure] = []
    labelled: str | None = None
    for position, sentence in enumerate(sentences):
        labelled = _company_label(sentence.text, labelled)
        if _HANGUL.search(sentence.text) and _CAPEX.search(sentence.text):
            before = [s for s in sentences[max(0, position - _CONTEXT) : position] if s.paragraph == sentence.paragraph]
            found += _figures_of(sentence, _named_before(before) or labelled or setting.ticker, setting)
    return found


def _company_label(text: str, current: str | None) -> str | None:
    """Return the company in whose block of a comment table a sentence stands: "#Meta" opens it, text ends it."""
    if match := _LABEL.fullmatch(text.strip()):
        company = coverage().find_company(match[1])
        return company.ticker if company else None
    return None if _RUNNING.search(text) else current


def _figures_of(sentence: Sentence, company: str | None, setting: Setting) -> Iterator[Figure]:
    text = sentence.text
    amounts = [quantity for quantity in quantities(text) if _is_capex(text, quantity)]
    if not amounts:
        return
    mentioned = list(periods(text, setting.fiscal_period, setting.fiscal_year_end_month))
    companies = _companies(text)
    same_span: Counter[Span] = Counter()
    for quantity in amounts:
        ticker = _company_of(quantity, amounts, companies, text) or company
        period = _period_of(quantity, mentioned, text, ticker, setting.fiscal_period)
        kind = _kind(text, quantity, period, setting.fiscal_period)
        span = quantity.span.shifted(sentence.span.start)
        low, high = quantity.low, quantity.high
        figure_type = _type(text, quantity)
        if figure_type is FigureType.DELTA and _falls(text, quantity):
            low, high = (-high if high is not None else None), (-low if low is not None else None)
        yield Figure(
            figure_id=finding_id("f", setting.doc_id, span, same_span[span]),
            type=figure_type,
            kind=kind,
            scope=Scope.TOTAL,
            definition=Definition.AS_STATED,
            low=low,
            high=high,
            unit=quantity.unit,
            qualifier=quantity.qualifier,
            period=period,
            text=quantity.text,
            excerpt=text,
            span=span,
            speaker=sentence.speaker,
            role=sentence.role,
            action=_action(text, quantity) if kind is FigureKind.GUIDANCE else None,
            ticker=ticker,
        )
        same_span[span] += 1


def _is_capex(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is money or percent, and capex is the metric that it belongs to."""
    if quantity.unit != PERCENT and not _MONEY.fullmatch(quantity.unit):
        return False
    left, right = text[: quantity.span.start], text[quantity.span.end :]
    if quantity.unit == PERCENT:
        if _SHARE_OF_SALES.search(left):
            return bool(_CAPEX.search(left))
        if _SHARE_OF_CAPEX.search(left):
            return True
        if not (_RISE.search(right[:_CHANGE_REACH]) or _FALL.search(right[:_CHANGE_REACH])):
            return False
    named = _last_metric(left)
    if named is None:
        behind = _first_metric(_same_clause(right)[: _BEHIND + _CHANGE_REACH])
        return behind is not None and behind[1] and behind[0] <= _BEHIND
    return named


def _same_clause(text: str) -> str:
    end = _CLAUSE.search(text)
    return text[: end.start()] if end else text


def _last_metric(left: str) -> bool | None:
    """Whether the metric named last is capex; None where none is named."""
    capex = max((match.end() for match in _CAPEX.finditer(left)), default=-1)
    other = max((match.end() for match in _OTHER.finditer(left)), default=-1)
    if capex == other == -1:
        return None
    return capex >= other


def _first_metric(right: str) -> tuple[int, bool] | None:
    capex, other = _CAPEX.search(right), _OTHER.search(right)
    found = [(match.start(), is_capex) for match, is_capex in ((capex, True), (other, False)) if match]
    return min(found) if found else None


def _type(text: str, quantity: Quantity) -> FigureType:
    right = text[quantity.span.end : quantity.span.end + _CHANGE_REACH]
    changes = _RISE.search(right) or _FALL.search(right)
    if quantity.unit == PERCENT:
        return FigureType.DELTA if changes else FigureType.RATIO
    # "1조원 증가" is a change; "1조원으로 증가" and "1조원까지 확대" are levels.
    grown = re.match(r"\s?(?:을|를|이|가)?\s?(?:증가|증액|감소|감액|늘|줄|확대|축소|상향|하향)", right)
    return FigureType.DELTA if grown else FigureType.AMOUNT


def _falls(text: str, quantity: Quantity) -> bool:
    right = text[quantity.span.end : quantity.span.end + _CHANGE_REACH]
    rise, fall = _RISE.search(right), _FALL.search(right)
    return fall is not None and (rise is None or fall.start() < rise.start())


def _clause_around(text: str, quantity: Quantity) -> tuple[str, str]:
    """Return what stands before and behind an amount within its clause."""
    left, right = text[: quantity.span.start], text[quantity.span.end :]
    starts = [match.end() for match in _CLAUSE.finditer(left)]
    return left[starts[-1] if starts else 0 :], _same_clause(right)


def _kind(text: str, quantity: Quantity, period: FiscalPeriod | None, at: FiscalPeriod | None) -> FigureKind:
    text, quantity = _bracketed(text, quantity)
    left, right = _clause_around(text, quantity)
    if any(_KIND["consensus"].search(words) for words in (left, right)) or _KIND["consensus_throughout"].search(text):
        return FigureKind.CONSENSUS
    compared = quantity.unit != PERCENT and _KIND["prior"].search(left)
    if compared and not _KIND["guidance"].search(right):
        return FigureKind.PRIOR
    several_years = period is not None and period.until is not None and period.until.year > period.year
    if several_years or _KIND["plan"].search(left + quantity.text + right):
        return FigureKind.PLAN
    # Korean verbs stand behind: the first one after the amount says what happens to it.
    behind = {
        name: match.start() for name in ("guidance", "estimate", "actual") if (match := _KIND[name].search(right))
    }
    if behind:
        return FigureKind(min(behind, key=lambda name: behind[name]))
    for words in (left, text[: quantity.span.start], text[quantity.span.end :]):
        for name in ("guidance", "estimate", "actual"):
            if _KIND[name].search(words):
                return FigureKind(name)
    return FigureKind.ACTUAL if period is not None and at is not None and _is_over(period, at) else FigureKind.ESTIMATE


def _bracketed(text: str, quantity: Quantity) -> tuple[str, Quantity]:
    """Return the words in brackets as a text of their own where the amount stands in them: "(FY24 CapEx $39B)"."""
    start, end = text.rfind("(", 0, quantity.span.start), text.find(")", quantity.span.end)
    if start < 0 or end < 0 or ")" in text[start : quantity.span.start]:
        return text, quantity
    shift = start + 1
    return text[shift:end], replace(quantity, span=Span(quantity.span.start - shift, quantity.span.end - shift))


def _is_over(period: FiscalPeriod, at: FiscalPeriod) -> bool:
    last = period.until or period
    quarters = list(last.quarters())
    return bool(quarters) and (quarters[-1].year, quarters[-1].quarter_number or 4) < (at.year, at.quarter_number or 4)


def _action(text: str, quantity: Quantity) -> GuidanceAction | None:
    _, right = _clause_around(text, quantity)
    return next((action for action, pattern in _ACTIONS if pattern.search(right)), None)


def _period_of(
    quantity: Quantity, mentioned: Sequence[PeriodMention], text: str, ticker: str | None, at: FiscalPeriod | None
) -> FiscalPeriod | None:
    """Return the period named last before the amount, else the one that follows it in brackets or in its clause."""
    if (
        at is not None
        and _REPORTED_QUARTER.search(text[: quantity.span.start])
        and not _dated_before(quantity, mentioned)
    ):
        return _quarter_reported(ticker, at)
    before = [mention for mention in mentioned if mention.span.end <= quantity.span.start and mention.period]
    if before:
        return _whole_year(before) or before[-1].period
    reach = quantity.span.end + len(_same_clause(text[quantity.span.end :]))
    behind = [m for m in mentioned if quantity.span.end <= m.span.start < reach and m.period]
    return behind[0].period if behind else None


def _dated_before(quantity: Quantity, mentioned: Sequence[PeriodMention]) -> bool:
    """Whether a period with a year stands before the amount."""
    return any(m.span.end <= quantity.span.start and m.period and re.search(r"\d\d", m.text) for m in mentioned)


def _quarter_reported(ticker: str | None, at: FiscalPeriod) -> FiscalPeriod:
    """Return the quarter that a report calls "당분기": the calendar quarter before its own, as the company counts."""
    reported = at.shifted(-1)
    company = coverage().find_company(ticker) if ticker else None
    if company is None or reported.quarter_number is None:
        return reported
    return fiscal_quarter(CalendarQuarter(reported.year, reported.quarter_number), company.fiscal_year_end_month)


def _whole_year(before: Sequence[PeriodMention]) -> FiscalPeriod | None:
    """Return the year that "연간" means after another period was named: "2024년 4분기 5조원, 연간 20조원"."""
    if len(before) < 2 or not before[-1].text.startswith("연간"):
        return None
    year = before[-2].period
    return FiscalPeriod(year.year) if year else None


def _companies(text: str) -> list[_CompanyMention]:
    found: list[_CompanyMention] = []
    for company in coverage().companies:
        for name in company.names:
            if len(name) < 3 and name.isascii():
                continue  # "MS" is too short to mean one company
            pattern = rf"(?<![A-Za-z가-힣]){re.escape(name)}(?![A-Za-z])"
            for match in re.finditer(pattern, text, re.IGNORECASE):
                mention = _CompanyMention(company.ticker, match.start(), match.end())
                if not any(other.start <= mention.start < other.end for other in found):
                    found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _company_of(
    quantity: Quantity, amounts: Sequence[Quantity], companies: Sequence[_CompanyMention], text: str
) -> str | None:
    before = [mention for mention in companies if mention.end <= quantity.span.start]
    if not before:
        return None
    marker = _RESPECTIVELY.search(text)
    if marker:
        listed = [mention for mention in companies if mention.end <= marker.start()]
        shared = [other for other in amounts if other.span.start >= marker.end()]
        if quantity in shared and 1 < len(listed) <= len(shared):
            return listed[min(shared.index(quantity), len(listed) - 1)].ticker
    return before[-1].ticker


def _named_before(before: Sequence[Sentence]) -> str | None:
    """Return the company that the sentences before name, where they name only one."""
    named = {mention.ticker for sentence in before for mention in _companies(sentence.text)}
    return named.pop() if len(named) == 1 else None
