"""Speakers set off by marks that the document keeps to: ``[Name] words``, ``Name (Title): words``, ``Name | Title``.

No list of forms: whatever signs stand before and after what can be a name are the line's form, and the form in which
the same few names come back again and again is the one in which the document shows its speakers.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from callsheet.parse.draft import SourceLine, SpeakerLine
from callsheet.parse.labels import Label, read_label, without_time
from callsheet.parse.layouts.dashes import NAMES_CALL
from callsheet.parse.names import is_single_name, role_of_label
from callsheet.parse.titles import ends_as_title, role_of_title
from callsheet.records import SpeakerRole

NAME = "marked"
_OPEN = re.compile(r"[\[(<{«»>▶►•·■◆|/~+-]{0,3}\s?")
_LABELLED = re.compile(
    r"(?P<name>[^\W\d_][^\[\]<>(){}«»|:\t/–—]{0,60}?(?:\([\"“][\w. -]{2,15}[\"”]\)\s[^\[\]<>(){}«»|:\t/–—]+?)?)\s*"
    r"(?:(?P<bracket>[(\[])(?P<title>[^)\]]{2,120})[)\]]\s*(?:[:–—-]|$)|(?P<close>[\]>)}»]+\s?:?|[|/:]|--|[–—]|(?<=\s)-(?=\s)))\s*(?P<rest>.*)"
)
_LONGEST_LABEL, _LONGEST_TITLE = 200, 120
_FEWEST_LINES, _FEWEST_PEOPLE = 4, 2
_COME_BACK = 0.5


@dataclass(frozen=True, slots=True)
class _Marked:
    form: tuple[str, str]
    line: SpeakerLine


def speaker_lines(lines: Sequence[SourceLine]) -> list[SpeakerLine]:
    """Return the lines in the form in which names come back most; empty where no form shows two who do."""
    forms: dict[tuple[str, str], list[SpeakerLine]] = defaultdict(list)
    for number, line in enumerate(lines):
        marked = _marked(number, line.text)
        if marked:
            forms[marked.form].append(marked.line)
    return max((_speaking(found) for found in forms.values()), key=len, default=[])


def _speaking(found: Sequence[SpeakerLine]) -> list[SpeakerLine]:
    """The lines of one form that are speakers: those of full names and roles, and of given names that come back."""
    counts = Counter(line.label for line in found)
    again = sum(count for count in counts.values() if count > 1)
    if len(found) < _FEWEST_LINES or len(counts) < _FEWEST_PEOPLE or again < _COME_BACK * len(found):
        return []
    return [line for line in found if counts[line.label] > 1 or not is_single_name(line.label)]


def _marked(number: int, text: str) -> _Marked | None:
    if len(text) < _LONGEST_LABEL and ends_as_title(text) and NAMES_CALL.search(text):
        return None  # "Example Corp (EXC) Q2 2025 Earnings Call"
    head = without_time(text)
    opening = _OPEN.match(head)
    begun = opening.end() if opening else 0
    if head[begun : begun + 1].islower():
        return None
    match = _LABELLED.match(head, begun)
    label = _label(match["name"]) if match else None
    if match is None or label is None:
        return None
    rest = head[match.start("rest") :].strip()
    form = (head[:begun].strip(), (match["bracket"] or match["close"]).strip())
    if match["bracket"]:
        title = None if role_of_label(match["title"]) else match["title"]
        return _Marked(form, SpeakerLine(number, number + 1, label.name, title=title, words=rest))
    if _is_office(rest):
        return _Marked(form, SpeakerLine(number, number + 1, label.name, title=rest))
    return _Marked(form, SpeakerLine(number, number + 1, label.name, words=rest))


def _label(text: str) -> Label | None:
    label = read_label(text.strip(" ,"))
    return label if label and label.title is None else None


def _is_office(text: str) -> bool:
    """Whether what follows a name on its line is its title or house, not the speech."""
    short = 0 < len(text) <= _LONGEST_TITLE and text[0].isalpha() and ends_as_title(text)
    return short and role_of_title(text) is not SpeakerRole.UNKNOWN
