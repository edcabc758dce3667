"""A document's findings as rows: one function a table, the columns spelled as in ``warehouse/migrations``."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from callsheet.records import Box, Call, Findings, Report, Span

Row = dict[str, Any]

_LABELLED = 1.0  # Turn.confidence where the transcript itself labels its speakers


def document_row(findings: Findings) -> Row:
    """Return the row of ``raw_documents``, without version and times, which the load adds."""
    rejection = findings.rejection
    return {
        "doc_id": findings.doc_id,
        "path": findings.path,
        "kind": findings.kind,
        "layout": findings.layout,
        "language": findings.language,
        "warnings": findings.warnings,
        "rejected_code": rejection.reason if rejection else None,
        "rejected_sentence": rejection.sentence if rejection else None,
    }


def finding_rows(findings: Findings) -> Iterator[tuple[str, Row]]:
    """Yield every row of a document with the table that it belongs to; a document that was not used has none."""
    if findings.rejection:
        return
    for table, rows in _TABLES.items():
        for row in rows(findings):
            yield table, {"doc_id": findings.doc_id, **row}


def _starts(findings: Findings) -> list[int]:
    return [turn.span.start for turn in findings.call.turns] if findings.call else []


def _turn_at(starts: Sequence[int], span: Span) -> int | None:
    """The position of the turn that a span starts in; None in a report."""
    position = bisect_right(starts, span.start) - 1
    return position if position >= 0 else None


def _page_at(report: Report | None, span: Span) -> int | None:
    return next((page.number for page in report.pages if page.span.covers(span)), None) if report else None


def _place(span: Span) -> Row:
    return {"span_start": span.start, "span_end": span.end}


def _box(box: Box | None) -> Row | None:
    return {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom} if box else None


def _turns(findings: Findings) -> Iterator[Row]:
    for number, turn in enumerate(findings.call.turns if findings.call else ()):
        yield {
            "turn_number": number,
            "speaker": turn.speaker,
            "role": turn.role,
            "role_source": turn.role_source,
            "title": turn.title,
            "affiliation": turn.affiliation,
            "section": turn.section,
            **_place(turn.span),
            "place": turn.place,
            "places": [{"span_start": turn.span.start + place.start, "place": place.name} for place in turn.places],
            "confidence": turn.confidence,
            "text": turn.text,
        }


def _pages(findings: Findings) -> Iterator[Row]:
    report = findings.report
    for page in report.pages if report else ():
        yield {"page": page.number, **_place(page.span), "text": page.span.of(report.text if report else "")}


def _blocks(findings: Findings) -> Iterator[Row]:
    for number, block in enumerate(findings.report.blocks if findings.report else ()):
        yield {
            "block_number": number,
            "block_role": block.role,
            "is_side": block.side,
            "page": block.lines[0].page if block.lines else None,
            **_place(block.span),
        }


def has_speaker_labels(call: Call) -> bool:
    """Whether more than half of a call's words stand under a speaker's own label."""
    labelled = sum(len(turn.text) for turn in call.turns if turn.confidence >= _LABELLED)
    return labelled * 2 > sum(len(turn.text) for turn in call.turns)


def _calls(findings: Findings) -> Iterator[Row]:
    call = findings.call
    if call is not None:
        yield {
            "company": call.company,
            "ticker": call.ticker,
            "company_code": call.ticker or call.company,
            "fiscal_period": call.fiscal_period,
            "calendar_quarter": call.calendar_quarter,
            "held_on": call.held_on,
            "edition": call.edition,
            "has_speaker_labels": has_speaker_labels(call),
            "length_chars": sum(len(turn.text) for turn in call.turns),
        }


def _exchanges(findings: Findings) -> Iterator[Row]:
    for number, exchange in enumerate(findings.call.exchanges if findings.call else ()):
        yield {
            "exchange_number": number,
            "analyst": exchange.analyst,
            "affiliation": exchange.affiliation,
            "question_turns": exchange.question,
            "answer_turns": exchange.answer,
        }


def _figures(findings: Findings) -> Iterator[Row]:
    starts = _starts(findings)
    for figure in findings.figures:
        yield {
            "figure_id": figure.figure_id,
            "turn_number": _turn_at(starts, figure.span),
            "metric": figure.metric,
            "type": figure.type,
            "kind": figure.kind,
            "scope": figure.scope,
            "definition": figure.definition,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            "qualifier": figure.qualifier,
            "period": figure.period,
            "action": figure.action,
            "text": figure.text,
            "excerpt": figure.excerpt,
            "speaker": figure.speaker,
            "role": figure.role,
            **_place(figure.span),
            "page": figure.page or _page_at(findings.report, figure.span),
            "box": _box(figure.box),
            "ticker": figure.ticker,
        }


def _relations(findings: Findings) -> Iterator[Row]:
    starts = _starts(findings)
    for relation in findings.relations:
        yield {
            "relation_id": relation.relation_id,
            "turn_number": _turn_at(starts, relation.span),
            "relation": relation.relation,
            "period": relation.period,
            "reference": relation.reference,
            "per_quarter": relation.per_quarter,
            "by_amount": relation.by_amount,
            "text": relation.text,
            "excerpt": relation.excerpt,
            "speaker": relation.speaker,
            "role": relation.role,
            **_place(relation.span),
        }


def _comments(findings: Findings) -> Iterator[Row]:
    starts = _starts(findings)
    for number, comment in enumerate(findings.comments):
        yield {
            "comment_id": comment.comment_id,
            "turn_number": _turn_at(starts, comment.spans[0]),
            "comment_number": number,
            "section": comment.section,
            "line": comment.line,
            "question_id": comment.question_id,
            "theme": comment.theme,
            "excerpt": comment.excerpt,
            "spans": [_place(span) for span in comment.spans],
            "speaker": comment.speaker,
            "role": comment.role,
            "affiliation": comment.affiliation,
            "score": comment.score,
            "tone": comment.tone,
            "figure_ids": comment.figure_ids,
            "en": comment.en,
            "ko": comment.ko,
            "rendered_by": comment.rendered_by,
        }


def _rewrites(findings: Findings) -> Iterator[Row]:
    for rewrite in findings.rewrites:
        yield {
            "comment_id": rewrite.comment_id,
            "model": rewrite.model,
            "en": rewrite.en,
            "ko": rewrite.ko,
            "refused_code": rewrite.refused_reason,
            "refused_found": rewrite.refused_found,
            "latency_seconds": rewrite.latency_seconds,
            "input_tokens": rewrite.input_tokens,
            "output_tokens": rewrite.output_tokens,
            "cost_usd": rewrite.cost_usd,
        }


def _tones(findings: Findings) -> Iterator[Row]:
    starts = _starts(findings)
    for tone in findings.tones:
        yield {
            "turn_number": _turn_at(starts, tone.span),
            **_place(tone.span),
            "tone": tone.tone,
            "score": tone.score,
            "is_forward": tone.forward,
            "topics": tone.topics,
        }


def _stances(findings: Findings) -> Iterator[Row]:
    starts = _starts(findings)
    for stance in findings.stances:
        yield {
            "stance_id": stance.stance_id,
            "turn_number": _turn_at(starts, stance.span),
            "topic": stance.topic,
            "stance": stance.stance,
            "frame": stance.frame,
            "excerpt": stance.excerpt,
            "speaker": stance.speaker,
            "role": stance.role,
            **_place(stance.span),
        }


def _reports(findings: Findings) -> Iterator[Row]:
    report = findings.report
    if report is not None:
        yield {
            "broker": report.broker,
            "published_on": report.published_on,
            "title": report.title,
            "subject": report.subject,
            "exchange_code": report.code,
            "rating": report.rating,
            "rating_action": report.rating_action,
            "target_price": report.target_price,
            "target_price_action": report.target_price_action,
            "current_price": report.current_price,
            "rating_distribution": [{"rating": name, "share_pct": share} for name, share in report.rating_distribution],
            "rating_distribution_on": report.rating_distribution_on,
            "analysts": report.analysts,
        }


def _tables(findings: Findings) -> Iterator[Row]:
    for number, table in enumerate(findings.report.tables if findings.report else ()):
        yield {
            "table_number": number,
            "title": table.title,
            "page": table.page,
            "unit": table.unit,
            "source": table.source,
        }


def _table_cells(findings: Findings) -> Iterator[Row]:
    for number, table in enumerate(findings.report.tables if findings.report else ()):
        for row_number, row in enumerate((table.header, *table.rows)):
            for column_number, cell in enumerate(row):
                yield {
                    "table_number": number,
                    "row_number": row_number,
                    "column_number": column_number,
                    "text": cell.text,
                    "page": cell.page or table.page,
                    "box": _box(cell.box),
                }


def _report_comments(findings: Findings) -> Iterator[Row]:
    for number, comment in enumerate(findings.report_comments):
        yield {
            "table_number": comment.table,
            "line_number": number,
            "company": comment.company,
            "ticker": comment.ticker,
            "section": comment.section,
            "section_title": comment.title,
            "line": comment.line,
            "text": comment.text,
            "page": comment.page,
            "box": _box(comment.box),
        }


_TABLES: Mapping[str, Callable[[Findings], Iterator[Row]]] = {
    "raw_turns": _turns,
    "raw_pages": _pages,
    "raw_blocks": _blocks,
    "core_calls": _calls,
    "core_exchanges": _exchanges,
    "core_figures": _figures,
    "core_relations": _relations,
    "core_comments": _comments,
    "core_rewrites": _rewrites,
    "core_tones": _tones,
    "core_stances": _stances,
    "core_reports": _reports,
    "core_tables": _tables,
    "core_table_cells": _table_cells,
    "core_report_comments": _report_comments,
}
DOCUMENT_TABLES = ("raw_documents", *_TABLES, "raw_estimates")  # every table whose rows belong to one document
