"""The lists of participants that open or close a transcript."""

import re
from collections.abc import Iterator, Sequence

from callsheet.parse.draft import Participant, SourceLine
from callsheet.parse.names import is_name
from callsheet.parse.sections import CONTENTS, PARTICIPANTS, heading_of
from callsheet.parse.titles import role_of_title
from callsheet.records import SpeakerRole

_LISTED = re.compile(r"(?P<one>.{2,80}?)\s*(?:--|—|–|\s-\s)\s*(?P<other>.{2,120})")


def participants_of(lines: Sequence[SourceLine]) -> Iterator[Participant]:
    """Yield the people listed under a heading such as ``Company Participants``: ``Name - Title`` or ``Title — Name``.

    Who is listed among the conference call's participants with a house, not a title, is an analyst.
    """
    group: str | None = None
    for line in lines:
        heading = heading_of(line.text)
        if heading is not None:
            group = line.text.casefold() if heading == PARTICIPANTS else None if heading != CONTENTS else group
            continue
        match = _LISTED.fullmatch(line.text) if group else None
        if group is None or match is None:
            continue
        one, other = match["one"].strip(), match["other"].strip()
        if is_name(one):
            yield _participant(one, other, group)
        elif is_name(other):
            yield _participant(other, one, group)


def _participant(name: str, title: str, group: str) -> Participant:
    role = role_of_title(title)
    if "conference" in group or "analyst" in group or "other" in group:
        house = title.removesuffix(", Research Division")
        return Participant(name, SpeakerRole.ANALYST, None, house)
    return Participant(name, SpeakerRole.EXECUTIVE if role is SpeakerRole.UNKNOWN else role, title)
