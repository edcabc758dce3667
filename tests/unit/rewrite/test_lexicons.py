"""The frames are data: every pattern parses, and every template names only slots that its pattern has."""

import string
from typing import Any

import pytest

from callsheet.lexicon import lexicon
from callsheet.rewrite.glossary import table
from callsheet.rewrite.patterns import parsed
from callsheet.rewrite.predicates import Form, Mood
from callsheet.rewrite.verb_lexicon import WANTED

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


FORMS = {form.value for form in Form}


@pytest.mark.parametrize(("name", "frame"), FRAMES, ids=[frame["match"] for _, frame in FRAMES])
def test_every_template_of_a_frame_shows_slots_that_are_there(name: str, frame: dict[str, Any]) -> None:
    kinds = {element.name: element.type for element in parsed(frame["match"]) if element.name}
    templates = [frame[key] for key in ("ko", "en") if key in frame]
    assert templates, name
    assert all(named(template) <= set(kinds) for template in templates), name
    asked = set(frame) - {"match", "ko", "en", "weak"}  # the form in which a slot is shown
    assert asked <= set(kinds)
    assert {frame[slot] for slot in asked} <= FORMS


FIGURES: list[dict[str, Any]] = [
    *lexicon("frames_figures")["figure"], *lexicon("frames_figures")["beside"], *lexicon("frames_figures")["relation"]
]  # fmt: skip


@pytest.mark.parametrize("frame", FIGURES, ids=[frame["en"] for frame in FIGURES])
def test_figure_templates_say_the_same_in_both_languages(frame: dict[str, Any]) -> None:
    known = {"period", "amount", "old", "reference"}
    assert named(frame["en"]) <= known
    assert named(frame["ko"]) <= known
    assert named(frame["ko"]) & {"amount", "old"} == named(frame["en"]) & {"amount", "old"}


def test_moods_and_forms_of_the_grammar_are_known() -> None:
    data = lexicon("frames_grammar")
    assert {entry["mood"] for entry in (*data["auxiliaries"], *data["reports"])} <= {mood.value for mood in Mood}
    assert {entry["verb"] for entry in data["auxiliaries"]} <= set(WANTED)
    assert {entry["takes"] for entry in data["joints"]} <= {"nouns", "verb", "gerund", "clause"}
    assert set(data["openers"].values()) <= FORMS
    templates = [entry["ko"] for entry in (*data["joints"], *data["attachments"])]
    assert all(named(template.replace("{a:", "{").replace("{b:", "{")) for template in templates)


def test_adjunct_frames_begin_with_a_word() -> None:
    assert [f["match"] for f in lexicon("frames_adjuncts")["frames"] if parsed(f["match"])[0].name] == []


@pytest.mark.parametrize("verb", VERBS, ids=[verb["en"] for verb in VERBS])
def test_a_verb_says_its_slots_in_korean(verb: dict[str, Any]) -> None:
    slots = {element.name for element in parsed(verb["en"].partition(" ")[2]) if element.name}
    forms = [verb[key] for key in ("ko", "final", "will", "modifier", "as", "noun", "not", "must", "if") if key in verb]
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
