"""The period that the talk before a figure speaks of, or the one that its kind implies where no one says."""

import re
from collections.abc import Iterator, Sequence

from callsheet.extract.figures.said_periods import only_counts, said_periods
from callsheet.extract.figures.scene import Scene
from callsheet.extract.figures.tense import is_forward
from callsheet.language.periods import PeriodMention
from callsheet.language.phrases import lowered
from callsheet.records import FigureKind, FiscalPeriod, Part, Setting

# On the last call of a year: "we invested $602 million, down 34% compared to last year".
_AGAINST_LAST_YEAR = re.compile(r"\b(?:last|prior|previous) year\b(?!['’]s)(?! (?:\w+ )?(?:quarter|period))")
_QUARTER = re.compile(r"quarter|q[1-4]|[1-4]q")
_TURNS_TO = re.compile(
    r"\b(?:outlook|guidance|guide|guiding|expectations?|forecast|estimates?|view|turn\w*|look\w*|mov\w*|shift\w*)\s+"
    r"(?:\w+\s+){0,4}?(?:for|to|into|on|of|at)\s+(?:(?:the|our|fiscal)\s+)*$|^\W*(?:\w+\W+){0,4}$"
)
_CLOSE = 2  # sentences within which a year beyond the guided one is still meant


def _talk_periods(scene: Scene, setting: Setting, *, forward: bool) -> Iterator[tuple[int, str, PeriodMention]]:
    """Yield how many sentences ago, the sentence and the period named in it; the last mention of each first."""
    for ago, sentence in enumerate(reversed(scene.before), start=1):
        asks = forward and sentence.endswith("?")
        if is_forward(lowered(sentence)) is not forward and not asks:
            continue
        for one in reversed(said_periods(sentence, setting, forward=forward)):
            if one.mention.period is not None and not one.comparison:
                yield ago, lowered(sentence), one.mention


def _ends_now(period: FiscalPeriod, at: FiscalPeriod) -> bool:
    """Whether a period runs to the end of the quarter that the call reports on."""
    if period.until is not None or period.year != at.year:
        return False
    return (
        period == at
        or period.part is Part.YTD
        or (period.part is Part.H1 and at.part is Part.Q2)
        or (period.is_year and at.part is Part.Q4)
    )


def period_from_talk(scene: Scene, kind: FigureKind, setting: Setting) -> FiscalPeriod | None:
    at = setting.fiscal_period
    if at is None:
        return None
    if kind is FigureKind.ACTUAL:
        named = (one.period for _, _, one in _talk_periods(scene, setting, forward=False))
        said = (period for period in named if period is not None and _ends_now(period, at))
        sums_up = at.part is Part.Q4 and _AGAINST_LAST_YEAR.search(scene.low) is not None
        return next(said, FiscalPeriod(at.year) if sums_up else at)
    if kind is FigureKind.GUIDANCE:
        for ago, low, one in _talk_periods(scene, setting, forward=True):
            if one.period is not None and (_is_guided_year(one, at, ago) or _is_next_quarter(low, one, at)):
                return one.period
        return FiscalPeriod(at.year + (at.part is Part.Q4))
    if kind is FigureKind.PLAN:
        return plan_years(scene, setting)
    return None


def plan_years(scene: Scene, setting: Setting) -> FiscalPeriod | None:
    """Return the years of the programme that the two sentences before speak of."""
    spans = _spans(scene.before[-2:], setting)
    return spans[-1] if spans else None


def years_of_length(length: int, scene: Scene, setting: Setting) -> FiscalPeriod | None:
    """Return the years of a programme of ``length`` years that the talk names: "our 2025 through 2029 plan"."""
    spans = [p for p in _spans(scene.before, setting) if p.until and p.until.year - p.year + 1 == length]
    return spans[-1] if spans else None


def _spans(sentences: Sequence[str], setting: Setting) -> list[FiscalPeriod]:
    talk = said_periods(" ".join(sentences), setting, forward=True)
    said = (one.mention.period for one in talk if not one.comparison and not only_counts(one))
    return [p for p in said if p is not None and p.until is not None and p.until.year > p.year]


def _is_guided_year(one: PeriodMention, at: FiscalPeriod, ago: int) -> bool:
    """Whether a year named ``ago`` sentences before can be the one that guidance is for.

    The year that the call guides for, at any distance; close by also a later one, and the year before where it is
    named as such: companies and their data vendors count fiscal years differently.
    """
    period, year = one.period, at.year + (at.part is Part.Q4)
    if period is None or not period.is_year or period.until:
        return False
    named_before = period.year == at.year - 1 and not one.relative and at.part is not Part.Q1
    return period.year == year or (ago <= _CLOSE and (period.year > year or named_before))


def _is_next_quarter(low: str, one: PeriodMention, at: FiscalPeriod) -> bool:
    """Whether a sentence turns to the next quarter: "For the third quarter", no "with the second quarter higher"."""
    if at.quarter_number is None or one.period != at.shifted(1) or not _QUARTER.search(lowered(one.text)):
        return False
    return bool(_TURNS_TO.search(low[: one.span.start]))
