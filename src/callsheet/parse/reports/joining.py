"""Lines into paragraphs, the Korean way: a line may break inside a word, and then no blank belongs there.

Writers tell by printing the blank at the end of the line, or none. Where a document prints no such blanks at all, its
own words decide (does "한계점" occur elsewhere?), then the rule that particles and endings never begin a word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from callsheet.lexicon import lexicon
from callsheet.records import Span

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_TOKEN = re.compile(r"[\uac00-\ud7a3A-Za-z0-9]+")
_WORDS = lexicon("report")["joining"]
_PARTICLE = re.compile(
    rf"(?:{'|'.join(sorted(_WORDS['never_begin_a_word'], key=len, reverse=True))})(?![\uac00-\ud7a3])"
)
_UNIT = re.compile(rf"(?:{'|'.join(sorted(_WORDS['units_after_a_number'], key=len, reverse=True))})")
_NUMBER_END = re.compile(r"[\d조억만천백]$")
_OPENING, _CLOSING = "([{「『“‘<", ")]}」』”’>,.·;:%!?"
# Share of Hangul line ends with a printed blank above which its absence means "inside a word". A text set at random
# points breaks inside words in about two of three cases, so a writer that prints blanks shows them in many lines.
_EVIDENCE = 0.12
# So many more line ends must look like the ends of words before a document is taken to break between words only.
_BETWEEN_WORDS_ONLY = 8


@dataclass(slots=True)
class LineJoiner:
    """Decides what stands between two lines of a document: a blank, or nothing."""

    prints_blanks: bool
    vocabulary: Counter[str] = field(default_factory=Counter)
    keeps_words_whole: bool = False

    @classmethod
    def of(cls, paragraphs: Iterable[Sequence[tuple[str, bool]]]) -> "LineJoiner":
        """Learn from a document's paragraphs: of each line the text, and whether a blank is printed at its end."""
        broken = [pair for lines in paragraphs for pair in pairwise(lines)]
        hangul = [ends_open for (text, ends_open), _ in broken if _HANGUL.match(text[-1])]
        joiner = cls(prints_blanks=bool(hangul) and sum(hangul) >= _EVIDENCE * len(hangul))
        for (text, _), _ in broken:
            joiner.vocabulary.update(_TOKEN.findall(text)[1:-1])  # the outer ones may be halves of words
        votes = Counter(
            joiner._by_words(line, next_line) for (line, _), (next_line, _) in broken if _both_hangul(line, next_line)
        )
        joiner.keeps_words_whole = votes[" "] > _BETWEEN_WORDS_ONLY * (votes[""] + 1)
        return joiner

    def between(self, line: str, next_line: str, ends_open: bool) -> str:
        """Return what stands between the end of ``line`` and the beginning of ``next_line``: a blank or nothing."""
        if ends_open:
            return " "
        last, first = line[-1], next_line[0]
        broken_mark = last in "-/" and len(line) > 1 and line[-2].isalpha() and first.isalpha()
        number_and_unit = _NUMBER_END.search(line) and _UNIT.match(next_line)
        if broken_mark or number_and_unit or last in _OPENING or first in _CLOSING:
            return ""
        if not (_HANGUL.match(last) or _HANGUL.match(first)) or (self.keeps_words_whole and not self.prints_blanks):
            return " "
        return "" if self.prints_blanks else self._by_words(line, next_line)

    def _by_words(self, line: str, next_line: str) -> str:
        head, tail = _last_token(line), _first_token(next_line)
        if not head or not tail:
            # After closing marks a particle or an ending goes on ("AI(인공지능)는"); a word begins anew.
            return "" if line[-1] in ")]」』”’%" and _PARTICLE.match(next_line) else " "
        if _PARTICLE.match(tail):
            return ""
        whole = self.vocabulary[head + tail]
        apart = min(self.vocabulary[head], self.vocabulary[tail])
        if whole != apart:
            return "" if whole > apart else " "
        if not _both_hangul(head, tail):
            return " "
        # A half of a word is no word: joined where neither is known elsewhere.
        return " " if self.vocabulary[head] or self.vocabulary[tail] else ""

    def join(self, lines: Iterable[tuple[str, bool]]) -> tuple[str, list[Span]]:
        """Return the lines as one paragraph, and where the words of each line stand in it."""
        text, spans, open_before = "", [], False
        for line, ends_open in lines:
            gap = self.between(text, line, open_before) if text else ""
            spans.append(Span(len(text) + len(gap), len(text) + len(gap) + len(line)))
            text += gap + line
            open_before = ends_open
        return text, spans


def _both_hangul(line: str, next_line: str) -> bool:
    return bool(_HANGUL.match(line[-1]) and _HANGUL.match(next_line[0]))


def _last_token(line: str) -> str:
    match = re.search(r"[\uac00-\ud7a3A-Za-z0-9]+$", line)
    return match[0] if match else ""


def _first_token(line: str) -> str:
    match = _TOKEN.match(line)
    return match[0] if match else ""
