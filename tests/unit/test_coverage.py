"""coverage.toml: who is covered, and errors that name the entry."""

from pathlib import Path

import pytest

from callsheet.coverage import coverage, read_coverage
from callsheet.errors import CoverageError, MissingError

COVERED = ["MSFT", "META", "GOOGL", "AMZN", "NVDA", "AAPL", "IBM", "CRM", "ORCL", "AVGO", "TSM", "005930", "000660"]


def test_the_shipped_coverage_names_its_companies_in_both_languages() -> None:
    companies = {company.ticker: company for company in coverage().companies}
    assert list(companies) == COVERED
    assert companies["MSFT"].fiscal_year_end_month == 6
    assert companies["NVDA"].fiscal_year_end_month == 1
    assert companies["000660"].name_ko == "SK하이닉스"


@pytest.mark.parametrize("name", ["GOOGL", "goog", "Alphabet", "알파벳", "google"])
def test_a_company_is_found_by_any_of_its_names(name: str) -> None:
    assert coverage().company(name).ticker == "GOOGL"


def test_an_uncovered_company_is_an_error_that_lists_the_covered() -> None:
    with pytest.raises(MissingError, match="MSFT"):
        coverage().company("Nobody Inc")
    assert coverage().find_company("Nobody Inc") is None


def test_a_section_takes_the_title_of_the_topics_that_its_lines_name() -> None:
    deepseek = next(section for section in coverage().sections if section.key == "deepseek")
    assert deepseek.title("ko") == "DeepSeek 관련"
    assert deepseek.title("ko", frozenset({"deepseek", "open_source"})) == "오픈소스 및 DeepSeek 관련"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[companies]]\nticker = 'X'\n", r"\[\[companies\]\] X: 'headline_definition'"),
        ("[[topics]]\nkey = 't'\nsection = 'nowhere'\nphrases = []\n", "section 'nowhere' is none of"),
        ("chart_companies = ['ZZZ']\n", "ZZZ is not among the companies"),
        ("not toml", "not readable as TOML"),
        ("[companies]\nticker = 'X'\n", "double brackets"),
        ("[[topics]]\nkey = 't'\nsection = 's'\nphrases = 'deepseek'\n", "phrases is a list of words"),
        ("[[topics]]\nkey = 't'\nsection = 's'\nphrases = ['']\n", "phrases is a list of words"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, expected: str) -> None:
    file = tmp_path / "coverage.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CoverageError, match=expected):
        read_coverage(file)
