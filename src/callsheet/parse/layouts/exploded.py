"""Name, ``--`` and title on three lines, as a web page comes out when its tags are dropped (L08, L13)."""

from collections.abc import Sequence

from callsheet.parse.draft import SourceLine, SpeakerLine
from callsheet.parse.names import role_of_label

NAME = "exploded"
_DASHES = ("--", "—", "–")


def speaker_lines(lines: Sequence[SourceLine]) -> list[SpeakerLine]:
    """Return the three-line headings, and the roles that stand alone on a line between them."""
    found: list[SpeakerLine] = []
    dashed = {number for number, line in enumerate(lines) if line.text in _DASHES}
    if not dashed:
        return []
    for number, line in enumerate(lines):
        if number + 1 in dashed and number + 2 < len(lines) and len(line.text) < 80:
            house, _, title = lines[number + 2].text.rpartition(" -- ")
            found.append(SpeakerLine(number, number + 3, line.text, title=title, affiliation=house or None))
        elif role_of_label(line.text) and number - 1 not in dashed:
            found.append(SpeakerLine(number, number + 1, line.text))
    return found
