"""Whatever a sentence says, its line is written or its words are quoted: no exception leaves ``write_lines``."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.language.sentences import split_sentences
from callsheet.lexicon import lexicon
from callsheet.records import Line
from callsheet.rewrite import glossary
from callsheet.rewrite.lines import write_lines
from callsheet.rewrite.nouns import frames_of, grammar
from callsheet.rewrite.patterns import parsed
from callsheet.rewrite.verb_lexicon import auxiliaries, literals, verb_forms
from tests.unit.rewrite.lines import SETTING, comment

CALLS = Path(__file__).resolve().parents[4] / "shared/corpus/calls/L07_speaker_colon_txt"
AMOUNTS = ["$20 billion", "5%", "2x", "three", "FY26", "Q3", "10 countries", "more than doubled", "--", ",", "{x}", "∅"]


@cache
def vocabulary() -> list[str]:
    """Every word that a frame can ask for, and amounts: what random sentences are made of."""
    words = set(verb_forms()) | set(auxiliaries()) | set(literals()) | set(grammar()["prepositions"])
    for name in ("frames_nouns", "frames_adjuncts", "frames_clauses", "questions"):
        words |= {word for elements, _ in frames_of(name) for part in elements for way in part.words for word in way}
    for kind in ("nouns", "modifiers", "adverbs", "phrases", "states"):
        words |= set(list(glossary.table(kind))[::7])
    return [*sorted(words - {""}), *AMOUNTS, "it", "they", "them", "this", "we", "NVIDIA", "DeepSeek's"]


def patterns() -> list[str]:
    verbs = [f"we {entry['en']}" for entry in lexicon("frames_verbs")["verbs"]]
    return verbs + [frame["match"] for name in ("frames_clauses", "questions") for frame in lexicon(name)["frames"]]


def written(sentence: str, line: Line = Line.BULLET) -> None:
    if not list(split_sentences(sentence)):
        return
    [found] = write_lines([comment(sentence, line=line)], (), (), SETTING)
    assert found.en
    assert found.ko is None or not set("∅{}") & set(found.ko)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.deferred(lambda: st.sampled_from(vocabulary())), min_size=2, max_size=40), st.sampled_from(Line))
def test_random_words_of_the_lexicon_are_written_or_quoted(words: list[str], line: Line) -> None:
    written(" ".join(words) + ".", line)


@pytest.mark.parametrize("noun", ["it", "AI servers"])
def test_every_frame_with_its_slots_filled_is_written_or_quoted(noun: str) -> None:
    for pattern in patterns():
        for filled in (_filled(pattern, noun), f"We expect that {_filled(pattern, noun)} by {noun}"):
            written(filled, Line.BULLET)
        written(f"{_filled(pattern, noun)}?", Line.QUESTION)


def _filled(pattern: str, noun: str) -> str:
    """Return a pattern as a sentence: the first of each choice, every option said, slots by their kind."""
    kinds = {"q": "5%", "p": "FY26", "vp": "build servers", "ger": "building servers", "fvp": "build servers",
             "c": "demand will grow", "adj": "important", "any": "so far", "np": noun}  # fmt: skip
    words: list[str] = []
    for part in parsed(pattern):
        words.append(" ".join(part.words[0]) if part.words else kinds[part.type])
    return " ".join(words)


@pytest.mark.parametrize("length", [40, 400])
def test_long_sentences_are_quoted(length: int) -> None:
    written("We expect " + "growth in demand for " * length + "AI.")
    written("we will expand capacity and " * length + "grow.", Line.QUESTION)


@pytest.mark.shared
@pytest.mark.skipif(not CALLS.is_dir(), reason="the shared corpus is not beside this checkout")
def test_every_sentence_of_real_calls_is_written_or_quoted() -> None:
    for path in sorted(CALLS.glob("*.txt"))[:2]:
        text = path.read_text(encoding="utf-8")
        for span in list(split_sentences(text))[:400]:
            sentence = span.of(text)
            written(sentence, Line.QUESTION if sentence.endswith("?") else Line.BULLET)
