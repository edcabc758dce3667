"""The exports' own words, in both languages."""

import re
from pathlib import Path

import pytest

import callsheet.exports
from callsheet import store
from callsheet.errors import MissingError
from callsheet.exports import words
from callsheet.records import VERSION, Definition, FigureKind, GuidanceAction, Scope

SOURCES = [path for path in Path(callsheet.exports.__file__).parent.rglob("*") if path.suffix in (".py", ".j2")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("level with FY2025Q2", "FY2025Q2 수준"),
        ("above FY2024", "FY2024 상회"),
        ("growth below FY2025", "FY2025 증가율 하회"),
        ("over $88B", "$88B 이상"),
        ("up to $2.5B", "$2.5B 이하"),
        ("~$22.6B", "약 $22.6B"),
        ("$60~65B", "$60~65B"),
        ("", ""),
    ],
)
def test_values_of_the_ladder_in_korean(value, expected):
    assert words.value_text(value, "ko") == expected
    assert words.value_text(value, "en") == value


@pytest.mark.parametrize("value", [*FigureKind, *Definition, *Scope, *GuidanceAction])
def test_every_value_has_a_korean_word(value):
    assert words.value_word(value, "ko") != value


def test_an_unknown_language_is_refused():
    with pytest.raises(MissingError, match="en or ko"):
        words.word("head", "jp")


def test_every_word_is_used_and_every_word_used_is_there():
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES if path.name != "words.py")
    asked = set(re.findall(r"""\bword\(\s*"(\w+)\"""", text)) | set(re.findall(r"""["'](\w+)["'] \| word\b""", text))
    assert asked <= set(words._WORDS)
    made = {f"note_{kind}" for kind in FigureKind}  # asked for by status
    made |= {f"field_{name}" for name in (*store.FIGURE_FIELDS, *store.COMMENT_FIELDS, VERSION)}  # by the form
    named = set(re.findall(r"""["'](\w+)["']""", text))
    assert set(words._WORDS) - named - made == set()
