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
from callsheet.rewrite.finish import LEFT_OUT, smoothed
from callsheet.rewrite.korean import settle_particles
from callsheet.rewrite.nouns import grammar
from callsheet.rewrite.patterns import Pattern, matches, parsed
from callsheet.rewrite.spoken import compressed, plain_words
from callsheet.rewrite.tokens import Kind, Token, tokens
from callsheet.rewrite.verb_lexicon import verb_forms

_MOST_PARTS = 2  # questions of one line
_INVERTED = frozenset(["is", "are", "do", "does", "did", "will", "would", "should", "can", "could", "have", "has"])
_LONGEST_QUESTION = 120  # tokens; a longer one asks many things, and its reading takes long
_LONGEST_ASKED = 70  # characters of a yes-or-no question
_NOUN_JOINTS = frozenset(["and", "or", "your", "their", "his", "more", "any", "total"])
_ENDING = re.compile(r"\s*\?$")


@cache
def _frames() -> list[tuple[Pattern, dict[str, Any]]]:
    return [(parsed(frame["match"]), frame) for frame in lexicon("questions")["frames"]]


@cache
def _openings() -> list[Pattern]:
    return [parsed(words) for words in lexicon("questions")["openings"]]


def question_line(excerpt: str, setting: Setting) -> Written | None:
    """Return a question's line, or None where it names nothing that the glossary knows."""
    sentences = [span.of(excerpt) for span in split_sentences(excerpt)]
    asked = [text for text in sentences if text.rstrip().endswith("?")] or sentences
    found = [part for text in asked for part in _asked(text, setting)]
    strong = [words for words, weak in found if not weak]  # "following up on X" only where nothing more is asked
    parts = list(dict.fromkeys(strong or [words for words, _ in found]))
    topics = _topics(sentences, setting)
    english = compressed(" ".join(asked), asks=True)
    if parts:
        about = [topic for topic in topics if not any(topic in part for part in parts)]
        about = [] if "관련" in parts[0] else about[: _MOST_PARTS + 1 - len(parts[:_MOST_PARTS])]
        lead = f"{', '.join(about)} 관련, " if about else ""
        return Written(f"Q. {english}", f"Q. {lead}{' '.join(parts[:_MOST_PARTS])}")
    if not topics:
        return None
    data = lexicon("questions")
    shown = data["joint"]["ko"].join(topics[: data["most_topics"]])
    return Written(f"Q. {english}", data["about"]["ko"].format(topics=shown))


def _asked(text: str, setting: Setting) -> Iterator[tuple[str, bool]]:
    """Yield the question that a sentence asks, where a frame reads it, and whether that only names a subject."""
    read = _without_yours(tokens(_ENDING.sub("", plain_words(text)), setting))
    if len(read) > _LONGEST_QUESTION:
        return
    reader = ClauseReader(read)
    start, end = _without_openings(reader), len(read)
    found = _framed(reader, start, (end,)) or _yes_or_no(read[start:], setting) or _asked_within(reader)
    if found:
        yield found
        return
    named = _asked_within(reader, weak=True)
    if named:
        yield named


def _without_yours(read: Sequence[Token]) -> list[Token]:
    """Return tokens without "your" before what the company has or does."""
    kept = lexicon("questions")["yours"]["words"]
    pairs = zip(read, [*read[1:], None], strict=True)
    return [token for token, behind in pairs if token.low != "your" or (behind and behind.low in kept)]


def _framed(reader: ClauseReader, start: int, ends: Sequence[int], *, weak: bool = False) -> tuple[str, bool] | None:
    """Return the question between ``start`` and the first of ``ends`` at which a frame reads it, or None."""
    said = frozenset(reader.low[start : ends[0]])
    for needed, elements, frame in _frames_from().get(reader.low[start] if start < ends[0] else "", ()):
        if frame.get("weak", False) is not weak or not needed <= said:
            continue
        kinds = {element.name: element.type for element in elements if element.name}
        for end in ends:
            for slots in matches(elements, reader.low, start, end, reader.fits):
                texts = {
                    name: reader.slot_text(kinds[name], *stretch, frame.get(name)) for name, stretch in slots.items()
                }
                if all(texts.values()) and not any(_says_nothing(text) for text in texts.values()):
                    return _settled(frame["ko"].format(**texts)), weak
    return None


def _asked_within(reader: ClauseReader, *, weak: bool = False) -> tuple[str, bool] | None:
    """Return a question that stands inside a longer sentence, up to where another clause begins."""
    low, last = reader.low, len(reader.low)
    breaks = frozenset(lexicon("questions")["breaks"]["words"])
    for start in range(last - 2):
        if low[start] in _frames_from():
            ends = [last, *(position for position in range(last - 1, start + 2, -1) if low[position] in breaks)]
            found = _framed(reader, start, ends, weak=weak)
            if found:
                return found
    return None


@cache
def _frames_from() -> dict[str, list[tuple[frozenset[str], Pattern, dict[str, Any]]]]:
    """Return the frames by the word with which they begin, in their order, each with the words that it needs."""
    index: dict[str, list[tuple[frozenset[str], Pattern, dict[str, Any]]]] = {}
    for elements, frame in _frames():
        for word in dict.fromkeys(way[0] for way in elements[0].words if way):
            index.setdefault(word, []).append((elements.needed, elements, frame))
    return index


def _says_nothing(text: str | None) -> bool:
    """Whether a slot holds a pronoun or only a word too broad to ask about."""
    return text is None or LEFT_OUT in text or text in _broad()


@cache
def _broad() -> frozenset[str]:
    """Return the Korean of the nouns that are too broad to say what a question is about."""
    nouns = glossary.table("nouns")
    return frozenset(str(nouns[word]) for word in lexicon("questions")["not_topics"]["words"] if word in nouns)


def _settled(words: str) -> str:
    return settle_particles(smoothed(words))


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


def _yes_or_no(read: Sequence[Token], setting: Setting) -> tuple[str, bool] | None:
    """Return "are we seeing X" as ``X ... 여부?``: the statement that it asks about, with the question behind it."""
    if len(read) < 4 or read[0].low not in _INVERTED or read[1].low not in ("we", "you", "there"):
        return None
    turned = [read[1], read[0], *read[2:]]
    line = ClauseReader(turned).clause(0, len(turned))
    shown = line.shown() if line else None
    if not shown or LEFT_OUT in shown or len(shown) > _LONGEST_ASKED:
        return None
    return _settled(f"{shown} 여부?"), False


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
            if hit and hit[1] == 1 and _may_be_verb(read, position):
                hit = None
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


def _may_be_verb(read: Sequence[Token], position: int) -> bool:
    """Whether a word that is a noun and a verb does not stand where only a noun can ("currently building it")."""
    if read[position].low not in verb_forms():
        return False
    if not position:
        return True
    before = read[position - 1]
    return (
        not (
            before.kind is not Kind.WORD
            or before.low in grammar()["determiners"]
            or before.low in grammar()["prepositions"]
            or before.low in _NOUN_JOINTS
            or glossary.found("nouns", [before.low]) is not None
            or glossary.found("modifiers", [before.low]) is not None
            or glossary.is_name(before.text, first=before.first)
        )
        or before.low == "to"
    )


def _is_topic_name(token: Token) -> bool:
    return (
        token.kind is Kind.WORD
        and not token.first
        and len(token.text) > 2
        and "." not in token.text
        and glossary.is_name(token.text, first=True)
    )
