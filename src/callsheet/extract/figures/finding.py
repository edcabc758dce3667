"""From sentences to figures: candidates, quantities, which of them is capex, type, kind, scope, definition, period."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from callsheet.extract.figures.actions import guidance_action
from callsheet.extract.figures.attachment import Attached, attached
from callsheet.extract.figures.candidates import candidates
from callsheet.extract.figures.figure_periods import figure_period, rough_period
from callsheet.extract.figures.figure_types import figure_type, sign
from callsheet.extract.figures.kinds import figure_kind, tense_of
from callsheet.extract.figures.ownership import speaks_of_capex
from callsheet.extract.figures.programmes import is_standing_ratio
from callsheet.extract.figures.scene import Scene
from callsheet.extract.figures.scopes import figure_definition, figure_scope
from callsheet.extract.figures.talk_periods import plan_years
from callsheet.records import Figure, FigureKind, FigureType, FiscalPeriod, Sentence, Setting, finding_id

_CONTEXT = 14  # sentences of talk before a figure that can say what it means
_TALK = 3  # of these, the ones that can make it capex without a word of its own
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD"})
_MOST = 8  # figures that one sentence may hold
_LEADS_TO = re.compile(r"\s+to\s+(?:\w+\s+){0,3}")
_GOES_ON = re.compile(
    r"""
    \W*(?:(?:and|so|now|but)\s+)*
    (?: (?:this|that|it|which)
        (?: 's
          | \s+(?:\w+\s+)?(?:represent(?:s|ed)?|is|was|equates?|translates?|would\ be|amounts?|includ(?:es?|ed)) )
      | of\ (?:this|that|which)
      | included\ (?:in|within)\ (?:this|that)
      | the\ (?:other|remaining|remainder|rest|balance) )\b
    """,
    re.VERBOSE,
)
# "85% of this capital spend"
_SAME_NUMBER = re.compile(r"\b(?:that|this) (?:number|amount|figure|total)\b")  # "we've taken that number up to"
_OF_IT = re.compile(
    r"\s+of\s+(?:this|that|it)(?=\s+(?:is|was|will|to|for|in|has|relates|goes)\b|[,.;])"
    r"|"
    r"\s+of\s+(?:this|that|these|those)\s+(?:\w+\s+){0,2}(?:capex|capital|spend\w*|invest\w*|amount|budget)\b"
)
_OR = re.compile(r",?\s+or\s")
_OR_AGAIN = re.compile(r",?\s+or\s+(?:(?:about|approximately|roughly|around)\s+)?.")  # "$250 million, or 6.9% of sales"
_A_YEAR = re.compile(r"\s+(?:per|a|each) year\b|\s+(?:annually|on average)\b")
_ADDITION = re.compile(
    r"""
    (?:\s+(?:in|for|during)\s+[\w\s']{1,30})?,?\s*(?:(?:which|that)\s+(?:\w+\s+)??)?
    (?:or|up|down|an?|representing|about|is|was)\s+[\w\s]{0,40}[$€£\d]
    """,
    re.VERBOSE,
)


def sentence_scene(sentences: Sequence[Sentence], position: int, setting: Setting) -> Scene:
    """Return the sentence at ``position`` with the talk before it."""
    sentence = sentences[position]
    return Scene(
        text=sentence.text,
        before=tuple(one.text for one in sentences[max(0, position - _CONTEXT) : position]),
        role=sentence.role,
        dollar=setting.currency if setting.currency in _DOLLARS else "USD",
        start=sentence.span.start,
    )


def _fall(low: Decimal | None, high: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of a fall: negative; "down more than 50%" stays open at the same end, -50 and None."""
    if low is not None and high is not None:
        return -high, -low
    return -low if low is not None else None, -high if high is not None else None


def _ends(scene: Scene, found: Attached, type_: FigureType) -> tuple[Decimal | None, Decimal | None]:
    low, high = found.quantity.low, found.quantity.high
    if type_ is FigureType.DELTA and sign(scene, found) < 0:
        return _fall(low, high)
    if type_ is FigureType.AMOUNT and low is not None and high is not None and low < 0:
        return -high, -low  # "operating cash flow minus $26 million of capex" is spending of 26 million
    return low, high


def _figure(
    scene: Scene,
    found: Attached,
    type_: FigureType,
    tense: FigureKind | None,
    named: FiscalPeriod | None,
    sentence: Sentence,
    setting: Setting,
    of: FiscalPeriod | None = None,
) -> Figure:
    kind = figure_kind(scene, found, type_, tense, named, setting.fiscal_period)
    standing = is_standing_ratio(scene, found, type_, tense, named)
    quantity = found.quantity
    low, high = _ends(scene, found, type_)
    span = quantity.span.shifted(scene.start)
    names = (*setting.company_names, setting.ticker or "")
    return Figure(
        figure_id=finding_id("f", setting.doc_id, span),
        type=type_,
        kind=kind,
        scope=figure_scope(scene, found, type_, frozenset(name.lower() for name in names if name)),
        definition=figure_definition(scene, found),
        low=low,
        high=high,
        unit=setting.currency if quantity.unit == "count" else quantity.unit,
        qualifier=quantity.qualifier,
        period=None if standing else figure_period(scene, found, kind, setting, of),
        text=quantity.text,
        excerpt=sentence.text,
        span=span,
        speaker=sentence.speaker,
        role=sentence.role,
    )


def _adds_to(scene: Scene, last: Figure, figure: Figure) -> bool:
    """Whether a change or a ratio is only said in addition to the figure before it: "$36 billion, up $4 billion"."""
    if figure.type is FigureType.AMOUNT or figure.kind is FigureKind.OTHER:
        return False
    if last.type is figure.type is FigureType.DELTA and _OR.match(scene.low, last.span.end - scene.start):
        return True
    between = scene.gap(last.span.end - scene.start, figure.span.start - scene.start + 1)
    if last.kind is FigureKind.PRIOR and _OR_AGAIN.fullmatch(between):
        return True
    return last.type is FigureType.AMOUNT and last.kind is not FigureKind.PRIOR and bool(_ADDITION.match(between))


def _is_reached(scene: Scene, last: Figure, figure: Figure) -> bool:
    """Whether a level without a period is what a change leads to: "our five-year plan by $3 billion to $26 billion"."""
    between = scene.gap(last.span.end - scene.start, figure.span.start - scene.start)
    return figure.period is None and last.type is FigureType.DELTA and bool(_LEADS_TO.fullmatch(between))


def _main_figure(found: Sequence[Figure], sentence: Sentence) -> Figure | None:
    """Return the last figure of ``sentence`` that is no comparison and no one's guess."""
    aside = (FigureKind.PRIOR, FigureKind.OTHER)
    of_it = (f for f in reversed(found[-_MOST:]) if sentence.span.covers(f.span) and f.kind not in aside)
    return next(of_it, None)


def _goes_on(scene: Scene, figure: Figure, tense: FigureKind | None, earlier: Figure) -> bool:
    """Whether a sentence goes on about the figure of the one before, for the same time: "This is 24% of revenue"."""
    if figure.kind is FigureKind.OTHER:
        return False
    same = _SAME_NUMBER.search(scene.low[: figure.span.start - scene.start])
    if not (same or _GOES_ON.match(scene.low) or _OF_IT.match(scene.low, figure.span.end - scene.start)):
        return False
    if figure.kind is FigureKind.PRIOR:
        return False
    spent = FigureKind.ACTUAL in (tense, earlier.kind)
    return tense is None or not spent or tense is earlier.kind


def _is_said_again(scene: Scene, last: Figure, figure: Figure) -> bool:
    """Whether a level only says the one before it in another way: "$2.4 billion, or about $800 million per year"."""
    joined = _OR.match(scene.low, last.span.end - scene.start)
    return joined is not None and bool(_A_YEAR.match(scene.low, figure.span.end - scene.start))


def _figures_of(scene: Scene, sentence: Sentence, setting: Setting, earlier: Figure | None) -> Iterator[Figure]:
    if not scene.quantities:
        return
    talk = any(speaks_of_capex(text) for text in scene.before[-_TALK:])
    last: Figure | None = None
    for found in attached(scene, talk_is_capex=talk):
        type_ = figure_type(scene, found, last.type if last else None)
        if type_ is None:
            continue
        tense = tense_of(scene, found)
        named = rough_period(scene, found, setting, forward=tense is FigureKind.GUIDANCE)
        if named is None and tense is None:
            named = plan_years(scene, setting)
        of = earlier.period if earlier is not None and last is None and _GOES_ON.match(scene.low) else None
        figure = _figure(scene, found, type_, tense, named, sentence, setting, of)
        if earlier is not None and named is None and _goes_on(scene, figure, tense, earlier):
            figure = replace(figure, kind=earlier.kind, period=earlier.period)
        if last is not None and _adds_to(scene, last, figure):
            figure = replace(figure, kind=last.kind, period=last.period)
        elif last is not None and figure.kind is FigureKind.PRIOR and last.kind is FigureKind.PLAN and named is None:
            figure = replace(figure, period=last.period)  # "our plan is now $20 billion, up from $18 billion"
        elif last is not None and (_is_reached(scene, last, figure) or _is_said_again(scene, last, figure)):
            figure = replace(figure, period=last.period)
        last = figure
        yield figure


def find_figures(sentences: Sequence[Sentence], setting: Setting) -> list[Figure]:
    """Return the capex figures of ``sentences`` (a call's, in order), in the order of their words.

    Values are in units of currency or percent points; ``setting`` says from where relative periods are resolved.
    """
    found: list[Figure] = []
    for position in candidates(sentences, _TALK):
        scene = sentence_scene(sentences, position, setting)
        here = list(_figures_of(scene, sentences[position], setting, _main_figure(found, sentences[position - 1])))
        found.extend(replace(figure, action=guidance_action(figure, here, scene.low)) for figure in here)
    return found
