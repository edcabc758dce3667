"""``Name: words`` and ``Name, Title: words``: the speaker and a colon begin the line (L06, L07, L10, L11, colon)."""

import re
from collections import Counter
from collections.abc import Sequence

from callsheet.parse.draft import SourceLine, SpeakerLine
from callsheet.parse.names import is_name, is_single_name, role_of_label

NAME = "colon"
_LABELLED = re.compile(r"(?P<label>[^:]{1,110}?)\s?:(?:\s+(?P<words>\S.*)|(?P<glued>[A-Z\[(\"“].*)|\s*)$")
_TITLED = re.compile(r"(?P<name>[^,]{3,50}),\s+(?P<title>[A-Z].{1,80})")
_QUESTION_MARK = re.compile(r"^[QA]\s*[-–:.]\s+(?=[A-Z])")


def speaker_lines(lines: Sequence[SourceLine]) -> list[SpeakerLine]:
    """Return the lines that begin with a speaker and a colon.

    A full name or a role is a speaker at once. A single word is one when it comes back, for "Sarah:" is a speaker and
    "Fabric:" is not; and nothing is one that is longer than a name and its title.
    """
    found = [line for number, text in enumerate(lines) if (line := _speaker_line(number, text.text))]
    counts = Counter(line.label for line in found)
    return [line for line in found if not is_single_name(line.label) or counts[line.label] > 1 or _greets(line.words)]


def _speaker_line(number: int, text: str) -> SpeakerLine | None:
    head = text[:112]
    if ":" not in head:
        return None
    match = _LABELLED.match(text)
    if not match:
        return None
    label = _QUESTION_MARK.sub("", match["label"]).strip()
    words = match["words"] or match["glued"] or ""
    title = None
    if not (is_name(label) or role_of_label(label) or is_single_name(label)):
        titled = _TITLED.fullmatch(label)
        if not titled or not is_name(titled["name"]):
            return None
        label, title = titled["name"], titled["title"]
    return SpeakerLine(number, number + 1, label, title=title, words=words)


def _greets(words: str) -> bool:
    return bool(
        re.match(r"(?:hi|hey|hello|thanks|thank you|good (?:morning|afternoon|evening))\b", words, re.IGNORECASE)
    )
