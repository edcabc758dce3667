"""What a figure states: spent, expected, planned over years, or quoted for comparison; and whose number it is.

In this order: nobody's number (a run rate, an analyst's own arithmetic) is ``other``; a word of comparison directly
before it makes it ``prior``; several years, or a programme without a year, make it a ``plan``; the nearest word of
tense before it, or behind it, tells ``actual`` from ``guidance``.
"""

import re
from dataclasses import replace

from callsheet.extract.figures.attachment import Attached, Link
from callsheet.extract.figures.comparisons import is_prior
from callsheet.extract.figures.guesses import is_guess
from callsheet.extract.figures.programmes import is_increment, is_plan, is_standing_ratio, names_programme
from callsheet.extract.figures.scene import Scene
from callsheet.extract.figures.tense import first_tense, nearest_tense
from callsheet.language.phrases import lowered
from callsheet.lexicon import lexicon
from callsheet.records import FigureKind, FigureType, FiscalPeriod, Part, Qualifier

_WORDS = lexicon("figure_words")

_EXPECTED = re.compile(r"\b(?:expected|projected|planned|estimated|anticipated|budgeted|forecasted)\b")
_SPENT_LAST = re.compile(r"\b(?:spent|invested|deployed|incurred)\s+(?:(?!expect|will|plan)[\w'’]+\s+){0,6}$")
# "taking $400 million out of our capital budget": what changes is the guidance, not what was spent.
_MOVES = re.compile(
    r"\b(?:tak(?:e|es|ing|en)|took|cut|cutting|remov\w+|add(?:s|ed|ing)?|put|putting|pull\w*|roll\w*|fold\w*|trimm\w+)\s+"
    r"(?:(?:out|in|about|approximately|roughly|around|nearly|another|an|additional|over)\s+)*$"
)
_OF_THE_PLAN = re.compile(
    r"\s*(?:of\s+\w+\s+)?(?:out of|from|to|into|in)\s+(?:our|the|its)\s+"
    r"(?:[\w\-]+\s+){0,4}(?:budget|guidance|outlook)\b"
)
_DEFERS = re.compile(  # what is put off is plans, not money spent
    r"\b(?:delay|defer|postpon|paus|push)\w*\s+(?:(?:out|back|about|approximately|roughly|around|nearly|another|an|over)\s+)*$"
)
_WHILE_SPENDING = re.compile(  # "we cut debt while spending $21 million on capex during the quarter"
    r"(?:,|\b(?:while|and|by|after|with|including))\s+(?:also\s+|still\s+)?(?:spending|investing|deploying)\s+(?:\w+\s+){0,2}$"
)
_IN_THE_QUARTER = re.compile(r"\b(?:during|in) the (?:(?:first|second|third|fourth) )?(?:quarter|period)\b")
_SPENT_OF = re.compile(  # "we've spent $820 million of our $1.1 billion budget"
    r"\b(?:spent|invested|deployed|completed|incurred)\s[^.;]{0,30}\d\s*(?:million|billion)?\s+of\s+(?:our|the|this|that)\s+$"
)
# "we reduced capex by $45 million compared with last year": spending fell, no guidance.
_CHANGED = re.compile(
    r"\b(?:we|have|has|and)\s+(?:have\s+)?(?:\w+ly\s+)?(?:reduced|increased|lowered|cut|decreased|grew|trimmed)\s+(?:our\s+)?"
    r"(?:[\w\-]+\s+){0,3}(?:capex|expenditures?|spending|spend|investments?)\s+by\s+(?:\w+\s+){0,3}$"
)
_AGAINST = re.compile(
    r"\b(?:compared|versus|vs|year[\s\-]over|from\s+(?:last|the\s+prior|a\s+year)|sequentially|relative)\b"
)
_CLAUSE = re.compile(r";|,?\s+(?:and|but|while|so)\s+(?:we|our|i|they|it)\b|,\s+(?:how|what|should|i|you)\b")
_WAS_SPENT = re.compile(
    r"\s+(?:was|were|has been|have been)\s+(?:already\s+)?(?:spent|invested|incurred|deployed|paid)\b"
)
# Past tenses that no list of verbs knows: "we opened 12 stores, with capex of ...".
_WE_DID = re.compile(
    rf"\bwe (?:have |also |\w+ly )?(?:(?!{'|'.join(_WORDS['actual']['announcing'])})\w{{3,}}ed"
    rf"|{'|'.join(_WORDS['actual']['irregular'])})\b"
)
_INCLUDED = re.compile(r"\b(?:included|comprised)\s+(?:\w+\s+){0,2}[$€£]?\d")


def tense_of(scene: Scene, found: Attached) -> FigureKind | None:
    """Return what the nearest word of tense says of a figure: the last one before it, else the first one behind it."""
    start, end = found.quantity.span.start, found.quantity.span.end
    if found.link is Link.BEHIND and found.mention and _EXPECTED.search(scene.gap(end, found.mention.span.start)):
        return FigureKind.GUIDANCE
    changed = _CHANGED.search(scene.low[:start]) and _AGAINST.search(scene.low, end)
    while_spending = _WHILE_SPENDING.search(scene.low[:start]) and _IN_THE_QUARTER.search(scene.low[end : end + 70])
    if changed or while_spending or _WAS_SPENT.match(scene.low, end):
        return FigureKind.ACTUAL
    if _SPENT_OF.search(scene.low[:start]):
        return FigureKind.GUIDANCE
    if _MOVES.search(scene.low[:start]) and _OF_THE_PLAN.match(scene.low, end):
        return FigureKind.GUIDANCE
    return nearest_tense(scene.low[:start]) or first_tense(_CLAUSE.split(scene.low[end:], maxsplit=1)[0])


def figure_kind(
    scene: Scene,
    found: Attached,
    type_: FigureType,
    tense: FigureKind | None,
    period: FiscalPeriod | None,
    at: FiscalPeriod | None,
) -> FigureKind:
    """Return the kind of a figure.

    ``tense`` is what the words around it say, ``period`` what the sentence names for it, ``at`` the call's own period.
    """
    plan = period is None and is_plan(scene, found, type_, tense)
    if is_standing_ratio(scene, found, type_, tense, period):
        return FigureKind.PLAN
    if is_guess(scene, found) and not (plan and names_programme(scene, found, type_)):
        return FigureKind.OTHER
    if is_prior(scene, found, type_):
        return FigureKind.PRIOR
    if plan or _runs_on(period, at, tense):
        return FigureKind.PLAN
    spent = tense is FigureKind.ACTUAL and (type_ is FigureType.RATIO or _has_spent(scene, found))
    this_year = period is not None and at is not None and period.year == at.year
    put_off = type_ is FigureType.DELTA and _DEFERS.search(scene.low[: found.quantity.span.start])
    if put_off or (_lies_ahead(period, at) and not (spent and this_year)):
        return FigureKind.GUIDANCE
    return tense or _without_tense(scene, found, period, at)


def _has_spent(scene: Scene, found: Attached) -> bool:
    """Whether the last verb before a figure says that the money is gone: "this year we have invested $3 billion"."""
    return bool(_SPENT_LAST.search(scene.low[: found.quantity.span.start]))


def _runs_on(period: FiscalPeriod | None, at: FiscalPeriod | None, tense: FigureKind | None) -> bool:
    """Whether a figure's period is several years that are not all over, or that are spoken of as to come."""
    if period is None or period.until is None or period.until.year == period.year or _is_a_year(period):
        return False
    return at is None or period.until.year > at.year or tense is FigureKind.GUIDANCE


def _is_a_year(period: FiscalPeriod) -> bool:
    """Whether a span is of four quarters or less: "the next 12 months" is guidance, no programme."""
    if period.until is None:
        return False
    first, last = replace(period, until=None).quarter_number, period.until.quarter_number
    return bool(first and last) and 4 * (period.until.year - period.year) + (last or 0) - (first or 0) < 4


def _lies_ahead(period: FiscalPeriod | None, at: FiscalPeriod | None) -> bool:
    """Whether a period ends after the quarter that the call reports on, a year that is not over included."""
    if period is not None and at is not None and period.until and _is_a_year(period):
        period = period.until
    if period is None or at is None or period.until or period.part in (Part.YTD, Part.H1):
        return False
    return (period.year, period.quarter_number or 4) > (at.year, at.quarter_number or 4)


def _without_tense(scene: Scene, found: Attached, period: FiscalPeriod | None, at: FiscalPeriod | None) -> FigureKind:
    """Return the kind of a figure without a word of tense from its period: a quarter, or a year that is over."""
    if period is None:
        return _without_period(scene, found)
    over = at is not None and (period.until or period).year < at.year
    if period.quarter_number or (over and found.quantity.qualifier is not Qualifier.RANGE):
        return FigureKind.ACTUAL
    return _from_talk(scene, found)


def _without_period(scene: Scene, found: Attached) -> FigureKind:
    """Return the kind of a figure that has neither a word of tense nor a period."""
    if found.quantity.qualifier is not Qualifier.RANGE:
        if is_increment(scene, found):
            return FigureKind.PLAN
        if _WE_DID.search(scene.low) or _INCLUDED.search(scene.low):
            return FigureKind.ACTUAL
    return _from_talk(scene, found)


def _from_talk(scene: Scene, found: Attached) -> FigureKind:
    """Return the tense of the talk before; a range is guidance anyhow, since what is spent is known."""
    if found.quantity.qualifier is Qualifier.RANGE:
        return FigureKind.GUIDANCE
    said = (nearest_tense(lowered(sentence)) for sentence in reversed(scene.before[-2:]))
    return next((kind for kind in said if kind), FigureKind.GUIDANCE)
