"""Patterns of the lexicon, compiled: word lists and phrases stand in TOML, readers only name them."""

import re
from functools import cache

from callsheet.lexicon import lexicon


@cache
def any_of(name: str, key: str) -> str:
    """Return the list ``key`` of the lexicon ``name`` as one alternative, for use inside a larger pattern."""
    entry = lexicon(name)[key]
    return "(?:" + "|".join([entry] if isinstance(entry, str) else entry) + ")"


@cache
def phrase(name: str, key: str) -> re.Pattern[str]:
    """Return the list ``key`` of the lexicon ``name`` as a pattern without regard to case."""
    return re.compile(any_of(name, key), re.IGNORECASE)


@cache
def whole_words(name: str, key: str) -> re.Pattern[str]:
    """Return the list ``key`` of the lexicon ``name`` as a pattern that begins where a word begins."""
    return re.compile(rf"\b{any_of(name, key)}", re.IGNORECASE)
