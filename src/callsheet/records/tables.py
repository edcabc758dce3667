"""A table for a slide, described: renderers draw this and decide nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from callsheet.records.findings import FigureKind, Line, Operand, RenderedBy


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What analysts did to a line or figure: who corrected it and why, who approved it as it stands.

    ``version`` is the code of what a reviewer saw (``review.version_of``).
    """

    corrected_by: str = ""
    reason: str = ""
    approved_by: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line of a comment table: what it shows, and what stands behind it.

    ``text`` carries no marker of its own: the dash of a bullet and the ``Q.`` of a question are drawn. ``excerpt`` is
    the words of the document, ``source`` names the document for a person (``Microsoft FY2025Q2 call, 2025-01-29``).
    ``position`` orders the lines of a section: their number in the call, or where an analyst moved them.
    """

    text: str
    line: Line
    comment_id: str
    excerpt: str
    speaker: str
    source: str
    rendered_by: RenderedBy
    affiliation: str | None = None
    tone: str = ""
    position: float = 0.0
    review: Reviewed = Reviewed()


@dataclass(frozen=True, slots=True)
class TableSection:
    """A row of the table: title, and lines, questions before their answers; ``key`` is its name in coverage.toml."""

    title: str
    lines: tuple[TableLine, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class CompanyBlock:
    """A company's band (``#Microsoft``) and its sections."""

    company: str
    fiscal_period: str
    sections: tuple[TableSection, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as a sheet shows it: ``value`` as printed (``$60~65B``), the numbers in units of ``unit``, the words."""

    figure_id: str
    company: str
    period: str
    status: str
    value: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    definition: str
    scope: str
    action: str
    words: str
    excerpt: str
    speaker: str
    source: str
    review: Reviewed = Reviewed()


@dataclass(frozen=True, slots=True)
class ToneRow:
    """Tone of a part of a call, by the role of who spoke: sentences, and shares of them.

    ``net`` and ``previous_net`` (of the company's call before; None where there is none) lie in [-1, 1],
    ``forward_pct`` is the percentage of sentences that look ahead.
    """

    company: str
    fiscal_period: str
    section: str
    role: str
    sentences: int
    positive: int
    negative: int
    net: float
    previous_net: float | None
    forward_pct: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A turn of a call or a page of a report; ``start`` counts its first character in the document's text."""

    start: int
    speaker: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A document's passages in their order: all of a call that the table is on, of others those that it refers to."""

    doc_id: str
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class WordsAt:
    """Where the words behind an id stand: document and half-open character ranges of its text."""

    doc_id: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class LadderRow:
    """One statement of a company's guidance ladder, in the order in which they were made.

    ``status`` is the figure's kind (actual, guidance, implied, consensus ...); ``working`` shows how an implied value
    was computed; ``source`` names call, speaker and place. ``low`` and ``high`` are in units of ``unit``, None for an
    open end or a statement without a number; ``operands`` are what an implied value is the sum of.
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
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = "USD"
    operands: tuple[Operand, ...] = ()
    review: Reviewed = Reviewed()


@dataclass(frozen=True, slots=True)
class Ladder:
    """A company's guidance ladder."""

    company: str
    rows: tuple[LadderRow, ...]


@dataclass(frozen=True, slots=True)
class ChartPart:
    """One company's capex in one column of the chart: a bar, with its status.

    ``low`` and ``high`` are in units of the chart's ``currency`` (equal for a point, None for an open end); ``period``
    is the column (``CY2025``, ``CY2024Q4``); ``source`` says where the value comes from. ``own_period`` names the
    company's period where it is not the column's: a fiscal year that no sum of calendar quarters replaces.
    """

    ticker: str
    company: str
    period: str
    status: FigureKind
    low: Decimal | None
    high: Decimal | None
    source: str
    own_period: str = ""
    figure_id: str = ""
    corrected_by: str = ""

    @property
    def value(self) -> Decimal:
        """The height to draw: a range's middle (whisker and label show its ends), or the one end of an open range.

        Raises:
            ValueError: the part has neither end.
        """
        ends = [end for end in (self.low, self.high) if end is not None]
        if not ends:
            raise ValueError(f"{self.ticker} {self.period}: a part of the chart has a low or a high end")
        return sum(ends, Decimal(0)) / len(ends)


@dataclass(frozen=True, slots=True)
class CapexChart:
    """The capex chart, described: columns in order, companies in the order of the legend, parts, notes, source line."""

    title: str
    periods: tuple[str, ...]
    companies: tuple[str, ...]
    parts: tuple[ChartPart, ...]
    currency: str
    source: str
    notes: tuple[str, ...] = ()
    lang: str = "ko"


@dataclass(frozen=True, slots=True)
class CommentTable:
    """The whole comment table: title, column head, blocks, source line and notes under it.

    ``lang`` (``en`` or ``ko``) is the language of the words that renderers add. ``figures``, ``ladders`` and ``chart``
    are what stands behind the comments; formats with room for them (xlsx, html, pptx) show them as well. ``places``
    says by id where the words of lines, figures and statements stand in ``transcripts``.
    """

    title: str
    head: str
    blocks: tuple[CompanyBlock, ...]
    source: str
    notes: tuple[str, ...] = ()
    lang: str = "ko"
    figures: tuple[FigureRow, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    chart: CapexChart | None = None
    tones: tuple[ToneRow, ...] = ()
    transcripts: tuple[Transcript, ...] = ()
    places: Mapping[str, WordsAt] = field(default_factory=dict)
