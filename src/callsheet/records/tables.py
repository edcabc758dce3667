"""A table for a slide, described: renderers draw this and decide nothing."""

from dataclasses import dataclass

from callsheet.records.findings import Line, RenderedBy


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line of a comment table: what it shows, and what stands behind it."""

    text: str
    line: Line
    comment_id: str
    excerpt: str
    speaker: str
    source: str
    rendered_by: RenderedBy


@dataclass(frozen=True, slots=True)
class TableSection:
    """A row of the table: a section's title and its lines, questions before their answers."""

    title: str
    lines: tuple[TableLine, ...]


@dataclass(frozen=True, slots=True)
class CompanyBlock:
    """A company's band (``#Microsoft``) and its sections."""

    company: str
    fiscal_period: str
    sections: tuple[TableSection, ...]


@dataclass(frozen=True, slots=True)
class CommentTable:
    """The whole comment table: title, column head, blocks, source line and notes under it."""

    title: str
    head: str
    blocks: tuple[CompanyBlock, ...]
    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LadderRow:
    """One statement of a company's guidance ladder, in the order in which they were made.

    ``status`` is the figure's kind (actual, guidance, implied, consensus ...); ``working`` shows how an implied value was
    computed; ``source`` names call, speaker and place.
    """

    held_on: str
    stated_in: str
    period: str
    status: str
    value: str
    action: str
    definition: str
    working: str
    words: str
    source: str
    figure_id: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """A company's guidance ladder."""

    company: str
    rows: tuple[LadderRow, ...]
