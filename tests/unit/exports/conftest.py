"""A warehouse with the public capex story of Microsoft and Meta, and comments on two of its calls."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from callsheet import derive, store
from callsheet.coverage import coverage
from callsheet.records import (
    Comment,
    Findings,
    Line,
    RenderedBy,
    SourceDocument,
    Span,
    SpeakerRole,
    ToneLabel,
    calendar_quarter,
)
from tests.unit.store.sample import story

# Section, kind, excerpt, English line, Korean line (None: no frame fitted), score.
Row = tuple[str, Line, str, str, str | None, float]

MSFT: Sequence[Row] = [
    ("deepseek", Line.QUESTION, "What does DeepSeek change?", "Q. What does DeepSeek change?", "DeepSeek의 영향?", 0.9),
    ("deepseek", Line.ANSWER, "It makes demand grow.", "Demand grows", "수요 증가할 것", 0.8),
    ("capex", Line.BULLET, "Spending was $22.6 billion.", "FY2Q25 capex $22.6B", "당분기 CapEx $22.6B", 1.0),
    ("capex", Line.BULLET, "You know, power is scarce.", "Power is scarce", None, 0.4),
]
META: Sequence[Row] = [
    ("capex", Line.BULLET, "Capex will be 60 to 65.", "FY25 capex guide: $60~65B", "FY25 CapEx 가이드선: $60~65B", 1.0),
    ("deepseek", Line.QUESTION, "How does open source develop?", "How does open source develop?", None, 0.9),
    (
        "deepseek",
        Line.ANSWER,
        "Open source sets the standard, DeepSeek or not.",
        "It sets the standard",
        "표준 형성",
        0.8,
    ),
]


def comments(findings: Findings, rows: Sequence[Row]) -> tuple[Comment, ...]:
    """Return comments in the order of ``rows``; an answer belongs to the question above it."""
    made: list[Comment] = []
    question = None
    for number, (section, line, excerpt, en, ko, score) in enumerate(rows):
        asks = line is Line.QUESTION
        made.append(
            Comment(
                comment_id=f"c-{findings.doc_id[:6]}-{number}",
                section=section,
                line=line,
                theme="",
                excerpt=excerpt,
                spans=(Span(number, number + 1),),
                speaker="Ann Alyst" if asks else "Ada Finance",
                role=SpeakerRole.ANALYST if asks else SpeakerRole.EXECUTIVE,
                score=score,
                tone=ToneLabel.NEUTRAL,
                question_id=question if line is Line.ANSWER else None,
                affiliation="Example Securities" if asks else None,
                en=en,
                ko=ko,
                rendered_by=RenderedBy.FRAME if ko else RenderedBy.QUOTE,
            )
        )
        question = made[-1].comment_id if asks else question
    return tuple(made)


def in_calendar(findings: Findings) -> Findings:
    """Return the findings with the calendar quarter of their call."""
    call = findings.call
    assert call is not None
    month = coverage().company(call.ticker or "").fiscal_year_end_month
    return replace(
        findings, call=replace(call, calendar_quarter=calendar_quarter(call.fiscal_period, month)), comments=()
    )


def commented_story() -> Iterator[Findings]:
    """Yield the story's calls; those of January 2025 carry the comments above."""
    for findings in map(in_calendar, story()):
        assert findings.call is not None
        rows = {("MSFT", "FY2025Q2"): MSFT, ("META", "FY2024Q4"): META}
        key = (findings.call.ticker or "", str(findings.call.fiscal_period))
        yield replace(findings, comments=comments(findings, rows.get(key, ())))


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Connection]:
    """The warehouse, everything derived. Tests only read it."""
    path: Path = tmp_path_factory.mktemp("exports") / "callsheet.duckdb"
    with store.open_warehouse(path) as con:
        store.replace_documents(con, commented_story(), "1")
        derive.refresh(con)
        yield con


_ESTIMATES = """provider,kind,ticker,fiscal_period,metric,low,high,unit,as_of_on,source
Example consensus,consensus,AMZN,FY2025,capital_expenditures,94500000000,94500000000,USD,2025-01-31,made up
Example consensus,consensus,META,FY2025,capital_expenditures,61000000000,61000000000,USD,2025-01-31,made up
"""


@pytest.fixture
def told_with_consensus(tmp_path: Path) -> Iterator[store.Connection]:
    """The same warehouse with consensus for Amazon and Meta."""
    with store.open_warehouse(tmp_path / "callsheet.duckdb") as con:
        store.replace_documents(con, commented_story(), "1")
        store.replace_estimates(con, SourceDocument("e" * 64, "estimates.csv", _ESTIMATES.encode()), "1")
        derive.refresh(con)
        yield con
