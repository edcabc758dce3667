"""Phrase matchers: the spelling rules that coverage.toml states."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.coverage import coverage
from callsheet.language.phrases import PhraseMatcher, lowered, topic_matcher

FOUND = [
    ("a b", "An a b here.", ["a b"]),
    ("data center*", "our Data-Centers and datacenter", ["Data-Centers", "datacenter"]),
    ("capex", "CapEx, capexes and recapex", ["CapEx"]),
    ("GPU*", "GPUs", ["GPUs"]),
    ("pp&e", "Cash paid for PP&E.", ["PP&E"]),
    ("데이터센터", "데이터센터를 짓는다", ["데이터센터"]),
    ("deepseek", "DeepSeek의 영향", ["DeepSeek"]),
    ("capex", "빅테크CapEx는 CapEx2가 아니다", ["CapEx"]),
    ("open source", "an open-sourced model", []),
    ("deep seek", "DeepSeek's model", ["DeepSeek"]),
]


@pytest.mark.parametrize(("phrase", "text", "expected"), FOUND)
def test_phrases_match_as_coverage_toml_spells_them(phrase: str, text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in PhraseMatcher([phrase]).spans(text)] == expected


def test_the_longest_of_two_phrases_that_begin_alike_wins() -> None:
    text = "capital spending plan"
    assert [span.of(text) for span in PhraseMatcher(["capital", "capital spending"]).spans(text)] == [
        "capital spending"
    ]


def test_an_exception_takes_a_hit_away() -> None:
    matcher = PhraseMatcher(["infrastructure"], ["infrastructure bill"])
    assert not matcher.is_in("The infrastructure bill passed.")
    assert matcher.is_in("Our infrastructure grew.")


def test_the_shipped_topics_know_a_name_as_it_is_heard() -> None:
    topics = {topic.key: topic for topic in coverage().topics}
    assert topic_matcher(topics["deepseek"]).is_in("What do you make of DeepSeq?")
    assert not topic_matcher(topics["deepseek"]).is_in("It was a deep seek moment.")


@given(st.text())
def test_lower_case_keeps_every_character_in_its_place(text: str) -> None:
    assert len(lowered(text)) == len(text)


@given(st.text(), st.sampled_from(["capex", "data center*", "딥시크"]))
def test_spans_lie_inside_the_text_and_do_not_overlap(text: str, phrase: str) -> None:
    padded = f"{text} capex data-center 딥시크 {text}"
    spans = list(PhraseMatcher([phrase]).spans(padded))
    assert all(span.end <= len(padded) for span in spans)
    assert all(not a.overlaps(b) for a, b in pairwise(spans))
