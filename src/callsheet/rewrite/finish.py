"""The last touch on a Korean line: pronouns left out, clumsy meetings of frames set right, tangled lines refused."""

import re
from functools import cache

from callsheet.rewrite.nouns import grammar

_NESTS = (
    (r"위한|위해", 2),
    (r"\S의 ", 2),
    (r" 내 ", 1),
    (r"에 따른", 1),
    (r"에 대한", 1),
    (r"통해", 1),
)  # how often one clause may hold each
_LONGEST_CLAUSE = 95  # characters
_PARTS = r" / | → | \("
LEFT_OUT = "∅"  # an object that Korean leaves out
_OBJECT = re.compile(rf"{LEFT_OUT} ([\uac00-\ud7a3]+)")
_THIS = re.compile(r"(?:^| )이\((?:은|이)\) ")


def without_pronouns(line: str, *, follows: bool) -> str | None:
    """Return a line with its pronouns left out as Korean does, or None where one stands for nothing in the line."""
    first = re.split(_PARTS, line)[0]
    if not follows and (LEFT_OUT in first or _THIS.search(first)):
        return None
    for left, instead in grammar()["left_out"].items():
        line = line.replace(left, instead)
    line = _OBJECT.sub(lambda found: found[0] if found[1] in _needing_nouns() else found[1], line)
    return None if LEFT_OUT in line else line


@cache
def _needing_nouns() -> frozenset[str]:
    return frozenset(grammar()["needs_its_noun"]["words"])


def is_tangled(line: str) -> bool:
    """Whether a line nests so deep that nobody would write it so."""
    clauses = re.split(_PARTS, line)
    return any(len(re.findall(pattern, clause)) > most for clause in clauses for pattern, most in _NESTS) or (
        max(len(clause) for clause in clauses) > _LONGEST_CLAUSE
    )


def smoothed(line: str) -> str:
    """Return a line with what the frames leave clumsy where two meet set right (``frames_grammar``: smooth)."""
    for clumsy, smooth in grammar()["smooth"].items():
        line = line.replace(clumsy, smooth)
    return line.replace("_", " ")
