"""Stance on capital spending in what is said about a topic: who supports it, who questions it, who leaves it open.

The passages are those that name the topic; what each sentence of them says is told by the frames of
``lexicon/stance.toml``. A sentence that no frame fits has no stance and is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from callsheet.coverage import Topic, coverage
from callsheet.language.phrases import lowered, phrase_pattern, topic_matcher
from callsheet.lexicon import lexicon
from callsheet.records import (
    Exchange,
    Section,
    Sentence,
    Setting,
    SpeakerRole,
    Stance,
    StanceLabel,
    finding_id,
)

_REACH = 12  # words between two parts of a frame that names no reach of its own
_BEFORE = 4  # words before a frame in which a word of `unless` still belongs to it
_ANSWERED = 20  # sentences behind a mention, within its exchange, that still speak of it
_REMARKED = 6  # the same in prepared remarks, within the speaker's turn
_LONGEST = 1200  # characters of a sentence that are read: a transcript without full stops is no sentence
_NEGATED = re.compile(r"n['’]t\b|\bcannot\b")  # every negation reads as "not", so that phrases need one spelling
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Frame:
    """One way to take a stance: parts in order, at most ``reach`` words apart, without a word of ``unless``."""

    name: str
    stance: StanceLabel
    parts: tuple[re.Pattern[str], ...]
    reach: int
    unless: re.Pattern[str] | None
    asked: bool

    def fits(self, text: str) -> bool:
        """Whether the frame fits a sentence in lower case, its negations spelled "not"."""
        return any(self._holds(text, first) for first in self.parts[0].finditer(text))

    def _holds(self, text: str, first: re.Match[str]) -> bool:
        end = first.end()
        for part in self.parts[1:]:
            following = next((match for match in part.finditer(text, end)), None)
            if following is None or len(_WORDS.findall(text, end, following.start())) > self.reach:
                return False
            end = following.end()
        before = [match.start() for match in _WORDS.finditer(text, 0, first.start())][-_BEFORE:]
        return self.unless is None or not self.unless.search(text, before[0] if before else first.start(), end)


@cache
def frames() -> tuple[Frame, ...]:
    """Return the frames of ``lexicon/stance.toml``, in the order in which they are tried."""
    told = lexicon("stance")
    return tuple(_frame(row, told["words"]) for row in told["frames"])


def _frame(row: Mapping[str, Any], words: Mapping[str, Sequence[str]]) -> Frame:
    def any_of(lists: Sequence[str]) -> re.Pattern[str]:
        return re.compile(phrase_pattern(phrase for name in lists for phrase in words[name]))

    return Frame(
        name=row["name"],
        stance=StanceLabel(row["stance"]),
        parts=tuple(map(any_of, row["parts"])),
        reach=row.get("reach", _REACH),
        unless=any_of(row["unless"]) if "unless" in row else None,
        asked=row.get("asked", False),
    )


def stance_of(text: str, role: SpeakerRole = SpeakerRole.EXECUTIVE) -> Frame | None:
    """Return the frame that tells a sentence's stance on capital spending; None where it takes none.

    >>> frame = stance_of("When inference gets cheaper, people consume more of it.")
    >>> frame.stance.value, frame.name
    ('supports', 'what is cheaper is used more')
    >>> stance_of("The model is available in our catalogue.") is None
    True
    """
    low = _NEGATED.sub(" not", lowered(text[:_LONGEST]))
    asked = role is SpeakerRole.ANALYST and "?" in text
    return next((frame for frame in frames() if (asked or not frame.asked) and frame.fits(low)), None)


def stances(sentences: Sequence[Sentence], exchanges: Sequence[Exchange], setting: Setting) -> Iterator[Stance]:
    """Yield the stance of every sentence on a topic of ``lexicon/stance.toml`` that takes one, topic by topic in order.

    Args:
        exchanges: of the call; an answer speaks of what its question names.
        setting: of the call, for the ids.
    """
    for topic in coverage().topics:
        if topic.key in lexicon("stance")["topics"]:
            yield from _on_topic(topic, sentences, exchanges, setting)


def _on_topic(
    topic: Topic, sentences: Sequence[Sentence], exchanges: Sequence[Exchange], setting: Setting
) -> Iterator[Stance]:
    for number in _passages(sentences, exchanges, topic):
        sentence = sentences[number]
        frame = stance_of(sentence.text, sentence.role)
        if frame is not None:
            yield Stance(
                stance_id=finding_id("s", setting.doc_id, sentence.span),
                topic=topic.key,
                stance=frame.stance,
                frame=frame.name,
                excerpt=sentence.text,
                span=sentence.span,
                speaker=sentence.speaker,
                role=sentence.role,
            )


def _passages(sentences: Sequence[Sentence], exchanges: Sequence[Exchange], topic: Topic) -> list[int]:
    """Return the numbers of the sentences that speak of a topic: those that name it, and some behind each of them."""
    exchange_of = {turn: at for at, exchange in enumerate(exchanges) for turn in (*exchange.question, *exchange.answer)}
    names_it = topic_matcher(topic).is_in
    found: set[int] = set()
    for number, sentence in enumerate(sentences):
        if not names_it(sentence.text):
            continue
        exchange = exchange_of.get(sentence.turn)
        reach = _REMARKED if sentence.section is Section.PREPARED_REMARKS else _ANSWERED
        for other in range(number, min(number + reach + 1, len(sentences))):
            turn = sentences[other].turn
            same = turn == sentence.turn or (exchange is not None and exchange_of.get(turn) == exchange)
            if same and sentences[other].role is not SpeakerRole.OPERATOR:
                found.add(other)
    return sorted(found)
