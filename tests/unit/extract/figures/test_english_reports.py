"""Capex in English reports: whose number it is, of which company, for which period."""

from datetime import date

import pytest

from callsheet.extract.figures.english_reports import find_report_figures
from callsheet.language.sentences import split_sentences
from callsheet.records import Page, Report, Section, Sentence, Setting, Span, SpeakerRole


def figures(text: str, broker: str | None = "Example Securities", ticker: str | None = "MSFT") -> list[tuple[str, ...]]:
    report = Report(
        broker=broker,
        published_on=date(2025, 2, 3),
        title=None,
        subject="Microsoft",
        rating=None,
        rating_action=None,
        target_price=None,
        rating_distribution=(),
        analysts=(),
        text=text,
        pages=(Page(1, Span(0, len(text))),),
    )
    sentences = [
        Sentence(span.of(text), span, 0, 0, broker or "Microsoft", SpeakerRole.ANALYST, Section.PREPARED_REMARKS)
        for span in split_sentences(text)
    ]
    setting = Setting("ab12cd34ef56", ticker, None, 6, "USD", ("Microsoft",))
    found = find_report_figures(sentences, setting, report)
    return [(f.text, str(f.kind), str(f.period), f.ticker or "") for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We expect capex to reach $95 billion in fiscal 2026.", ("$95 billion", "estimate", "FY2026", "MSFT")),
        ("Capex should rise to $95 billion in fiscal 2026.", ("$95 billion", "estimate", "FY2026", "MSFT")),
        (
            "Management now expects capital expenditures of $80 billion in fiscal 2025.",
            ("$80 billion", "guidance", "FY2025", "MSFT"),
        ),
        (
            "We note that Meta guided to capex of $60 billion to $65 billion for 2025.",
            ("$60 billion to $65 billion", "guidance", "FY2025", "META"),
        ),
        ("Consensus capex for fiscal 2026 is $91 billion.", ("$91 billion", "consensus", "FY2026", "MSFT")),
        ("Capex was $22.6 billion in the quarter.", ("$22.6 billion", "actual", "FY2025Q2", "MSFT")),
    ],
)
def test_whose_number_it_is(text: str, expected: tuple[str, ...]) -> None:
    assert figures(text) == [expected]


def test_a_release_speaks_for_its_company() -> None:
    text = "We expect capital expenditures of $80 billion in fiscal 2025."
    assert figures(text, broker=None) == [("$80 billion", "guidance", "FY2025", "MSFT")]


def test_a_report_on_a_sector_has_no_company_of_its_own() -> None:
    assert figures("We model capex of $300 billion in 2026.", ticker=None)[0][3] == ""
