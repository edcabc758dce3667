"""Comments with their figures, built for the tests."""

from decimal import Decimal

from callsheet.language.sentences import split_sentences
from callsheet.records import (
    Comment,
    Definition,
    Figure,
    FigureKind,
    FigureType,
    FiscalPeriod,
    GuidanceAction,
    Line,
    Qualifier,
    Relation,
    RelationKind,
    Scope,
    Setting,
    Span,
    SpeakerRole,
    ToneLabel,
)

SETTING = Setting("ab" * 32, "MSFT", FiscalPeriod.parse("FY2025Q2"), 6)


def figure(
    excerpt: str,
    text: str,
    low: str | None,
    high: str | None,
    period: str | None,
    *,
    kind: str = "actual",
    type_: str = "amount",
    unit: str = "USD",
    qualifier: str = "exact",
    action: str | None = None,
    definition: str = "as_stated",
    scope: str = "total",
) -> Figure:
    """Return a figure whose words stand in ``excerpt``; its span counts from the excerpt's beginning."""
    start = excerpt.index(text)
    return Figure(
        figure_id=f"f-{start}",
        type=FigureType(type_),
        kind=FigureKind(kind),
        scope=Scope(scope),
        definition=Definition(definition),
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
        unit=unit,
        qualifier=Qualifier(qualifier),
        period=FiscalPeriod.parse(period) if period else None,
        text=text,
        excerpt=excerpt,
        span=Span(start, start + len(text)),
        speaker="Ann Lee",
        role=SpeakerRole.EXECUTIVE,
        action=GuidanceAction(action) if action else None,
    )


def relation(excerpt: str, kind: str, period: str | None, reference: str | None) -> Relation:
    """Return a relation that the whole excerpt states."""
    return Relation(
        "r-0",
        RelationKind(kind),
        FiscalPeriod.parse(period) if period else None,
        FiscalPeriod.parse(reference) if reference else None,
        True,
        excerpt,
        excerpt,
        Span(0, len(excerpt)),
        "Ann Lee",
        SpeakerRole.EXECUTIVE,
    )


def comment(excerpt: str, *finding_ids: str, line: Line = Line.BULLET) -> Comment:
    """Return a comment whose spans are the sentences of ``excerpt``."""
    return Comment(
        comment_id="c-1",
        section="capex",
        line=line,
        theme="spent",
        excerpt=excerpt,
        spans=tuple(split_sentences(excerpt)),
        speaker="Ann Lee",
        role=SpeakerRole.EXECUTIVE,
        score=0.7,
        tone=ToneLabel.NEUTRAL,
        figure_ids=finding_ids,
    )
