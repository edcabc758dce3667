"""Who speaks in each turn: one person for two spellings, the role, and where that was read."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from callsheet.parse.draft import Draft, DraftTurn, Participant
from callsheet.parse.handoffs import OPERATOR_SELF, QUESTIONS_CLOSE, HandOff, gives_floor, house_of, questioners
from callsheet.parse.introductions import Introduction, introductions
from callsheet.parse.names import is_name, is_single_name, is_voice, key_words, role_of_label, same_person
from callsheet.parse.titles import names_office, role_of_title
from callsheet.records import RoleSource, SpeakerRole

UNKNOWN = "unknown"
# Introductions of the company's people stand in the opening: the operator's first turn and the host's.
_OPENING_TURNS = 4
_OPERATOR_CLUES = ("operator", "coordinator", "moderator", "facilitator", "host today")
_GREETING_WORDS = 8
_LONGEST_OPENING = 5000
_COMPANY = (SpeakerRole.EXECUTIVE, SpeakerRole.INVESTOR_RELATIONS)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person of the call, or a role that the transcript gives instead of a name."""

    name: str
    role: SpeakerRole = SpeakerRole.UNKNOWN
    source: RoleSource = RoleSource.NONE
    title: str | None = None
    affiliation: str | None = None

    def known_as(self, role: SpeakerRole, source: RoleSource) -> "Speaker":
        """Return the speaker with a role, unless one is known already."""
        return self if self.role is not SpeakerRole.UNKNOWN else replace(self, role=role, source=source)


def identify_speakers(draft: Draft) -> list[Speaker]:
    """Return the speaker of each turn of ``draft``.

    A role is read from the label or title, else the list of participants, else the operator's announcement, else the
    speaker's own introduction, else from the place in the call (colleagues present, analysts follow a hand-off).
    """
    names = _one_spelling(draft.turns)
    people = {
        name: _labelled(name, [turn for turn in draft.turns if names[turn.label] == name])
        for name in set(names.values())
    }
    people = {name: _listed(person, draft.participants) for name, person in people.items()}
    _announce(people, draft.turns, names)
    if any(turn.source is RoleSource.LABEL for turn in draft.turns):  # else the reader has inferred who speaks
        _hand_floor(people, draft.turns, names)
        _infer(people, draft.turns, names)
        _house(people, draft.turns, names)
    return [people[names[turn.label]] if turn.label else _nameless(turn) for turn in draft.turns]


def _nameless(turn: DraftTurn) -> Speaker:
    role = turn.role or SpeakerRole.UNKNOWN
    return Speaker(UNKNOWN, role, RoleSource.NONE if role is SpeakerRole.UNKNOWN else turn.source)


def _one_spelling(turns: Sequence[DraftTurn]) -> dict[str, str]:
    """Map each label to the spelling that the person has most often; the longest where two are as frequent."""
    counts = Counter(turn.label for turn in turns)
    chosen: dict[str, str] = {"": UNKNOWN}
    for label in sorted(counts, key=lambda label: (-counts[label], -len(label), label)):
        if label:
            known = (name for name in dict.fromkeys(chosen.values()) if name != UNKNOWN and not role_of_label(name))
            chosen[label] = (
                label
                if role_of_label(label) or is_voice(label)
                else next((n for n in known if same_person(n, label)), label)
            )
    return chosen


def _labelled(name: str, turns: Sequence[DraftTurn]) -> Speaker:
    title = next((turn.title for turn in turns if turn.title), None)
    affiliation = next((turn.affiliation for turn in turns if turn.affiliation), None)
    stated = next((turn for turn in turns if turn.role), None)
    if stated and stated.role and stated.source is not RoleSource.LABEL:
        return Speaker(name, stated.role, stated.source, title, affiliation)
    role = role_of_label(name) or (stated.role if stated and stated.role else role_of_title(title))
    if role is SpeakerRole.UNKNOWN and affiliation:
        role = role_of_title(affiliation)
    if role is SpeakerRole.ANALYST and title and not affiliation and role_of_title(title) is SpeakerRole.ANALYST:
        title, affiliation = _house_in_title(title)
    source = RoleSource.NONE if role is SpeakerRole.UNKNOWN else RoleSource.LABEL
    return Speaker(name, role, source, title, affiliation)


def _house_in_title(title: str) -> tuple[str | None, str | None]:
    """``Bank of America Merrill Lynch`` as a title is a house; ``Analyst`` is none; ``Analyst, UBS`` is both."""
    first, _, rest = title.partition(", ")
    if re.search(r"\banalyst\b", first, re.IGNORECASE):
        return first, rest or None
    return (title, None) if names_office(title) else (None, title)


def _listed(person: Speaker, participants: Iterable[Participant]) -> Speaker:
    entry = next((listed for listed in participants if same_person(listed.name, person.name)), None)
    if entry is None:
        return person
    if entry.role is not SpeakerRole.UNKNOWN:
        person = person.known_as(entry.role, RoleSource.PARTICIPANT_LIST)
    title, affiliation = person.title or entry.title, person.affiliation or entry.affiliation
    if person.role is SpeakerRole.ANALYST and title:
        title, house = _house_in_title(title)
        affiliation = affiliation or house
    return replace(person, title=title, affiliation=affiliation)


def _announce(people: dict[str, Speaker], turns: Sequence[DraftTurn], names: dict[str, str]) -> None:
    """Give roles by what is said about people: introductions in the opening, what they say of themselves."""
    for turn in turns:
        name = names[turn.label]
        if _names_himself_operator(turn.text[:400]) or _hands_off_and_closes(name, turns, names):
            people[name] = people[name].known_as(SpeakerRole.OPERATOR, RoleSource.SELF_INTRODUCTION)
    for turn in turns[:_OPENING_TURNS]:
        for introduced in introductions(turn.text[:3000]):
            _introduce(people, introduced, names[turn.label])


def _hand_floor(people: dict[str, Speaker], turns: Sequence[DraftTurn], names: dict[str, str]) -> None:
    """Make those analysts to whom a question is handed."""
    first = next((number for number, turn in enumerate(turns) if number and questioners(turn.text)), len(turns))
    present = {names[turn.label] for turn in turns[: first + 1]}
    for turn in turns[1:]:
        for hand_off in questioners(turn.text):
            _hand_over(people, hand_off, present)


def _names_himself_operator(opening: str) -> bool:
    lower = opening.casefold()
    return any(clue in lower for clue in _OPERATOR_CLUES) and bool(OPERATOR_SELF.search(opening))


def _hands_off_and_closes(name: str, turns: Sequence[DraftTurn], names: dict[str, str]) -> bool:
    """Whether a speaker known by a given name only is the operator: she gives the floor, or ends the conference."""
    if not is_single_name(name):
        return False
    said = [turn.text for turn in turns if names[turn.label] == name]
    return sum(bool(questioners(text)) or bool(QUESTIONS_CLOSE.search(text)) for text in said) > len(said) / 2


def _introduce(people: dict[str, Speaker], introduced: Introduction, by: str) -> None:
    for name, person in people.items():
        if same_person(name, introduced.name):
            source = RoleSource.SELF_INTRODUCTION if name == by else RoleSource.ANNOUNCEMENT
            people[name] = replace(
                person.known_as(role_of_title(introduced.title), source), title=person.title or introduced.title
            )


def _hand_over(people: dict[str, Speaker], hand_off: HandOff, present: set[str]) -> None:
    """Make the one to whom a question is handed an analyst of the house named.

    "Managing Director" is an office at a broker's too: who was not there before the questions is no colleague.
    """
    for name, person in people.items():
        colleague = person.role in _COMPANY
        if not same_person(name, hand_off.name) or (colleague and (name in present or not hand_off.house)):
            continue
        asking = replace(person, role=SpeakerRole.UNKNOWN) if colleague else person
        asking = asking.known_as(SpeakerRole.ANALYST, RoleSource.ANNOUNCEMENT)
        if asking.role is SpeakerRole.ANALYST:
            people[name] = replace(asking, affiliation=asking.affiliation or hand_off.house)


def _infer(people: dict[str, Speaker], turns: Sequence[DraftTurn], names: dict[str, str]) -> None:
    """Give the remaining roles by place: who speaks before any hand-off is the company's; who follows one, asks."""
    questions, waiting = False, False
    for turn in turns:
        person = people[names[turn.label]]
        if person.role in (SpeakerRole.OPERATOR, *_COMPANY):
            if questioners(turn.text) or (questions and person.role is SpeakerRole.OPERATOR and gives_floor(turn.text)):
                questions = waiting = True
            continue
        questions = questions or person.role is SpeakerRole.ANALYST
        if person.role is SpeakerRole.UNKNOWN and person.name != UNKNOWN and is_name_like(person.name):
            asks = waiting or (questions and _addresses_colleague(turn.text, person.name, people))
            role = SpeakerRole.ANALYST if asks else SpeakerRole.EXECUTIVE
            if not questions and _hosts(turn.text):
                role = SpeakerRole.INVESTOR_RELATIONS
            people[person.name] = person.known_as(role, RoleSource.INFERRED)
        waiting = False


def _house(people: dict[str, Speaker], turns: Sequence[DraftTurn], names: dict[str, str]) -> None:
    """Give analysts without a house the one that the announcement before their first turn names.

    It names it after their own name, or after one that nobody else bears: "Krish Sankar" is labelled by his long name.
    """
    for before, turn in pairwise(turns):
        person = people[names[turn.label]]
        if person.role is not SpeakerRole.ANALYST or person.affiliation or not is_name_like(person.name):
            continue  # "Unidentified Analyst" may be several people
        called = questioners(before.text)
        alone = len(called) == 1 and not any(same_person(called[0].name, name) for name in people)
        house = house_of(person.name, before.text) or (called[0].house if alone else None)
        people[person.name] = replace(person, affiliation=house)


def _hosts(text: str) -> bool:
    """Whether somebody opens the call for the company: reads the caution, presents the others, and gives the floor."""
    return len(text) <= _LONGEST_OPENING and "forward-looking" in text and any(introductions(text))


def _addresses_colleague(text: str, name: str, people: dict[str, Speaker]) -> bool:
    """Whether a newcomer greets one of the company's people by given name and asks: a second analyst on the line."""
    if "?" not in text:
        return False
    given = {key_words(person.name)[0] for person in people.values() if person.role in _COMPANY and person.name != name}
    return bool(given & {word.strip(".,").casefold() for word in text.split()[:_GREETING_WORDS]})


def is_name_like(name: str) -> bool:
    """Whether a speaker is one person: with a name, full or given, or a voice that has only a number."""
    return is_name(name) or is_single_name(name) or is_voice(name)
