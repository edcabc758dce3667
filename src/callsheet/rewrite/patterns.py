"""Frame patterns on tokens: literal words, alternatives ``(a|b c)``, options ``[the]`` and slots ``{what:np}``.

>>> [part.words or part.name for part in parsed("{x} (will|would) be [the] driver")]
['x', (('will',), ('would',)), (('be',),), (('the',), ()), (('driver',),)]
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

_PART = re.compile(
    r"\{(?P<name>\w+)(?::(?P<type>\w+))?\}|\((?P<choice>[^()]*)\)|\[(?P<option>[^\[\]]*)\]|(?P<word>[^\s{}()\[\]]+)"
)


@dataclass(frozen=True)
class Element:
    """One part of a pattern: the ways to say it in words, or a slot with its name and type of phrase."""

    words: tuple[tuple[str, ...], ...] = ()
    name: str = ""
    type: str = ""

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The words with which the part must begin; empty where it is a slot or may be left out."""
        return frozenset(way[0] for way in self.words) if all(self.words) else frozenset()


def _ways(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(way.split()) for way in text.split("|"))


@cache
def parsed(pattern: str) -> tuple[Element, ...]:
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
    return tuple(elements)


@cache
def needs(elements: tuple[Element, ...]) -> frozenset[str]:
    """Return the words without which a pattern cannot match: those of its parts that can be said in one way only."""
    return frozenset(word for part in elements if len(part.words) == 1 for word in part.words[0])


Bindings = dict[str, tuple[int, int]]


def matches(
    elements: Sequence[Element], words: Sequence[str], start: int, end: int, fits: Callable[[str, int, int], bool]
) -> Iterator[Bindings]:
    """Yield how ``elements`` cover ``words[start:end]`` exactly, as the stretch of each slot.

    ``fits(type, start, end)`` says whether a stretch can fill a slot of that type; short stretches are tried first.
    """
    if not elements:
        if start == end:
            yield {}
        return
    element, rest = elements[0], elements[1:]
    if element.words:
        for way in element.words:
            stop = start + len(way)
            if stop <= end and tuple(words[start:stop]) == way:
                yield from matches(rest, words, stop, end, fits)
        return
    for stop in _stops(rest, words, start, end):
        if fits(element.type, start, stop):
            for bindings in matches(rest, words, stop, end, fits):
                yield {element.name: (start, stop), **bindings}


def _stops(rest: Sequence[Element], words: Sequence[str], start: int, end: int) -> Iterator[int]:
    """Yield where a slot may end: at the end, or where the words that must follow it begin."""
    if not rest:
        yield from range(end, end + (start < end))
        return
    firsts = rest[0].firsts
    for stop in range(start + 1, end + 1):
        if not firsts or (stop < end and words[stop] in firsts):
            yield stop
