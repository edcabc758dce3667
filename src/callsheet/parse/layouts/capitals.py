"""A name in capitals on one line, its title on the next (caps_two_line)."""

import re
from collections.abc import Sequence

from callsheet.parse.draft import SourceLine, SpeakerLine
from callsheet.parse.names import in_title_case, is_name, is_single_name, role_of_label
from callsheet.parse.sections import heading_of
from callsheet.parse.titles import is_title, role_of_title
from callsheet.records import SpeakerRole

NAME = "capitals"
_ANALYST = re.compile(r"(?P<title>[^,]*\banalyst\b[^,]*),\s*(?P<house>.+)", re.IGNORECASE)
_LONGEST_TITLE = 130


def speaker_lines(lines: Sequence[SourceLine]) -> list[SpeakerLine]:
    """Return the speakers in capitals with the title under them, and the roles that stand alone on a line."""
    found = [line for number in range(len(lines)) if (line := _speaker_line(lines, number))]
    return found if any(line.title for line in found) else []


def _speaker_line(lines: Sequence[SourceLine], number: int) -> SpeakerLine | None:
    text = lines[number].text
    if role_of_label(text):
        return SpeakerLine(number, number + 1, text)
    if len(text) > 60 or text != text.upper() or text == text.lower() or heading_of(text):
        return None
    name = in_title_case(text)
    if not (is_name(name) or is_single_name(name)) or number + 1 >= len(lines):
        return None
    under = lines[number + 1].text
    if len(under) > _LONGEST_TITLE or not is_title(under):
        return None
    if not is_name(name) and role_of_title(under) is SpeakerRole.UNKNOWN:
        return None
    analyst = _ANALYST.fullmatch(under)
    if analyst:
        return SpeakerLine(number, number + 2, name, title=analyst["title"].strip(), affiliation=analyst["house"].strip())
    return SpeakerLine(number, number + 2, name, title=under)
