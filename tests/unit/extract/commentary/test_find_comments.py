"""Which sentences become lines, in which section, under which question; the excerpts are always exact words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.records import Call, Comment, Line
from tests.unit.extract.commentary.calls import comments

CFO = ("Ann Lee", "executive")
HEADLINE = "Capital expenditures, including finance leases, were $9.4 billion, driven by investments in servers."
OUTLOOK = "We expect capital expenditures in fiscal 2026 to be in the range of $40 billion to $44 billion."
CHIPS = "We will keep investing in our own silicon to lower the cost of compute in our data centers."
BUILD = (
    "We added more data center capacity this year than ever before, and demand still exceeds our available capacity."
)
CHAT = "Thank you for joining us today, and I hope everyone had a good quarter."


def by_section(found: list[Comment], section: str) -> list[Comment]:
    return [comment for comment in found if comment.section == section]


def quotes_itself(call: Call, comment: Comment) -> bool:
    return comment.excerpt == " ".join(span.of(call.text) for span in comment.spans)


def test_bullets_are_what_was_spent_and_guided_and_built() -> None:
    call, found = comments((*CFO, f"{CHAT} {HEADLINE}\n{OUTLOOK}\n{CHIPS} {BUILD}"))
    excerpts = " ".join(comment.excerpt for comment in found)
    assert HEADLINE in excerpts
    assert OUTLOOK in excerpts
    assert CHIPS in excerpts
    assert BUILD in excerpts
    assert CHAT not in excerpts
    assert {comment.section for comment in found} == {"capex"}
    assert all(quotes_itself(call, comment) for comment in found)


def test_figures_come_before_guidance_and_guidance_before_the_rest() -> None:
    _, found = comments((*CFO, f"{BUILD}\n{CHAT}\n{CHAT}\n{OUTLOOK}\n{CHAT}\n{CHAT}\n{HEADLINE}"))
    assert [comment.excerpt for comment in found] == [HEADLINE, OUTLOOK, BUILD]


def test_a_line_says_which_figures_it_states() -> None:
    _, found = comments((*CFO, f"{HEADLINE} {BUILD}"))
    assert [bool(comment.figure_ids) for comment in found if "9.4" in comment.excerpt] == [True]


def test_a_contrast_brings_the_sentence_that_it_leans_on() -> None:
    words = (
        "Next, capital expenditures. In fiscal 2026 we will keep building against strong demand. "
        "However, the growth rate will be lower than in fiscal 2025."
    )
    _, found = comments((*CFO, words))
    [line] = [comment for comment in found if "However" in comment.excerpt]
    assert line.excerpt.startswith("In fiscal 2026")


def test_the_same_statement_is_shown_once() -> None:
    again = "We added more data center capacity this year than ever before and demand still exceeds available capacity."
    _, found = comments((*CFO, f"{BUILD}\n{CHAT}\n{again}\n{HEADLINE}"))
    assert sum("than ever before" in comment.excerpt for comment in found) == 1


def test_a_call_without_spending_has_no_capex_section() -> None:
    _, found = comments((*CFO, "Our phone has the fastest CPU of its class. Our margins rose to 40%."))
    assert found == []


QUESTION = "How do you think about DeepSeek, and does it change what you will spend on infrastructure?"
ANSWER = "I think DeepSeek had real innovations. As the price of tokens falls, people will consume more."


def exchange(*extra: tuple[str, str, str]) -> tuple[Call, list[Comment]]:
    return comments(
        (*CFO, HEADLINE), ("Op", "operator", "Next question."), ("Joe Doe", "analyst", QUESTION), (*CFO, ANSWER), *extra
    )


def test_a_question_stands_above_its_answers() -> None:
    call, found = exchange()
    head, *answers = by_section(found, "deepseek")
    assert (head.line, head.speaker, head.affiliation, head.excerpt) == (
        Line.QUESTION,
        "Joe Doe",
        "Acme Bank",
        QUESTION,
    )
    assert answers
    assert all(answer.line is Line.ANSWER and answer.question_id == head.comment_id for answer in answers)
    assert " ".join(answer.excerpt for answer in answers) == ANSWER
    assert all(quotes_itself(call, comment) for comment in found)


def test_a_question_on_something_else_is_no_line() -> None:
    _, found = comments(
        (*CFO, HEADLINE),
        ("Joe Doe", "analyst", "How was advertising in the holiday season?"),
        (*CFO, "It was good across all regions."),
    )
    assert all(comment.line is Line.BULLET for comment in found)


def test_an_allusion_is_a_question_on_the_topic() -> None:
    asked = "What do you make of the models that came out of China at a much lower cost?"
    _, found = comments(
        ("Joe Doe", "analyst", asked), (*CFO, "These reasoning models will need more compute, not less.")
    )
    assert [(comment.section, comment.line) for comment in found] == [
        ("deepseek", Line.QUESTION),
        ("deepseek", Line.ANSWER),
    ]


def test_two_questions_of_one_analyst_share_out_the_answers() -> None:
    _, found = comments(
        ("Joe Doe", "analyst", "What does DeepSeek mean for you? And then, how will your capex mix change next year?"),
        (
            "Bo Ray",
            "executive",
            "I can start. DeepSeek did a number of novel things, and it is too early to judge them.",
        ),
        (*CFO, "On capex, servers will be the largest part of our capital expenditures next year."),
    )
    assert [(c.section, c.line.value) for c in found] == [
        ("capex", "question"),
        ("capex", "answer"),
        ("deepseek", "question"),
        ("deepseek", "answer"),
    ]
    assert "servers" in found[1].excerpt
    assert "novel" in found[3].excerpt


@pytest.mark.parametrize("spelling", ["DeepSeek", "DeepSeq", "deep seek", "deep-seek", "Deepseeker One", "DeepSea"])
def test_every_mention_of_deepseek_is_shown(spelling: str) -> None:
    _, found = comments((*CFO, f"We now offer models from {spelling} and many others in our catalog."))
    assert [comment.section for comment in found] == ["deepseek"]


def test_a_passage_goes_on_where_later_sentences_do_not_name_the_topic() -> None:
    words = (
        "DeepSeek showed that models get smaller. This means inference will run on the device, which lifts adoption."
    )
    _, found = comments((*CFO, words))
    assert " ".join(comment.excerpt for comment in found) == words


def test_a_capex_figure_is_no_line_on_deepseek_where_only_its_question_names_it() -> None:
    outlook = (
        "On the investment front, we expect capital investment of $22 billion again this year as we expand our network."
    )
    _, found = comments(
        (*CFO, outlook), ("Joe Doe", "analyst", "What does DeepSeek mean for you?"), (*CFO, "It is too early to tell.")
    )
    assert [comment.section for comment in found if "$22 billion" in comment.excerpt] == ["capex"]


def test_of_an_answer_that_says_little_what_takes_up_the_questions_words_is_shown() -> None:
    asked = "One on tools. And how do you see DeepSeek, could there be infrastructure efficiencies over time?"
    answer = (
        "On the tools, our products are custom built for small customers. "
        "These are shops in many small towns, and we like to serve them. "
        "And on AI and the infrastructure discussions that we have, this is a quickly evolving situation."
    )
    _, found = comments(("Joe Doe", "analyst", asked), (*CFO, answer))
    assert "quickly evolving" in " ".join(comment.excerpt for comment in found)


def test_an_empty_call_has_no_comments() -> None:
    assert comments()[1] == []


@given(st.lists(st.sampled_from([HEADLINE, OUTLOOK, CHIPS, BUILD, CHAT, ANSWER, QUESTION]), min_size=1, max_size=12))
def test_spans_are_exact_and_ids_are_unique(words: list[str]) -> None:
    call, found = comments((*CFO, "\n".join(words)), ("Joe Doe", "analyst", QUESTION), (*CFO, " ".join(words)))
    assert all(quotes_itself(call, comment) and 0 <= comment.score <= 1 for comment in found)
    assert len({comment.comment_id for comment in found}) == len(found)
    spans = [span for comment in found for span in comment.spans]
    assert len(set(spans)) == len(spans), "a sentence stands in one line only"
