"""The frames are data: every pattern parses, and every template names only slots that its pattern has."""

import string
from typing import Any

import pytest

from callsheet.lexicon import lexicon
from callsheet.rewrite.glossary import table
from callsheet.rewrite.patterns import parsed

FILES = ("frames_nouns", "frames_adjuncts", "frames_clauses", "questions")
FRAMES = [(name, frame) for name in FILES for frame in lexicon(name)["frames"]]
VERBS: list[dict[str, Any]] = lexicon("frames_verbs")["verbs"]
SLOTS = {"np", "q", "p", "vp", "ger", "fvp", "c", "adj", "any"}


def named(template: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field}


@pytest.mark.parametrize(("name", "frame"), FRAMES, ids=[frame["match"] for _, frame in FRAMES])
def test_a_frame_names_its_own_slots(name: str, frame: dict[str, str]) -> None:
    elements = parsed(frame["match"])
    assert named(frame["ko"]) <= {element.name for element in elements if element.name}, name
    assert {element.type for element in elements if element.name} <= SLOTS


def test_adjunct_frames_begin_with_a_word() -> None:
    assert [f["match"] for f in lexicon("frames_adjuncts")["frames"] if parsed(f["match"])[0].name] == []


@pytest.mark.parametrize("verb", VERBS, ids=[verb["en"] for verb in VERBS])
def test_a_verb_says_its_slots_in_korean(verb: dict[str, Any]) -> None:
    slots = {element.name for element in parsed(verb["en"].partition(" ")[2]) if element.name}
    forms = [verb[key] for key in ("ko", "final", "will", "modifier", "as", "not") if key in verb]
    assert forms
    assert all(named(form) <= slots for form in forms)
    assert verb.get("do", "하") in ("하", "되")


def test_states_end_lines() -> None:
    assert [key for key, forms in table("states").items() if "final" not in forms] == []


def test_the_glossary_is_written_as_it_is_looked_up() -> None:
    wrong = [
        key
        for kind in ("nouns", "modifiers", "adverbs", "phrases")
        for key in table(kind)
        if key != key.lower() or "-" in key
    ]
    assert wrong == []
