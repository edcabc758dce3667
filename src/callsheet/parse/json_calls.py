"""Transcripts as JSON, in any of the shapes that services give (L06, L12): lists of turns, or one long text.

The longest list of turns is the call. Without one, the longest text is the call, and its own layout decides who speaks.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from callsheet.errors import DocumentError
from callsheet.parse.draft import Draft, Hints, Participant
from callsheet.parse.html import html_lines, looks_like_html
from callsheet.parse.json_turns import HOUSE_KEYS, SPEAKER_KEYS, TITLE_KEYS, WORD_KEYS, json_turns
from callsheet.parse.lines import source_lines
from callsheet.parse.titles import role_of_title
from callsheet.parse.transcripts import read_lines

NAME = "json_turns"
_TICKER = ("ticker", "symbol", "Symbol", "stock_symbol", "ticker_symbol")
_COMPANY = ("company", "company_name", "companyName", "name")
_TITLE = ("title", "headline", "event_title", "eventTitle")
_DATE = (
    "date", "call_date", "event_date", "held_on", "conference_date", "earnings_date", "published_date", "time",
    "datetime",
)  # fmt: skip
_FEWEST_WORDS = 120


def looks_like_json(text: str) -> bool:
    """Whether the text begins as a JSON object or array does."""
    start = text.lstrip()[:80].replace(" ", "").replace("\n", "")
    return start.startswith(('{"', "[{", '["', '[["', "{}", "[]"))


def read_json(name: str, text: str) -> Draft:
    """Return the draft of a JSON document.

    Raises:
        DocumentError: ``damaged_json``; ``not_a_call`` where it holds no text of any length.
    """
    value = load_json(name, text)
    try:
        turns = json_turns(value)
        if turns:
            header = tuple(filter(None, (_text(_around(value), _TITLE),)))
            return Draft(NAME, turns, header, json_participants(value), json_hints(value))
        words = longest_text(value)
    except RecursionError as error:
        raise _too_deep(name) from error
    if len(words.split()) < _FEWEST_WORDS:
        raise DocumentError(
            "not_a_call", f"{name} is JSON without a transcript; supply the object that holds the spoken words."
        )
    lines = html_lines(words) if looks_like_html(words) else source_lines(words)
    return replace(read_lines(lines), hints=json_hints(value))


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


def _text(item: dict[str, Any], keys: Iterable[str]) -> str | None:
    return next((value.strip() for key in keys if isinstance(value := item.get(key), str) and value.strip()), None)


def _around(value: Any) -> dict[str, Any]:
    """The object around the turns, or the first of a list of objects; an event inside it counts as well."""
    item = value[0] if isinstance(value, list) and value else value
    if not isinstance(item, dict):
        return {}
    described = (item[key] for key in ("event", "meta", "metadata", "call") if isinstance(item.get(key), dict))
    return {**next(described, {}), **item}


def json_hints(value: Any) -> Hints:
    """Return what the object around the call says about it."""
    item = _around(value)
    year, quarter = item.get("year") or item.get("fiscal_year"), item.get("quarter") or item.get("fiscal_quarter")
    period = str(quarter or "")
    if year and str(quarter or "").strip("Qq ") in ("1", "2", "3", "4"):
        period = f"{year}Q{str(quarter).strip('Qq ')}"
    return Hints(_text(item, _COMPANY), _text(item, _TICKER), period or None, _text(item, _DATE))


def json_participants(value: Any) -> tuple[Participant, ...]:
    """Return the people listed under a key such as ``participants``."""
    keys = ("participants", "participant", "speakers")
    listed = (
        next((value[key] for key in keys if isinstance(value.get(key), list)), ()) if isinstance(value, dict) else ()
    )
    people = [person for person in listed if isinstance(person, dict) and _is_person(person)]
    return tuple(
        Participant(
            _text(person, SPEAKER_KEYS) or "",
            role_of_title(_text(person, ("role",)) or _text(person, TITLE_KEYS)),
            _text(person, TITLE_KEYS),
            _text(person, HOUSE_KEYS),
        )
        for person in people
    )


def _is_person(item: dict[str, Any]) -> bool:
    return _text(item, SPEAKER_KEYS) is not None and not any(key in item for key in WORD_KEYS)


def longest_text(value: Any) -> str:
    """Return the longest text inside ``value``: the transcript of a document that holds it in one piece."""
    if isinstance(value, str):
        return value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    return max((longest_text(item) for item in inner), key=len, default="")
