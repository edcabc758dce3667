"""Introductions: people named together with their titles in the opening of a call."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from callsheet.lexicon import lexicon
from callsheet.parse.names import is_name

_TITLE_WORDS = lexicon("speakers")["title_words"]
_WORDS = "|".join(
    re.escape(word)
    for role in ("investor_relations", "executive")
    for word in sorted(_TITLE_WORDS[role], key=len, reverse=True)
)
_NAME = r"(?P<name>(?:[A-Z][\w’'-]+|[A-Z]\.)(?:\s(?:[A-Z][\w’'-]+|[A-Z]\.|de|van|von|der|la)){1,3})"
_PREFIX = r"(?:(?:our|the|its|senior|executive|global|corporate|group|deputy|interim|[A-Z][\w'’&-]*)\s){0,5}?"
_NOT_TITLE = rf"(?!(?i:{_WORDS})\b)"
_NEXT_NAME = rf"{_NOT_TITLE}(?:[A-Z][\w'’-]+\s){{1,2}}?[A-Z][\w'’-]+,"
_TITLE = rf"(?P<title>{_PREFIX}(?i:\b(?:{_WORDS})\b)(?:,?\s(?!{_NEXT_NAME})[\w'’&-]+){{0,10}}?)"
_END = (
    rf"(?=[;.:]|,?\sand\s{_NOT_TITLE}(?:[A-Z][\w'’-]+\s){{1,3}}|,?\sand\s(?:our|the)\s"
    rf"|,\s{_NOT_TITLE}(?:[A-Z][\w'’-]+\s?){{2,4}},|\.\s|,?\s(?:who|will|please|for|to)\b|$)"
)
# "Jane Doe, our chief executive officer; and John Roe, CFO." and "our CFO, John Roe" / "Apple CEO Tim Cook".
_NAME_FIRST = re.compile(rf"{_NAME},\s(?:(?:our|the|your|its|[A-Z]\w+['’]s?)\s)?{_TITLE}{_END}")
_AND_MORE = rf"(?:[\s,]+(?i:{_WORDS}|and|of|&|financial|operating|technology|executive)\b)*"
_TITLE_FIRST = re.compile(rf"(?P<title>(?i:\b(?:{_WORDS})\b){_AND_MORE}),?\s{_NAME}")


@dataclass(frozen=True, slots=True)
class Introduction:
    """Somebody is presented with a title."""

    name: str
    title: str


def introductions(text: str) -> Iterator[Introduction]:
    """Yield the people whom ``text`` names together with a title.

    >>> [(i.name, i.title) for i in introductions("With me are Jane Doe, chief executive; and our CFO, John Roe.")]
    [('Jane Doe', 'chief executive'), ('John Roe', 'CFO')]
    """
    for pattern in (_NAME_FIRST, _TITLE_FIRST):
        for match in pattern.finditer(text):
            if is_name(match["name"]):
                yield Introduction(match["name"], match["title"].strip(" ,"))
