"""Which of an analyst's words ask about a section's topic, and which turns answer them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from callsheet.extract.commentary.vocabulary import allusion, asides, section_topics, themes, topics_in, weights
from callsheet.records import Call, Exchange, Sentence, SpeakerRole

# An analyst who goes on to another question says so.
_NEXT_QUESTION = re.compile(
    r"(?:and (?:then|maybe|for|my|the|if|just)|secondly|second|third|also|then|separately|maybe|my (?:second|other)"
    r"|on the second|a follow[- ]up|just a quick|but [A-Z]\w+, I)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?$|\b(?:can|could|how|what|would|should|any (?:sense|color|update|thoughts)|help us|talk (?:about|us)|curious"
    r"|wonder(?:ing)?|thoughts)\b",
    re.IGNORECASE,
)
_ASKS_ON = 12  # words: "Okay, got it" interrupts nobody
_LONGEST = 5  # sentences of a question line


@dataclass(frozen=True, slots=True)
class TopicQuestion:
    """An analyst's question on a section's topic.

    Attributes:
        sentences: positions of the sentences that ask it, and of those that lead up to it.
        answers: positions of the sentences said in answer to it.
        named: whether it names the topic, rather than alludes to it.
        own: whether the answers are to this question alone.
        weight: how strongly the words ask about the topic, 0 to 1.
    """

    section: str
    exchange: Exchange
    sentences: tuple[int, ...]
    answers: tuple[int, ...]
    named: bool
    own: bool
    weight: float


def _segments(positions: Sequence[int], sentences: Sequence[Sentence]) -> list[list[int]]:
    """Split an analyst's sentences where another question begins."""
    segments: list[list[int]] = []
    asked = False
    for position in positions:
        text = sentences[position].text
        if (
            not segments
            or (asked and _NEXT_QUESTION.match(text))
            or sentences[position].turn != sentences[position - 1].turn
        ):
            segments.append([])
            asked = False
        segments[-1].append(position)
        asked = asked or bool(_ASKS.search(text))
    return segments


def _weight(text: str, section: str) -> tuple[float, bool]:
    """Return how strongly ``text`` asks about a section's topic, and whether it names it."""
    table = weights()
    named = list(topics_in(text, section_topics(section)))
    weight = max((table["topic_weights"].get(t.key, table["topic_weight"]) for t in named), default=0.0)
    alludes = allusion(section).is_in(text)
    weight += table["allusion_weight"] * alludes
    weight += sum(theme.weight for theme in themes(section) if theme.matcher.is_in(text))
    return weight, bool(named) or alludes


def _trimmed(segment: Sequence[int], sentences: Sequence[Sentence], section: str) -> tuple[int, ...]:
    """Return the sentences of a segment from the first on the topic to the last that asks, greetings left out."""
    greetings = asides("*")
    on_topic = [p for p in segment if _weight(sentences[p].text, section)[0] >= 0.12]
    asking = [p for p in segment if _ASKS.search(sentences[p].text)]
    first = min(on_topic)
    last = max([p for p in asking if p >= first] or [max(on_topic)])
    kept = [
        p
        for p in segment
        if first <= p <= last and (p in on_topic or not any(g.matcher.is_in(sentences[p].text) for g in greetings))
    ]
    return tuple(kept[-_LONGEST:] if first not in kept[:1] else kept[:_LONGEST])


def topic_questions(
    call: Call, sentences: Sequence[Sentence], by_turn: Mapping[int, Sequence[int]], sections: Sequence[str]
) -> Iterator[TopicQuestion]:
    """Yield the questions that ask about a section's topic, in the order in which they were asked.

    A segment of an analyst's words belongs to the section that it asks about most; a question that names no topic
    counts where an allusion of themes.toml stands in it. Several segments on one section are one question.
    """
    for exchange in call.exchanges:
        asked = [p for number in exchange.question for p in by_turn.get(number, ())]
        asked = [p for p in asked if sentences[p].role in (SpeakerRole.ANALYST, SpeakerRole.UNKNOWN)]
        if not asked or not exchange.answer:
            continue
        segments = _segments(asked, sentences)
        asking = [s for s in segments if any(_ASKS.search(sentences[p].text) for p in s)]
        found: dict[str, list[tuple[float, tuple[int, ...]]]] = {}
        for segment in segments:
            text = " ".join(sentences[p].text for p in segment)
            weighed = {section: _weight(text, section) for section in sections}
            section = max(sections, key=lambda one: weighed[one][0])
            weight, named = weighed[section]
            if named and weight >= weights()["question_score"]:
                found.setdefault(section, []).append((weight, _trimmed(segment, sentences, section)))
        for section, parts in found.items():
            turns = _answering(exchange, sentences[parts[0][1][0]].turn, sentences, by_turn)
            answered = [p for number in turns for p in by_turn.get(number, ())]
            shares = _answer_shares(list(found), answered, sentences)
            yield TopicQuestion(
                section=section,
                exchange=exchange,
                sentences=tuple(p for _, positions in parts for p in positions),
                answers=shares[section],
                named=any(
                    next(topics_in(sentences[p].text, section_topics(section)), None) for _, ps in parts for p in ps
                ),
                own=len(asking) <= len(parts) or len(shares[section]) < len(answered),
                weight=min(1.0, max(weight for weight, _ in parts)),
            )


def _answering(
    exchange: Exchange, asked_in: int, sentences: Sequence[Sentence], by_turn: Mapping[int, Sequence[int]]
) -> list[int]:
    """Return the turns that answer what was asked in turn ``asked_in``: up to where the analyst asks on."""
    later = [number for number in exchange.answer if number > asked_in] or list(exchange.answer)
    for number in exchange.question:
        words = sum(len(sentences[p].text.split()) for p in by_turn.get(number, ()))
        before = [answer for answer in later if answer < number]
        answered = sum(len(sentences[p].text.split()) for answer in before for p in by_turn.get(answer, ()))
        if number > asked_in and words >= _ASKS_ON and answered >= _ASKS_ON:
            return before
    return later


def answer_context(question: TopicQuestion) -> float:
    """Return what standing in the answer to ``question`` adds to a sentence."""
    table = weights()
    if question.section in table["narrow"] and question.own and question.named:
        return float(table["own_answer_weight"])
    return float(table["answer_weight"]) * (1.0 if question.own else 0.6)


def _answer_shares(
    sections: Sequence[str], answered: Sequence[int], sentences: Sequence[Sentence]
) -> dict[str, tuple[int, ...]]:
    """Return which answer sentences belong to which section where one analyst asked about several.

    Each speaker's answer is split where it first names a narrow topic: what stands before belongs to the broader
    section, what follows to the narrow one. Who names no narrow topic answers the broader question.
    """
    narrow = next((section for section in sections if section in weights()["narrow"]), None)
    broad = next((section for section in sections if section != narrow), None)
    if narrow is None or broad is None:
        return dict.fromkeys(sections, tuple(answered))
    shares: dict[str, list[int]] = {section: [] for section in sections}
    by_speaker: dict[str, list[int]] = {}
    for position in answered:
        by_speaker.setdefault(sentences[position].speaker, []).append(position)
    for positions in by_speaker.values():
        named = [p for p in positions if next(topics_in(sentences[p].text, section_topics(narrow)), None)]
        broader = [p for p in positions if next(topics_in(sentences[p].text, section_topics(broad)), None)]
        split = len(positions)
        if named:
            split = 0 if not broader or named[0] <= broader[0] else positions.index(named[0])
        shares[broad].extend(positions[:split])
        shares[narrow].extend(positions[split:])
    return {section: tuple(shares[section] or answered) for section in sections}
