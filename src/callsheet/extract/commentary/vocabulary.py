"""The words by which comments are chosen: themes.toml and the topics of coverage.toml, compiled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from callsheet.coverage import Topic, coverage
from callsheet.language.phrases import PhraseMatcher, topic_matcher
from callsheet.lexicon import lexicon

EVERY_SECTION = "*"


@dataclass(frozen=True, slots=True)
class Theme:
    """One thing that a section's lines can be about.

    Attributes:
        order: its place among the section's bullets.
        core: whether a run of sentences is about the section when one of them names it.
    """

    key: str
    section: str
    order: int
    weight: float
    matcher: PhraseMatcher
    core: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that take a sentence out of a section (``*``: out of every one) again."""

    section: str
    weight: float
    matcher: PhraseMatcher


def weights() -> dict[str, Any]:
    """Return themes.toml: the weights stand at its top level and in its tables."""
    return lexicon("themes")


@cache
def themes(section: str) -> tuple[Theme, ...]:
    """Return the themes of a section, in the order of the file; none for a section that themes.toml does not know."""
    return tuple(
        Theme(
            table["key"],
            section,
            table["order"],
            table["weight"],
            PhraseMatcher(table["phrases"]),
            table.get("core", False),
        )
        for table in weights()["themes"]
        if table["section"] == section
    )


@cache
def asides(section: str) -> tuple[Aside, ...]:
    """Return what takes a sentence out of ``section``."""
    return tuple(
        Aside(table["section"], table["weight"], PhraseMatcher(table["phrases"]))
        for table in weights()["asides"]
        if table["section"] in (section, EVERY_SECTION)
    )


@cache
def allusion(section: str) -> PhraseMatcher:
    """Return the matcher of the words by which a question means the section's topic without naming it."""
    tables = [table for table in weights()["allusions"] if table["section"] == section]
    return PhraseMatcher([phrase for table in tables for phrase in table["phrases"]])


@cache
def words(kind: str) -> PhraseMatcher:
    """Return the matcher of a word list of themes.toml: ``outlook`` or ``change``."""
    return PhraseMatcher(weights()["words"][kind])


@cache
def openers() -> tuple[str, ...]:
    """Return the words that open a sentence which leans on the one before it, longest first."""
    return tuple(sorted(weights()["words"]["openers"], key=len, reverse=True))


def section_keys() -> tuple[str, ...]:
    """Return the sections of coverage.toml in their order."""
    return tuple(section.key for section in coverage().sections)


def section_topics(section: str) -> tuple[Topic, ...]:
    """Return the topics whose sentences stand in ``section``."""
    return tuple(topic for topic in coverage().topics if topic.section == section)


def topics_in(text: str, topics: Iterable[Topic]) -> Iterator[Topic]:
    """Yield those of ``topics`` that ``text`` names."""
    return (topic for topic in topics if topic_matcher(topic).is_in(text))


def names_narrow(section: str, text: str) -> bool:
    """Whether ``text`` names a topic that makes a line by itself (DeepSeek), in a section of narrow topics."""
    table = weights()
    if section not in table["narrow"]:
        return False
    named = topics_in(text, section_topics(section))
    return any(table["topic_weights"].get(t.key, table["topic_weight"]) >= table["line_score"] for t in named)
