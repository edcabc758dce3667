"""Name, title and a time stamp on lines of their own, repeated for every passage (L16, as players show transcripts)."""

import re
from collections.abc import Sequence

from callsheet.parse.draft import SourceLine, SpeakerLine
from callsheet.parse.names import is_name, is_single_name, role_of_label

NAME = "timed"
_TIME = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?")


def speaker_lines(lines: Sequence[SourceLine]) -> list[SpeakerLine]:
    """Return the labels over each time stamp: a name, with or without a title between it and the time."""
    found: list[SpeakerLine] = []
    for number, line in enumerate(lines):
        if not _TIME.fullmatch(line.text):
            continue
        if number >= 2 and _is_label(lines[number - 2].text) and len(lines[number - 1].text) < 120:
            found.append(SpeakerLine(number - 2, number + 1, lines[number - 2].text, title=lines[number - 1].text))
        elif number >= 1 and _is_label(lines[number - 1].text):
            found.append(SpeakerLine(number - 1, number + 1, lines[number - 1].text))
    return found


def _is_label(text: str) -> bool:
    return len(text) < 60 and (is_name(text) or is_single_name(text) or role_of_label(text) is not None)
