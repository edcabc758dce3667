"""The period that a figure is about: named beside it, named earlier in the talk, or the one that its kind implies.

A period that the sentence only compares with ("up from last year", "below 2023 levels") is not the figure's, unless the
figure itself is what is compared with (``prior``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from callsheet.extract.figures.attachment import Attached
from callsheet.extract.figures.scene import Scene
from callsheet.extract.figures.tense import is_forward, nearest_tense
from callsheet.language.periods import PeriodMention, periods
from callsheet.language.phrases import lowered
from callsheet.records import FigureKind, FiscalPeriod, Part, Setting

_COMPARES = re.compile(
    r"""
    (?: \b(?: compar\w+\s+(?:to|with) | versus | vs\.? | (?<!less\s)(?<!more\s)than | below | above | relative\s+to
           | against | beyond | prior\s+to | after | behind
           | (?:flat|similar|equal|comparable|in\s+comparison)\s+(?:to|with) | in\s+line\s+with | consistent\s+with
           | as\s+in | ahead\s+of | level\s+with )\s+
      | \b(?: up | down | grew | rose | fell | higher | came
           | (?:increas|decreas|reduc|declin|grow|rais|lower|change|improve|compar|differ)\w*
        )\s+(?:[\w$%.,]+\s+){0,8}?from\s+
      | (?: % | percent | higher | lower | increase | decrease | reduction | growth | up | down | million | billion
          | spend | sequentially )\s+over\s+ )
    (?: (?: the | our | its | that\s+of | what\s+we\s+\w+ | in | actual | same
          | \$?[\d.,]+(?:\s*(?:million|billion|%|percent))?(?:\s+(?:in|for|during))? )\s+ )*
    (?:[\w\-]+\s+){0,2}$
    """,
    re.VERBOSE,
)
_FORMER = re.compile(r"\b(?:previous|prior|former|earlier|last|old)\s+$")  # "our previous five-year plan"
# The year in which a plant starts is not the year of its capex.
_IN_SERVICE = r"start(?:s|ing)?[\s\-]up|in[\s\-]service|online|operational|complete[ds]?|completing|completion"
_CLAUSES = (
    r"as|which|because|while|reflecting|driven|versus|vs|compared|compares|and|but|including|than|above|below|so|when"
    r"|where"
)
_BREAK = re.compile(
    rf"[;:,]|\.\s|\b(?:{_CLAUSES}|from|up|down|higher|lower|excluding|that we|or|due|primarily|to an?|{_IN_SERVICE})\b"
)
_TURN = re.compile(r";|,\s*but\b")
_LOOSE_BREAK = re.compile(rf";|\.\s|\b(?:{_CLAUSES}|from|with|to \w+|{_IN_SERVICE})\b")
_BACKWARD = re.compile(
    r"(?:last|prior|previous|preceding|(?:a[\s\-]+)?year[\s\-]+ago|year[\s\-]+earlier|same[\s\-]+(?:period|time|quarter))\b"
)
_OLD_GUIDANCE = re.compile(
    r"\b(?:guidance|guide|range|outlook|estimates?|forecast|target|plan|budget|expectations?|number|view|previously|guided"
    r"|said|(?:we|had)\s+(?:talked|gave|given|provided|discussed|outlined|communicated|shared|laid|mentioned))\b"
    r"|\b(?:narrowed|raised|lowered|tightened|updated|revised) from\b"
)
_LAST_YEAR = re.compile(r"(?:in\s+)?last\s+(?:fiscal\s+)?year")
_AND = re.compile(r",?\s+and\s+(?:the\s+)?")
_EACH = re.compile(r"\b(?:each|both)\b")
_SAME_PERIOD = re.compile(
    r"\bsame\s+(?:period|time|months|(?:six|nine)[\s\-]months?|quarters?)(?:\s+period)?\s+(?:of|in|for)\s+$"
)
_REVISES = re.compile(r"\bnow\b|\b(?:updat|revis|lower|rais|reduc|narrow|tighten)(?:ed|ing)\b")
_SEQUENTIAL = re.compile(r"\bsequential")
_THROUGH = re.compile(r"through|to|until|ending|by")
# On the last call of a year: "we invested $602 million, down 34% compared to last year".
_AGAINST_LAST_YEAR = re.compile(r"\b(?:last|prior|previous) year\b(?!['’]s)(?! (?:\w+ )?(?:quarter|period))")
_RATE = re.compile(r"(?:a|per|each|every)\s+year|annually|per annum")
_MONTH_QUARTER = re.compile(r"(?!(?:a|per|each|every)\b)[a-z]+[\s\-]+quarter")
_SPAN_START = re.compile(r",?\s*(?:from|between|over|for)\s*$")
_QUARTER = re.compile(r"quarter|q[1-4]|[1-4]q")
_TURNS_TO = re.compile(
    r"(?:^|\b(?:for|in|to|into|on|of|at|about|and|is|be))\W*(?:(?:the|our|fiscal)\s+)*$|\bour\s+(?:\w+\s+)?$"
    r"|^\W*(?:\w+\W+){0,2}$"
)
_SAME_PLAN = 60  # characters between "five-year plan" and "through 2028" that may say one span
_CLOSE = 2  # sentences within which a year beyond the guided one is still meant
_BESIDE = 45  # characters within which "five-year" belongs to a figure behind it
_LABEL = 24  # characters: "exceeded our $500 million capex target"
_TIED = 8  # characters: "$161 million in 2023"
_NEAR, _NEAR_UNNAMED = 90, 30  # characters between a figure and its period behind it; "a year" must be nearer


@dataclass(frozen=True, slots=True)
class Said:
    """A period that a sentence names, and whether it only compares with it."""

    mention: PeriodMention
    comparison: bool


def said_periods(text: str, setting: Setting, *, forward: bool) -> list[Said]:
    """Return the periods that ``text`` names; ``forward``: as one who looks ahead means them."""
    return list(_said(text, setting.fiscal_period, setting.fiscal_year_end_month, forward))


@lru_cache(maxsize=256)  # every quantity of a sentence asks again
def _said(text: str, at: FiscalPeriod | None, fiscal_year_end_month: int | None, forward: bool) -> tuple[Said, ...]:
    low = lowered(text)
    found = []
    for mention in periods(text, at, fiscal_year_end_month, forward=forward):
        before = low[max(0, mention.span.start - 60) : mention.span.start]
        span_of_time = mention.period is not None and mention.period.until is not None
        compares = _FORMER if span_of_time else _COMPARES
        found.append(Said(mention, bool(compares.search(before))))
    return tuple(_counted_back(found))


def _counted_back(said: list[Said]) -> list[Said]:
    """Return what is said, "five-year plan through 2028" as the five years that end in 2028."""
    found: list[Said] = []
    for one in said:
        count, period = found[-1] if found else None, one.mention.period
        length = _years_left(found[-2:]) or (_count_of_years(count) if count is not None else 0)
        to_date = period is not None and period.part is Part.YTD
        ends = period is not None and not to_date and bool(_THROUGH.match(lowered(one.mention.text)))
        if count is not None and period is not None and length and ends and _is_close(count, one):
            last = period.until or period
            whole = FiscalPeriod(last.year - length + 1, until=last)
            found[-1] = replace(count, mention=replace(count.mention, period=whole))
            found.append(replace(one, mention=replace(one.mention, period=whole)))
        else:
            found.append(one)
    return found


def _is_close(first: Said, second: Said) -> bool:
    return second.mention.span.start - first.mention.span.end <= _SAME_PLAN


def _years_left(said: list[Said]) -> int:
    """Return the count of "the remaining five years of our ten-year plan", 0 where no such words stand in ``said``."""
    return next((_count_of_years(one) for one in said if "remaining" in lowered(one.mention.text)), 0)


def _beside(scene: Scene, found: Attached, said: list[Said]) -> Said | None:
    """Return what is named for the figure in its own clause: directly behind it, else nearest before it, else later."""
    start, end = found.quantity.span.start, found.quantity.span.end
    behind = [one for one in said if one.mention.span.start >= end]
    nearest = _directly_behind(scene, found, behind)
    if nearest is not None:
        return nearest
    before = [one for one in said if one.mention.span.end <= start and _can_stand_before(scene, found, one)]
    if before:
        return before[-1]
    named = (one for one in behind if one.mention.period)
    return next((one for one in named if not _LOOSE_BREAK.search(scene.gap(end, one.mention.span.start))), None)


def _directly_behind(scene: Scene, found: Attached, behind: list[Said]) -> Said | None:
    """Return the first mention behind a figure and before the next value, where no new clause begins between."""
    end = found.quantity.span.end
    next_value = min((q.span.start for q in scene.quantities if q.span.start >= end), default=len(scene.low))
    rate: Said | None = None
    for one in behind:
        gap = scene.gap(end, one.mention.span.start)
        near = _NEAR if one.mention.period is not None else _NEAR_UNNAMED
        if one.mention.span.start > next_value or len(gap) > near:
            continue
        if one.mention.period is not None and one.mention.period.until:
            gap = _SPAN_START.sub("", gap)
        if _BREAK.search(_without_name(scene, found, end, gap)):
            return rate
        if one.mention.period is not None or not _RATE.fullmatch(lowered(one.mention.text)):
            return one
        rate = one  # "a year" waits for "$1.8 billion a year from 2026 to 2028"
    return rate


def _can_stand_before(scene: Scene, found: Attached, said: Said) -> bool:
    """Whether a mention before a figure can be the figure's: not a half of another clause, not a far "five-year"."""
    if said.mention.period is None:
        return _is_open(said)
    start = found.quantity.span.start
    gap = scene.gap(said.mention.span.end, start)
    if _is_half(said) and " and " in gap:
        return False
    if found.mention is not None and _TURN.search(scene.gap(said.mention.span.end, found.mention.span.start)):
        return False
    return not (_count_of_years(said) and _is_far(scene, said, start))


def _count_of_years(said: Said) -> int:
    """Return how many years a mention counts without naming one: "five-year", "the next three years"; else 0."""
    period = said.mention.period
    if period is None or period.until is None or not said.mention.relative or period.part is not Part.YEAR:
        return 0
    return period.until.year - period.year + 1


def _is_far(scene: Scene, said: Said, start: int) -> bool:
    gap = scene.gap(said.mention.span.end, start)
    return len(gap) > _BESIDE or any(said.mention.span.end <= q.span.start < start for q in scene.quantities)


def _without_name(scene: Scene, found: Attached, start: int, gap: str) -> str:
    """Return ``gap`` without the name of capex in it, whose own "and" ends nothing ("growth and maintenance capex")."""
    if found.mention is None or found.mention.span.start < start:
        return gap
    return gap.replace(lowered(found.mention.text), " ")


def _is_open(said: Said) -> bool:
    """Whether words name a time that only the call can tell: "the June quarter", "since the last rate case"."""
    return _is_month_quarter(said) or lowered(said.mention.text).startswith(("since", "post"))


def _is_half(said: Said) -> bool:
    return said.mention.period is not None and said.mention.period.part in (Part.H1, Part.H2)


def _is_month_quarter(said: Said) -> bool:
    return bool(_MONTH_QUARTER.fullmatch(lowered(said.mention.text)))


def _resolved(said: Said, kind: FigureKind, setting: Setting) -> FiscalPeriod | None:
    """Return the period; "the June quarter" of a company whose year end is not known is this quarter, or the next."""
    period, at = said.mention.period, setting.fiscal_period
    if period is not None or at is None or not at.quarter_number or not _is_month_quarter(said):
        return period
    return at.shifted(1 if kind is FigureKind.GUIDANCE else -1 if said.comparison else 0)


def rough_period(scene: Scene, found: Attached, setting: Setting, *, forward: bool) -> FiscalPeriod | None:
    """Return the period that the sentence itself names for a figure, before its kind is known."""
    said = [one for one in said_periods(scene.text, setting, forward=forward) if not one.comparison]
    if forward:
        said = [one for one in said if not _is_past(one.mention, setting.fiscal_period)]
    one = _beside(scene, found, said)
    return one.mention.period if one else None


def figure_period(
    scene: Scene, found: Attached, kind: FigureKind, setting: Setting, of: FiscalPeriod | None = None
) -> FiscalPeriod | None:
    """Return the period of a figure of ``kind``, or None where nothing says.

    ``of``: the period of the figure that a sentence compares with something: "That's up from $470 million last year".
    """
    if kind is FigureKind.PRIOR:
        return _prior_period(scene, found, setting, of)
    period, at = _own_period(scene, found, kind, setting), setting.fiscal_period
    unfinished = (
        period is not None and at is not None and period.is_year and period.year == at.year and at.part is not Part.Q4
    )
    if kind is FigureKind.ACTUAL and period is not None and unfinished:
        return FiscalPeriod(period.year, Part.Q1 if at is not None and at.part is Part.Q1 else Part.YTD)
    return period


def _looks_back_from(said: list[Said], at: FiscalPeriod | None) -> list[Said]:
    """Return what is said, "last year" as the year that the call has just reported on, where nothing is compared.

    A call on the fourth quarter is held in the new year: "last year we invested $22 billion, and this year ...".
    """
    if at is None or at.part is not Part.Q4:
        return said
    return [
        replace(one, mention=replace(one.mention, period=FiscalPeriod(at.year)))
        if _LAST_YEAR.fullmatch(lowered(one.mention.text))
        else one
        for one in said
    ]


def _own_period(
    scene: Scene, found: Attached, kind: FigureKind, setting: Setting, without: Said | None = None
) -> FiscalPeriod | None:
    forward = kind is not FigureKind.ACTUAL
    said = [one for one in said_periods(scene.text, setting, forward=forward) if not one.comparison]
    if without is not None:
        said = [one for one in said if one.mention.span != without.mention.span]
    if kind is FigureKind.ACTUAL:
        said = _looks_back_from(said, setting.fiscal_period)
    else:
        said = [one for one in said if not _is_past(one.mention, setting.fiscal_period)]
    paired = _paired(scene, found, said)
    one = paired[0] if len(paired) < len(said) else _beside(scene, found, paired)
    if one is not None:
        return _resolved(one, kind, setting)
    return _from_talk(scene, kind, setting)


def _paired(scene: Scene, found: Attached, said: list[Said]) -> list[Said]:
    """Return what is named for the figure alone where periods and figures are listed in order, "respectively"."""
    if len(said) < 2:
        return said
    if len(scene.quantities) < 2:
        return _both_years(scene, said)
    periods_listed = _AND.fullmatch(scene.gap(said[-2].mention.span.end, said[-1].mention.span.start))
    values_listed = _AND.fullmatch(scene.gap(scene.quantities[-2].span.end, scene.quantities[-1].span.start))
    if "respectively" not in scene.low and not (periods_listed and values_listed):
        return said
    return [said[-2 if found.quantity == scene.quantities[-2] else -1]]


def _both_years(scene: Scene, said: list[Said]) -> list[Said]:
    """Return what is said beside a single value, "in 2023 and 2024" as one span of both years."""
    first, second = said[0].mention, said[1].mention
    joined = _AND.fullmatch(scene.gap(first.span.end, second.span.start)) and not _EACH.search(scene.low)
    if not joined or len(said) > 2 or first.period is None or second.period is None:
        return said
    if not (first.period.is_year and second.period.is_year and second.period.year == first.period.year + 1):
        return said
    return [replace(said[0], mention=replace(first, period=replace(first.period, until=second.period)))]


def _is_past(mention: PeriodMention, at: FiscalPeriod | None) -> bool:
    """Whether relative words mean a time before the call, so that no guidance can be for it."""
    if at is None or mention.period is None or mention.period.until or not mention.relative:
        return False
    if mention.period.part is Part.YTD:
        return True
    if _BACKWARD.match(lowered(mention.text)):
        return True
    number = mention.period.quarter_number
    return mention.period.year < at.year or bool(
        number and at.quarter_number and (mention.period.year, number) <= (at.year, at.quarter_number)
    )


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


def _from_talk(scene: Scene, kind: FigureKind, setting: Setting) -> FiscalPeriod | None:
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
    """Return the years of the programme that the sentence before speaks of."""
    said = (one.mention.period for one in said_periods(" ".join(scene.before[-2:]), setting, forward=True))
    spans = [
        period for period in said if period is not None and period.until is not None and period.until.year > period.year
    ]
    return spans[-1] if spans else None


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


def _prior_period(scene: Scene, found: Attached, setting: Setting, of: FiscalPeriod | None) -> FiscalPeriod | None:
    """Return the period of what a figure is compared with: the old guidance's own year, or the year-ago period."""
    forward = is_forward(scene.low)
    start = found.quantity.span.start
    said = said_periods(scene.text, setting, forward=forward)
    one = _beside(scene, found, said)
    compared = one if one and (one.comparison or _BACKWARD.match(lowered(one.mention.text))) else None
    follows = any(q.span.end <= start for q in scene.quantities)
    looks_back = follows and nearest_tense(scene.low[:start]) is FigureKind.ACTUAL
    end = found.quantity.span.end
    old_guidance = bool(_OLD_GUIDANCE.search(scene.low[max(0, start - 60) : start] + scene.low[end : end + _LABEL]))
    main_kind = FigureKind.GUIDANCE if forward or (old_guidance and not looks_back) else FigureKind.ACTUAL
    own = of or _own_period(scene, found, main_kind, setting, without=compared)
    last_value = max((q.span.end for q in scene.quantities if q.span.end <= start), default=-_TIED)
    if one is not None and one.mention.span.start < start and one.mention.span.start - last_value < _TIED:
        one = None  # it belongs to the figure before: "$161 million in 2023, but below our range of ..."
    if old_guidance:
        return own if one is None or one.mention.period is None or one.mention.relative else one.mention.period
    if (
        one is None
        and own is not None
        and own.quarter_number
        and _SEQUENTIAL.search(scene.low[max(0, start - 30) : end + 40])
    ):
        return own.shifted(-1)
    if one is None and main_kind is FigureKind.GUIDANCE and _REVISES.search(scene.low[:start]):
        return own
    if one is None or (one.mention.period is None and not _is_month_quarter(one)):
        return replace(own, year=own.year - 1) if own is not None and not own.until else None
    period = _resolved(one, FigureKind.PRIOR, setting)
    if period is None or own is None or own.until or own.is_year:
        return period
    same = one.mention.relative or _SAME_PERIOD.search(scene.low[: one.mention.span.start])
    if period.is_year and same and period.year == own.year - 1:
        return replace(own, year=period.year)  # "$31 million last year", said of a quarter
    return period
