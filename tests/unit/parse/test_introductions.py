"""People presented together with their titles."""

import pytest

from callsheet.parse.introductions import introductions


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "With me are Sara Nord, Chairman and Chief Executive Officer; Amy Holt, Chief Financial Officer.",
            [("Sara Nord", "Chairman and Chief Executive Officer"), ("Amy Holt", "Chief Financial Officer")],
        ),
        ("Today we have our CFO, Kevan Pratt.", [("Kevan Pratt", "CFO")]),
        ("Speaking first is Apple CEO Tom Cross.", [("Tom Cross", "CEO")]),
        (
            "I will hand over to Brett Iver, Vice President of Investor Relations. Please go ahead.",
            [("Brett Iver", "Vice President of Investor Relations")],
        ),
        (
            "With me are Sara Nord, Chair and CEO, Amy Holt, President and CFO, and Leo Brandt, COO.",
            [
                ("Sara Nord", "Chair and CEO"),
                ("Amy Holt", "President and CFO"),
                ("Leo Brandt", "COO"),
            ],
        ),
        (
            "I'm joined by our CEO, Sara Nord, our Chief Financial Officer, Amy Holt, and our Chair, Leo Brandt.",
            [("Sara Nord", "CEO"), ("Amy Holt", "Chief Financial Officer"), ("Leo Brandt", "Chair")],
        ),
        (
            "I would like to introduce your host, Ines Hall, Head of Investor Relations and Strategy, who will begin.",
            [("Ines Hall", "Head of Investor Relations and Strategy")],
        ),
        ("Here are Sara Nord (CEO) and Amy Holt (CFO).", [("Sara Nord", "CEO"), ("Amy Holt", "CFO")]),
        ("Ana E. Lee, SVP, Corporate Development, joins us.", [("Ana E. Lee", "SVP, Corporate Development")]),
        ("I'm Amy Holt, Director of Investor Relations.", [("Amy Holt", "Director of Investor Relations")]),
        ("Revenue was up, driven by the new plant.", []),
    ],
)
def test_who_is_presented(words: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.name, found.title) for found in introductions(words)] == expected
