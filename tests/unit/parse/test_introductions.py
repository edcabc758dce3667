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
        ("Revenue was up, driven by the new plant.", []),
    ],
)
def test_who_is_presented(words: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.name, found.title) for found in introductions(words)] == expected
