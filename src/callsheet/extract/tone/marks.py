"""The words of a sentence that bear on its tone: which word, where, and what it can mean (``lexicon/tone_en.toml``)."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import compress
from typing import NamedTuple

from callsheet.lexicon import lexicon

_TOKEN = re.compile(r"[a-z]+(?:[&'\-][a-z]+)*|\d[\d.,]*\d|\d|%|[,;:.?!—–]")
_CURLY = str.maketrans("’‘", "''")
_VOWELS = "aeiou"


class Mark(NamedTuple):
    """A word or phrase of the lexicon in a sentence.

    Attributes:
        at: position of its first token.
        end: position behind its last token.
        kinds: the headings of the lexicon that it stands under.
        words: the lexicon's spelling.
    """

    at: int
    end: int
    kinds: frozenset[str]
    words: str


def tokens(text: str) -> list[str]:
    """Return words, numbers and punctuation in lower case; apostrophes and hyphens stay inside their word.

    >>> tokens("Margins didn’t hold up, year-over-year.")
    ['margins', "didn't", 'hold', 'up', ',', 'year-over-year', '.']
    """
    return _TOKEN.findall(text.lower().translate(_CURLY))


def verb_forms(verb: str) -> set[str]:
    """Return the regular forms of a verb, of whose words only the first is inflected.

    >>> sorted(verb_forms("pay off"))
    ['pay off', 'payed off', 'paying off', 'pays off']
    >>> sorted(verb_forms("slip"))
    ['slip', 'slipped', 'slipping', 'slips']
    """
    head, _, rest = verb.partition(" ")
    if head.endswith("e"):
        forms = {head, head + "s", head + "d", head[:-1] + "ing"}
    elif head.endswith("y") and head[-2] not in _VOWELS:
        forms = {head, head[:-1] + "ies", head[:-1] + "ied", head + "ing"}
    elif head.endswith(("s", "sh", "ch", "x", "z")):
        forms = {head, head + "es", head + "ed", head + "ing"}
    else:
        doubled = head + head[-1] if _doubles_its_last_letter(head) else head
        forms = {head, head + "s", doubled + "ed", doubled + "ing"}
    return {f"{form} {rest}".strip() for form in forms}


def _doubles_its_last_letter(verb: str) -> bool:
    """Whether a verb of one syllable ends in one vowel and one consonant: slip, trim, cut."""
    vowels = sum(letter in _VOWELS for letter in verb)
    return vowels == 1 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS


def noun_forms(noun: str) -> set[str]:
    """Return singular and plural.

    >>> sorted(noun_forms("delivery"))
    ['deliveries', 'delivery']
    """
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return {noun, noun[:-1] + "ies"}
    return {noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")}


class _Phrase(NamedTuple):
    """An entry of the lexicon: its tokens, the headings that it stands under, and its spelling."""

    parts: list[str]
    kinds: frozenset[str]
    words: str


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """Return the lexicon's entries by their first token, the longest first."""
    kinds: dict[str, set[str]] = {}
    for kind, lists in lexicon("tone_en").items():
        for form in lists.get("words", ()):
            kinds.setdefault(form, set()).add(kind)
        for expand, name in ((verb_forms, "verbs"), (noun_forms, "nouns")):
            for entry in lists.get(name, ()):
                for form in expand(entry):
                    kinds.setdefault(form, set()).add(kind)
    by_first: dict[str, list[_Phrase]] = {}
    for form, names in kinds.items():
        parts = tokens(form)
        by_first.setdefault(parts[0], []).append(_Phrase(parts, frozenset(names), " ".join(parts)))
    return {first: tuple(sorted(found, key=lambda entry: -len(entry.parts))) for first, found in by_first.items()}


def marks(words: list[str]) -> Iterator[Mark]:
    """Yield the marks among the tokens of a sentence, left to right; they do not overlap, the longest phrase wins.

    >>> [(mark.words, sorted(mark.kinds)) for mark in marks(tokens("Churn fell."))]
    [('churn', ['bad', 'pain']), ('fell', ['down'])]
    """
    phrases = _phrases()
    end = 0  # behind the last mark
    for at in compress(range(len(words)), map(phrases.__contains__, words)):  # few words begin a phrase
        if at < end:
            continue
        for parts, kinds, spelling in phrases[words[at]]:
            stop = at + len(parts)
            if len(parts) == 1 or words[at:stop] == parts:
                yield Mark(at, stop, kinds, spelling)
                end = stop
                break
