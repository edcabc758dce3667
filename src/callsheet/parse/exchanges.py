"""Where the questions begin, and which answers belong to which question."""

import re
from collections.abc import Iterator, Sequence

from callsheet.parse.draft import DraftTurn
from callsheet.parse.handoffs import QUESTIONS_LATER, QUESTIONS_OPEN, questioners
from callsheet.parse.phrases import whole_words
from callsheet.parse.speakers import Speaker
from callsheet.records import Exchange, Section, SpeakerRole, Turn

_SENTENCE = re.compile(r"[^.?!\n]+[.?!]?")
_OPENING_LOOKBACK = 3
# "Great. Thank you very much." is courtesy: short, thanks or praise, and nothing asked.
_COURTESY = whole_words("call_handoffs", "courtesy")
_ASKS = whole_words("call_handoffs", "asks_after_all")
_NEXT_PLEASE = whole_words("call_handoffs", "next_please")
_TAKES_LEAVE = whole_words("call_handoffs", "takes_leave")
_LONGEST_COURTESY, _LONGEST_MODERATION = 25, 40


def sections(turns: Sequence[DraftTurn], speakers: Sequence[Speaker]) -> list[Section]:
    """Return the section of each turn: as the document's headings say, else as the hand-offs show."""
    if any(turn.section is Section.QUESTIONS_AND_ANSWERS for turn in turns):
        return [turn.section or Section.PREPARED_REMARKS for turn in turns]
    start = _questions_start(turns, speakers)
    return [
        Section.PREPARED_REMARKS if number < start else Section.QUESTIONS_AND_ANSWERS for number in range(len(turns))
    ]


def _questions_start(turns: Sequence[DraftTurn], speakers: Sequence[Speaker]) -> int:
    """The number of the first turn of the questions; one past the end where nobody asks.

    It is the turn that first hands over to a questioner, or the one shortly before it in which the operator opens the
    questions; where no hand-off was transcribed, the first analyst's turn.
    """
    first = next(
        (n for n in range(1, len(turns)) if _hands_over(turns[n], speakers[n]) or _asks(speakers[n])), len(turns)
    )
    for number in range(max(1, first - _OPENING_LOOKBACK), first):
        if speakers[number].role is SpeakerRole.OPERATOR and opens_questions(turns[number].text):
            return number
    return first


def _hands_over(turn: DraftTurn, speaker: Speaker) -> bool:
    host = speaker.role in (SpeakerRole.OPERATOR, SpeakerRole.INVESTOR_RELATIONS)
    return host and bool(questioners(turn.text))


def _asks(speaker: Speaker) -> bool:
    return speaker.role is SpeakerRole.ANALYST


def opens_questions(text: str) -> bool:
    """Whether somebody says that the questions begin now; "a question-and-answer session will follow" does not."""
    return any(
        QUESTIONS_OPEN.search(sentence[0]) and not QUESTIONS_LATER.search(sentence[0])
        for sentence in _SENTENCE.finditer(text)
    )


def is_courtesy(text: str) -> bool:
    """Whether an analyst's turn asks nothing: short, thanks or a greeting, no question mark."""
    brief = "?" not in text and len(text.split()) <= _LONGEST_COURTESY
    return brief and bool(_COURTESY.search(text)) and not _ASKS.search(text)


def exchanges(turns: Sequence[Turn]) -> Iterator[Exchange]:
    """Yield each analyst's question with follow-ups and the answers to it, in order.

    An exchange runs from an analyst's first question to the next analyst or to the operator's next hand-off. Courtesies
    are not part of the question; the host's "next question, please" is not part of the answer.
    """
    analyst: Turn | None = None
    question: list[int] = []
    answer: list[int] = []
    for turn in turns:
        if turn.section is not Section.QUESTIONS_AND_ANSWERS:
            continue
        if turn.role is SpeakerRole.ANALYST:
            if analyst is not None and turn.speaker != analyst.speaker and question:
                yield Exchange(analyst.speaker, analyst.affiliation, tuple(question), tuple(answer))
                question, answer = [], []
            analyst = turn
            if not is_courtesy(turn.text):
                question.append(turn.number)
        elif turn.role in (SpeakerRole.EXECUTIVE, SpeakerRole.INVESTOR_RELATIONS) and question and not _moderates(turn):
            answer.append(turn.number)
        elif turn.role is SpeakerRole.OPERATOR and analyst is not None and question and answer:
            yield Exchange(analyst.speaker, analyst.affiliation, tuple(question), tuple(answer))
            analyst, question, answer = None, [], []
    if analyst is not None and question:
        yield Exchange(analyst.speaker, analyst.affiliation, tuple(question), tuple(answer))


def _moderates(turn: Turn) -> bool:
    """Whether the host only passes on or takes leave."""
    short = len(turn.text.split()) < _LONGEST_MODERATION and bool(_NEXT_PLEASE.search(turn.text))
    return short or (turn.role is SpeakerRole.INVESTOR_RELATIONS and bool(_TAKES_LEAVE.search(turn.text)))
