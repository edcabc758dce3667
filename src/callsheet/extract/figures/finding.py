"""From sentences to figures: the steps in their order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from callsheet.coverage import coverage
from callsheet.extract.figures.actions import guidance_action
from callsheet.extract.figures.attachment import Attached, attached
from callsheet.extract.figures.figure_periods import figure_period, rough_period
from callsheet.extract.figures.figure_types import figure_type, sign
from callsheet.extract.figures.kinds import figure_kind, tense_of
from callsheet.extract.figures.ownership import speaks_of_capex
from callsheet.extract.figures.scene import Scene
from callsheet.extract.figures.scopes import figure_definition, figure_scope
from callsheet.language.sentences import split_sentences
from callsheet.records import (
    Figure,
    FigureKind,
    FigureType,
    FiscalPeriod,
    Section,
    Sentence,
    Setting,
    Span,
    SpeakerRole,
    finding_id,
)

_CONTEXT = 14  # sentences of talk before a figure that can say what it means
_TALK = 2  # of these, the ones that can make it capex without a word of its own


def sentence_scene(sentences: Sequence[Sentence], position: int, setting: Setting) -> Scene:
    """Return the sentence at ``position`` with the talk before it."""
    sentence = sentences[position]
    before = tuple(s.text for s in sentences[max(0, position - _CONTEXT) : position])
    after = sentences[position + 1].text if position + 1 < len(sentences) else ""
    return Scene(sentence.text, before, after, sentence.role, setting.currency, sentence.span.start)


_ADDITION = re.compile(
    r"(?:\s+(?:in|for|during)\s+[\w\s']{1,30})?,?\s*(?:(?:which|that)\s+\w+\s+)?(?:or|up|down|an?|representing|about|is|was)\s+[\w\s]{0,40}[$€£\d]"
)


def _fall(low: Decimal | None, high: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of a fall: negative; "down more than 50%" stays open at the same end, -50 and None."""
    if low is not None and high is not None:
        return -high, -low
    return -low if low is not None else None, -high if high is not None else None


def _figures_of(scene: Scene, sentence: Sentence, setting: Setting) -> Iterator[Figure]:
    talk = any(speaks_of_capex(text) for text in scene.before[-_TALK:])
    if not (talk or scene.names_capex) or not scene.quantities:
        return
    last: Figure | None = None
    for found in attached(scene, talk_is_capex=talk):
        type_ = figure_type(scene, found, last.type if last else None)
        if type_ is None:
            continue
        figure = _figure(scene, found, type_, sentence, setting)
        if last is not None and _adds_to(scene, last, figure):
            figure = replace(figure, kind=last.kind, period=last.period)
        last = figure
        yield figure


def _adds_to(scene: Scene, last: Figure, figure: Figure) -> bool:
    """Whether a change or a ratio is only said in addition to the figure before it: "$36 billion, up $4 billion"."""
    if figure.type is FigureType.AMOUNT or last.type is not FigureType.AMOUNT or last.kind is FigureKind.PRIOR:
        return False
    start = last.span.end - scene.start
    return (
        bool(_ADDITION.match(scene.low[start : figure.span.start - scene.start + 1]))
        and figure.kind is not FigureKind.OTHER
    )


def _figure(scene: Scene, found: Attached, type_: FigureType, sentence: Sentence, setting: Setting) -> Figure:
    tense = tense_of(scene, found)
    named = rough_period(scene, found, setting, forward=tense is FigureKind.GUIDANCE)
    kind = figure_kind(scene, found, type_, tense, named, setting.fiscal_period)
    quantity = found.quantity
    low, high = quantity.low, quantity.high
    if type_ is FigureType.DELTA and sign(scene, found) < 0:
        low, high = _fall(low, high)
    elif type_ is FigureType.AMOUNT and low is not None and high is not None and low < 0:
        low, high = -high, -low  # "operating cash flow minus $26 million of capex" is spending of 26 million
    span = quantity.span.shifted(sentence.span.start)
    return Figure(
        figure_id=finding_id("f", setting.doc_id, span),
        type=type_,
        kind=kind,
        scope=figure_scope(scene, found, type_, _names(setting)),
        definition=figure_definition(scene, found),
        low=low,
        high=high,
        unit=setting.currency if quantity.unit == "count" else quantity.unit,
        qualifier=quantity.qualifier,
        period=figure_period(scene, found, kind, setting),
        text=quantity.text,
        excerpt=sentence.text,
        span=span,
        speaker=sentence.speaker,
        role=sentence.role,
    )


def _names(setting: Setting) -> frozenset[str]:
    return frozenset(name.lower() for name in (*setting.company_names, setting.ticker or "") if name)


def find_figures(sentences: Sequence[Sentence], setting: Setting) -> list[Figure]:
    """Return the capex figures of ``sentences`` (a call's, in order), in the order of their words."""
    found: list[Figure] = []
    for position, sentence in enumerate(sentences):
        scene = sentence_scene(sentences, position, setting)
        here = list(_figures_of(scene, sentence, setting))
        found.extend(replace(figure, action=guidance_action(figure, here, scene.low)) for figure in here)
    return found


def _setting_of(row: Mapping[str, Any]) -> Setting:
    company = coverage().find_company(row["ticker"]) if row.get("ticker") else None
    period = FiscalPeriod.parse(row["fiscal_period"]) if row.get("fiscal_period") else None
    return Setting(
        doc_id=str(row.get("id", "passage")),
        ticker=row.get("ticker"),
        fiscal_period=period,
        fiscal_year_end_month=company.fiscal_year_end_month if company else None,
        currency=company.currency if company else "USD",
        company_names=company.names if company else (),
    )


def figures_in_passage(row: Mapping[str, Any]) -> list[Figure]:
    """Return the capex figures inside ``row["text"]``; ``before`` and ``after`` are only context.

    ``row`` has the keys ``text`` and, where known, ``id``, ``ticker``, ``fiscal_period`` (canonical), ``before``,
    ``after``. Spans count characters of ``row["text"]``.
    """
    text, parts = row["text"], (row.get("before") or "", row["text"], row.get("after") or "")
    sentences: list[Sentence] = []
    offset = 0
    for part in parts:
        for span in split_sentences(part):
            sentences.append(
                Sentence(
                    span.of(part), span.shifted(offset), 0, 0, "unknown", SpeakerRole.UNKNOWN, Section.PREPARED_REMARKS
                )
            )
        offset += len(part) + 2
    start = len(parts[0]) + 2
    inside = Span(start, start + max(len(text), 1))
    return [
        replace(figure, span=figure.span.shifted(-start))
        for figure in find_figures(sentences, _setting_of(row))
        if inside.covers(figure.span)
    ]
