"""Names for voices: recognisers tell speakers apart ("Speaker 3") or only who asks ("Q"), and what is said names them.

Whoever speaks first after "over to Jane Doe" or "the line of Jane Doe" is Jane Doe, and so is the rest of that voice.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from callsheet.parse.draft import Draft, DraftTurn
from callsheet.parse.handoffs import OPERATOR_SELF, OVER_TO, QUESTIONS_CLOSE, questioners
from callsheet.parse.introductions import introductions
from callsheet.parse.layouts.flat_text import OPERATOR
from callsheet.parse.names import is_name, is_voice, key_words

_ASKS = frozenset(("q", "question", "analyst", "questioner"))
_FEWEST_HAND_OFFS = 2
_OPENING, _OPENING_TURNS, _GREETING = 3000, 4, 400


def with_names(draft: Draft) -> Draft:
    """Return the draft with the names of its voices where what is said gives them; others keep their number."""
    labels = {turn.label for turn in draft.turns}
    if not any(is_voice(label) or label.casefold() in _ASKS for label in labels):
        return draft
    names = _names_of_voices(draft)
    voices = sum(map(is_voice, labels))
    named = f"The transcript numbers its voices; {len(names)} of {voices} are named from what is said."
    warnings = (*draft.warnings, named) if voices else draft.warnings
    return replace(draft, turns=tuple(_named(draft, names)), warnings=warnings)


def _names_of_voices(draft: Draft) -> dict[str, str]:
    """The name of each voice that can be named: the operator's first, for she announces the others."""
    names: dict[str, str] = {}
    for label in dict.fromkeys(turn.label for turn in draft.turns if is_voice(turn.label)):
        said = [turn.text for turn in draft.turns if turn.label == label]
        announced = sum(bool(questioners(text)) for text in said)
        closes = any(QUESTIONS_CLOSE.search(text) for text in said)
        itself = any(OPERATOR_SELF.search(text[:_GREETING]) for text in said)
        if itself or announced >= _FEWEST_HAND_OFFS or (announced and closes):
            names[label] = OPERATOR
    people = [found.name for turn in draft.turns[:_OPENING_TURNS] for found in introductions(turn.text[:_OPENING])]
    for before, turn in pairwise(draft.turns):
        if is_voice(turn.label) and turn.label not in names and (name := _handed_to(before, people)):
            names[turn.label] = name
    return names


def _handed_to(turn: DraftTurn, people: list[str]) -> str | None:
    """Whom a turn gives the floor to at its end: the questioner announced, or one of the people presented."""
    called = questioners(turn.text)
    if called:
        return called[-1].name if is_name(called[-1].name) else None
    handed = [match["name"] for match in OVER_TO.finditer(turn.text)]
    if not handed:
        return None
    given = key_words(handed[-1])[:1]
    return handed[-1] if is_name(handed[-1]) else next((name for name in people if key_words(name)[:1] == given), None)


def _named(draft: Draft, names: dict[str, str]) -> Iterator[DraftTurn]:
    asking: str | None = None
    for turn in draft.turns:
        called = questioners(turn.text)
        if called:
            asking = called[-1].name
        label = turn.label
        if label.casefold() in _ASKS and asking:
            yield replace(turn, label=asking)
        else:
            yield replace(turn, label=names.get(label, label))
