"""The JSON that other programs rely on: one object a document, in the shape that DESIGN.md fixes."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from callsheet.coverage import coverage
from callsheet.records import (
    Call,
    Comment,
    Figure,
    Findings,
    Ladder,
    Relation,
    Report,
    ReportTable,
    Stance,
    Tone,
    ToneLabel,
    plain_number,
)


def findings_json(findings: Findings, with_text: bool = False) -> dict[str, Any]:
    """Return one document's findings as the object that ``callsheet extract`` prints.

    Offsets count characters of ``text``, which ``with_text`` adds; low and high are plain JSON numbers in units of
    currency or percent points, None for an open end.
    """
    document: dict[str, Any] = {
        "doc_id": findings.doc_id,
        "path": findings.path,
        "kind": str(findings.kind),
        "layout": findings.layout,
        "language": findings.language,
        "warnings": list(findings.warnings),
    }
    if findings.rejection:
        document["error"] = {"reason": findings.rejection.reason, "sentence": findings.rejection.sentence}
    values = {figure.figure_id: figure for figure in findings.figures}
    text = findings.call.text if findings.call else findings.report.text if findings.report else ""
    return {
        "document": document,
        "call": _call(findings.call) if findings.call else None,
        "report": _report(findings.report) if findings.report else None,
        "turns": _turns(findings.call) if findings.call else [],
        "exchanges": _exchanges(findings.call) if findings.call else [],
        "figures": [figure_json(figure) for figure in findings.figures],
        "relations": [_relation(relation) for relation in findings.relations],
        "comments": [_comment(comment, values) for comment in findings.comments],
        "tables": [_table(table) for table in findings.report.tables] if findings.report else [],
        "tone": tone_summary(findings),
        "stances": [_stance(stance) for stance in findings.stances],
        **({"text": text} if with_text else {}),
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """Return a figure with the field names of the contract; an unresolved period is ``unknown``."""
    return {
        "figure_id": figure.figure_id,
        "ticker": figure.ticker,
        "metric": figure.metric,
        "definition": str(figure.definition),
        "type": str(figure.type),
        "kind": str(figure.kind),
        "scope": str(figure.scope),
        "low": plain_number(figure.low),
        "high": plain_number(figure.high),
        "unit": figure.unit,
        "qualifier": str(figure.qualifier),
        "period": str(figure.period) if figure.period else "unknown",
        "action": str(figure.action) if figure.action else None,
        "text": figure.text,
        "excerpt": figure.excerpt,
        "speaker": figure.speaker,
        "role": str(figure.role),
        "start": figure.span.start,
        "end": figure.span.end,
        "page": figure.page,
        "operands": [
            {
                "figure_id": operand.figure_id,
                "period": operand.period,
                "low": plain_number(operand.low),
                "high": plain_number(operand.high),
            }
            for operand in figure.operands
        ],
    }


def _call(call: Call) -> dict[str, Any]:
    return {
        "company": call.company,
        "ticker": call.ticker,
        "fiscal_period": str(call.fiscal_period),
        "calendar_quarter": str(call.calendar_quarter) if call.calendar_quarter else None,
        "held_on": call.held_on.isoformat() if call.held_on else None,
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "broker": report.broker,
        "published_on": report.published_on.isoformat() if report.published_on else None,
        "title": report.title,
        "subject": report.subject,
        "rating": report.rating,
        "rating_action": report.rating_action,
        "target_price": plain_number(report.target_price),
        "rating_distribution": {name: plain_number(share) for name, share in report.rating_distribution},
    }


def _turns(call: Call) -> list[dict[str, Any]]:
    return [
        {
            "speaker": turn.speaker,
            "role": str(turn.role),
            "role_source": str(turn.role_source),
            "title": turn.title,
            "affiliation": turn.affiliation,
            "section": str(turn.section),
            "start": turn.span.start,
            "end": turn.span.end,
            "text": turn.text,
        }
        for turn in call.turns
    ]


def _exchanges(call: Call) -> list[dict[str, Any]]:
    return [
        {
            "analyst": exchange.analyst,
            "affiliation": exchange.affiliation,
            "question": list(exchange.question),
            "answer": list(exchange.answer),
        }
        for exchange in call.exchanges
    ]


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "relation_id": relation.relation_id,
        "relation": str(relation.relation),
        "period": str(relation.period) if relation.period else "unknown",
        "reference": str(relation.reference) if relation.reference else "unknown",
        "per_quarter": relation.per_quarter,
        "by_amount": relation.by_amount,
        "text": relation.text,
        "excerpt": relation.excerpt,
        "speaker": relation.speaker,
        "role": str(relation.role),
        "start": relation.span.start,
        "end": relation.span.end,
    }


def _comment(comment: Comment, values: Mapping[str, Figure]) -> dict[str, Any]:
    return {
        "comment_id": comment.comment_id,
        "section": comment.section,
        "line": str(comment.line),
        "question_id": comment.question_id,
        "theme": comment.theme,
        "excerpt": comment.excerpt,
        "speaker": comment.speaker,
        "affiliation": comment.affiliation,
        "spans": [[span.start, span.end] for span in comment.spans],
        "en": comment.en,
        "ko": comment.ko,
        "rendered_by": str(comment.rendered_by),
        "score": round(comment.score, 3),
        "tone": str(comment.tone),
        "figure_ids": list(comment.figure_ids),
        "operands": [
            {"figure_id": known, "text": values[known].text} for known in comment.figure_ids if known in values
        ],
    }


def _table(table: ReportTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "page": table.page,
        "unit": table.unit,
        "header": [cell.text for cell in table.header],
        "rows": [[cell.text for cell in row] for row in table.rows],
        "source": table.source,
    }


def _stance(stance: Stance) -> dict[str, Any]:
    return {
        "stance_id": stance.stance_id,
        "topic": stance.topic,
        "stance": str(stance.stance),
        "frame": stance.frame,
        "excerpt": stance.excerpt,
        "speaker": stance.speaker,
        "role": str(stance.role),
        "start": stance.span.start,
        "end": stance.span.end,
    }


def net_tone(tones: Iterable[Tone]) -> dict[str, Any]:
    """Return net tone, the share of positive less the share of negative sentences (-1 to 1), with its counts."""
    labels = [tone.tone for tone in tones]
    positive, negative = labels.count(ToneLabel.POSITIVE), labels.count(ToneLabel.NEGATIVE)
    return {
        "sentences": len(labels),
        "positive": positive,
        "negative": negative,
        "net_tone": round((positive - negative) / len(labels), 4) if labels else None,
    }


def tone_summary(findings: Findings) -> dict[str, Any]:
    """Return the tone of the document, and summed by section, speaker and topic of coverage.toml."""
    by_topic = {
        topic.key: net_tone(tone for tone in findings.tones if topic.key in tone.topics) for topic in coverage().topics
    }
    whole = net_tone(findings.tones)
    summary: dict[str, Any] = {"document": whole, "by_section": {}, "by_speaker": {}, "by_topic": {}}
    call, report = findings.call, findings.report
    if report is not None:  # a report or a release speaks with one voice
        voice = report.analysts[0] if report.analysts else report.broker or report.subject
        return {**summary, "by_speaker": {voice: whole} if voice else {}, "by_topic": by_topic}
    if call is None:
        return summary
    turns = [turn.span.start for turn in call.turns]
    by_section, by_speaker = defaultdict(list), defaultdict(list)
    for tone in findings.tones:
        turn = call.turns[bisect_right(turns, tone.span.start) - 1]
        by_section[str(turn.section)].append(tone)
        by_speaker[turn.speaker].append(tone)
    summary["by_section"] = {section: net_tone(tones) for section, tones in by_section.items()}
    summary["by_speaker"] = {speaker: net_tone(tones) for speaker, tones in by_speaker.items()}
    summary["by_topic"] = by_topic
    return summary


def ladder_json(ladder: Ladder) -> dict[str, Any]:
    """Return a guidance ladder as an object: each statement in order, amounts in units of currency."""
    rows = []
    for row in ladder.rows:
        texts = {name: value for name, value in asdict(row).items() if isinstance(value, str)}
        operands = [
            {**asdict(each), "low": plain_number(each.low), "high": plain_number(each.high)} for each in row.operands
        ]
        ends = {"low": plain_number(row.low), "high": plain_number(row.high)}
        rows.append({**texts, **ends, "operands": operands, "corrected_by": row.review.corrected_by})
    return {"company": ladder.company, "rows": rows}
