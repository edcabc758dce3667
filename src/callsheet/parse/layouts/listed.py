"""Transcripts that open with lists of participants (L05): the listed people are the speakers, however they are set.

The name stands alone on its line (with the title under it or not), or before a colon with the title after it, or the
title or the house stands where the name should: "Chief Financial Officer: On your first question …".
"""

import re
from collections.abc import Iterable, Sequence

from callsheet.parse.draft import Participant, SourceLine, SpeakerLine
from callsheet.parse.names import role_of_label, same_person
from callsheet.parse.participants import participants_of

NAME = "listed"
_COLON = re.compile(r"(?P<label>[^:]{2,90}):\s+(?P<words>\S.*)")
_MARK = re.compile(r"^[QA]\s*[-–]\s*(?=[A-Z])")
_GLUED = re.compile(r"[.?!…]\s+$")
_ROLES = ("Operator", "Unidentified Analyst", "Unidentified Company Representative")
_FEWEST = 2


def speaker_lines(lines: Sequence[SourceLine]) -> list[SpeakerLine]:
    """Return the places where somebody of the document's list of participants begins to speak."""
    people = list(participants_of(lines))
    if len(people) < _FEWEST:
        return []
    return [found for number in range(len(lines)) if (found := _speaker_line(lines, number, people))]


def _speaker_line(lines: Sequence[SourceLine], number: int, people: Sequence[Participant]) -> SpeakerLine | None:
    text = _MARK.sub("", lines[number].text)
    if len(text) < 100 and (person := _named(text, people)):
        under = lines[number + 1].text if number + 1 < len(lines) else ""
        return _line(number, number + (2 if under in _offices(person) else 1), person, "")
    if role_of_label(text):
        return SpeakerLine(number, number + 1, text)
    match = _COLON.match(text)
    if match is None:
        return None
    if role_of_label(match["label"]):
        return SpeakerLine(number, number + 1, match["label"], words=match["words"])
    person = _named(match["label"], people) or _by_office(match["label"], people)
    return _line(number, number + 1, person, _without_title(match["words"], person)) if person else None


def _line(first: int, speech: int, person: Participant, words: str) -> SpeakerLine:
    return SpeakerLine(first, speech, person.name, title=person.title, affiliation=person.affiliation, words=words)


def _named(label: str, people: Iterable[Participant]) -> Participant | None:
    return next((person for person in people if person.name == label or same_person(person.name, label)), None)


def _by_office(label: str, people: Iterable[Participant]) -> Participant | None:
    """The one participant whose title or house the label is; None where two share it."""
    fitting = [person for person in people if label in (person.title, person.affiliation)]
    return fitting[0] if len(fitting) == 1 else None


def _offices(person: Participant) -> tuple[str, ...]:
    """What a page may set under a name: the title, the house with its division, the house."""
    house = person.affiliation
    return tuple(office for office in (person.title, house and f"{house}, Research Division", house) if office)


def _without_title(words: str, person: Participant) -> str:
    """The words without the title or the house that the page set under the name."""
    for office in _offices(person):
        if words.startswith(office):
            return words[len(office) :].lstrip(" ,")
    return words


def unglued(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Put a listed name that stands at the end of a line, after a sentence, on a line of its own.

    Pages that were cut into sentences and joined again leave the next speaker's name there.
    """
    people = [person.name for person in participants_of(lines)]
    if len(people) < _FEWEST:
        return list(lines)
    names = (*people, *_ROLES)
    found: list[SourceLine] = []
    for line in lines:
        name = next((name for name in names if line.text.endswith(name) and _is_glued(line.text, name)), None)
        if name:
            found.append(SourceLine(line.text.removesuffix(name).rstrip(), line.place, line.after_gap))
            found.append(SourceLine(name, line.place, after_gap=True))
        else:
            found.append(line)
    return found


def _is_glued(text: str, name: str) -> bool:
    return bool(_GLUED.search(text[: -len(name)][-3:]))
