"""The domain glossary, English to Korean: nouns, modifiers, adverbs, fixed phrases and states, looked up word by word.

A phrase's key is lower case, in the singular, with blanks for hyphens. What is not in the glossary has no Korean: the
frames then leave the sentence alone, so that no line holds a guess.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from callsheet.lexicon import lexicon

FILES = ("glossary", "glossary_words")
_NAME = re.compile(r"[A-Z][\w'&+./-]*|\d+[A-Za-z][\w-]*|[a-z]+[A-Z]\w*")
_ACRONYM = re.compile(r"[A-Z0-9][A-Z0-9&+./-]+s?|[A-Z]\w*[A-Z0-9]\w*|[a-z]+[A-Z]\w*|[A-Z]\w+-?\d[\w.]*")


@cache
def table(kind: str) -> Mapping[str, Any]:
    """Return one table of the glossary: ``nouns``, ``modifiers``, ``adverbs``, ``phrases``, ``states``."""
    merged: dict[str, Any] = {}
    for name in FILES:
        merged.update(lexicon(name).get(kind, {}))
    return merged


def singulars(word: str) -> Iterator[str]:
    """Yield the spellings under which a word may stand in the glossary, as it is first."""
    yield word
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    if word.endswith("es") and len(word) > 3:
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss") and len(word) > 2:
        yield word[:-1]


def key_of(words: Iterable[str]) -> str:
    """Return words as a glossary key, still in their own number."""
    return " ".join(" ".join(words).replace("-", " ").split())


def found(kind: str, words: Sequence[str]) -> str | None:
    """Return the Korean of ``words`` as one entry of a table, whatever the number of its last word."""
    known = table(kind)
    head, _, last = key_of(words).rpartition(" ")
    for spelling in singulars(last):
        entry = known.get(f"{head} {spelling}" if head else spelling)
        if isinstance(entry, str):
            return entry
    return None


@cache
def _lengths(kind: str) -> dict[str, int]:
    """Return the first words of a table's entries, with the length of the longest entry that each opens."""
    lengths: dict[str, int] = {}
    for key in table(kind):
        words = key.split()
        lengths[words[0]] = max(lengths.get(words[0], 0), len(words))
    return lengths


@cache
def _longest_from(kind: str, word: str) -> int:
    """Return how many words an entry can have that opens with ``word``, in its own number or the singular."""
    first = word.replace("-", " ").split()[:1] or [word]
    return max((_lengths(kind).get(spelling, 0) for spelling in singulars(first[0])), default=0)


def longest(kind: str, words: Sequence[str]) -> tuple[str, int] | None:
    """Return the Korean of the longest entry with which ``words`` begin, and how many of them it takes."""
    return next(iter(entries(kind, words, 0)), None)


def entries(kind: str, words: Sequence[str], start: int) -> Iterator[tuple[str, int]]:
    """Yield the Korean of every entry with which ``words[start:]`` begin, and how many it takes, the longest first."""
    if start < len(words):
        for count in range(min(_longest_from(kind, words[start]), len(words) - start), 0, -1):
            korean = found(kind, words[start : start + count])
            if korean is not None:
                yield korean, count


def is_name(text: str, *, first: bool) -> bool:
    """Whether a word stands as it is in a Korean line: a company, a product, an abbreviation.

    A capital at the head of a sentence says nothing; there only spellings that no common word has count.
    """
    return bool(_ACRONYM.fullmatch(text) if first else _NAME.fullmatch(text))
