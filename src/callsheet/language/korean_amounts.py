"""Single amounts as written in Korean: ``226억달러``, ``1조 5,000억 원``, ``600~650억 달러`` (its two ends)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from callsheet.language.amounts import Amount
from callsheet.lexicon import lexicon

_KOREAN = lexicon("quantities")["korean"]
_SCALES = {word: Decimal(value) for word, value in _KOREAN["scales"].items()}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_CURRENCY = "|".join(sorted(_KOREAN["currencies"], key=len, reverse=True))
_PART = rf"(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>{_SCALE})"
_PARTS = re.compile(_PART)
_AMOUNT = re.compile(
    rf"""
    (?<![\d.,])(?P<parts>\d[\d,]*(?:\.\d+)?\s?(?:{_SCALE})(?:\s?\d[\d,]*(?:\.\d+)?\s?(?:{_SCALE}))*)
    (?:\s?(?P<currency>{_CURRENCY}))?
    """,
    re.VERBOSE,
)
_OPEN_START = re.compile(
    r"(?<![\d.,\w])(?P<number>\d[\d,]*(?:\.\d+)?)(?=\s?[~\-–]\s?\d[\d,.]*\s?(?:조|천|백|십|억|만))"
)


def amounts(text: str) -> Iterator[Amount]:
    """Yield the amounts of ``text`` that carry a Korean scale, left to right.

    >>> [(amount.plain, amount.unit) for amount in amounts("설비투자 1조 5,000억원")]
    [(Decimal('1500000000000'), 'KRW')]
    """
    for match in _AMOUNT.finditer(text):
        value = sum(
            (
                Decimal(part["number"].replace(",", "")) * _SCALES[part["scale"]]
                for part in _PARTS.finditer(match["parts"])
            ),
            Decimal(0),
        )
        scale = _SCALES[list(_PARTS.finditer(match["parts"]))[-1]["scale"]]
        currency = match["currency"]
        yield Amount(
            match.start(), match.end(), value / scale, scale, _KOREAN["currencies"][currency] if currency else None
        )
