"""The name alone on its line, with a comma and a title or without (L05, L09): the speech stands under it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from callsheet.parse.draft import SourceLine, SpeakerLine
from callsheet.parse.labels import read_label, without_time
from callsheet.parse.names import is_name, is_single_name, role_of_label
from callsheet.parse.titles import ends_as_title, role_of_title
from callsheet.records import SpeakerRole

NAME = "own_line"
_LONGEST = 150
_CLOSING_TIME = re.compile(r"\s\d{1,2}:\d{2}(?::\d{2})?$")  # "Jane Doe   12:34"
_SENTENCE_END = re.compile(r"[a-z0-9)\]][.?!…](?:\s|$)")
_WRAPPED = 3


def speaker_lines(lines: Sequence[SourceLine]) -> list[SpeakerLine]:
    """Return the lines that are a speaker: a role, a name that comes back, a name with its title, ``Q - Name``."""
    candidates = list(_candidates(lines))
    counts = Counter(line.label for line in candidates)
    sure = [
        line
        for line in candidates
        if line.title or role_of_label(line.label) or (counts[line.label] > 1 and _is_speech(lines, line.speech))
    ]
    if not sure:
        return []
    # Between two who surely speak, a full name alone over sentences is one who speaks once.
    amid = range(sure[0].first, sure[-1].first)
    once = [line for line in candidates if line.first in amid and counts[line.label] == 1 and line not in sure]
    known = (line for line in once if not is_single_name(line.label) and _is_speech(lines, line.speech))
    return sorted((*sure, *known), key=lambda line: line.first)


def _candidates(lines: Sequence[SourceLine]) -> Iterator[SpeakerLine]:
    after = 0
    for number in range(len(lines)):
        found = _speaker_line(lines, number) if number >= after else None
        if found:
            after = found.speech
            yield found


def _is_speech(lines: Sequence[SourceLine], number: int) -> bool:
    """Whether sentences stand under a name, not the entries of a menu."""
    return any(_SENTENCE_END.search(line.text) for line in lines[number : number + _WRAPPED])


def _title_under(lines: Sequence[SourceLine], number: int) -> str | None:
    """The title that stands on the line under a name, where that line is one: it says an office and is no sentence."""
    under = lines[number + 1].text if number + 1 < len(lines) else ""
    office = len(under) <= _LONGEST and role_of_title(under) is not SpeakerRole.UNKNOWN
    return under if office and under[-1] not in ".?!:;," and not is_name(under) else None


def _speaker_line(lines: Sequence[SourceLine], number: int) -> SpeakerLine | None:
    if len(lines[number].text) > _LONGEST:
        return None
    text = _CLOSING_TIME.sub("", without_time(lines[number].text))
    label = read_label(text) if text and ends_as_title(text) else None
    if label is None or (text[-1] == "." and label.title is None):
        return None
    under = None if label.title or role_of_label(label.name) else _title_under(lines, number)
    return SpeakerLine(number, number + (2 if under else 1), label.name, title=label.title or under)
