"""A broker report or a company release: pages, first-page fields, tables."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from callsheet.records.spans import Box, Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table as printed, with its place on the page (None where the text has no geometry).

    ``page`` is stated where a table runs over pages and this is not its first one.
    """

    text: str
    box: Box | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report: rows of cells, the unit that its caption states, the source line under it.

    ``page`` is the page on which it begins.
    """

    title: str
    page: int
    unit: str | None
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str | None


class BlockRole(StrEnum):
    """What a paragraph of a report is. A ROW is a line set as cells; the cells themselves are in ``Report.tables``."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    BULLET = "bullet"
    CAPTION = "caption"
    SOURCE = "source"
    NOTE = "note"
    ROW = "row"
    DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One printed line of a block: where its words stand in ``Report.text``, and where they are printed."""

    span: Span
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """A paragraph of a report, joined across its lines and pages; ``side`` marks the column of data beside the text."""

    role: BlockRole
    span: Span
    lines: tuple[PrintedLine, ...]
    side: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a report; ``span`` is where its words stand in ``Report.text``."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read. A field that the document does not state is None; nothing is guessed.

    ``rating_distribution`` maps the house's ratings to percent points, as its disclosure prints them. ``code`` is the
    company's code at its exchange; prices are in the currency of that exchange.
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
    blocks: tuple[ReportBlock, ...] = ()
    code: str | None = None
    target_price_action: str | None = None
    current_price: Decimal | None = None
    rating_distribution_on: date | None = None
