"""People's names as transcripts print them: what is one, and when two spellings are one person."""

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache

from callsheet.lexicon import lexicon
from callsheet.records import SpeakerRole

_SPEAKERS = lexicon("speakers")
_NOT_NAMES = frozenset(_SPEAKERS["not_names"])
_TITLE_WORDS = frozenset(
    word for words in _SPEAKERS["title_words"].values() for title in words for word in title.split()
)
_ROLE_LABELS = {label: SpeakerRole(role) for role, labels in _SPEAKERS["role_labels"].items() for label in labels}
_LONGEST_ROLE = max(map(len, _ROLE_LABELS)) + 6
_PARTICLES = frozenset(
    ("de", "da", "del", "der", "den", "di", "du", "la", "le", "van", "von", "bin", "al", "el", "ter", "dos", "y", "e")
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "md", "cfa", "cpa", "esq", "mba"))
_HONORIFICS = frozenset(("mr", "mrs", "ms", "dr", "prof", "sir", "madam"))
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’‘`.-])*")
_NICKNAME = re.compile(r"""\s*[("“'‘]+[^)"”'’\s,]{2,15}[)"”'’]+""")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,4}")
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|JR|SR|I{2,3}|IV|CFA|CPA|Ph\.?D|M\.?D)\.?$")
_NUMBER_SUFFIX = re.compile(r"\s*(?:#?\d{1,2}|[A-F])$")
_MOST_WORDS = 6
_SIMILAR = 0.8
_SHORT_FORMS: dict[str, str] = _SPEAKERS["short_forms"]


def role_of_label(label: str) -> SpeakerRole | None:
    """Return the role that a label states instead of a name (``Operator``, ``Unidentified Analyst 2``), or None."""
    if len(label) > _LONGEST_ROLE:
        return None
    return _ROLE_LABELS.get(_NUMBER_SUFFIX.sub("", label.casefold().strip(" .:-–—")).strip())


@cache
def is_name(text: str) -> bool:
    """Whether ``text`` looks like a person's name: two to six capitalised words, none a word of business prose.

    >>> [name for name in ("Amy E. Hood", "Julien Dumoulin-Smith", "Free Cash Flow", "in dollars") if is_name(name)]
    ['Amy E. Hood', 'Julien Dumoulin-Smith']
    """
    words = _words(text)
    full = [word for word in words if len(word.strip(".'’")) > 1]
    of_titles = sum(word.casefold() in _TITLE_WORDS for word in words)  # "Vice President" is capitalised as well
    return 2 <= len(words) <= _MOST_WORDS and bool(full) and of_titles * 2 < len(words) and _are_name_words(words)


@cache
def is_single_name(text: str) -> bool:
    """Whether ``text`` could be a name of one word: ``Sarah``, or a Korean one of two to four syllables."""
    if _HANGUL.fullmatch(text):
        return text not in _NOT_NAMES
    words = _words(text)
    return (
        len(words) == 1
        and 2 < len(words[0]) < 15
        and words[0].isalpha()
        and not words[0].isupper()
        and _are_name_words(words)
    )


def _words(text: str) -> list[str]:
    bare = _SUFFIX.sub("", _NICKNAME.sub(" ", text)).split()
    return bare if all(_WORD.fullmatch(word) for word in bare) else []


def _are_name_words(words: list[str]) -> bool:
    return (words[0][0].isupper() or words[0] in _PARTICLES) and all(
        (word[0].isupper() or word in _PARTICLES) and word.casefold().rstrip(".") not in _NOT_NAMES for word in words
    )


@cache
def key_words(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell people apart: lower case, without titles, initials, nicknames, suffixes."""
    words = [
        word.strip(".,'’").casefold().replace("’", "'") for word in _NICKNAME.sub(" ", name).replace(",", " ").split()
    ]
    kept = [word for word in words if word not in _SUFFIXES and word not in _HONORIFICS]
    long = [word for word in kept if len(word.replace(".", "")) > 1 and word not in _PARTICLES]
    return tuple(long or kept)


@lru_cache(maxsize=4096)
def same_person(one: str, other: str) -> bool:
    """Whether two spellings name one person: family name alike, given names that do not contradict.

    >>> same_person("Mike Ng", "Michael Ng"), same_person("Jo Roe", "Jo E. Roe"), same_person("Al Roe", "Bo Roe")
    (True, True, False)
    """
    first, second = key_words(one), key_words(other)
    if not first or not second:
        return False
    if first == second:
        return True
    if len(first) == 1 or len(second) == 1:
        return False
    if not _alike(first[-1], second[-1]):
        return False
    if _given_names_agree(first[0], second[0]):
        return True
    same_family = first[-1] == second[-1]
    return same_family and (first[0][:3] == second[0][:3] or _middle_names_agree(first, second))


def _middle_names_agree(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    # "C. Kelly Wall" and "Kelly Wall": one's given name is among the other's.
    return bool(set(first[:-1]) & set(second[:-1]))


def _given_names_agree(one: str, other: str) -> bool:
    one, other = one.replace(".", ""), other.replace(".", "")
    if one == other or _SHORT_FORMS.get(one, one) == _SHORT_FORMS.get(other, other):
        return True
    shorter, longer = sorted((one, other), key=len)
    return (len(shorter) >= 3 and longer.startswith(shorter)) or (len(shorter) >= 4 and _alike(one, other))


def same_given_name(one: str, other: str) -> bool:
    """Whether two given names can be one: ``Sue`` and ``Susan`` are; ``John`` and ``David`` are not."""
    return _given_names_agree(one.casefold(), other.casefold())


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 2 or len(set(one) & set(other)) * 2 < len(one):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SIMILAR


def in_title_case(name: str) -> str:
    """Return a name printed in capitals as it is usually written: ``MARY O'NEIL, JR`` is ``Mary O'Neil, Jr``."""
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]{2,})?", lambda word: _capitalised(word[0]), name)


def _capitalised(word: str) -> str:
    if word.casefold() in {"ii", "iii", "iv"}:
        return word.upper()
    if re.match(r"MC[A-Z]{3}", word):
        return "Mc" + word[2:].capitalize()
    return (
        re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
        if "'" in word or "’" in word
        else word.capitalize()
    )
