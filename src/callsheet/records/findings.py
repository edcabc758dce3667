"""What was found in a document: figures, relations, comments, tone. Field names are columns and JSON keys."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from callsheet.records.calls import Call, SpeakerRole
from callsheet.records.documents import DocumentKind, Rejection
from callsheet.records.money import Qualifier
from callsheet.records.periods import FiscalPeriod
from callsheet.records.reports import Report
from callsheet.records.spans import Box, Span

CAPEX = "capital_expenditures"


def finding_id(prefix: str, doc_id: str, span: Span, same_span: int = 0) -> str:
    """Return the id of a finding: the same words of the same document always get the same id, on every run.

    ``same_span`` counts the findings that already stand on these words (one amount given for two things).

    >>> finding_id("f", "ab12cd34ef56", Span(120, 133))
    'f-ab12cd34ef-120'
    """
    return f"{prefix}-{doc_id[:10]}-{span.start}" + (f".{same_span}" if same_span else "")


class Definition(StrEnum):
    """What a company counts as capex."""

    INCL_FINANCE_LEASES = "incl_finance_leases"
    CASH_PPE = "cash_ppe"
    NET_OF_PROCEEDS = "net_of_proceeds"
    AS_STATED = "as_stated"


class FigureType(StrEnum):
    """A level, a change, or a share."""

    AMOUNT = "amount"
    DELTA = "delta"
    RATIO = "ratio"


class FigureKind(StrEnum):
    """What a figure states; the meaning of each is fixed in the labelling guidelines."""

    ACTUAL = "actual"
    GUIDANCE = "guidance"
    PLAN = "plan"
    PRIOR = "prior"
    OTHER = "other"
    CONSENSUS = "consensus"
    ESTIMATE = "estimate"
    IMPLIED = "implied"


class Scope(StrEnum):
    """The company's total, or a named part of it."""

    TOTAL = "total"
    COMPONENT = "component"


class GuidanceAction(StrEnum):
    """What a guidance statement does to the one before it."""

    INITIATED = "initiated"
    RAISED = "raised"
    LOWERED = "lowered"
    NARROWED = "narrowed"
    REITERATED = "reiterated"
    WITHDRAWN = "withdrawn"


class RelationKind(StrEnum):
    """How guidance without a number relates to its reference period."""

    LEVEL_WITH = "level_with"  # "capex stays near its second-quarter level"
    ABOVE = "above"  # "to increase sequentially"
    BELOW = "below"
    GROWTH_ABOVE = "growth_above"  # "to grow faster than in FY25"
    GROWTH_BELOW = "growth_below"  # "the growth rate will be lower than FY25"
    GROWTH_LEVEL_WITH = "growth_level_with"


class Line(StrEnum):
    """What a comment is in the table."""

    BULLET = "bullet"
    QUESTION = "question"
    ANSWER = "answer"


class RenderedBy(StrEnum):
    """Who wrote a comment's line: a frame, a language model under the number lock, or nobody (the words themselves)."""

    FRAME = "frame"
    MODEL = "model"
    QUOTE = "quote"


class ToneLabel(StrEnum):
    """News about the company: good, none, bad."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class Operand:
    """One value that an implied figure was computed from: where it came from and what it was."""

    figure_id: str
    period: str
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One value for one metric and one period, with its source.

    ``low`` and ``high`` are in units of ``unit`` (an ISO currency: 60000000000; ``percent``: percent points), equal for
    a point, None for an open end. ``text`` is exactly ``span.of(call.text)``; ``excerpt`` is the sentence around it.
    ``period`` is None where nothing says which period is meant. ``ticker`` is the company that a report speaks of; None
    in a call, where it is the call's own.
    """

    figure_id: str
    type: FigureType
    kind: FigureKind
    scope: Scope
    definition: Definition
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier
    period: FiscalPeriod | None
    text: str
    excerpt: str
    span: Span
    speaker: str
    role: SpeakerRole
    action: GuidanceAction | None = None
    metric: str = CAPEX
    page: int | None = None
    box: Box | None = None
    operands: tuple[Operand, ...] = ()
    ticker: str | None = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError(f"a figure has a low or a high end: {self.text!r}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"a range runs from low to high, got {self.low} to {self.high}: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Relation:
    """Guidance without a number: ``period`` stands in ``relation`` to ``reference`` (both None where nothing says).

    "What we spend in each of the next two quarters should match the second" is LEVEL_WITH, period FY2025Q3-FY2025Q4,
    reference FY2025Q2, ``per_quarter`` True: each quarter of the period is compared, not their sum. An outlook said to
    be unchanged is LEVEL_WITH its own period. ``by_amount``: growth is compared in money, not as a rate.
    """

    relation_id: str
    relation: RelationKind
    period: FiscalPeriod | None
    reference: FiscalPeriod | None
    per_quarter: bool
    text: str
    excerpt: str
    span: Span
    speaker: str
    role: SpeakerRole
    by_amount: bool = False


@dataclass(frozen=True, slots=True)
class Tone:
    """Tone of one sentence: the label, a score in [-1, 1], whether it speaks of the future, and the topics it names."""

    span: Span
    tone: ToneLabel
    score: float
    forward: bool
    topics: tuple[str, ...] = ()


class StanceLabel(StrEnum):
    """What a sentence says of capital spending: it stands by it, leaves it open, or doubts that so much is needed."""

    SUPPORTS = "supports"
    NEUTRAL = "neutral"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance on capital spending that one sentence on a topic of coverage.toml takes.

    ``frame`` is the name of the pattern that fitted, so that a reader sees why; ``excerpt`` is the sentence.
    """

    stance_id: str
    topic: str
    stance: StanceLabel
    frame: str
    excerpt: str
    span: Span
    speaker: str
    role: SpeakerRole


@dataclass(frozen=True, slots=True)
class Comment:
    """A quotable passage and, once written, its line in English and Korean.

    Attributes:
        section: a section of coverage.toml (``capex``, ``deepseek``).
        question_id: the question line that an answer belongs to.
        theme: what it is about within the section (``guidance``, ``supply``, ``efficiency``), for order and selection.
        excerpt: the words, sentences joined by a blank where ``spans`` are several.
        score: how much a table wants it, 0 to 1.
        figure_ids: the figures and relations that the line states.
        ko: None where no frame fits Korean; the table then shows the English words.
    """

    comment_id: str
    section: str
    line: Line
    theme: str
    excerpt: str
    spans: tuple[Span, ...]
    speaker: str
    role: SpeakerRole
    score: float
    tone: ToneLabel
    question_id: str | None = None
    affiliation: str | None = None
    figure_ids: tuple[str, ...] = ()
    en: str = ""
    ko: str | None = None
    rendered_by: RenderedBy = RenderedBy.QUOTE


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A language model's answer for one line, shown or not.

    Attributes:
        refused_reason: why it is not shown, as a stable code; None where it is. ``refused_found`` is what was wrong.
        latency_seconds: from question to answer; 0 for a cached one, which took nothing this time.
        cost_usd: by the provider's public prices; None where they are not known.
    """

    comment_id: str
    model: str
    en: str
    ko: str
    refused_reason: str | None = None
    refused_found: str | None = None
    latency_seconds: float = 0.0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None


@dataclass(frozen=True, slots=True)
class ReportComment:
    """A line of a comment table that a report prints, as the house wrote it.

    ``table`` is its position among the report's tables. ``company`` and ``title`` are as printed; ``ticker`` and
    ``section`` are those of coverage.toml, None where nothing there names them. ``box`` is the place of the cell that
    holds the line.
    """

    table: int
    company: str
    ticker: str | None
    section: str | None
    title: str
    line: Line
    text: str
    page: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that one document gave, ready to be stored: either ``rejection``, or a call, or a report."""

    doc_id: str
    path: str
    kind: DocumentKind
    layout: str
    language: str
    warnings: tuple[str, ...] = ()
    rejection: Rejection | None = None
    call: Call | None = None
    report: Report | None = None
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    comments: tuple[Comment, ...] = ()
    tones: tuple[Tone, ...] = ()
    stances: tuple[Stance, ...] = ()
    report_comments: tuple[ReportComment, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
