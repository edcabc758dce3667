"""Hand-offs in the wordings that operators use; nothing is announced where somebody only speaks of questions."""

import pytest

from callsheet.parse.handoffs import hand_offs, questioners

ANNOUNCED = [
    ("Our first question comes from the line of Joe Marsh from UBS. Your question, please.", "Joe Marsh", "UBS"),
    ("We'll go next to Alexa Ford with Bernstein.", "Alexa Ford", "Bernstein"),
    ("The last question will come from the line of Kash Rao with Stifel. Please proceed.", "Kash Rao", "Stifel"),
    ("And next we have Lena Maier from Old Mill Capital.", "Lena Maier", "Old Mill Capital"),
    ("Andrew Berg from Berenberg. Your line is open.", "Andrew Berg", "Berenberg"),
    ("Next, we'll hear from J. P. Olsen of Robert W. Baird. Please go ahead.", "J. P. Olsen", "Robert W. Baird"),
    ("Your next question is from Jay McCann.", "Jay McCann", None),
    ("Our next question is from Bill Dee with Tie Capital Management. Go on.", "Bill Dee", "Tie Capital Management"),
    ("The question comes in the line of Jane Moss from Old Mill. Please proceed.", "Jane Moss", "Old Mill"),
    ("Jane Moss from Old Mill is online with your next question. Please go ahead.", "Jane Moss", "Old Mill"),
    ("We'll turn now to Jane Moss with Old Mill.", "Jane Moss", "Old Mill"),
    ("And you have a follow-up from Jane Moss with Old Mill.", "Jane Moss", "Old Mill"),
    ("The next question comes from the line of Cash Moss with Old Mill. Please proceed.", "Cash Moss", "Old Mill"),
    ("We now have a question from Mary O'Neil at J.P. Morgan.", "Mary O'Neil", "J.P. Morgan"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "name", "house"), ANNOUNCED)
def test_who_is_announced(words: str, name: str, house: str | None) -> None:
    assert [(found.name, found.house) for found in questioners(words)] == [(name, house)]


@pytest.mark.parametrize(
    "words",
    [
        "I would now like to turn the call over to Ines Halvorsen, Head of Investor Relations. Please go ahead.",
        "There are no further questions. I will turn the call back to Tom Marsh for closing remarks.",
        "A question-and-answer session will follow the formal presentation.",
        "Thank you for the question, and let me turn to Priya for the details.",
        "We open next year with a full order book in North America and Europe.",
    ],
)
def test_who_is_not_announced(words: str) -> None:
    assert questioners(words) == ()


def test_the_span_quotes_the_announcement() -> None:
    words = "Thank you. Our next question comes from Jane Doe with Example Securities. Go ahead."
    found = next(hand_offs(words))
    assert found.span.of(words) == "question comes from Jane Doe with Example Securities"


def test_remarks_of_thousands_of_characters_announce_nobody() -> None:
    assert questioners("Our next question comes from Jane Doe with Example Securities. " + "We grew. " * 500) == ()
