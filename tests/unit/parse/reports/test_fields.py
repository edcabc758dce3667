"""What a report's first page states, and what its disclosure does."""

from datetime import date
from decimal import Decimal

import pytest

from callsheet.parse.reports.fields import find_date
from callsheet.parse.reports.ratings import rating_distribution


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026년 1월 30일 I 기업분석", date(2026, 1, 30)),
        ("산업분석 | 2025.02.03", date(2025, 2, 3)),
        ("2026. 4. 28", date(2026, 4, 28)),
        ("2025/01/31", date(2025, 1, 31)),
        ("CUPERTINO, Calif. – April 25, 2024 –", date(2024, 4, 25)),
        ("31 Jan 2025", date(2025, 1, 31)),
        ("2025.13.45", None),
        ("52주 최고 54,500", None),
    ],
)
def test_find_date(text: str, expected: date | None) -> None:
    assert find_date(text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["BUY : 81.2% HOLD : 17.6% SELL : 1.2%"], {"BUY": "81.2", "HOLD": "17.6", "SELL": "1.2"}),
        (["매수(70.5%)·중립(29.5%)·매도(0%)"], {"매수": "70.5", "중립": "29.5", "매도": "0"}),
        (
            ["투자등급 BUY(매수) Neutral(중립) Reduce(매도) 합계", "비율 91.00% 9.00% 0.00% 100%"],
            {"BUY(매수)": "91.00", "Neutral(중립)": "9.00", "Reduce(매도)": "0.00"},
        ),
        (["BUY: 향후 12개월 기대수익률 15% 이상", "HOLD: 15% 미만"], {}),  # definitions, not shares
        (["Buy 60% Hold 20%"], {}),  # does not add up
    ],
)
def test_rating_distribution(lines: list[str], expected: dict[str, str]) -> None:
    found, _ = rating_distribution(lines)
    assert dict(found) == {label: Decimal(share) for label, share in expected.items()}


def test_the_date_of_a_distribution_stands_near_it() -> None:
    lines = ["투자의견 비율 (2024년 12월 31일 기준)", "BUY 80% HOLD 20% SELL 0%", "2020.01.01 설립"]
    assert rating_distribution(lines)[1] == date(2024, 12, 31)
