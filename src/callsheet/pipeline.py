"""One document in, its findings out: the list of steps, readable as a summary."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from callsheet.coverage import coverage
from callsheet.errors import CallsheetError, DocumentError
from callsheet.extract.commentary import find_comments
from callsheet.extract.commentary.reports import find_report_comments
from callsheet.extract.figures import find_figures, find_relations
from callsheet.extract.figures.english_reports import find_report_figures
from callsheet.extract.figures.korean import find_korean_figures
from callsheet.extract.figures.report_consensus import find_consensus
from callsheet.extract.figures.report_tables import find_table_figures
from callsheet.extract.tone import stances, tones
from callsheet.language.sentences import call_sentences
from callsheet.parse import parse_document
from callsheet.parse.parsed import Parsed
from callsheet.parse.pdf_places import find_boxes
from callsheet.parse.reports.comment_rows import comment_rows
from callsheet.parse.reports.reading import boxes_at, page_at
from callsheet.parse.reports.sentences import report_sentences
from callsheet.records import (
    Call,
    Figure,
    Findings,
    FiscalPeriod,
    Report,
    Setting,
    SourceDocument,
)
from callsheet.rejections import rejected, unreadable
from callsheet.rewrite.lines import write_lines
from callsheet.rewrite.model.choice import chosen_model
from callsheet.rewrite.model.rewriting import rewrite_lines
from callsheet.sources import folder


def process_document(document: SourceDocument) -> Findings:
    """Read one document and find everything in it.

    Returns:
        Findings with a call or a report, or with a ``rejection`` that says why the document cannot be used. Nothing is
        raised for bad input, and a fault of ours on one document (reason ``internal_error``) harms only that document.

    Raises:
        CoverageError: coverage.toml or a word list cannot be used.
    """
    try:
        parsed = parse_document(document)
        if parsed.call is not None:
            return _call_findings(document, parsed, parsed.call)
        if parsed.report is not None:
            return _report_findings(document, parsed, parsed.report)
        raise DocumentError("not_a_call", f"{document.path}: neither a call nor a report was found in it")
    except DocumentError as error:
        return rejected(document, error.reason, error.sentence)
    except CallsheetError:  # coverage.toml or a word list is wrong: no document's fault
        raise
    except MemoryError:
        return rejected(
            document, "too_large", f"{document.path}: needs more memory than a document may; check what it is"
        )
    except Exception as error:  # a bug of ours must not stop a night's run; the reason makes it visible and countable
        sentence = (
            f"{document.path}: callsheet failed on it ({type(error).__name__}: {error}); please report this document"
        )
        return rejected(document, "internal_error", sentence)


def process_file(path: Path) -> Findings:
    """Read one file and find everything in it, as ``process_document``; a file that the system won't open is rejected.

    Raises:
        MissingError: there is no such file.
    """
    try:
        return process_document(folder.read_document(path))
    except DocumentError as error:
        return rejected(unreadable(path), error.reason, error.sentence)


def call_setting(doc_id: str, call: Call) -> Setting:
    """Return what the extractors need to know of a call beside its sentences."""
    company = coverage().find_company(call.ticker or call.company)
    return Setting(
        doc_id=doc_id,
        ticker=call.ticker,
        fiscal_period=call.fiscal_period,
        fiscal_year_end_month=company.fiscal_year_end_month if company else None,
        currency=company.currency if company else "USD",
        company_names=company.names if company else (call.company,),
    )


def _call_findings(document: SourceDocument, parsed: Parsed, call: Call) -> Findings:
    setting = call_setting(document.doc_id, call)
    sentences = call_sentences(call)
    figures = _located(document, call, find_figures(sentences, setting))
    relations = find_relations(sentences, setting)
    tone = list(tones(sentences, call.fiscal_period))
    comments = write_lines(
        find_comments(call, sentences, figures, relations, tone, setting), figures, relations, setting
    )
    model = chosen_model()
    comments, rewrites = rewrite_lines(comments, figures, relations, setting, model) if model else (comments, [])
    return Findings(
        doc_id=document.doc_id,
        path=document.path,
        kind=parsed.kind,
        layout=parsed.layout,
        language=parsed.language,
        warnings=parsed.warnings,
        call=call,
        figures=tuple(_distinct(figures)),
        relations=tuple(relations),
        comments=tuple(comments),
        tones=tuple(tone),
        rewrites=tuple(rewrites),
        stances=tuple(stances(sentences, call.exchanges, setting)),
    )


def _located(document: SourceDocument, call: Call, figures: Iterable[Figure]) -> list[Figure]:
    """The figures of a call with their page and rectangle, where the source has pages."""
    found = [replace(figure, page=call.page_at(figure.span.start)) for figure in figures]
    paged = [(figure.page, figure.excerpt, figure.text) for figure in found if figure.page]
    boxes = iter(find_boxes(document, paged) if paged else ())
    return [replace(figure, box=next(boxes)) if figure.page else figure for figure in found]


def report_setting(doc_id: str, report: Report) -> Setting:
    """Return what the extractors need to know of a report: its company, and the quarter in which it was published."""
    company = coverage().find_company(report.subject) if report.subject else None
    day = report.published_on
    return Setting(
        doc_id=doc_id,
        ticker=company.ticker if company else None,
        fiscal_period=FiscalPeriod.quarter(day.year, (day.month - 1) // 3 + 1) if day else None,
        fiscal_year_end_month=company.fiscal_year_end_month if company else None,
        currency=company.currency if company else "USD",
        company_names=company.names if company else (),
    )


def _report_findings(document: SourceDocument, parsed: Parsed, report: Report) -> Findings:
    setting = report_setting(document.doc_id, report)
    sentences = report_sentences(report)
    korean = parsed.language == "ko"
    said = find_korean_figures(sentences, setting) if korean else find_report_figures(sentences, setting, report)
    figures = [_placed(figure, report) for figure in said]
    tone = list(tones(sentences, setting.fiscal_period))
    comments = find_report_comments(report, sentences, figures, tone, setting) if parsed.language == "ko" else []
    return Findings(
        doc_id=document.doc_id,
        path=document.path,
        kind=parsed.kind,
        layout=parsed.layout,
        language=parsed.language,
        warnings=parsed.warnings,
        report=report,
        figures=tuple(_distinct([*figures, *find_table_figures(report, setting)])),
        comments=tuple(replace(one, page=page_at(report.pages, one.spans[0].start)) for one in comments),
        tones=tuple(tone),
        report_comments=tuple(
            line for number, table in enumerate(report.tables) for line in comment_rows(number, table)
        ),
        report_consensus=tuple(find_consensus(report, setting)),
    )


def _placed(figure: Figure, report: Report) -> Figure:
    """The figure with the page and the rectangle where its words begin."""
    places = boxes_at(report, figure.span)
    page, box = places[0] if places else (page_at(report.pages, figure.span.start), None)
    return replace(figure, page=figure.page or page, box=figure.box or box)


def _distinct(figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures without those that a row gave twice, as text and as a table; each with an id of its own."""
    seen: dict[str, list[Figure]] = {}
    for figure in figures:
        others = seen.setdefault(figure.figure_id, [])
        if all(_value(figure) != _value(other) for other in others):
            yield replace(figure, figure_id=figure.figure_id + (f".{len(others)}" if others else ""))
            others.append(figure)


def _value(figure: Figure) -> tuple[object, ...]:
    return figure.ticker, figure.period, figure.low, figure.high, figure.unit, figure.kind
