"""A broker report or a company release: pages, first-page fields, tables."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from callsheet.records.spans import Box, Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table as printed, with its place on the page (None where the text has no geometry)."""

    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report: rows of cells, the unit that its caption states, the source line under it."""

    title: str
    page: int
    unit: str | None
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a report; ``span`` is where its words stand in ``Report.text``."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read. A field that the document does not state is None; nothing is guessed.

    ``rating_distribution`` maps the house's ratings to percent points, as its disclosure prints them.
    """

    broker: str | None
    published_on: date | None
    title: str | None
    subject: str | None
    rating: str | None
    rating_action: str | None
    target_price: Decimal | None
    rating_distribution: tuple[tuple[str, Decimal], ...]
    analysts: tuple[str, ...]
    text: str
    pages: tuple[Page, ...]
    tables: tuple[ReportTable, ...] = ()
