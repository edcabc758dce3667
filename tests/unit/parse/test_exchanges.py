"""Which turns are a question, which are courtesy, whose answers belong together."""

import pytest

from callsheet.parse import parse_document
from callsheet.parse.exchanges import is_courtesy, opens_questions
from callsheet.records import Call
from tests.unit.parse.sample import document

HEAD = (
    "Operator: Welcome to the Northwind Robotics second quarter 2025 earnings conference call.\n\n"
    "Tomas Okafor: Good afternoon. This is Tomas Okafor, Chief Executive Officer. Revenue grew, and our guidance is "
    "unchanged. We remind you that forward-looking statements may turn out differently, and that the press release has "
    "the details. Let us now open the call for questions, and I thank you all for your interest in the company.\n\n"
)


def call(*turns: str) -> Call:
    found = parse_document(document(HEAD + "\n\n".join(turns))).call
    assert found is not None
    return found


def test_two_executives_answer_one_question() -> None:
    found = call(
        "Operator: Our first question comes from Ana Roth with Hill Securities.",
        "Ana Roth: How full is the plant?",
        "Tomas Okafor: Two thirds. Priya can add to that.",
        "Priya Delacroix: It will be full next year.",
        "Operator: This concludes today's call.",
    )
    assert [(e.analyst, e.question, e.answer) for e in found.exchanges] == [("Ana Roth", (3,), (4, 5))]


def test_an_analyst_whom_nobody_announced_is_still_one() -> None:
    found = call(
        "Operator: Our first question comes from Ana Roth with Hill Securities.",
        "Ana Roth: How full is the plant?",
        "Tomas Okafor: Two thirds.",
        "Leo Brandt: Hey, Tomas. It is Leo. And what about steel?",
        "Tomas Okafor: Steel is settled.",
    )
    assert [e.analyst for e in found.exchanges] == ["Ana Roth", "Leo Brandt"]


def test_a_managing_director_who_is_handed_the_floor_asks() -> None:
    chief = "Tomas Okafor -- Chief Executive Officer\n\n"
    text = HEAD.replace("Operator: ", "Operator\n\n").replace("Tomas Okafor: ", chief)
    text += (
        "Operator\n\nOur first question comes from Ana Roth with Hill Securities.\n\n"
        f"Ana Roth -- Managing Director\n\nHow full is it?\n\n{chief}Two thirds."
    )
    found = parse_document(document(text)).call
    assert found is not None
    assert [(t.speaker, t.role.value) for t in found.turns if t.speaker == "Ana Roth"] == [("Ana Roth", "analyst")]
    assert found.exchanges[0].affiliation == "Hill Securities"


def test_names_spelled_two_ways_are_one_person() -> None:
    found = call(
        "Operator: Our first question comes from Michael Roth with Hill Securities.",
        "Michael Roth: How full is the plant?",
        "Tomas Okafor: Two thirds.",
        "Mike Roth: And next year?",
        "Tomas Okafor: More.",
    )
    assert [(e.analyst, e.question, e.answer) for e in found.exchanges] == [("Michael Roth", (3, 5), (4, 6))]


def test_a_garbled_announcement_still_gives_the_floor_and_the_house() -> None:
    found = call(
        "Operator: Our first question comes from Ana Roth with Hill Securities. Please proceed.",
        "Ana Roth: How full is the plant?",
        "Tomas Okafor: Two thirds.",
        "Operator: The next line ion comes from of Leo Brandt with Old Mill Securities. Please proceed.",
        "Leo Brandt: Where do you stand on steel?",
        "Tomas Okafor: It is settled.",
    )
    assert [(e.analyst, e.affiliation) for e in found.exchanges] == [
        ("Ana Roth", "Hill Securities"),
        ("Leo Brandt", "Old Mill Securities"),
    ]


def test_who_is_announced_by_a_short_name_has_the_house_of_the_announcement() -> None:
    found = call(
        "Operator: Our first question comes from Krish Roth with Hill Securities. Please proceed.",
        "Sreekrishnan Rothenarayan: How full is the plant?",
        "Tomas Okafor: Two thirds.",
    )
    assert [(e.analyst, e.affiliation) for e in found.exchanges] == [("Sreekrishnan Rothenarayan", "Hill Securities")]


@pytest.mark.parametrize(
    "text", ["Great. Thank you.", "Okay, that's very helpful. Congrats again.", "Good morning, everyone."]
)
def test_courtesy(text: str) -> None:
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks. How full is it?",
        "Thanks for taking my question. I just wanted to focus on steel.",
        "Steel prices fell.",
    ],
)
def test_no_courtesy(text: str) -> None:
    assert not is_courtesy(text)


def test_an_announcement_for_later_does_not_open_the_questions() -> None:
    assert opens_questions("We will now begin the question-and-answer session.")
    assert not opens_questions("A question-and-answer session will follow the formal presentation.")
    assert not opens_questions("After the speakers' remarks, we will conduct a question and answer session.")
