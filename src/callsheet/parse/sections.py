"""The parts of a call: which lines are headings, and where the questions begin."""

import re
from functools import cache

from callsheet.lexicon import lexicon
from callsheet.records import Section

_SPEAKERS = lexicon("speakers")
_DECORATION = re.compile(r"[^\w&\- ]+")
PARTICIPANTS = "participants"
CONTENTS = "contents"
_HEADINGS: dict[str, Section | str] = {
    **dict.fromkeys(_SPEAKERS["headings"]["prepared_remarks"], Section.PREPARED_REMARKS),
    **dict.fromkeys(_SPEAKERS["headings"]["questions_and_answers"], Section.QUESTIONS_AND_ANSWERS),
    **dict.fromkeys(_SPEAKERS["headings"]["participants"], PARTICIPANTS),
    **dict.fromkeys(_SPEAKERS["headings"]["contents"], CONTENTS),
}
_LONGEST_HEADING = max(map(len, _HEADINGS)) + 6
_END = re.compile("|".join(f"(?:{pattern})" for pattern in _SPEAKERS["end_of_transcript"]), re.IGNORECASE)
_PUBLISHER = tuple(_SPEAKERS["publisher_lines"])


@cache
def heading_of(text: str) -> Section | str | None:
    """Return the part that a heading opens: a ``Section``, ``PARTICIPANTS`` or ``CONTENTS``; None for other lines."""
    if len(text) > _LONGEST_HEADING:
        return None
    return _HEADINGS.get(_DECORATION.sub(" ", text.casefold()).strip(" -"))


def ends_transcript(text: str) -> bool:
    """Whether a line that stands after the first speaker begins what the publisher appended."""
    return bool(_END.match(text))


def is_publishers(text: str) -> bool:
    """Whether a line is only the publisher's, wherever it stands."""
    return text.casefold().startswith(_PUBLISHER)
