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
_LONGEST_NAME, _LONGEST_TITLE = 60, 130


def speaker_lines(lines: Sequence[SourceLine]) -> list[SpeakerLine]:
    """Return the speakers in capitals with the title under them, and the roles that stand alone on a line."""
    found = [line for number in range(len(lines)) if (line := _speaker_line(lines, number))]
    return found if any(line.title for line in found) else []


def _speaker_line(lines: Sequence[SourceLine], number: int) -> SpeakerLine | None:
    text = lines[number].text
    if role_of_label(text):
        return SpeakerLine(number, number + 1, text)
    under = lines[number + 1].text if number + 1 < len(lines) else ""
    if len(text) > _LONGEST_NAME or text != text.upper() or text == text.lower() or heading_of(text) or not under:
        return None
    name = in_title_case(text)
    if not _is_name_over_title(name, under):
        return None
    analyst = _ANALYST.fullmatch(under)
    title, house = (analyst["title"].strip(), analyst["house"].strip()) if analyst else (under, None)
    return SpeakerLine(number, number + 2, name, title=title, affiliation=house)


def _is_name_over_title(name: str, under: str) -> bool:
    """Whether a name stands over a title; a single word ("DREW") needs an office or a house under it."""
    if len(under) > _LONGEST_TITLE or not is_title(under):
        return False
    return is_name(name) or (is_single_name(name) and role_of_title(under) is not SpeakerRole.UNKNOWN)
