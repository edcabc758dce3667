"""Transcripts as JSON, in any of the shapes that services give (L06, L12): lists of turns, or one long text.

A list of turns is a list of objects that hold words and, mostly, a speaker; the longest such list is the call. Without
one, the longest text is the call, and its own layout decides who speaks.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from callsheet.errors import DocumentError
from callsheet.parse.draft import Draft, DraftTurn, Hints, Participant
from callsheet.parse.lines import source_lines
from callsheet.parse.titles import role_of_title
from callsheet.parse.transcripts import read_lines
from callsheet.records import Section

NAME = "json_turns"
_WORDS = ("content", "text", "speech", "words", "paragraph", "utterance", "transcript", "body", "message")
_SPEAKER = ("speaker", "speaker_name", "speakerName", "name", "participant", "person", "author")
_TITLE = ("title", "speaker_title", "position", "job_title", "description")
_AFFILIATION = ("company", "affiliation", "firm", "organization", "company_name")
_SECTION = ("section", "session", "part", "type", "component_type", "transcriptcomponenttypename")
_TICKER = ("ticker", "symbol", "Symbol", "stock_symbol", "ticker_symbol")
_COMPANY = ("company", "company_name", "companyName", "name")
_DATE = (
    "date",
    "call_date",
    "event_date",
    "held_on",
    "conference_date",
    "earnings_date",
    "published_date",
    "time",
    "datetime",
)
_FEWEST_WORDS = 120


def looks_like_json(text: str) -> bool:
    """Whether the text begins as a JSON object or array does."""
    start = text.lstrip()[:80].replace(" ", "").replace("\n", "")
    return start.startswith(('{"', "[{", '["', "{}", "[]"))


def read_json(name: str, text: str) -> Draft:
    """Return the draft of a JSON document.

    Raises:
        DocumentError: ``damaged_json``; ``not_a_call`` where it holds no text of any length.
    """
    value = load_json(name, text)
    try:
        turns = json_turns(value)
        if turns:
            return Draft(NAME, turns, hints=json_hints(value), participants=json_participants(value))
        words = longest_text(value)
    except RecursionError as error:
        raise _too_deep(name) from error
    if len(words.split()) < _FEWEST_WORDS:
        raise DocumentError(
            "not_a_call", f"{name} is JSON without a transcript; supply the object that holds the spoken words."
        )
    return replace(read_lines(source_lines(words)), hints=json_hints(value))


def load_json(name: str, text: str) -> Any:
    """Return the value of a JSON document, or of JSON lines.

    Raises:
        DocumentError: ``damaged_json``: it is neither; the sentence names the line.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise _too_deep(name) from error
    except json.JSONDecodeError as error:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            raise DocumentError(
                "damaged_json",
                f"{name} breaks off as JSON in line {error.lineno} ({error.msg}); fetch the document again.",
            ) from error
    except ValueError as error:  # a number of thousands of digits
        raise DocumentError("damaged_json", f"{name} is no transcript ({error}); fetch the document again.") from error


def _too_deep(name: str) -> DocumentError:
    return DocumentError("damaged_json", f"{name} is nested too deeply to be a transcript; supply the call itself.")


def json_turns(value: Any) -> tuple[DraftTurn, ...]:
    """Return the turns of the longest list of turns inside ``value``; empty where there is none."""
    lists = [turns for turns in _turn_lists(value, "transcript") if len(turns) > 2]
    return max(lists, key=lambda turns: sum(len(turn.text) for turn in turns), default=())


def _turn_lists(value: Any, path: str) -> Iterator[tuple[DraftTurn, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _turn_lists(inner, str(key))
    elif isinstance(value, list):
        turns = tuple(turn for number, item in enumerate(value) if (turn := _turn(item, f"{path}[{number}]")))
        if turns:
            yield turns
        else:
            for inner in value:
                yield from _turn_lists(inner, path)


def _turn(item: Any, place: str) -> DraftTurn | None:
    if not isinstance(item, dict):
        return None
    speaker = _speaker(item)
    words = next((item[key] for key in _WORDS if isinstance(item.get(key), str | list)), None)
    spoken = [words] if isinstance(words, str) else [part for part in words or () if isinstance(part, str)]
    paragraphs = tuple(line.strip() for part in spoken for line in part.splitlines() if line.strip())
    if speaker is None or not paragraphs:
        return None
    title = _text(_person(item) or item, _TITLE)
    return DraftTurn(speaker, paragraphs, place, title, _text(item, _AFFILIATION), _section(item))


def _speaker(item: dict[str, Any]) -> str | None:
    person = _person(item) or {}
    return _text(person, _SPEAKER) or _text(item, _SPEAKER) or _text(person, ("id",))


def _person(item: dict[str, Any]) -> dict[str, Any] | None:
    """The object that describes a turn's speaker: beside the label, or in its place."""
    return next((item[key] for key in ("speaker_info", "speaker") if isinstance(item.get(key), dict)), None)


def _text(item: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((value.strip() for key in keys if isinstance(value := item.get(key), str) and value.strip()), None)


def _section(item: dict[str, Any]) -> Section | None:
    stated = (_text(item, _SECTION) or "").casefold()
    if "question" in stated or "answer" in stated or stated in ("qa", "q&a", "q_and_a"):
        return Section.QUESTIONS_AND_ANSWERS
    return (
        Section.PREPARED_REMARKS if "prepared" in stated or "presentation" in stated or "management" in stated else None
    )


def json_hints(value: Any) -> Hints:
    """Return what the object around the call says about it."""
    item = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else value
    if not isinstance(item, dict):
        return Hints()
    item = {**(item["event"] if isinstance(item.get("event"), dict) else {}), **item}
    year, quarter = item.get("year") or item.get("fiscal_year"), item.get("quarter") or item.get("fiscal_quarter")
    period = str(quarter or "")
    if year and str(quarter or "").strip("Qq ") in ("1", "2", "3", "4"):
        period = f"{year}Q{str(quarter).strip('Qq ')}"
    return Hints(_text(item, _COMPANY), _text(item, _TICKER), period or None, _text(item, _DATE))


def json_participants(value: Any) -> tuple[Participant, ...]:
    """Return the people listed under a key such as ``participants``."""
    listed = (
        next(
            (value[key] for key in ("participants", "participant", "speakers") if isinstance(value.get(key), list)), ()
        )
        if isinstance(value, dict)
        else ()
    )
    people = [
        person
        for person in listed
        if isinstance(person, dict) and _text(person, _SPEAKER) and not _text(person, _WORDS)
    ]
    return tuple(
        Participant(
            _text(person, _SPEAKER) or "",
            role_of_title(_text(person, ("role",)) or _text(person, _TITLE)),
            _text(person, _TITLE),
            _text(person, _AFFILIATION),
        )
        for person in people
    )


def longest_text(value: Any) -> str:
    """Return the longest text inside ``value``: the transcript of a document that holds it in one piece."""
    if isinstance(value, str):
        return value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    return max((longest_text(item) for item in inner), key=len, default="")
