"""``Name -- Title`` on a line of its own, with or without blanks around the dashes (L02, L04, L15, L16, fool)."""

import re
from collections.abc import Sequence

from callsheet.parse.draft import SourceLine, SpeakerLine
from callsheet.parse.names import is_name, is_single_name, role_of_label
from callsheet.parse.titles import is_title

NAME = "dashes"
_HEADING = re.compile(r"(?P<name>[^:]{2,60}?)\s*(?:--|—|–|\s-\s)\s*(?P<title>[^\s$%\d].{1,160})")
NAMES_CALL = re.compile(r"\b(?:earnings|conference|results) call\b|\btranscript\b", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:--|—|–)\s*")
_VERB = re.compile(r"\b(?:was|were|is|are|increased|declined|grew|up|down)\b")


def speaker_lines(lines: Sequence[SourceLine]) -> list[SpeakerLine]:
    """Return the headings that name a speaker: name, dashes, title (and house), or a role alone on its line."""
    found = [line for number, text in enumerate(lines) if (line := _speaker_line(number, text.text))]
    return found if any(line.title for line in found) else []


def _speaker_line(number: int, text: str) -> SpeakerLine | None:
    if len(text) > 200:
        return None
    if role_of_label(text):
        return SpeakerLine(number, number + 1, text)
    match = _HEADING.fullmatch(text)
    if not match or not is_title(match["title"]) or _VERB.search(match["title"]) or NAMES_CALL.search(text):
        return None
    name = match["name"].strip()
    if not (is_name(name) or role_of_label(name) or (is_single_name(name) and "--" in text)):
        return None
    parts = _PARTS.split(match["title"])
    affiliation = " -- ".join(parts[:-1]) or None
    return SpeakerLine(number, number + 1, name, title=parts[-1], affiliation=affiliation)
