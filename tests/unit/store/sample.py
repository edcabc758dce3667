"""Findings made by hand: a call whose sentences carry exactly the figures that a test needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from callsheet.coverage import coverage
from callsheet.records import (
    Call,
    Comment,
    Definition,
    DocumentKind,
    Edition,
    Exchange,
    Figure,
    FigureKind,
    FigureType,
    Findings,
    FiscalPeriod,
    GuidanceAction,
    Line,
    Qualifier,
    Rejection,
    Relation,
    RelationKind,
    RenderedBy,
    RoleSource,
    Scope,
    Section,
    Span,
    SpeakerRole,
    Stance,
    StanceLabel,
    Tone,
    ToneLabel,
    Turn,
    finding_id,
)


@dataclass(frozen=True)
class Said:
    """One statement to be put into a call: ``low`` and ``high`` in billions (percent points for a ratio)."""

    kind: FigureKind
    period: str | None
    low: str | None
    high: str | None
    type: FigureType = FigureType.AMOUNT
    scope: Scope = Scope.TOTAL
    definition: Definition = Definition.AS_STATED
    unit: str = "USD"
    qualifier: Qualifier | None = None
    action: GuidanceAction | None = None
    role: SpeakerRole = SpeakerRole.EXECUTIVE
    behind: str = ""  # words behind the number


@dataclass(frozen=True)
class Related:
    """Guidance without a number, to be put into a call."""

    relation: RelationKind
    period: str
    reference: str
    per_quarter: bool = False
    by_amount: bool = False


def actual(period: str, value: str, **more: object) -> Said:
    return Said(FigureKind.ACTUAL, period, value, value, **more)  # type: ignore[arg-type]


def guidance(period: str, low: str | None, high: str | None, **more: object) -> Said:
    return Said(FigureKind.GUIDANCE, period, low, high, **more)  # type: ignore[arg-type]


def prior(period: str, low: str, high: str, **more: object) -> Said:
    return Said(FigureKind.PRIOR, period, low, high, **more)  # type: ignore[arg-type]


def _number(text: str | None, unit: str) -> Decimal | None:
    scale = 1 if unit == "percent" else 10**9
    return None if text is None else Decimal(text) * scale


def _words(said: Said) -> str:
    return f"{said.low or 'open'} to {said.high or 'open'} {said.unit}"


def _qualifier(said: Said) -> Qualifier:
    if said.qualifier:
        return said.qualifier
    if said.low is None or said.high is None:
        return Qualifier.AT_LEAST if said.high is None else Qualifier.AT_MOST
    return Qualifier.EXACT if said.low == said.high else Qualifier.RANGE


def _figure(doc_id: str, said: Said, sentence: str, start: int) -> Figure:
    words = _words(said)
    at = start + sentence.index(words)
    return Figure(
        figure_id=finding_id("f", doc_id, Span(at, at + len(words))),
        type=said.type,
        kind=said.kind,
        scope=said.scope,
        definition=said.definition,
        low=_number(said.low, said.unit),
        high=_number(said.high, said.unit),
        unit=said.unit,
        qualifier=_qualifier(said),
        period=FiscalPeriod.parse(said.period) if said.period else None,
        text=words,
        excerpt=sentence,
        span=Span(at, at + len(words)),
        speaker="Ada Finance",
        role=said.role,
        action=said.action,
    )


def _relation(doc_id: str, related: Related, sentence: str, start: int) -> Relation:
    span = Span(start, start + len(sentence))
    return Relation(
        relation_id=finding_id("r", doc_id, span),
        relation=related.relation,
        period=FiscalPeriod.parse(related.period),
        reference=FiscalPeriod.parse(related.reference),
        per_quarter=related.per_quarter,
        text=sentence,
        excerpt=sentence,
        span=span,
        speaker="Ada Finance",
        role=SpeakerRole.EXECUTIVE,
        by_amount=related.by_amount,
    )


def call_findings(
    ticker: str,
    fiscal_period: str,
    held_on: str | None,
    said: Sequence[Said | Related] = (),
    *,
    doc_id: str | None = None,
    edition: Edition = Edition.EDITED,
    is_labelled: bool = True,
    question: str = "What does the outlook assume?",
) -> Findings:
    """Return the findings of a made-up call: remarks with a sentence a statement, then a question and its answer."""
    doc_id = doc_id or sha256(f"{ticker} {fiscal_period}".encode()).hexdigest()
    company = coverage().find_company(ticker)
    sentences, figures, relations = [], [], []
    start = 0
    for item in said:
        if isinstance(item, Said):
            sentence = f"For {item.period} we name {_words(item)}{item.behind} — 설비투자."
            figures.append(_figure(doc_id, item, sentence, start))
        else:
            sentence = f"We see {item.period} {item.relation} {item.reference}."
            relations.append(_relation(doc_id, item, sentence, start))
        sentences.append(sentence)
        start += len(sentence) + 1
    remarks = " ".join(sentences) or "Good afternoon."
    texts = [remarks, question, "Our plan has not changed."]
    turns, at = [], 0
    for number, text in enumerate(texts):
        is_question = number == 1
        turns.append(
            Turn(
                number=number,
                speaker="Ann Alyst" if is_question else "Ada Finance",
                role=SpeakerRole.ANALYST if is_question else SpeakerRole.EXECUTIVE,
                role_source=RoleSource.LABEL if is_labelled else RoleSource.INFERRED,
                section=Section.PREPARED_REMARKS if number == 0 else Section.QUESTIONS_AND_ANSWERS,
                span=Span(at, at + len(text)),
                text=text,
                place=f"line {number + 1}",
                affiliation="Example Securities" if is_question else None,
                confidence=1.0 if is_labelled else 0.5,
            )
        )
        at += len(text) + 2
    call = Call(
        company=company.name_en if company else ticker,
        ticker=ticker,
        fiscal_period=FiscalPeriod.parse(fiscal_period),
        calendar_quarter=None,
        held_on=date.fromisoformat(held_on) if held_on else None,
        edition=edition,
        text="\n\n".join(texts),
        turns=tuple(turns),
        exchanges=(Exchange("Ann Alyst", "Example Securities", (1,), (2,)),),
    )
    asked, answered = turns[1].span, turns[2].span
    return Findings(
        doc_id=doc_id,
        path=f"calls/{ticker}_{fiscal_period}.txt",
        kind=DocumentKind.CALL,
        layout="colon",
        language="en",
        call=call,
        figures=tuple(figures),
        relations=tuple(relations),
        comments=(
            _comment("c1", doc_id, asked, question, Line.QUESTION, SpeakerRole.ANALYST),
            _comment("c2", doc_id, answered, texts[2], Line.ANSWER, SpeakerRole.EXECUTIVE, question_id="c1"),
        ),
        tones=(
            Tone(turns[0].span, ToneLabel.POSITIVE, 0.5, forward=True, topics=("capex",)),
            Tone(asked, ToneLabel.NEUTRAL, 0.0, forward=False),
            Tone(answered, ToneLabel.NEGATIVE, -0.25, forward=False),
        ),
        stances=(
            _stance(doc_id, asked, question, StanceLabel.NEUTRAL, SpeakerRole.ANALYST),
            _stance(doc_id, answered, texts[2], StanceLabel.SUPPORTS, SpeakerRole.EXECUTIVE),
        ),
    )


def _stance(doc_id: str, span: Span, text: str, stance: StanceLabel, role: SpeakerRole) -> Stance:
    return Stance(
        stance_id=finding_id("s", doc_id[:20], span),
        topic="deepseek",
        stance=stance,
        frame="the plans stand",
        excerpt=text,
        span=span,
        speaker="Ann Alyst" if role is SpeakerRole.ANALYST else "Ada Finance",
        role=role,
    )


def _comment(
    name: str, doc_id: str, span: Span, text: str, line: Line, role: SpeakerRole, question_id: str | None = None
) -> Comment:
    return Comment(
        comment_id=f"{name}-{doc_id[:24]}",
        section="capex",
        line=line,
        theme="guidance",
        excerpt=text,
        spans=(span,),
        speaker="Ann Alyst" if role is SpeakerRole.ANALYST else "Ada Finance",
        role=role,
        score=0.75,
        tone=ToneLabel.NEUTRAL,
        question_id=f"{question_id}-{doc_id[:24]}" if question_id else None,
        en=text,
        ko=None,
        rendered_by=RenderedBy.QUOTE,
    )


def rejected_findings(doc_id: str = "ee" * 32) -> Findings:
    """Return the findings of a document that could not be used."""
    return Findings(
        doc_id=doc_id,
        path="reports/scan.pdf",
        kind=DocumentKind.UNKNOWN,
        layout="",
        language="",
        rejection=Rejection("scanned", "reports/scan.pdf: no text on 3 of 3 pages; get the original PDF"),
    )


def story() -> tuple[Findings, ...]:
    """Return the public capex figures of Microsoft (FY2024Q1 to FY2025Q2) and Meta (FY2024), call by call."""
    leases = Definition.INCL_FINANCE_LEASES
    cash = Definition.CASH_PPE

    def microsoft(period: str, held_on: str, value: str, paid: str, *more: Said | Related) -> Findings:
        both = (actual(period, value, definition=leases), actual(period, paid, definition=cash))
        return call_findings("MSFT", period, held_on, (*both, *more))

    def meta(period: str, held_on: str, value: str, *more: Said | Related) -> Findings:
        return call_findings("META", period, held_on, (actual(period, value, definition=leases), *more))

    narrowed, raised = GuidanceAction.NARROWED, GuidanceAction.RAISED
    return (
        microsoft("FY2024Q1", "2023-10-24", "11.2", "9.9"),
        microsoft("FY2024Q2", "2024-01-30", "11.5", "9.7"),
        microsoft("FY2024Q3", "2024-04-25", "14.0", "11.0", Related(RelationKind.ABOVE, "FY2024Q4", "FY2024Q3")),
        microsoft("FY2024Q4", "2024-07-30", "19.0", "13.9", Related(RelationKind.ABOVE, "FY2025", "FY2024")),
        microsoft("FY2025Q1", "2024-10-30", "20.0", "14.9", Related(RelationKind.ABOVE, "FY2025Q2", "FY2025Q1")),
        microsoft(
            "FY2025Q2",
            "2025-01-29",
            "22.6",
            "15.8",
            Related(RelationKind.LEVEL_WITH, "FY2025Q3-FY2025Q4", "FY2025Q2", per_quarter=True),
            Related(RelationKind.GROWTH_BELOW, "FY2026", "FY2025"),
        ),
        meta(
            "FY2024Q1", "2024-04-24", "6.7", guidance("FY2024", "35", "40", action=raised), prior("FY2024", "30", "37")
        ),
        meta(
            "FY2024Q2",
            "2024-07-31",
            "8.5",
            guidance("FY2024", "37", "40", action=narrowed),
            prior("FY2024", "35", "40"),
        ),
        meta(
            "FY2024Q3",
            "2024-10-30",
            "9.2",
            guidance("FY2024", "38", "40", action=narrowed),
            prior("FY2024", "37", "40"),
        ),
        meta("FY2024Q4", "2025-01-29", "14.8", guidance("FY2025", "60", "65")),
    )
