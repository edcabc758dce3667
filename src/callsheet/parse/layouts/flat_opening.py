"""The prepared remarks of an unlabelled transcript: the call is handed from speaker to speaker."""

import re
from collections.abc import Iterator

from callsheet.parse.draft import DraftTurn
from callsheet.parse.exchanges import opens_questions
from callsheet.parse.handoffs import OVER_TO
from callsheet.parse.introductions import introductions
from callsheet.parse.layouts.flat_sentences import is_addressed, is_thanks
from callsheet.parse.layouts.flat_signs import (
    AFTER_THANKS,
    GUESSED,
    HANDED_OVER,
    HANDS_OVER,
    HANDS_OVER_LATER,
    HOST_TALK,
    OPERATOR_TALK,
    TAKES_OVER,
)
from callsheet.parse.layouts.flat_text import (
    OPENING,
    SOMEBODY_OF_THE_COMPANY,
    THE_OPERATOR,
    FlatText,
    Voice,
    given_name,
)
from callsheet.parse.names import is_name, key_words, same_person
from callsheet.parse.titles import role_of_title
from callsheet.records import RoleSource, Section

_FIRST_WORDS = 400
_FIRST_SENTENCES = 12
# Between a hand-over and the next speaker stand courtesies: "Please go ahead. Thank you."
_COURTESIES, _SHORT = 4, 5
_MY_NAME = re.compile(r"\b(?:[Mm]y name is|I'm|I am|[Tt]his is|[Ii]t's)\s$")


def prepared_turns(flat: FlatText, end: int) -> Iterator[DraftTurn]:
    """Yield the turns before sentence ``end``: each runs to the sentence that hands the call over."""
    voice, sure = _first_voice(flat)
    begun = 0
    for number in range(1, end):
        takes_over = _takes_over(flat, number, begun, voice)
        if takes_over is not None:
            yield flat.turn(begun, number, voice, Section.PREPARED_REMARKS, sure)
            begun = number
            voice, sure = takes_over
    if begun < end:
        yield flat.turn(begun, end, voice, Section.PREPARED_REMARKS, sure)


def _first_voice(flat: FlatText) -> tuple[Voice, float]:
    for person in flat.people:
        place = flat.text.find(person.name, 0, OPENING)
        if 0 <= place < _FIRST_WORDS and _MY_NAME.search(flat.text[:place][-12:]):
            return Voice(person.name, role_of_title(person.title), RoleSource.SELF_INTRODUCTION), HANDED_OVER
    if any(OPERATOR_TALK.search(sentence) for sentence in flat.sentences[:_FIRST_SENTENCES]):
        return THE_OPERATOR, HANDED_OVER
    return SOMEBODY_OF_THE_COMPANY, GUESSED


def _takes_over(flat: FlatText, number: int, begun: int, voice: Voice) -> tuple[Voice, float] | None:
    """The speaker who begins with a sentence and how sure that is, or None while the one before goes on."""
    sentence = flat.sentences[number]
    if not TAKES_OVER.match(sentence):
        return None
    after = flat.sentences[number + 1] if number + 1 < len(flat.sentences) else ""
    if is_thanks(sentence) and OPERATOR_TALK.search(after):
        return None  # "Thank you, sir. You may begin."
    handed = _handed_to(flat, number, begun, voice.label)
    thanks = number > begun + 1 and sentence.startswith(("Thank", "Great"))
    if not handed and thanks and _opens_questions(flat.sentences[number : number + 4]):
        return flat.host, AFTER_THANKS
    if handed is not None:
        return flat.voice(handed), HANDED_OVER
    given = given_name(voice.label) if is_name(voice.label) else None
    return (SOMEBODY_OF_THE_COMPANY, AFTER_THANKS) if thanks and is_addressed(sentence, given) else None


def _opens_questions(sentences: tuple[str, ...]) -> bool:
    return any(HOST_TALK.search(sentence) or opens_questions(sentence) for sentence in sentences)


def _handed_to(flat: FlatText, number: int, begun: int, by: str) -> str | None:
    """Whom ``by`` hands the call to before sentence ``number``: "" where nobody is named, None where it is not."""
    for back in range(number - 1, max(begun, number - _COURTESIES) - 1, -1):
        sentence = flat.sentences[back]
        if HANDS_OVER.search(sentence) and not HANDS_OVER_LATER.search(sentence):
            match = OVER_TO.search(sentence)
            named = (_full_name(flat, match["name"], by) if match else None) or _presented(sentence)
            if named:
                return named
            if back == number - 1 or not match:
                before = _presented(flat.sentences[back - 1]) if back else None
                return _handed_to(flat, back, begun, by) or before or ""
        courtesy = OPERATOR_TALK.search(sentence) or is_thanks(sentence) or len(sentence.split()) < _SHORT
        if not courtesy:
            return None
    return None


def _presented(sentence: str) -> str | None:
    """The last person whom a sentence names with a title: "Jane Doe, our treasurer. You may begin." """
    return next((person.name for person in reversed(list(introductions(sentence)))), None)


def _full_name(flat: FlatText, name: str, by: str) -> str | None:
    """The name as introduced: "over to Tim" is the Tim whom the opening presents; a mere given name is nobody's.

    Nobody hands over to himself: where ``by`` is a Tim, too, it is the other one.
    """
    given = key_words(name)
    for person in flat.people:
        words = key_words(person.name)
        if by and same_person(person.name, by):
            continue
        if same_person(person.name, name) or (len(given) == 1 and words and given[0] in (words[0], words[-1])):
            return person.name
    return name if is_name(name) else None
