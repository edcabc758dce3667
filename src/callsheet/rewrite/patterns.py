"""Frame patterns on tokens: literal words, alternatives ``(a|b c)``, options ``[the]`` and slots ``{what:np}``.

>>> [part.words or part.name for part in parsed("{x} (will|would) be [the] driver")]
['x', (('will',), ('would',)), (('be',),), (('the',), ()), (('driver',),)]
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

_PART = re.compile(
    r"\{(?P<name>\w+)(?::(?P<type>\w+))?\}|\((?P<choice>[^()]*)\)|\[(?P<option>[^\[\]]*)\]|(?P<word>[^\s{}()\[\]]+)"
)


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a pattern: the ways to say it in words, or a slot with its name and type of phrase."""

    words: tuple[tuple[str, ...], ...] = ()
    name: str = ""
    type: str = ""


class Pattern(tuple[Element, ...]):
    """The parts of a pattern, with what every stretch has that it covers: what cannot match is seen at a glance."""

    @cached_property
    def least(self) -> tuple[int, ...]:
        """The fewest words that the parts from each on can take; none behind the last."""
        shortest = [min(map(len, part.words)) if part.words else 1 for part in self]
        return (*(sum(shortest[number:]) for number in range(len(shortest))), 0)

    @cached_property
    def openings(self) -> tuple[frozenset[str], ...]:
        """The words with which the parts from each on must begin; empty where any word may."""
        found: list[frozenset[str]] = [frozenset()]
        for part in reversed(self):
            words = frozenset(way[0] for way in part.words if way)
            any_may = not part.words or (not all(part.words) and not found[-1])
            found.append(frozenset() if any_may else words if all(part.words) else words | found[-1])
        return tuple(reversed(found))

    @cached_property
    def lasts(self) -> frozenset[str]:
        """The words with which the pattern must end; empty where it may end with any."""
        part = self[-1] if self else Element()
        return frozenset(way[-1] for way in part.words) if all(part.words) else frozenset()

    @cached_property
    def needed(self) -> frozenset[str]:
        """The words without which the pattern cannot match: those of its parts that can be said in one way only."""
        return frozenset(word for part in self if len(part.words) == 1 for word in part.words[0])

    def may_open(self, word: str) -> bool:
        """Whether the pattern may cover a stretch that begins with ``word``."""
        return not self.openings[0] or word in self.openings[0]

    def may_close(self, word: str) -> bool:
        """Whether the pattern may cover a stretch that ends with ``word``."""
        return not self.lasts or word in self.lasts

    def may_cover(self, words: Sequence[str], start: int, end: int) -> bool:
        """Whether the length of a stretch, its first and its last word leave room for the pattern."""
        if not self:
            return start == end
        if end - start < self.least[0]:
            return False
        if self.lasts and words[end - 1] not in self.lasts:
            return False
        return start == end or self.may_open(words[start])


def _ways(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(way.split()) for way in text.split("|"))


@cache
def parsed(pattern: str) -> Pattern:
    """Return the elements of a pattern."""
    elements = []
    for part in _PART.finditer(pattern):
        if part["name"]:
            elements.append(Element(name=part["name"], type=part["type"] or "np"))
        elif part["choice"] is not None:
            elements.append(Element(_ways(part["choice"])))
        elif part["option"] is not None:
            elements.append(Element((*_ways(part["option"]), ())))
        else:
            elements.append(Element(((part["word"],),)))
    return Pattern(elements)


Bindings = dict[str, tuple[int, int]]


def matches(
    pattern: Pattern, words: Sequence[str], start: int, end: int, fits: Callable[[str, int, int], bool]
) -> Iterator[Bindings]:
    """Yield how ``pattern`` covers ``words[start:end]`` exactly, as the stretch of each slot.

    ``fits(type, start, end)`` says whether a stretch can fill a slot of that type; short stretches are tried first.
    """
    return _covers(pattern, 0, words, start, end, fits) if pattern.may_cover(words, start, end) else iter(())


def _covers(
    pattern: Pattern, number: int, words: Sequence[str], start: int, end: int, fits: Callable[[str, int, int], bool]
) -> Iterator[Bindings]:
    """Yield how the parts from ``number`` on cover ``words[start:end]``."""
    if number == len(pattern):
        if start == end:
            yield {}
        return
    part = pattern[number]
    if part.words:
        for way in part.words:
            stop = start + len(way)
            if stop <= end and tuple(words[start:stop]) == way:
                yield from _covers(pattern, number + 1, words, stop, end, fits)
        return
    for stop in _stops(pattern, number + 1, words, start, end):
        if fits(part.type, start, stop):
            for bindings in _covers(pattern, number + 1, words, stop, end, fits):
                yield {part.name: (start, stop), **bindings}


def _stops(pattern: Pattern, number: int, words: Sequence[str], start: int, end: int) -> Iterable[int]:
    """Return where a slot may end: at the end, or where the part ``number`` that must follow it can begin."""
    if number == len(pattern):
        return (end,) if start < end else ()
    firsts = pattern.openings[number]
    stops = range(start + 1, end - pattern.least[number] + 1)
    return [stop for stop in stops if stop < end and words[stop] in firsts] if firsts else stops
