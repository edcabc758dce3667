"""Figures of a passage on its own: a sentence or two with the words around them, as the labelled sets hold them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from callsheet.coverage import coverage
from callsheet.extract.figures.finding import find_figures
from callsheet.language.sentences import split_sentences
from callsheet.records import Figure, FiscalPeriod, Section, Sentence, Setting, Span, SpeakerRole

_GAP = 2  # characters between two parts of a passage, so that no span crosses from one to the next


def _setting(row: Mapping[str, Any]) -> Setting:
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


def _sentences(parts: tuple[str, ...]) -> Iterator[Sentence]:
    offset = 0
    for paragraph, part in enumerate(parts):
        for span in split_sentences(part):
            place = span.shifted(offset)
            yield Sentence(span.of(part), place, 0, paragraph, "unknown", SpeakerRole.UNKNOWN, Section.PREPARED_REMARKS)
        offset += len(part) + _GAP


def figures_in_passage(row: Mapping[str, Any]) -> list[Figure]:
    """Return the capex figures inside ``row["text"]``; ``before`` and ``after`` are only context.

    ``row`` has the keys ``text`` and, where known, ``id``, ``ticker``, ``fiscal_period`` (canonical), ``before``,
    ``after``. Spans count characters of ``row["text"]``.

    Raises:
        ValueError: ``fiscal_period`` is not a canonical period.
    """
    parts = (row.get("before") or "", row["text"], row.get("after") or "")
    start = len(parts[0]) + _GAP
    inside = Span(start, start + max(len(parts[1]), 1))
    found = find_figures(list(_sentences(parts)), _setting(row))
    return [replace(figure, span=figure.span.shifted(-start)) for figure in found if inside.covers(figure.span)]
