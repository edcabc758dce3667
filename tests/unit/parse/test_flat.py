"""Machine transcripts without labels: who speaks is inferred from what is said."""

import pytest

from callsheet.parse.layouts.flat import read_flat
from callsheet.parse.layouts.flat_exchanges import exchange_parts
from callsheet.parse.layouts.flat_sentences import asks, asks_something, is_addressed, is_thanks, takes_up
from callsheet.parse.lines import source_lines
from callsheet.records import Section, SpeakerRole

OPENING = (
    "Good day, and welcome to the Northwind second quarter 2025 earnings call. All lines are "
    "in a listen-only mode. I would now like to introduce your host, Ines Halvorsen, Head of Investor Relations. "
    "Please go ahead. "
    "Thank you, and good afternoon. With me are Tomas Okafor, CEO, and Priya Delacroix, CFO. "
    "I will turn the call over to Tomas. Thank you, Ines. Orders grew by a third. And here's Priya. "
    "Thanks, Tomas. Revenue was $412 million. With that, let's go to questions. "
)


def turns(text: str) -> list[tuple[str, str]]:
    return [(turn.label or "-", turn.role.value if turn.role else "") for turn in read_flat(source_lines(text)).turns]


def test_the_call_is_handed_from_speaker_to_speaker() -> None:
    announced = (
        "Our first question comes from Ana Roth with Hill Securities. Please proceed. "
        "Thanks. How full is it? Thanks, Ana. Two thirds."
    )
    assert turns(OPENING + announced) == [
        ("Operator", "operator"),
        ("Ines Halvorsen", "investor_relations"),
        ("Tomas Okafor", "executive"),
        ("Priya Delacroix", "executive"),
        ("Operator", "operator"),
        ("Ana Roth", "analyst"),
        ("-", "executive"),
    ]


EXCHANGES = [
    "A: Thanks. How full is the plant? C: Thanks, Ana. It is two thirds full.",
    "A: How full is the plant? Thank you. C: We think it is two thirds full.",
    "A: How full is it? C: Yeah, so it is two thirds full. A: That's helpful. And steel, is it settled? C: Yes, it is.",
    "A: Hi, good morning. C: Good morning, Ana. A: I wanted to ask about steel. Is it settled? C: Sure. It is.",
    "A: This is Ana. Could you talk about steel? C: Absolutely. We buy early. What does that mean? It means no risk.",
    "A: Is it full, or is it empty? C: Well, it is in between, right? We like that.",
    # Whoever thanks for the question answers it; so does who offers to begin.
    "A: How full is it? C: Hi, Ana. Thanks for the question. Two thirds. Is that enough? We think so.",
    "A: How full is it? C: Okay, so I'll take that. It is two thirds full. A: Got it. And steel? C: Sure. Settled.",
    "A: How full is it? Thanks. C: Sure. Why don't I start? It is two thirds full, and Tomas, anything to add?",
    # No question mark, and an answer that begins like any sentence.
    "A: Maybe you could comment on steel. Thanks. C: From our side it is settled, and we buy a year ahead.",
    "A: Is that correct? C: Nothing else is planned. We like what we have.",
    # "I think you said …" explains the question; thanks are still to come.
    "A: Is the plant full? I think you said two thirds in May. Thanks. C: Yes. It is.",
    # Greetings go to and fro before anything is asked.
    "A: Hey, Tomas. How are you? C: Good, Ana. And how are you? A: I want to ask about steel. Is it settled? C: Yes.",
]


@pytest.mark.parametrize("case", EXCHANGES)
def test_who_speaks_in_an_exchange(case: str) -> None:
    expected: list[tuple[bool, str]] = []
    for piece in case.replace(" C: ", "|C: ").replace(" A: ", "|A: ").split("|"):
        expected.append((piece.startswith("A"), piece[3:]))
    text = " ".join(words for _, words in expected)
    sentences = [sentence + mark for sentence, mark in _sentences(text)]
    parts = exchange_parts(sentences, 0, len(sentences), "Ana", frozenset(("Tomas",)))
    assert [(part.by_analyst, " ".join(sentences[part.start : part.end])) for part in parts] == expected


def _sentences(text: str) -> list[tuple[str, str]]:
    found, begun = [], 0
    for place, character in enumerate(text):
        if character in ".?!":
            found.append((text[begun:place].strip(), character))
            begun = place + 1
    return found


@pytest.mark.parametrize("sentence", ["Is it full?", "Is that correct?", "How full is it this year?"])
def test_a_question(sentence: str) -> None:
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["It is full, right?", "Hey, how are you?", "Can you hear me?", "Why don't I start?", "Anything to add?"],
)
def test_no_question(sentence: str) -> None:
    assert not asks(sentence)


def test_a_question_without_a_mark() -> None:
    assert asks_something("Maybe you could comment on steel.")
    assert not asks_something("We buy steel a year ahead.")


def test_forms_of_address() -> None:
    assert is_addressed("Yeah, thanks, Ana, for the question.", "Ana")
    assert is_addressed("Carl, let me start.", "Karl")
    assert is_addressed("On the price it is the latter, Ana, as we said.", "Ana")
    assert is_addressed("yeah uh thank you ana it is settled", "Ana")
    assert not is_addressed("Hi, this is Ana on for Leo.", "Ana")
    assert not is_addressed("It is what Tomas said before.", "Ana")


def test_a_machine_writes_fillers_into_the_thanks_for_a_question() -> None:
    assert takes_up("our needs next year thanks uh... for that question so we remain happy")
    assert not takes_up("thank you for taking my call")


def test_long_thanks_say_more() -> None:
    assert is_thanks("Great. Thank you so much.")
    assert not is_thanks("Thanks so much for the time today I have one thing on steel and its price here.")


def test_who_stands_in_for_somebody_is_the_analyst() -> None:
    text = (
        OPENING + "Our first question comes from Leo Brandt with Hill Securities. "
        "Hi, this is Ana Roth on for Leo. How full is it? Sure. Two thirds."
    )
    assert ("Ana Roth", "analyst") in turns(text)


def test_who_gives_a_first_name_only_is_of_the_house_announced() -> None:
    text = OPENING + "Our first question comes from Leo Brandt with Hill Securities. This is Ana for Leo. Hey, Ana. "
    said = turns(text + "How full is it? Thanks, Ana. Two thirds.")
    assert said[-2:] == [("Leo Brandt", "analyst"), ("-", "executive")]


def test_an_announcement_within_a_run_on_sentence_divides() -> None:
    text = (
        OPENING
        + "Our first question comes from Ana Roth with Hill Securities. How full is it? Yeah, so it is two thirds "
        "full and we like that thank you the next question is from leo brandt with old mill please go ahead hi all "
        "Is steel settled? Sure. It is."
    )
    assert turns(text)[-5:] == [
        ("Ana Roth", "analyst"),
        ("-", "executive"),
        ("Operator", "operator"),
        ("Leo Brandt", "analyst"),
        ("-", "executive"),
    ]


def test_the_last_one_called_has_the_floor() -> None:
    text = (
        OPENING + "Our first question comes from Ana Roth with Hill Securities. Ana, your line is open. "
        "Our next question comes from Leo Brandt with Old Mill. How full is it? Thanks, Leo. Two thirds."
    )
    assert turns(text)[-3:] == [("Operator", "operator"), ("Leo Brandt", "analyst"), ("-", "executive")]


def test_a_first_answer_that_hands_on_does_not_end_the_call() -> None:
    text = (
        OPENING + "Our first question comes from Ana Roth with Hill Securities. How full is it? "
        "I'll take the first part, and I'll turn it over to Priya. It is two thirds full. We buy steel a year ahead."
    )
    assert turns(text)[-2:] == [("Ana Roth", "analyst"), ("-", "executive")]


def test_an_announcement_that_the_machine_did_not_understand_still_divides() -> None:
    text = (
        OPENING
        + "Our first question comes from Ana Roth with Hill Securities. How full is it? Two thirds, Ana. Thanks, Ana. "
        "Operator, next question, please. Certainly. Next is . Hi, everyone. Is steel settled? Sure, it is."
    )
    assert turns(text)[-3:] == [("Operator", "operator"), ("-", "analyst"), ("-", "executive")]


def test_without_announcements_nobody_is_guessed() -> None:
    draft = read_flat(source_lines(OPENING + "We will now take your questions. " + "How full is it? Two thirds. " * 5))
    last = draft.turns[-1]
    assert (last.role, last.section, last.confidence) == (SpeakerRole.UNKNOWN, Section.QUESTIONS_AND_ANSWERS, 0.5)
    assert "could not be told apart" in draft.warnings[-1]


def test_the_operator_ends_the_call() -> None:
    text = (
        OPENING + "Our first question comes from Ana Roth with Hill Securities. How full is it? Yeah, two thirds. "
        "There are no further questions at this time. Tomas, please close. "
        "We thank you all for your interest. This concludes today's conference call. You may now disconnect."
    )
    assert turns(text)[-3:] == [("Operator", "operator"), ("-", "executive"), ("Operator", "operator")]
