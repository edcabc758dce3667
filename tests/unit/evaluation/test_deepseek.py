"""The measure of DeepSeek mentions, on a call of our own: what is found, what is made up, what is linked."""

import json
from pathlib import Path

import pytest

from callsheet.evaluation.deepseek import LABELS, Score, score_labels

CALL = """Microsoft
(
MSFT
)
Q2 2025 Earnings Call
Jan 29, 2025
,
2:00 p.m. PT
Contents:
Prepared Remarks
Questions and Answers
Call Participants
Prepared Remarks:
Operator
Good day, and welcome to the Microsoft fiscal year 2025 second quarter earnings call.
Ann Lee
--
Chief Executive Officer
Welcome, everyone. {remark} We had a good quarter in all regions.
Questions & Answers:
Operator
Our first question comes from Joe Doe with Big Bank. Please go ahead.
Joe Doe
--
Analyst
How do you think about DeepSeq, and does it change what you will spend on infrastructure?
Ann Lee
--
Chief Executive Officer
I think DeepSeek had real innovations. As the price of tokens falls, people will consume more.
"""
QUESTION = "How do you think about DeepSeq, and does it change what you will spend on infrastructure?"
ANSWER = "I think DeepSeek had real innovations. As the price of tokens falls, people will consume more."


def label(text: str, around: str, **other: object) -> dict[str, object]:
    row = {"file": "corpus/call.txt", "mention_text": text, "around": around, "means_deepseek": True, "in_call": True}
    return row | {"said_by": "management", "answer": None} | other


ASKED = label("DeepSeq", "How do you think about DeepSeq, and does it change", answer=ANSWER)
ANSWERED = label("DeepSeek", "I think DeepSeek had real innovations", answer=QUESTION)
REMARK = label("DeepSeek", "We now offer models from DeepSeek and others in our catalog")


@pytest.fixture
def scored(tmp_path: Path):
    def score(*labels: dict[str, object], remark: str = "We now offer models from DeepSeek and others in our catalog."):
        (tmp_path / "corpus").mkdir(exist_ok=True)
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "corpus/call.txt").write_text(CALL.format(remark=remark), encoding="utf-8")
        rows = tmp_path / "gold" / LABELS
        rows.write_text("\n".join(json.dumps(row) for row in labels), encoding="utf-8")
        return score_labels(rows)

    return score


def test_mentions_are_found_and_answers_linked(scored) -> None:
    score: Score = scored(ASKED, ANSWERED, REMARK)
    assert (score.found, score.mentions, score.linked, score.answers) == (3, 3, 2, 2)
    assert score.made_up == []
    assert next(score.lines()) == "mentions found   1.000  (3/3)"


def test_a_mention_that_no_label_has_is_made_up(scored) -> None:
    score: Score = scored(ASKED, ANSWERED)
    assert len(score.made_up) == 1


def test_a_mention_that_is_not_shown_is_missed_and_its_place_named(scored) -> None:
    score: Score = scored(ASKED, ANSWERED, REMARK, remark="We sell shoes.")
    assert (score.found, score.mentions) == (2, 3)
    assert score.missed == ["corpus/call.txt, a mention that its text lacks"]


def test_another_answer_is_not_linked(scored) -> None:
    other = ASKED | {"answer": "We opened twelve shops in three countries and are happy with them all."}
    score: Score = scored(other, ANSWERED, REMARK)
    assert (score.linked, score.answers) == (1, 2)


def test_a_label_that_means_something_else_must_not_be_shown(scored) -> None:
    score: Score = scored(ASKED, ANSWERED, REMARK | {"means_deepseek": False})
    assert (score.mentions, len(score.made_up)) == (2, 1)
