"""Titles and houses: what they say about the role of the person who bears them."""

import re
from functools import cache

from callsheet.lexicon import lexicon
from callsheet.records import SpeakerRole

_SPEAKERS = lexicon("speakers")
_TITLES = tuple(
    (SpeakerRole(role), re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE))
    for role, words in _SPEAKERS["title_words"].items()
)
_ABBREVIATED_END = re.compile(r"\b(?:Inc|Corp|Co|Ltd|LLC|L\.P|Jr|Sr|N\.A|S\.A|L\.L\.C|plc)\.$")
_LONGEST_END = 12
_BROKERS = re.compile(rf"\b(?:{'|'.join(map(re.escape, _SPEAKERS['brokers']))})\b", re.IGNORECASE)


@cache
def role_of_title(title: str | None) -> SpeakerRole:
    """Return the role that a title states: ``Vice President, Investor Relations`` speaks for investor relations."""
    if title:
        for role, words in _TITLES:
            if words.search(title):
                return role
        if _BROKERS.search(title):
            return SpeakerRole.ANALYST
    return SpeakerRole.UNKNOWN


def is_title(text: str) -> bool:
    """Whether a line can be a title or a house: no sentence, unless the stop belongs to its last word."""
    return ends_as_title(text) or role_of_title(text) is not SpeakerRole.UNKNOWN


def ends_as_title(text: str) -> bool:
    """Whether a line ends as no sentence does, or with an abbreviation: ``Analyst, Example Securities Inc.``."""
    return text[-1:] not in ".?!:;," or bool(_ABBREVIATED_END.search(text[-_LONGEST_END:]))


def names_office(text: str) -> bool:
    """Whether a line holds a word of an office ("Managing Director"), whatever house it belongs to."""
    return any(
        words.search(text) for role, words in _TITLES if role in (SpeakerRole.EXECUTIVE, SpeakerRole.INVESTOR_RELATIONS)
    )
