"""From a page's characters to words and segments.

A *word* is a run of characters without a blank; a *segment* is a run of words on one line with ordinary gaps between
them, the smallest piece that is never torn apart later. Numbers stay whole: a digit, its separators and its sign never
part, however loosely they are set.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from callsheet.parse.decode import repair
from callsheet.records import Box

# Shares of the type size. Hangul is set with gaps of 0.2 to 0.35 em between words and of less than 0.1 em inside them.
_WORD_GAP = 0.16
_SEGMENT_GAP = 0.9
_SAME_BASELINE = 0.25
_SAME_LINE_OVERLAP = 0.5
# Text that went through Markdown or LaTeX keeps its escapes: "\\$60" was meant as "$60".
_ESCAPE = re.compile(r"\\(?=[$%&#_])")
_SAME_HEIGHT = 0.4
_RAISED = 0.75  # a mark smaller than this share of its line's type stands higher or lower than the line
_OVERSTRIKE = 0.12  # bold imitated by printing a character twice, a little aside


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a blank between them; sizes and places in PDF points from the top left.

    ``blank_after`` tells that the source prints a blank behind the word: at a line's end, that the word ends there.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    blank_after: bool

    @property
    def middle(self) -> float:
        """Height of the word's middle line."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Segment:
    """Words on one line with ordinary gaps.

    ``size`` is the type size of most letters, ``largest`` that of the largest word; ``ends_open`` tells that a blank
    follows the last word in the source.
    """

    words: tuple[Word, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    largest: float
    bold: bool
    ends_open: bool

    @property
    def text(self) -> str:
        """The words, with one blank between them."""
        return " ".join(word.text for word in self.words)

    @property
    def middle(self) -> float:
        """Height of the segment's middle line."""
        return (self.top + self.bottom) / 2

    @property
    def box(self) -> Box:
        """The rectangle around the words."""
        return Box(self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class _Run:
    """Characters of one baseline between two blanks, while they are gathered."""

    chars: list[dict[str, Any]]
    overstruck: bool = False
    blank_follows: bool = False

    def word(self) -> Word:
        chars = self.chars
        size = max(char["size"] for char in chars)
        bold = self.overstruck or "bold" in chars[0]["fontname"].lower() or chars[0]["fontname"].endswith(("-B", "EB"))
        return Word(
            _ESCAPE.sub("", repair("".join(char["text"] for char in chars))),
            min(char["x0"] for char in chars),
            min(char["top"] for char in chars),
            max(char["x1"] for char in chars),
            max(char["bottom"] for char in chars),
            size,
            bold,
            self.blank_follows,
        )


def _baselines(chars: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the characters of each baseline, top to bottom, unordered within it."""
    row: list[dict[str, Any]] = []
    for char in sorted(chars, key=lambda char: char["bottom"]):
        # Measured from the row's first character: neighbours in other columns must not chain two lines into one.
        if row and char["bottom"] - row[0]["bottom"] > _SAME_BASELINE * min(char["size"], row[0]["size"]):
            yield row
            row = []
        row.append(char)
    if row:
        yield row


def _is_overstrike(char: dict[str, Any], last: dict[str, Any]) -> bool:
    return char["text"] == last["text"] and char["x0"] - last["x0"] < _OVERSTRIKE * char["size"]


def _is_blank(text: str) -> bool:
    # A font with a damaged Unicode table gives its blank as a control character.
    return not text.strip() or text < " "


def _ends_leader(run: _Run, char: dict[str, Any]) -> bool:
    """Whether a run of dots, which leads from a label to its value, ends before ``char``."""
    return char["text"] != "." and all(last["text"] == "." for last in run.chars[-3:]) and len(run.chars) > 3


def _runs(row: list[dict[str, Any]]) -> Iterator[_Run]:
    run: _Run | None = None
    for char in sorted(row, key=lambda char: char["x0"]):
        if _is_blank(char["text"]):
            if run:
                run.blank_follows = True
                yield run
                run = None
            continue
        if run and _is_overstrike(char, run.chars[-1]):
            run.overstruck = True
            continue
        if run and (char["x0"] - run.chars[-1]["x1"] > _WORD_GAP * char["size"] or _ends_leader(run, char)):
            yield run
            run = None
        if run:
            run.chars.append(char)
        else:
            run = _Run([char])
    if run:
        yield run


def page_words(chars: Sequence[dict[str, Any]]) -> list[Word]:
    """Return the words of a page. Only upright characters count: rotated ones label the axes of charts."""
    upright = [char for char in chars if char["upright"] and char["size"] > 1]
    found = (run.word() for row in _baselines(upright) for run in _runs(row))
    return [word for word in found if word.text.strip()]


def word_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Group words into lines, top to bottom and left to right; a raised footnote mark belongs to its line."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        if rows and _at_one_height(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _at_one_height(row: Sequence[Word], word: Word) -> bool:
    apart = word.middle - median(other.middle for other in row)
    small, large = sorted((word.size, row[-1].size))
    return apart < _SAME_HEIGHT * (large if small < _RAISED * large else small)


def _on_one_line(left: Word, right: Word) -> bool:
    overlap = min(left.bottom, right.bottom) - max(left.top, right.top)
    return overlap > _SAME_LINE_OVERLAP * min(left.bottom - left.top, right.bottom - right.top)


def _follows(last: Word, word: Word) -> bool:
    gap = word.x0 - last.x1
    return -0.5 * word.size < gap <= _SEGMENT_GAP * max(word.size, last.size) and _on_one_line(last, word)


def segments(words: Iterable[Word]) -> list[Segment]:
    """Chain words into segments, sorted from top to bottom and left to right.

    A word continues the segment whose last word stands to its left on the same line, less than a letter away.
    """
    chains: list[list[Word]] = []
    open_chains: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.x0, word.top)):
        best = min(
            (chain for chain in open_chains if _follows(chain[-1], word)),
            key=lambda chain: abs(chain[-1].middle - word.middle),
            default=None,
        )
        if best is None:
            best = []
            chains.append(best)
            open_chains.append(best)
        best.append(word)
        reach = word.x0 - 3 * word.size
        open_chains = [chain for chain in open_chains if chain[-1].x1 > reach or chain is best]
    return sorted((_segment(chain) for chain in chains), key=lambda piece: (piece.top, piece.x0))


def _segment(words: list[Word]) -> Segment:
    return Segment(
        tuple(words),
        words[0].x0,
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
        _prevailing_size(words),
        max((word.size for word in words if len(word.text) > 1), default=words[0].size),
        sum(word.bold for word in words) * 2 > len(words),
        words[-1].blank_after,
    )


def _prevailing_size(words: Sequence[Word]) -> float:
    """Return the type size that most letters have: a large bullet or a small footnote mark does not count."""
    letters: Counter[float] = Counter()
    for word in words:
        letters[round(word.size, 1)] += len(word.text)
    return letters.most_common(1)[0][0]
