"""Name, title and a time stamp on lines of their own, repeated for every passage (L16, as players show transcripts)."""

import re
from collections.abc import Sequence

from callsheet.parse.draft import SourceLine, SpeakerLine
from callsheet.parse.names import is_name, is_single_name, role_of_label

NAME = "timed"
_LONGEST_TITLE = 120
_TIME = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?")


def speaker_lines(lines: Sequence[SourceLine]) -> list[SpeakerLine]:
    """Return the labels at each time stamp: a name over it, with or without a title between, or a name under it."""
    times = [number for number, line in enumerate(lines) if _TIME.fullmatch(line.text)]
    over = [line for number in times if (line := _over(lines, number))]
    under = [
        SpeakerLine(number, number + 2, lines[number + 1].text)
        for number in times
        if number + 2 < len(lines) and _is_label(lines[number + 1].text)
    ]
    return max(over, under, key=len)


def _over(lines: Sequence[SourceLine], number: int) -> SpeakerLine | None:
    if number >= 2 and _is_label(lines[number - 2].text) and len(lines[number - 1].text) < _LONGEST_TITLE:
        return SpeakerLine(number - 2, number + 1, lines[number - 2].text, title=lines[number - 1].text)
    if number >= 1 and _is_label(lines[number - 1].text):
        return SpeakerLine(number - 1, number + 1, lines[number - 1].text)
    return None


def _is_label(text: str) -> bool:
    return len(text) < 60 and (is_name(text) or is_single_name(text) or role_of_label(text) is not None)
