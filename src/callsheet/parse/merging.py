"""Turns that a document cuts into pieces, made whole: captions and recognisers begin one every few words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from callsheet.parse.draft import DraftTurn
from callsheet.parse.lines import ends_sentence
from callsheet.records import Place


def whole_turns(turns: Iterable[DraftTurn]) -> Iterator[DraftTurn]:
    """Yield the turns, those that follow each other under one label as one: nobody interrupts himself."""
    numbered = enumerate(turns)

    def same(row: tuple[int, DraftTurn]) -> tuple[object, ...]:
        number, turn = row
        return turn.label, turn.section, turn.source, None if turn.label else number

    for _, rows in groupby(numbered, key=same):
        yield _joined([turn for _, turn in rows])


def _joined(turns: Sequence[DraftTurn]) -> DraftTurn:
    if len(turns) == 1:
        return turns[0]
    paragraphs: list[str] = []
    for turn in turns:
        first, *rest = turn.paragraphs
        if paragraphs and not ends_sentence(paragraphs[-1]):
            paragraphs[-1] = f"{paragraphs[-1]} {first}"
        else:
            paragraphs.append(first)
        paragraphs += rest
    return replace(
        turns[0],
        paragraphs=tuple(paragraphs),
        title=next((turn.title for turn in turns if turn.title), None),
        affiliation=next((turn.affiliation for turn in turns if turn.affiliation), None),
        confidence=min(turn.confidence for turn in turns),
        places=tuple(places_of(turns)),
    )


def places_of(turns: Iterable[DraftTurn]) -> Iterator[Place]:
    """Yield where the parts of turns stand once their words are joined, one character between two of them."""
    start = 0
    for turn in turns:
        yield from (Place(start + place.start, place.name) for place in turn.places or (Place(0, turn.place),))
        start += len(turn.text) + 1
