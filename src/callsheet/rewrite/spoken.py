"""A spoken sentence without what carries no content: greetings, fillers, repetitions. Nothing is added or reordered."""

import re
from functools import cache, lru_cache

from callsheet.lexicon import lexicon

_SPACES = re.compile(r"\s+")
_BEFORE_STOP = re.compile(r"\s+([,.;:?!])")
_PARENTHESIS = re.compile(
    r"(?i), (?:including|which|such as|as (?:i|we|you)|inclusive of|(?:and )?particularly|especially|whether"
    r"|in some sense)\b[^,]*,(?= \w)"
)
_FALSE_START = re.compile(r"^(?:[\w']+[ ,]+){1,7}--\s+(?=\w)")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"})


@cache
def _openings() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in lexicon("frames_fillers")["openings"])


@cache
def _fillers() -> tuple[tuple[re.Pattern[str], str], ...]:
    patterns = lexicon("frames_fillers")["anywhere"]
    return tuple((re.compile(p, re.IGNORECASE), r"\1" if r"\1" in p else "") for p in patterns)


@cache
def _contractions() -> tuple[tuple[re.Pattern[str], str], ...]:
    table: dict[str, str] = lexicon("frames_fillers")["contractions"]
    return tuple(
        (re.compile(rf"(?<!\w){k}\b" if k[0].isalpha() and k != "n't" else rf"{k}\b", re.IGNORECASE), v)
        for k, v in table.items()
    )


def tidy(text: str) -> str:
    """Return ``text`` with single blanks, plain quotes and dashes, and no blank before a stop."""
    return _BEFORE_STOP.sub(r"\1", _SPACES.sub(" ", text.translate(_QUOTES))).strip()


def without_opening(text: str) -> str:
    """Return ``text`` without the words that only open it.

    >>> without_opening("So, you know, I think that demand is strong.")
    'demand is strong.'
    """
    while True:
        for pattern in _openings():
            match = pattern.match(text)
            if match and match.end() < len(text):
                text = text[match.end() :]
                break
        else:
            return text


def _without_fillers(text: str) -> str:
    """Return ``text`` without openings, fillers, repetitions and false starts ("we are going to -- now it is")."""
    text = without_opening(tidy(text))
    for pattern, instead in _fillers():
        text = pattern.sub(instead, text)
    text = _FALSE_START.sub("", tidy(text)).replace(" -- ", " ")
    return without_opening(text)


@lru_cache(maxsize=256)
def plain_words(text: str) -> str:
    """Return the sentence that a frame reads: no openings, no fillers, contractions written out, no final stop."""
    text = _without_fillers(text)
    if "'" in text:
        for pattern, instead in _contractions():
            text = pattern.sub(instead, text)
    return without_opening(tidy(text)).rstrip(" .,;:?!-")


def without_parentheses(text: str) -> str:
    """Return a plain sentence without what stands between two commas beside it ("capex, including leases, was ...")."""
    return _PARENTHESIS.sub("", text)


def compressed(text: str, *, asks: bool = False) -> str:
    """Return a sentence as a terse quote: its own words, openings and fillers left out, its first letter a capital.

    ``asks``: it is a question, and keeps its mark; a statement loses the "?" of a spoken "right?".

    >>> compressed("And so, you know, capacity is tight.")
    'Capacity is tight'
    """
    short = _without_fillers(text).rstrip(" .,;:-")
    if not asks:
        short = short.removesuffix("?")
    return short[:1].upper() + short[1:]
