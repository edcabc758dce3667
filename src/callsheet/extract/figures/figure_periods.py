"""The period that a figure is about: named beside it, named earlier in the talk, or the one that its kind implies.

A period that the sentence only compares with ("up from last year", "below 2023 levels") is not the figure's, unless the
figure itself is what is compared with (``prior``).
"""

import re
from dataclasses import replace

from callsheet.extract.figures.attachment import Attached
from callsheet.extract.figures.said_periods import Said, count_of_years, only_counts, said_periods
from callsheet.extract.figures.scene import Scene
from callsheet.extract.figures.talk_periods import period_from_talk, years_of_length
from callsheet.extract.figures.tense import is_forward, nearest_tense
from callsheet.language.periods import PeriodMention
from callsheet.language.phrases import lowered
from callsheet.records import FigureKind, FiscalPeriod, Part, Setting

# The year in which a plant starts is not the year of its capex.
_IN_SERVICE = r"start(?:s|ing)?[\s\-]up|in[\s\-]service|online|operational|complete[ds]?|completing|completion"
_CLAUSES = (
    r"as|which|because|while|reflecting|driven|versus|vs|compared|compares|and|but|including|than|above|below|so|when"
    r"|where|impl(?:y|ies|ying)|suggests?|means"
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
_LAST_YEAR = re.compile(r"(?:in\s+)?last\s+(?:fiscal\s+)?year|(?:this|the)\s+past\s+year")
_AND = re.compile(r",?\s+and\s+(?:the\s+)?")
_SAME_PERIOD = re.compile(
    r"\bsame\s+(?:period|time|months|(?:six|nine)[\s\-]months?|quarters?)(?:\s+period)?\s+(?:of|in|for)\s+$"
)
_REVISES = re.compile(r"\bnow\b|\b(?:updat|revis|lower|rais|reduc|narrow|tighten)(?:ed|ing)\b")
_SEQUENTIAL = re.compile(r"\bsequential")
_RATE = re.compile(r"(?:a|per|each|every)\s+year|annually|per annum")
_MONTH_QUARTER = re.compile(r"(?!(?:a|per|each|every)\b)[a-z]+[\s\-]+quarter")
_SPAN_START = re.compile(r",?\s*(?:from|between|over|for)\s*$")
_BESIDE = 45  # characters within which "five-year" belongs to a figure behind it
_LABEL = 24  # characters: "exceeded our $500 million capex target"
_TIED = 8  # characters: "$161 million in 2023"
_NEAR, _NEAR_UNNAMED = 90, 30  # characters between a figure and its period behind it; "a year" must be nearer


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
    return not (count_of_years(said) and _is_far(scene, said, start))


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
    one = _of_figure(scene, found, said)
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
    one = _of_figure(scene, found, said)
    if one is not None:
        if only_counts(one):
            return years_of_length(count_of_years(one), scene, setting)
        return _resolved(one, kind, setting)
    return period_from_talk(scene, kind, setting)


def _of_figure(scene: Scene, found: Attached, said: list[Said]) -> Said | None:
    """Return what is named for the figure: by its place in a list of periods, else beside it."""
    paired = _paired(scene, found, said)
    return paired[0] if len(paired) < len(said) else _beside(scene, found, paired)


def _paired(scene: Scene, found: Attached, said: list[Said]) -> list[Said]:
    """Return what is named for the figure alone where periods and figures are listed in order, "respectively"."""
    if len(said) < 2:
        return said
    if len(scene.quantities) < 2:
        return _both_years(scene, said)
    if "respectively" in scene.low and len(said) == len(scene.quantities):
        return [said[scene.quantities.index(found.quantity)]]
    periods_listed = _AND.fullmatch(scene.gap(said[-2].mention.span.end, said[-1].mention.span.start))
    values_listed = _AND.fullmatch(scene.gap(scene.quantities[-2].span.end, scene.quantities[-1].span.start))
    if "respectively" not in scene.low and not (periods_listed and values_listed):
        return said
    return [said[-2 if found.quantity == scene.quantities[-2] else -1]]


def _both_years(scene: Scene, said: list[Said]) -> list[Said]:
    """Return what is said beside a single value, "in 2023 and 2024" as one span of both years."""
    first, second = said[0].mention, said[1].mention
    joined = _AND.fullmatch(scene.gap(first.span.end, second.span.start))
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
    near = scene.low[max(0, start - 30) : end + 40]
    old_guidance = bool(_OLD_GUIDANCE.search(scene.low[max(0, start - 60) : start] + scene.low[end : end + _LABEL]))
    main_kind = FigureKind.GUIDANCE if forward or (old_guidance and not looks_back) else FigureKind.ACTUAL
    own = of or _own_period(scene, found, main_kind, setting, without=compared)
    last_value = max((q.span.end for q in scene.quantities if q.span.end <= start), default=-_TIED)
    if one is not None and one.mention.span.start < start and one.mention.span.start - last_value < _TIED:
        one = None  # it belongs to the figure before: "$161 million in 2023, but below our range of ..."
    if old_guidance or (one is None and main_kind is FigureKind.GUIDANCE and _REVISES.search(scene.low[:start])):
        return own if one is None or one.mention.period is None or one.mention.relative else one.mention.period
    if one is None and own is not None and own.quarter_number and _SEQUENTIAL.search(near):
        return own.shifted(-1)
    if one is None or (one.mention.period is None and not _is_month_quarter(one)):
        return replace(own, year=own.year - 1) if own is not None and not own.until else None
    period = _resolved(one, FigureKind.PRIOR, setting)
    if period is None or own is None or own.until or own.is_year:
        return period
    same = one.mention.relative or _SAME_PERIOD.search(scene.low[: one.mention.span.start])
    if period.is_year and same and period.year == own.year - 1:
        return replace(own, year=period.year)  # "$31 million last year", said of a quarter
    return period
