"""Stance on capital spending: sentences in our own words, the stance that an analyst would note beside each."""

from collections.abc import Sequence

import pytest

from callsheet.extract.tone.stance import frames, stance_of, stances
from callsheet.lexicon import lexicon
from callsheet.records import Exchange, Section, Sentence, Setting, Span, SpeakerRole

EXECUTIVE, ANALYST = SpeakerRole.EXECUTIVE, SpeakerRole.ANALYST


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("A better recipe doesn’t mean we will need less compute.", "supports"),
        ("Each time the cost comes down, customers consume more of it.", "supports"),
        ("Models that think before they answer require far more GPUs.", "supports"),
        ("Demand for inference capacity keeps accelerating, and inference demand is surging.", "supports"),
        ("We remain convinced that spending on data centers gives us an advantage that lasts.", "supports"),
        ("Our capex plans have not changed since that release.", "supports"),
        ("We will continue to invest in infrastructure.", "supports"),
        ("It's too early to say what that does to our capex.", "neutral"),
        ("It is premature to draw conclusions for infrastructure from one paper.", "neutral"),
        ("The industry may have overbuilt.", "questions"),
        ("Such methods could reduce capex for all of us.", "questions"),
        ("We may well need fewer GPUs than we thought.", "questions"),
        ("You don't need the largest GPUs for that.", "questions"),
        ("Boards will rethink the spending of the last two years.", "questions"),
        ("As far as the newcomer is concerned, we welcome it.", None),
        ("That took advantage of our infrastructure.", None),
        ("The model is in our catalogue since this morning.", None),
        ("We have no concerns about our data centers.", None),
        ("They will not reduce spending.", None),
        ("비용 하락은 수요 증가로 이어질 것", "supports"),
    ],
)
def test_a_sentence_takes_its_stance(text: str, stance: str | None) -> None:
    found = stance_of(text)
    assert (found.stance.value if found else None) == stance, found and found.name


def test_only_an_analyst_asks() -> None:
    text = "What does it mean for your capex over the coming years?"
    found = stance_of(text, ANALYST)
    assert found is not None
    assert found.stance.value == "neutral"
    assert stance_of(text, EXECUTIVE) is None


def test_the_frames_use_lists_that_exist() -> None:
    told = lexicon("stance")
    used = {name for row in told["frames"] for lists in (*row["parts"], row.get("unless", ())) for name in lists}
    assert used == set(told["words"])
    assert len(frames()) == len(told["frames"])


def call(*said: tuple[SpeakerRole, Section, str]) -> list[Sentence]:
    """Sentences of a call, one a turn."""
    sentences, at = [], 0
    for number, (role, section, text) in enumerate(said):
        sentences.append(Sentence(text, Span(at, at + len(text)), number, number, str(role), role, section))
        at += len(text) + 2
    return sentences


def found_in(sentences: Sequence[Sentence], exchanges: Sequence[Exchange]) -> list[tuple[str, str]]:
    setting = Setting("ab" * 32, "MSFT", None, 6, "USD", ("Microsoft",))
    return [(stance.excerpt, stance.stance.value) for stance in stances(sentences, exchanges, setting)]


REMARKS, ANSWERS = Section.PREPARED_REMARKS, Section.QUESTIONS_AND_ANSWERS
STANDS = "Heavy investment in infrastructure is an advantage."


def test_an_answer_speaks_of_what_its_question_names() -> None:
    sentences = call(
        (EXECUTIVE, REMARKS, STANDS),  # said of nothing in particular
        (ANALYST, ANSWERS, "What does DeepSeek mean for your capex?"),
        (SpeakerRole.OPERATOR, ANSWERS, "One moment, we will continue to invest in the line."),
        (EXECUTIVE, ANSWERS, STANDS),
        (ANALYST, ANSWERS, "And margins?"),
        (EXECUTIVE, ANSWERS, STANDS),  # said of margins
    )
    exchanges = [Exchange("A", None, (1,), (2, 3)), Exchange("B", None, (4,), (5,))]
    assert found_in(sentences, exchanges) == [
        ("What does DeepSeek mean for your capex?", "neutral"),
        (STANDS, "supports"),
    ]


def test_a_call_that_does_not_name_the_topic_takes_no_stance() -> None:
    assert found_in(call((EXECUTIVE, ANSWERS, STANDS)), [Exchange("A", None, (), (0,))]) == []
