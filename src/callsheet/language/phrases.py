"""Phrase matchers, spelled as coverage.toml explains: ``a b`` matches "a b", "a-b" and "ab"; ``*`` any ending.

All phrases of a matcher become one regular expression in which common beginnings are shared, so that a text is read
once, however many phrases there are.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from callsheet.coverage import Topic
from callsheet.records import Span

_JOINT = r"[\s\-‐‑–]?"  # what a blank in a phrase stands for: a blank, a hyphen, or nothing
_WORD = r"\w"
_LETTER = r"[^\W\uac00-\ud7a3]"  # of the phrase's own script: Korean particles follow without a blank (DeepSeek의)
_HANGUL = re.compile(r"[\uac00-\ud7a3]")

_Branches = dict[str, "_Branches"]


def lowered(text: str) -> str:
    """Return ``text`` in lower case with every character in its place (İ alone would become two)."""
    return text.replace("İ", "I").lower()


def _pieces(phrase: str) -> Iterator[str]:
    """Yield the phrase as pieces of a pattern: one a character, a joint a blank, and the condition at its end."""
    stem = phrase.rstrip("*")
    for character in " ".join(stem.split()):
        yield _JOINT if character == " " else re.escape(character)
    if phrase.endswith("*"):
        yield _WORD + "*"
    elif not _HANGUL.match(stem[-1]):  # Korean particles follow without a blank: 데이터센터를
        yield rf"(?!{_LETTER})"


def _pattern(branches: _Branches) -> str:
    ways = [piece + _pattern(rest) for piece, rest in branches.items()]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})" if ways else ""


def phrase_pattern(phrases: Iterable[str]) -> str:
    """Return the regular expression that finds any of ``phrases`` as whole words in lower-case text.

    The longest of several phrases that begin alike wins.

    >>> re.findall(phrase_pattern(["data center*"]), "our data-centers and datacenter")
    ['data-centers', 'datacenter']
    """
    latin: list[str] = []
    hangul: list[str] = []
    for phrase in {lowered(phrase) for phrase in phrases}:
        (hangul if _HANGUL.match(phrase) else latin).append(phrase)
    ways = []
    for group, starts_word in ((latin, True), (hangul, False)):
        tree: _Branches = {}
        for phrase in sorted(group, key=lambda words: (-len(words), words)):
            branch = tree
            for piece in _pieces(phrase):
                branch = branch.setdefault(piece, {})
        # That no word goes on before a phrase is asked behind its first character: a pattern that begins with plain
        # characters is searched four times faster than one that begins with a condition.
        for first, rest in tree.items():
            ways.append(first + (rf"(?<!{_LETTER}{first})" if starts_word else "") + _pattern(rest))
    return "|".join(ways) or r"(?!)"


class PhraseMatcher:
    """Finds phrases in text; a hit that touches one of ``exceptions`` does not count.

    >>> text = "Data-center costs rose."
    >>> [span.of(text) for span in PhraseMatcher(["data center"]).spans(text)]
    ['Data-center']
    """

    def __init__(self, phrases: Iterable[str], exceptions: Iterable[str] = ()) -> None:
        self._phrases = re.compile(phrase_pattern(phrases))
        self._has_exceptions = bool(excepted := list(exceptions))
        self._exceptions = re.compile(phrase_pattern(excepted))

    def spans(self, text: str) -> Iterator[Span]:
        """Yield the place of every phrase in ``text``, left to right; they do not overlap."""
        low = lowered(text)
        excepted: list[Span] | None = None
        for match in self._phrases.finditer(low):
            if excepted is None:  # most texts have no hit at all
                excepted = [Span(*other.span()) for other in self._exceptions.finditer(low)]
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in excepted):
                yield span

    def is_in(self, text: str) -> bool:
        """Whether any phrase stands in ``text``."""
        if not self._phrases.search(lowered(text)):  # so it is with most texts
            return False
        return not self._has_exceptions or next(self.spans(text), None) is not None


@cache
def topic_matcher(topic: Topic) -> PhraseMatcher:
    """Return the matcher of a topic of coverage.toml."""
    return PhraseMatcher(topic.phrases, topic.exceptions)
