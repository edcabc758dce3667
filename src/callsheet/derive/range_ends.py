"""What a change is said of: an end or the midpoint of a range, and whether against the outlook before."""

import re
from dataclasses import dataclass
from enum import StrEnum

from callsheet.language.phrases import lowered, phrase_pattern
from callsheet.lexicon import lexicon

_BEHIND, _BEFORE = 70, 50  # characters in which words still belong to a number
_CLAUSE_END = re.compile(r"[.;,](?!\d)")


class RangeEnd(StrEnum):
    """The part of a range that a change is said of."""

    HIGH = "high"
    LOW = "low"
    MIDPOINT = "midpoint"


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """What the words around a change say of it: which part of a range, and whether it is against an old outlook."""

    of_end: RangeEnd | None = None
    of_prior: bool = False


NO_WORDS = ChangeWords()
_WORDS = lexicon("range_ends")
_END = re.compile("|".join(f"(?P<{end}>{phrase_pattern(_WORDS[end.value])})" for end in RangeEnd))
_PRIOR = re.compile(phrase_pattern(_WORDS["prior"]))


def change_words(text: str, excerpt: str) -> ChangeWords:
    """Return what the clause around a change, ``text`` in its sentence ``excerpt``, says of it.

    Words behind the number come before those in front of it.

    >>> change_words("$2 billion", "We see $30 to $37 billion, $2 billion up from the high end of our prior range.")
    ChangeWords(of_end=<RangeEnd.HIGH: 'high'>, of_prior=True)
    >>> change_words("$30 billion", "Narrowed from our prior outlook, and up $30 billion on 2024 at the midpoint.")
    ChangeWords(of_end=<RangeEnd.MIDPOINT: 'midpoint'>, of_prior=False)
    """
    low = lowered(excerpt)
    at = low.find(lowered(text))
    if at < 0:
        return ChangeWords()
    behind = _CLAUSE_END.split(low[at + len(text) :][:_BEHIND])[0]
    before = _CLAUSE_END.split(low[:at][-_BEFORE:])[-1]
    match = _END.search(behind) or _END.search(before)
    return ChangeWords(
        RangeEnd(str(match.lastgroup)) if match else None,
        _PRIOR.search(behind) is not None or _PRIOR.search(before) is not None,
    )
