"""Findings of a made-up broker report and a made-up release, each line a sentence or a table row with one figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from callsheet.records import (
    BlockRole,
    Box,
    Cell,
    Definition,
    DocumentKind,
    Figure,
    FigureKind,
    FigureType,
    Findings,
    FiscalPeriod,
    Line,
    Page,
    PrintedLine,
    Qualifier,
    Report,
    ReportBlock,
    ReportComment,
    ReportTable,
    Scope,
    Span,
    SpeakerRole,
    Tone,
    ToneLabel,
    finding_id,
)

BOX = Box(241.0, 100.0, 262.5, 110.0)


@dataclass(frozen=True)
class Printed:
    """One figure to be printed: ``low`` and ``high`` in billions."""

    ticker: str | None
    kind: FigureKind
    period: str | None
    low: str | None
    high: str | None
    definition: Definition = Definition.AS_STATED
    unit: str = "USD"


def printed_findings(
    broker: str | None,
    published_on: str | None,
    figures: Sequence[Printed],
    *,
    subject: str | None = None,
    code: str | None = None,
) -> Findings:
    """Return the findings of a report by ``broker``, or of ``subject``'s own release where there is none."""
    kind = DocumentKind.REPORT if broker else DocumentKind.RELEASE
    doc_id = sha256(f"{broker} {subject} {published_on}".encode()).hexdigest()
    lines = [f"{item.ticker} {item.period} {item.low or '-'} to {item.high or '-'} {item.kind}" for item in figures]
    text = "\n".join(lines)
    found, blocks, start = [], [], 0
    for item, line in zip(figures, lines, strict=True):
        words = f"{item.low or '-'} to {item.high or '-'}"
        at = start + line.index(words)
        span = Span(at, at + len(words))
        found.append(
            Figure(
                figure_id=finding_id("f", doc_id, span),
                type=FigureType.AMOUNT,
                kind=item.kind,
                scope=Scope.TOTAL,
                definition=item.definition,
                low=Decimal(item.low) * 10**9 if item.low else None,
                high=Decimal(item.high) * 10**9 if item.high else None,
                unit=item.unit,
                qualifier=Qualifier.EXACT if item.low == item.high else Qualifier.RANGE,
                period=FiscalPeriod.parse(item.period) if item.period else None,
                text=words,
                excerpt=line,
                span=span,
                speaker="B. Roker" if broker else subject or "unknown",
                role=SpeakerRole.ANALYST if broker else SpeakerRole.EXECUTIVE,
                page=1,
                box=BOX,
                ticker=item.ticker,
            )
        )
        place = Span(start, start + len(line))
        blocks.append(ReportBlock(BlockRole.ROW, place, (PrintedLine(place, 1, BOX),)))
        start += len(line) + 1
    report = Report(
        broker=broker,
        published_on=date.fromisoformat(published_on) if published_on else None,
        title="Investment goes on",
        subject=subject,
        rating=None,
        rating_action=None,
        target_price=None,
        rating_distribution=(),
        analysts=("B. Roker",) if broker else (),
        text=text,
        pages=(Page(1, Span(0, len(text))),),
        blocks=tuple(blocks),
        code=code,
    )
    path = f"{kind}s/{broker or subject}_{published_on}.pdf"
    return Findings(doc_id, path, kind, "pdf", "ko" if broker else "en", report=report, figures=tuple(found))


def broker_report() -> Findings:
    """Return a sector report that repeats what Meta and Microsoft said, estimates, and prints consensus for Amazon.

    Its comment table has one line.
    """
    findings = printed_findings(
        "Example Securities",
        "2025-02-03",
        [
            Printed("META", FigureKind.ACTUAL, "FY2024", "39", "39"),
            Printed("META", FigureKind.GUIDANCE, "FY2025", "60", "65"),
            Printed("MSFT", FigureKind.ESTIMATE, "FY2025", "90", "90"),
            Printed("MSFT", FigureKind.GUIDANCE, "FY2025", "88", None),
            Printed("AMZN", FigureKind.CONSENSUS, "FY2025", "94.5", "94.5"),
        ],
        subject="Technology",
    )
    said = ReportComment(0, "Meta", "META", "capex", "CapEx", Line.BULLET, "FY25 CapEx $60~65B", 1, BOX)
    head, band, row = ("", "주요 Comment"), ("#Meta", ""), ("CapEx", "- FY25 CapEx $60~65B")
    header, *rows = [tuple(Cell(text, BOX) for text in texts) for texts in (head, band, row)]
    assert findings.report is not None
    table = ReportTable("Comments", 1, None, header, tuple(rows), "Source: Example Securities")
    tone = Tone(findings.report.blocks[1].span, ToneLabel.NEUTRAL, 0.1, True, ("capex",))
    report = replace(findings.report, tables=(table,))
    return replace(findings, report=report, report_comments=(said,), tones=(tone,))


def release() -> Findings:
    """Return Microsoft's release on its second quarter of FY2025: what it paid, and a year before."""
    cash = Definition.CASH_PPE
    return printed_findings(
        None,
        "2025-01-29",
        [
            Printed("MSFT", FigureKind.ACTUAL, "FY2024Q2", "9.735", "9.735", cash),
            Printed("MSFT", FigureKind.ACTUAL, "FY2025Q2", "15.804", "15.804", cash),
        ],
        subject="Microsoft",
    )
