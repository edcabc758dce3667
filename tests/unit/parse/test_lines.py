"""Lines to paragraphs: wrapped lines, sentences cut by pages and links, Markdown's decoration."""

import pytest

from callsheet.parse.lines import paragraphs, source_lines


def test_rules_and_blank_lines_are_gaps() -> None:
    lines = source_lines("One.\n=====\nTwo.\n\nThree.\nFour.")
    assert [(line.text, line.place, line.after_gap) for line in lines] == [
        ("One.", "line 1", True),
        ("Two.", "line 3", True),
        ("Three.", "line 5", True),
        ("Four.", "line 6", False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We grew.\n\nWe hired.", ("We grew.", "We hired.")),
        ("We spent\n$35 million.", ("We spent $35 million.",)),
        ("In the U.S.\n\nand beyond it.", ("In the U.S. and beyond it.",)),
        ("non-\nGAAP measures", ("non-GAAP measures",)),
        ("It helps.\niPad sales fell.", ("It helps.", "iPad sales fell.")),
        ("**Bold** words and\n> quoted ones.", ("Bold words and quoted ones.",)),
    ],
)
def test_paragraphs(text: str, expected: tuple[str, ...]) -> None:
    assert paragraphs(source_lines(text)) == expected


def test_filled_columns_run_on_after_a_full_stop() -> None:
    wrapped = (
        "Orders grew by a third, and the plant opened.\nCustomers ask for more, so there is a new shift.\nWe hire.\n"
        "Costs rise as planned, and so does the output."
    )
    assert paragraphs(source_lines(wrapped)) == (
        "Orders grew by a third, and the plant opened. Customers ask for more, so there is a new shift. We hire.",
        "Costs rise as planned, and so does the output.",
    )
