"""How amounts and periods are shown in a line: ``$60~65B``, ``FY25``, ``FY2Q25``; the digits stay as they were said."""

import re
from decimal import Decimal

from callsheet.records import PERCENT, FiscalPeriod, Part, Qualifier

_SCALES = (("T", 12, "trillion"), ("B", 9, "billion"), ("M", 6, "million"), ("K", 3, "thousand"))
_SIGNS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "TWD": "NT$",
    "KRW": "₩",
    "CNY": "RMB ",
    "CAD": "C$",
    "INR": "₹",
}
_HEDGES = {
    Qualifier.APPROX: {"en": "~{}", "ko": "약 {}"},
    Qualifier.AT_LEAST: {"en": "over {}", "ko": "{} 이상"},
    Qualifier.AT_MOST: {"en": "up to {}", "ko": "최대 {}"},
}
_NEGATIVE = {"en": "-{}", "ko": "-{}"}


def plain(value: Decimal) -> str:
    """Return a number without exponent and without empty decimals."""
    return f"{value.normalize():f}"


def scale_of(text: str, value: Decimal) -> tuple[str, int]:
    """Return the letter and power of ten in which ``value`` was said in ``text``; the largest that fits otherwise."""
    for letter, power, word in _SCALES:
        if re.search(rf"(?i){word}|\d\s?{letter}\b", text):
            return letter, power
    for letter, power, _ in _SCALES:
        if abs(value) >= Decimal(10) ** power:
            return letter, power
    return "", 0


def amount_label(
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    qualifier: Qualifier,
    text: str,
    lang: str,
    *,
    change: bool = False,
) -> str:
    """Return a value as a line shows it.

    Args:
        text: the words of the value, which say in what scale it was spoken.
        change: whether the value is a change; its sign is then left to the words around it.

    >>> low, high = Decimal(60_000_000_000), Decimal(65_000_000_000)
    >>> amount_label(low, high, "USD", Qualifier.RANGE, "$60 to $65 billion", "en")
    '$60-65B'
    """
    ends = [abs(value) if change else value for value in (low, high) if value is not None]
    ends.sort()
    negative = not change and ends[0] < 0
    if unit == PERCENT:
        numbers, sign, letter = [plain(abs(end)) for end in ends], "", "%"
    else:
        letter, power = scale_of(text, ends[-1])
        numbers = [plain(abs(end) / Decimal(10) ** power) for end in ends]
        sign = _SIGNS.get(unit, f"{unit} ")
    shown = ("~" if lang == "ko" else "-").join(dict.fromkeys(numbers))
    label = f"{sign}{shown}{letter}"
    if negative:
        label = f"-{label}"
    return _HEDGES[qualifier][lang].format(label) if qualifier in _HEDGES else label


def period_label(period: FiscalPeriod, lang: str) -> str:
    """Return a period as the reference writes it.

    >>> [period_label(FiscalPeriod.parse(p), "ko") for p in ("FY2025", "FY2025Q2", "FY2025Q3-FY2025Q4")]
    ['FY25', 'FY2Q25', 'FY3Q25, 4Q25']
    """
    if period.until is not None:
        first, last = _single(period).quarter_number, period.until.quarter_number
        if first and last and period.year == period.until.year:
            quarters = [f"{number}Q{period.year % 100:02d}" for number in range(first, last + 1)]
            return "FY" + ", ".join(quarters)
        return f"{period_label(_single(period), lang)}~{period_label(period.until, lang)}"
    year = f"{period.year % 100:02d}"
    if period.part is Part.YEAR:
        return f"FY{year}"
    if period.part is Part.YTD:
        return f"FY{year} 누적" if lang == "ko" else f"FY{year} YTD"
    return f"FY{period.part.value[::-1]}{year}"


def _single(period: FiscalPeriod) -> FiscalPeriod:
    return FiscalPeriod(period.year, period.part)


def relative_label(period: FiscalPeriod, at: FiscalPeriod | None, lang: str) -> str:
    """Return a period as seen from the call: its own quarter is ``당분기``, every other by its name."""
    if period == at and period.quarter_number:
        return "당분기" if lang == "ko" else period_label(period, lang)
    return period_label(period, lang)
