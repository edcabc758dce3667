"""``Name: words`` and ``Name, Title: words``: the speaker and a colon begin the line (L06, L07, L10, L11, colon)."""

import re
from collections import Counter
from collections.abc import Sequence

from callsheet.parse.draft import SourceLine, SpeakerLine
from callsheet.parse.labels import read_label, without_time
from callsheet.parse.names import is_single_name

NAME = "colon"
_LABELLED = re.compile(r"(?P<label>[^:]{1,110}?)\s?:(?:\s+(?P<words>\S.*)|(?P<glued>[A-Z\[(\"“].*)|\s*)$")
_GREETS = re.compile(r"(?:hi|hey|hello|thanks|thank you|good (?:morning|afternoon|evening))\b", re.IGNORECASE)


def speaker_lines(lines: Sequence[SourceLine]) -> list[SpeakerLine]:
    """Return the lines that begin with a speaker and a colon.

    A full name or a role is a speaker at once. A single word is one when it comes back or greets, for "Sarah:" is a
    speaker and "Fabric:" is not; and nothing is one that is longer than a name and its title.
    """
    found = [line for number, text in enumerate(lines) if (line := _speaker_line(number, text.text))]
    counts = Counter(line.label for line in found)
    return [line for line in found if not _needs_proof(line) or counts[line.label] > 1 or _GREETS.match(line.words)]


def _speaker_line(number: int, text: str) -> SpeakerLine | None:
    if ":" not in text[:112]:
        return None
    match = _LABELLED.match(without_time(text))
    label = read_label(match["label"]) if match else None
    if match is None or label is None:
        return None
    words = match["words"] or match["glued"] or ""
    return SpeakerLine(number, number + 1, label.name, title=label.title, words=words)


def _needs_proof(line: SpeakerLine) -> bool:
    return line.title is None and is_single_name(line.label)
