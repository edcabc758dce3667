"""Turns inside any value: the list whose items have a speaker and words, in whichever shape a service writes it.

Known shapes: objects with a speaker and words (the words a text, paragraphs, sentences or single words), pairs of name
and words, objects whose one key is the name, parallel lists, one list a section, and speakers named by a key into a
table of people.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from callsheet.parse.draft import DraftTurn
from callsheet.parse.html import html_lines
from callsheet.parse.labels import read_label
from callsheet.parse.lines import unescaped
from callsheet.records import Section

WORD_KEYS = (
    "content", "text", "speech", "words", "paragraph", "utterance", "transcript", "body", "message", "paragraphs",
    "sentences", "lines", "line", "value", "remarks", "sentence", "word",
)  # fmt: skip
SPEAKER_KEYS = (
    "speaker", "speaker_name", "speakername", "speakerName", "name", "participant", "person", "author", "speaker_id",
    "speakerId", "spk", "role_name", "who",
)  # fmt: skip
TITLE_KEYS = ("title", "speaker_title", "position", "job_title", "description")
HOUSE_KEYS = ("company", "affiliation", "firm", "organization", "company_name")
_SECTION_KEYS = ("section", "session", "part", "type", "component_type", "transcriptcomponenttypename")
_PEOPLE = re.compile(r"speaker|participant|people|persons|names", re.IGNORECASE)
_TAGS = re.compile(r"<(?:p|br|div|span|b|strong|em|i|li)\b[^>]*>", re.IGNORECASE)
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class _Found:
    turns: tuple[DraftTurn, ...]
    section: Section | None

    @property
    def length(self) -> int:
        return sum(len(turn.text) for turn in self.turns)


@dataclass(frozen=True, slots=True)
class _People:
    """Names and titles by the key that turns use in place of a name."""

    named: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)


def json_turns(value: Any) -> tuple[DraftTurn, ...]:
    """Return the turns of the longest list of turns inside ``value``; empty where there is none.

    Lists under keys that name the two sections ("prepared_remarks", "qa") belong together, in their order.
    """
    found = [each for each in _lists(value, "transcript", None, _people(value)) if len(each.turns) >= _FEWEST]
    in_sections = [each for each in found if each.section is not None]
    together = tuple(turn for each in in_sections for turn in each.turns)
    longest = max(found, key=lambda each: each.length, default=_Found((), None))
    return together if sum(len(turn.text) for turn in together) > longest.length else longest.turns


def turns_of(rows: Sequence[Mapping[str, Any]], path: str) -> tuple[DraftTurn, ...]:
    """Return the turns that ``rows`` are, or () where most have no speaker; one without a speaker is nobody's."""
    return _turns(rows, path, None, _People())


def _lists(value: Any, path: str, section: Section | None, people: _People) -> Iterator[_Found]:
    if isinstance(value, dict):
        rows = _parallel(value)
        if rows and (turns := _turns(rows, path, section, people)):
            yield _Found(turns, section)
        for key, inner in value.items():
            yield from _lists(inner, str(key), section_of(str(key)) or section, people)
    elif isinstance(value, list):
        rows = [row for item in value if (row := _row(item)) is not None]
        turns = _turns(rows, path, section, people) if len(rows) * 2 > len(value) else ()
        if turns:
            yield _Found(turns, section)
        else:
            for inner in value:
                own = _text(inner, ("name", "title", "section")) if isinstance(inner, dict) else None
                yield from _lists(inner, path, (section_of(own) if own else None) or section, people)


def _parallel(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of two lists of texts that run side by side, names and words."""
    names, words = (
        next((value[key] for key in keys if _is_texts(value.get(key))), ()) for keys in (SPEAKER_KEYS, WORD_KEYS)
    )
    if not names or len(names) != len(words):
        return []
    return [{"speaker": name, "text": said} for name, said in zip(names, words, strict=True)]


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and len(value) >= _FEWEST and all(isinstance(item, str) for item in value)


def _row(item: Any) -> dict[str, Any] | None:
    """An item of a list as a row with a speaker and words, or None where it is no turn."""
    if isinstance(item, list) and len(item) == 2 and all(isinstance(part, str) for part in item):
        return {"speaker": item[0], "text": item[1]} if read_label(item[0].strip(" :")) else None
    if not isinstance(item, dict):
        return None
    if len(item) == 1:
        name, words = next(iter(item.items()))
        if isinstance(words, str | list) and name not in WORD_KEYS and read_label(str(name)):
            return {"speaker": name, "text": words}
    return item if _words(item) else None


def _turns(
    rows: Sequence[Mapping[str, Any]], path: str, section: Section | None, people: _People
) -> tuple[DraftTurn, ...]:
    turns = [turn for number, row in enumerate(rows) if (turn := _turn(row, f"{path}[{number}]", section, people))]
    return tuple(turns) if sum(bool(turn.label) for turn in turns) * 2 > len(turns) else ()


def _turn(item: Mapping[str, Any], place: str, section: Section | None, people: _People) -> DraftTurn | None:
    paragraphs = tuple(line.strip() for part in _words(item) for line in _plain(part).splitlines() if line.strip())
    if not paragraphs:
        return None
    name, title = _speaker(item, people)
    title = _text(_person(item) or item, TITLE_KEYS) or title
    return DraftTurn(name, paragraphs, place, title, _text(item, HOUSE_KEYS), _section(item) or section)


def _plain(words: str) -> str:
    """Words without the tags and entities that a page left in them."""
    return "\n".join(line.text for line in html_lines(words)) if _TAGS.search(words) else unescaped(words)


def _words(item: Mapping[str, Any]) -> list[str]:
    """The words of an item: a text, a list of texts, or a list of objects that hold the text of each part."""
    for key in WORD_KEYS:
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return [value]
        if isinstance(value, list) and (parts := [part for inner in value for part in _part(inner)]):
            spoken = all(isinstance(inner, dict) and "word" in inner for inner in value)
            return [" ".join(part.strip() for part in parts)] if spoken or key == "sentences" else parts
    return []


def _part(inner: Any) -> list[str]:
    if isinstance(inner, str):
        return [inner]
    # A part with a speaker of its own is a turn, not a paragraph of one.
    return _words(inner) if isinstance(inner, dict) and not any(key in inner for key in SPEAKER_KEYS) else []


def _speaker(item: Mapping[str, Any], people: _People) -> tuple[str, str | None]:
    person = _person(item) or {}
    found = _text(person, SPEAKER_KEYS) or _text(item, SPEAKER_KEYS) or _text(person, ("id",)) or ""
    name, title = people.named.get(found, (found, None))
    return name.strip(" :"), title


def _person(item: Mapping[str, Any]) -> dict[str, Any] | None:
    """The object that describes a turn's speaker: beside the label, or in its place."""
    return next((item[key] for key in ("speaker_info", "speaker", "person") if isinstance(item.get(key), dict)), None)


def _text(item: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool) and key in SPEAKER_KEYS:
            return str(value)
    return None


def _section(item: Mapping[str, Any]) -> Section | None:
    return section_of(_text(item, _SECTION_KEYS) or "")


def section_of(stated: str) -> Section | None:
    """Return the section that a key or a field names: ``prepared_remarks``, ``Question and Answer``, ``qa``."""
    stated = stated.casefold()
    if "question" in stated or "answer" in stated or stated in ("qa", "q&a", "q_and_a"):
        return Section.QUESTIONS_AND_ANSWERS
    prepared = any(word in stated for word in ("prepared", "presentation", "management"))
    return Section.PREPARED_REMARKS if prepared else None


def _people(value: Any) -> _People:
    """The table of people of a document: a map from key to name, or a list of people with an id each."""
    found: dict[str, tuple[str, str | None]] = {}
    for key, inner in value.items() if isinstance(value, dict) else ():
        if not _PEOPLE.search(str(key)):
            continue
        entries: Iterable[tuple[Any, Any]] = inner.items() if isinstance(inner, dict) else ()
        if isinstance(inner, list):
            entries = [
                (str(person.get("id")), person) for person in inner if isinstance(person, dict) and "id" in person
            ]
        for short, person in entries:
            name = person if isinstance(person, str) else None
            if isinstance(person, dict) and not _words(person):
                name = _text(person, ("name", "speaker_name", "full_name"))
            if name:
                found[str(short)] = (name, _text(person, TITLE_KEYS) if isinstance(person, dict) else None)
    return _People(found)
