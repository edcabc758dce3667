"""Lines for figures and for guidance without a number, by the templates of frames_figures.toml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from callsheet.lexicon import lexicon
from callsheet.records import Figure, FigureKind, FigureType, FiscalPeriod, GuidanceAction, Relation, Scope, Span
from callsheet.rewrite.korean import settle_particles
from callsheet.rewrite.labels import amount_label, period_label, relative_label

_REVISIONS = (GuidanceAction.RAISED, GuidanceAction.LOWERED, GuidanceAction.NARROWED)


@dataclass(frozen=True, slots=True)
class Written:
    """A part of a line in both languages."""

    en: str
    ko: str


def _fits(frame: Mapping[str, Any], figure: Figure) -> bool:
    facts = {
        "kind": figure.kind.value,
        "type": figure.type.value,
        "definition": figure.definition.value,
        "action": figure.action.value if figure.action else None,
        "direction": _direction(figure),
    }
    return all(frame.get(key, fact) == fact for key, fact in facts.items())


def _direction(figure: Figure) -> str | None:
    if figure.type is not FigureType.DELTA:
        return None
    end = figure.high if figure.high is not None else figure.low
    return "down" if end is not None and end < 0 else "up"


def _amount(figure: Figure, lang: str) -> str:
    return amount_label(
        figure.low,
        figure.high,
        figure.unit,
        figure.qualifier,
        figure.text,
        lang,
        change=figure.type is FigureType.DELTA,
    )


def _fill(template: str, figure: Figure, lang: str, at: FiscalPeriod | None) -> str:
    assert figure.period is not None
    label = (
        relative_label(figure.period, at, lang)
        if figure.kind is FigureKind.ACTUAL
        else period_label(figure.period, lang)
    )
    return settle_particles(template.format(period=label, amount=_amount(figure, lang)))


def _template(figure: Figure) -> Mapping[str, Any] | None:
    """Return the first template that holds of a figure."""
    return next((frame for frame in lexicon("frames_figures")["figure"] if _fits(frame, figure)), None)


def _stated(figure: Figure, at: FiscalPeriod | None) -> Written | None:
    """Return the line of one total, or None where a template would say more than the record knows."""
    if figure.period is None or figure.scope is not Scope.TOTAL:
        return None
    frame = _template(figure)
    if frame is None:
        return None
    return Written(_fill(frame["en"], figure, "en", at), _fill(frame["ko"], figure, "ko", at))


def _beside(figure: Figure, main: Figure, at: FiscalPeriod | None) -> Written | None:
    if figure.period is None or figure.scope is not Scope.TOTAL:
        return None
    for frame in lexicon("frames_figures")["beside"]:
        # What a raised or lowered guidance replaces is the earlier guidance for the same period.
        revised = main.kind is FigureKind.GUIDANCE and main.action in _REVISIONS
        same = frame["same_period"] == (revised or figure.period == main.period)
        if same and frame["kind"] == figure.kind.value and frame["type"] == figure.type.value:
            return Written(_fill(frame["en"], figure, "en", at), _fill(frame["ko"], figure, "ko", at))
    return None


def figure_part(figures: Sequence[Figure], at: FiscalPeriod | None) -> Written | None:
    """Return what a sentence's figures say, earlier values in brackets, or None where no template fits.

    ``figures`` are those of one sentence; ``at`` is the period of the call. A value that no template can state truly
    (a component whose name is not known, a value without a period) leaves the sentence to other frames.
    """
    parts: list[Written] = []
    names: set[tuple[FiscalPeriod | None, str]] = set()
    main: Figure | None = None
    revised = any(one.action in _REVISIONS and one.type is FigureType.AMOUNT for one in figures)
    for figure in sorted(figures, key=lambda one: one.span.start):
        if revised and figure.type is FigureType.DELTA and figure.kind is FigureKind.GUIDANCE:
            continue  # by how much the guidance moved, which its two values say already
        if figure.kind is FigureKind.PRIOR and main is not None:
            beside = _beside(figure, main, at)
            if beside:
                last = parts[-1]
                parts[-1] = Written(f"{last.en} {beside.en}", f"{last.ko} {beside.ko}")
            continue
        written = _stated(figure, at)
        if written is None:
            return None
        name = (figure.period, str(_template(figure)))
        if name in names:
            return None  # two values under one name: one of them is of something else
        names.add(name)
        parts.append(written)
        main = figure
    if not parts:
        return None
    return Written(" / ".join(part.en for part in parts), " / ".join(part.ko for part in parts))


def relation_part(relation: Relation, at: FiscalPeriod | None) -> Written | None:
    """Return what guidance without a number says, or None where a period is not known."""
    if relation.period is None or relation.reference is None:
        return None
    for frame in lexicon("frames_figures")["relation"]:
        same = relation.period == relation.reference
        fits = frame.get("same_period", False) == same and frame.get("to_call", False) <= (relation.reference == at)
        if frame["relation"] == relation.relation.value and fits:
            labels = {
                lang: (period_label(relation.period, lang), period_label(relation.reference, lang))
                for lang in ("en", "ko")
            }
            en = frame["en"].format(period=labels["en"][0], reference=labels["en"][1])
            ko = frame["ko"].format(period=labels["ko"][0], reference=labels["ko"][1])
            return Written(en, settle_particles(ko))
    return None


def in_span(span: Span, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures whose words stand inside ``span``."""
    return [figure for figure in figures if span.covers(figure.span)]
