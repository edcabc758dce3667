"""Question lines: what an analyst asks, as a terse Korean question; where no frame fits, what the question is about."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from callsheet.language.sentences import split_sentences
from callsheet.lexicon import lexicon
from callsheet.records import Setting
from callsheet.rewrite import glossary
from callsheet.rewrite.clauses import ClauseReader
from callsheet.rewrite.figure_lines import Written
from callsheet.rewrite.korean import settle_particles
from callsheet.rewrite.patterns import Element, matches, parsed
from callsheet.rewrite.spoken import compressed, plain_words
from callsheet.rewrite.tokens import Kind, Token, tokens

_MOST_PARTS = 2  # questions of one line
_INVERTED = frozenset(["is", "are", "do", "does", "did", "will", "would", "should", "can", "could", "have", "has"])
_ENDING = re.compile(r"\s*\?$")


@cache
def _frames() -> list[tuple[tuple[Element, ...], dict[str, Any]]]:
    return [(parsed(frame["match"]), frame) for frame in lexicon("questions")["frames"]]


@cache
def _openings() -> list[tuple[Element, ...]]:
    return [parsed(words) for words in lexicon("questions")["openings"]]


def question_line(excerpt: str, setting: Setting) -> Written | None:
    """Return a question's line, or None where it names nothing that the glossary knows."""
    sentences = [span.of(excerpt) for span in split_sentences(excerpt)]
    asked = [text for text in sentences if text.rstrip().endswith("?")] or sentences
    parts = list(dict.fromkeys(part for text in asked for part in _asked(text, setting)))
    topics = _topics(sentences, setting)
    english = compressed(" ".join(asked), asks=True)
    if parts:
        about = [topic for topic in topics if not any(topic in part for part in parts)]
        lead = f"{', '.join(about[:2])} 관련, " if about and len(parts) == 1 else ""
        return Written(f"Q. {english}", f"Q. {lead}{' '.join(parts[:_MOST_PARTS])}")
    if not topics:
        return None
    data = lexicon("questions")
    shown = data["joint"]["ko"].join(topics[: data["most_topics"]])
    return Written(f"Q. {english}", data["about"]["ko"].format(topics=shown))


def _asked(text: str, setting: Setting) -> Iterator[str]:
    """Yield the question that a sentence asks, where a frame reads it."""
    read = tokens(_ENDING.sub("", plain_words(text)), setting)
    reader = ClauseReader(read)
    start, end = _without_openings(reader), len(read)
    for elements, frame in _frames():
        for slots in matches(elements, reader.low, start, end, reader.fits):
            kinds = {element.name: element.type for element in elements if element.name}
            texts = {name: reader.slot_text(kinds[name], *stretch) for name, stretch in slots.items()}
            if all(texts.values()):
                yield settle_particles(frame["ko"].format(**texts))
                return
    yes_or_no = _yes_or_no(read[start:], setting)
    if yes_or_no:
        yield yes_or_no


def _without_openings(reader: ClauseReader) -> int:
    start, moved = 0, True
    while moved:
        moved = False
        for elements in _openings():
            for stop in range(start + 1, min(start + 7, len(reader.low))):
                if any(True for _ in matches(elements, reader.low, start, stop, reader.fits)):
                    start, moved = stop, True
                    break
    return start


def _yes_or_no(read: Sequence[Token], setting: Setting) -> str | None:
    """Return "are we seeing X" as ``X ... 여부?``: the statement that it asks about, with the question behind it."""
    if len(read) < 4 or read[0].low not in _INVERTED or read[1].low not in ("we", "you", "there"):
        return None
    turned = [read[1], read[0], *read[2:]]
    line = ClauseReader(turned).clause(0, len(turned))
    shown = line.shown() if line else None
    return settle_particles(f"{shown} 여부?") if shown else None


def _topics(sentences: Sequence[str], setting: Setting) -> list[str]:
    """Return what the sentences name, in their order: terms of the glossary and names, broad words left out."""
    broad = frozenset(lexicon("questions")["not_topics"]["words"])
    found: list[str] = []
    for text in sentences:
        read = tokens(plain_words(text), setting)
        position = 0
        while position < len(read):
            words = [token.low for token in read[position:]]
            hit = glossary.longest("nouns", words) if read[position].kind is Kind.WORD else None
            if hit:
                key = glossary.key_of(words[: hit[1]])
                if not any(spelling in broad for spelling in glossary.singulars(key)):
                    found.append(hit[0])
                position += hit[1]
                continue
            if _is_topic_name(read[position]):
                found.append(read[position].text.removesuffix("'s"))
            position += 1
    unique = list(dict.fromkeys(found))
    return [topic for topic in unique if not any(topic != other and topic in other for other in unique)]


def _is_topic_name(token: Token) -> bool:
    return (
        token.kind is Kind.WORD
        and not token.first
        and len(token.text) > 2
        and "." not in token.text
        and glossary.is_name(token.text, first=True)
    )
