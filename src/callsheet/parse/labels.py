"""A speaker's label as documents print it: the name, with or without a title, among marks and time stamps."""

import re
from dataclasses import dataclass

from callsheet.parse.names import in_title_case, is_name, is_single_name, role_of_label
from callsheet.parse.titles import role_of_title
from callsheet.records import SpeakerRole

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_LEADING_TIME = re.compile(rf"^{_TIME}\s+(?=\D)")
_TRAILING_TIME = re.compile(rf"\s*[\[(]{_TIME}[\])](?=\s*(?::|$))")
_NUMBER = re.compile(r"\s*\[\d{1,3}\]$")
_QUESTION_BEFORE = re.compile(r"^[QA]\s*[-–.:]\s+(?=[A-Z])")
_QUESTION_AFTER = re.compile(r"\s+[QA]$")
_TITLED = re.compile(r"(?P<name>[^,]{3,50}(?:,\s(?:Jr|Sr|II|III|IV|CFA|CPA)\.?)?),\s+(?P<title>[A-Z].{1,140})")
# Korean names have two to four syllables; the title follows after a blank.
_KOREAN = re.compile(r"(?P<name>[\uac00-\ud7a3]{2,4})\s+(?P<title>[\uac00-\ud7a3A-Za-z/· ]{2,24})")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Label:
    """A name or a role, and the title that stands with it."""

    name: str
    title: str | None = None


def _is_office(title: str) -> bool:
    return role_of_title(title) is not SpeakerRole.UNKNOWN


def without_time(text: str) -> str:
    """Return a line without the time stamp before its words or behind its label."""
    head = text[:_LONGEST]
    if ":" not in head:
        return text
    return _TRAILING_TIME.sub("", _LEADING_TIME.sub("", head), count=1) + text[_LONGEST:]


def read_label(text: str) -> Label | None:
    """Return the label that ``text`` is, or None where it is none.

    >>> read_label("Q - TOMAS OKAFOR"), read_label("Jane Doe, Treasurer  [3]"), read_label("Free Cash Flow")
    (Label(name='Tomas Okafor', title=None), Label(name='Jane Doe', title='Treasurer'), None)
    """
    if len(text) > _LONGEST:
        return None
    bare = _NUMBER.sub("", text).strip()
    if role_of_label(bare):
        return Label(in_title_case(bare) if bare.isupper() and len(bare) > 3 else bare)
    bare = _QUESTION_AFTER.sub("", _QUESTION_BEFORE.sub("", bare))
    if is_name(bare) or is_single_name(bare) or (bare.isupper() and is_single_name(in_title_case(bare))):
        return Label(in_title_case(bare) if bare.isupper() and len(bare) > 3 else bare)
    titled = _TITLED.fullmatch(bare)
    if titled and (is_name(titled["name"]) or (is_single_name(titled["name"]) and _is_office(titled["title"]))):
        return Label(titled["name"], titled["title"])
    korean = _KOREAN.fullmatch(bare)
    return Label(korean["name"], korean["title"]) if korean and is_single_name(korean["name"]) else None
