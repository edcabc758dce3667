"""Capex figures in the sentences of English reports and releases: found as in calls, then given their owner and kind.

A call has one company and one voice; a report speaks of several companies and quotes management, the consensus and its
own estimates. The words that stand last before an amount say whose number it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from callsheet.coverage import coverage
from callsheet.extract.figures.finding import find_figures
from callsheet.lexicon import lexicon
from callsheet.records import (
    CalendarQuarter,
    Figure,
    FigureKind,
    FiscalPeriod,
    Report,
    Sentence,
    Setting,
    fiscal_quarter,
)

_WORDS = lexicon("capex_reports_en")["voices"]
_VOICES = {
    kind: re.compile("|".join(_WORDS[name]), 0 if name == "company" else re.IGNORECASE)
    for kind, name in (
        (FigureKind.ESTIMATE, "house"),
        (FigureKind.GUIDANCE, "company"),
        (FigureKind.CONSENSUS, "consensus"),
    )
}
_YEAR_OF_WRITING = re.compile(_WORDS["year_of_writing"], re.IGNORECASE)
_TO_COME = frozenset({FigureKind.GUIDANCE, FigureKind.PLAN, FigureKind.OTHER})


def find_report_figures(sentences: Sequence[Sentence], setting: Setting, report: Report) -> list[Figure]:
    """Return the capex figures of an English report's or release's sentences, in their order.

    ``setting.ticker`` is the company of a company report or a release, None for a report on a sector.
    """
    reviewed = _quarter_under_review(report, setting)
    found = find_figures(sentences, replace(setting, fiscal_period=reviewed))
    return [_owned(_dated(figure, report, reviewed), report, setting) for figure in found]


def _quarter_under_review(report: Report, setting: Setting) -> FiscalPeriod | None:
    """Return the company's last quarter that was over on the day of publication: what a report on results is about."""
    day = report.published_on
    if day is None:
        return None
    year, number = (day.year, (day.month - 1) // 3) if day.month > 3 else (day.year - 1, 4)
    return fiscal_quarter(CalendarQuarter(year, number), setting.fiscal_year_end_month or 12)


def _dated(figure: Figure, report: Report, reviewed: FiscalPeriod | None) -> Figure:
    """Return the figure without a period that "this year" gave, where the day of writing lies in another year."""
    day = report.published_on
    clear = day is None or reviewed is None or reviewed.year == day.year
    return figure if clear or not _YEAR_OF_WRITING.search(figure.excerpt) else replace(figure, period=None)


def _owned(figure: Figure, report: Report, setting: Setting) -> Figure:
    before = figure.excerpt[: max(figure.excerpt.find(figure.text), 0)]
    owner = _company_before(before) or setting.ticker
    kind = figure.kind if report.broker is None else _kind(figure.kind, before)
    action = figure.action if kind is FigureKind.GUIDANCE and report.broker is None else None
    return replace(figure, ticker=owner, kind=kind, action=action)


def _kind(kind: FigureKind, before: str) -> FigureKind:
    """Return whose number a value to come is: the company's, the consensus's; the house's own where nobody is named."""
    last = max(((m.end(), k) for k, pattern in _VOICES.items() for m in pattern.finditer(before)), default=None)
    if last is not None and last[1] is FigureKind.CONSENSUS:
        return FigureKind.CONSENSUS
    if kind not in _TO_COME:
        return kind
    if last is not None and last[1] is FigureKind.GUIDANCE:
        return kind
    return FigureKind.ESTIMATE


def _company_before(text: str) -> str | None:
    """Return the covered company that is named last in ``text``."""
    named = [(start, ticker) for ticker, start in _companies(text)]
    return max(named)[1] if named else None


def _companies(text: str) -> Iterator[tuple[str, int]]:
    for company in coverage().companies:
        for name in company.names:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                yield company.ticker, match.start()
