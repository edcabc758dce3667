"""Labelled transcripts that lost their line ends: ``… thank you. Jane Doe: Good morning. …`` in one long line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from callsheet.parse.draft import SourceLine
from callsheet.parse.labels import read_label
from callsheet.parse.names import is_single_name, role_of_label

_LONG = 600
_LABEL = re.compile(
    r"(?:^|(?<=[.?!…\]\"”)-]\s))(?P<label>[A-Z](?:[^:.?!\n]|(?<=\b[A-Z])\.|(?<=\b[JSD]r)\.){2,50}):\s(?=\S)"
)
_FEWEST, _FEWEST_PEOPLE = 4, 2


def broken_lines(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Return the lines, long ones broken before each speaker who begins inside them; others come back unchanged.

    A speaker is a role, or a full name that comes back: "the outlook: …" is none.
    """
    if sum(line.text.count(":") for line in lines if _may_hold_labels(line)) < _FEWEST:
        return list(lines)  # most transcripts: the pattern is slow on long lines
    found = [list(_labels(line.text)) if _may_hold_labels(line) else [] for line in lines]
    counts = Counter(label for labels in found for label, _ in labels)
    known = {label for label, count in counts.items() if count > 1 or role_of_label(label)}
    if len(known) < _FEWEST_PEOPLE or sum(counts[label] for label in known) < _FEWEST:
        return list(lines)
    return [
        part
        for line, labels in zip(lines, found, strict=True)
        for part in _broken(line, [start for label, start in labels if start])
    ]


def _may_hold_labels(line: SourceLine) -> bool:
    return len(line.text) > _LONG and ":" in line.text


def _labels(text: str) -> Iterator[tuple[str, int]]:
    for match in _LABEL.finditer(text):
        label = read_label(match["label"])
        amid_words = any(character.isalpha() for character in text[: match.start()])  # not behind a time stamp only
        if label and not is_single_name(label.name) and (amid_words or not match.start()):
            yield label.name, match.start()


def _broken(line: SourceLine, starts: Sequence[int]) -> Iterator[SourceLine]:
    edges = [0, *starts, len(line.text)]
    for number, (start, end) in enumerate(pairwise(edges)):
        place = f"{line.place}, character {start}" if number else line.place
        yield SourceLine(line.text[start:end].strip(), place, after_gap=True)
