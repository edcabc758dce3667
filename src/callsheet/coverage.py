"""What callsheet covers, read from coverage.toml: companies, topics, the sections of the comment table."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from callsheet.errors import CoverageError, MissingError
from callsheet.records import Definition
from callsheet.shipped import shipped

COVERAGE_VARIABLE = "CALLSHEET_COVERAGE"


@dataclass(frozen=True, slots=True)
class Company:
    """A covered company. ``fiscal_year_end_month`` is 1 to 12; ``currency`` the ISO code of its capex.

    ``headline_definition`` is the definition of capex that the company guides and the ladder follows.
    """

    ticker: str
    name_en: str
    name_ko: str
    fiscal_year_end_month: int
    currency: str
    headline_definition: Definition
    aliases: tuple[str, ...] = ()
    other_tickers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.fiscal_year_end_month <= 12:
            raise ValueError(f"fiscal_year_end_month is 1 to 12, got {self.fiscal_year_end_month}")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the company goes by, longest first."""
        return tuple(sorted({self.name_en, self.name_ko, *self.aliases}, key=lambda name: (-len(name), name)))


@dataclass(frozen=True, slots=True)
class Topic:
    """What a sentence can be about. ``phrases`` and ``exceptions`` are spelled as coverage.toml explains."""

    key: str
    section: str
    phrases: tuple[str, ...]
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSectionTitle:
    """A section of the comment table; ``title_with`` maps a topic to the title used when lines name that topic too."""

    key: str
    title_en: str
    title_ko: str
    title_with: Mapping[str, Mapping[str, str]]

    def title(self, lang: str, topics: frozenset[str] = frozenset()) -> str:
        """Return the title in ``lang`` (``en`` or ``ko``) for a section whose lines name ``topics``."""
        for topic, titles in self.title_with.items():
            if topic in topics:
                return titles[lang]
        return self.title_ko if lang == "ko" else self.title_en


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everything that coverage.toml says."""

    companies: tuple[Company, ...]
    topics: tuple[Topic, ...]
    sections: tuple[TableSectionTitle, ...]
    chart_companies: tuple[str, ...]

    def company(self, name: str) -> Company:
        """Return the company with this ticker or name, whatever its case.

        Raises:
            MissingError: it is not covered; the message lists the tickers that are.
        """
        found = self.find_company(name)
        if found is None:
            known = ", ".join(company.ticker for company in self.companies)
            raise MissingError(f"{name} is not covered; add it to coverage.toml or use one of {known}")
        return found

    def find_company(self, name: str) -> Company | None:
        """Return the company with this ticker or name, or None for one that is not covered."""
        wanted = name.strip().casefold()
        for company in self.companies:
            if wanted in {x.casefold() for x in (company.ticker, *company.other_tickers, *company.names)}:
                return company
        return None


def _words(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The list of words under ``key``; a bare string would count as a list of its letters."""
    words = table.get(key, [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip(" *") for word in words):
        raise ValueError(f"{key} is a list of words, found {words!r}")
    return tuple(words)


def _company(table: Mapping[str, Any]) -> Company:
    lists = {key: _words(table, key) for key in ("aliases", "other_tickers")}
    if not isinstance(table["ticker"], str):
        raise ValueError(f"ticker is written in quotes, found {table['ticker']!r}")
    return Company(**{**table, **lists, "headline_definition": Definition(table["headline_definition"])})


def _topic(table: Mapping[str, Any]) -> Topic:
    return Topic(table["key"], table["section"], _words(table, "phrases"), _words(table, "except"))


def read_coverage(path: Path) -> Coverage:
    """Read one coverage file.

    Raises:
        CoverageError: the file cannot be read, or an entry lacks a key or holds a value that cannot be; the message
            names the file and the entry.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CoverageError(f"{path}: not readable as TOML: {error}") from error

    def entries(kind: str, read: Any, name: str) -> tuple[Any, ...]:
        found: list[Any] = []
        tables = data.get(kind, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise CoverageError(
                f"{path}: expected [[{kind}]] entries in double brackets, found {type(tables).__name__}"
            )
        for number, table in enumerate(tables, start=1):
            try:
                found.append(read(table))
            except (KeyError, TypeError, ValueError) as error:
                label = table.get(name, f"number {number}")
                raise CoverageError(
                    f"{path}: [[{kind}]] {label}: {error}; compare it with the entries around it"
                ) from error
        return tuple(found)

    coverage = Coverage(
        companies=entries("companies", _company, "ticker"),
        topics=entries("topics", _topic, "key"),
        sections=entries(
            "sections",
            lambda t: TableSectionTitle(t["key"], t["title_en"], t["title_ko"], t.get("title_with", {})),
            "key",
        ),
        chart_companies=tuple(data.get("chart_companies", [])),
    )
    tickers = [company.ticker for company in coverage.companies]
    if len(tickers) != len(set(tickers)):
        twice = sorted({ticker for ticker in tickers if tickers.count(ticker) > 1})
        raise CoverageError(f"{path}: [[companies]] {', '.join(twice)} stands twice; keep one entry")
    known = {section.key for section in coverage.sections}
    for topic in coverage.topics:
        if topic.section not in known:
            raise CoverageError(f"{path}: [[topics]] {topic.key}: section {topic.section!r} is none of {sorted(known)}")
    for ticker in coverage.chart_companies:
        if coverage.find_company(ticker) is None:
            raise CoverageError(f"{path}: chart_companies: {ticker} is not among the companies")
    return coverage


@cache
def coverage() -> Coverage:
    """Return the coverage in force: the file that CALLSHEET_COVERAGE names, ./coverage.toml, or the shipped one."""
    named = os.environ.get(COVERAGE_VARIABLE)
    here = Path("coverage.toml")
    return read_coverage(Path(named) if named else here if here.is_file() else shipped("coverage.toml"))
