"""Quarters and dates as calls, headers and file names state them.

Only what names the call itself is read here ("fiscal year 2025 second quarter", "Q2 FY25", "2Q25", "2025Q2"); every
other mention of a period is language.periods' business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_NUMBERS = {
    **dict.fromkeys(("first", "1st", "one"), 1),
    **dict.fromkeys(("second", "2nd", "two"), 2),
    **dict.fromkeys(("third", "3rd", "three"), 3),
    **dict.fromkeys(("fourth", "4th", "four"), 4),
}
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_ORDINAL = "first|second|third|fourth|1st|2nd|3rd|4th"
# Groups are numbered, for quarter and year stand in either order in one pattern.
_QUARTER = (
    rf"(?:(?:fiscal\s)?(?P<ord{{n}}>{_ORDINAL})[\s-]+(?:fiscal[\s-]+)?(?:quarter|qtr)"
    r"|\bQ(?P<q{n}>[1-4])|(?P<n{n}>[1-4])Q|\bquarter\s(?P<w{n}>[1-4]|one|two|three|four)(?!\w))"
)
_YEAR = r"(?:(?P<long{n}>20\d\d)|(?:FY|F|fiscal(?:\syear)?|year)\s?['’‘]?(?P<short{n}>\d\d)\b|['’‘](?P<bare{n}>\d\d)\b)"
# Words that may stand between quarter and year: "fourth quarter and full year of fiscal 2025".
_BETWEEN = (
    r"(?:[\s,.()_-]|and|&|full|half|the|of|in|for|our|its|results?|financial|earnings|fiscal|year|FY|ending|ended"
    r"|calendar|conference|call|'s|’s)*?"
)
_YEAR_FIRST = re.compile(
    rf"(?:fiscal\s(?:year\s)?|FY\s?|\b){_YEAR.format(n=1)}['’]?s?[\s,_-]*(?:fiscal\s|FY\s)?(?:year\s)?"
    rf"{_QUARTER.format(n=1)}(?![a-z]*\s?\d)",
    re.IGNORECASE,
)
_QUARTER_FIRST = re.compile(rf"{_QUARTER.format(n=2)}(?:{_BETWEEN}{_YEAR.format(n=2)})?", re.IGNORECASE)
_KOREAN = re.compile(r"(?:(?P<long3>20\d\d)|(?P<short3>\d\d))년도?\s*(?P<n3>[1-4])\s?분기")
_GLUED = re.compile(
    r"(?:\b|_)(?:(?P<q1>[1-4])Q(?P<y1>\d{2}|20\d\d)|(?P<y2>20\d\d)[-_ ]?Q(?P<q2>[1-4])"
    r"|Q(?P<q3>[1-4])[-_ ]?(?:FY[-_ ]?)?(?P<y3>20\d\d|\d\d)|FY[-_ ]?(?P<y4>20\d\d|\d\d)[-_ ]?Q(?P<q4>[1-4]))(?=\b|_)",
    re.IGNORECASE,
)
_MONTH = r"(?P<month{n}>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    rf"(?:{_MONTH.format(n=1)}\s(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year1>20\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s{_MONTH.format(n=2)},?\s(?P<year2>20\d\d)"
    r"|\b(?P<iso>20\d\d-[01]\d-[0-3]\d)\b|/(?P<path>20\d\d/[01]\d/[0-3]\d)/)"
)


_A_YEAR = re.compile(r"20\d\d")
_BEFORE_YEAR, _AFTER_YEAR = 24, 8  # characters: "September 30th, ", "-09-30"


@dataclass(frozen=True, slots=True)
class StatedQuarter:
    """A quarter as stated: ``year`` is None where only the quarter is named; ``start`` is where the words stand."""

    quarter: int
    year: int | None
    words: str
    start: int


def stated_quarters(text: str) -> Iterator[StatedQuarter]:
    """Yield the quarters named in running text, left to right.

    >>> [(s.quarter, s.year) for s in stated_quarters("Welcome to the fiscal year 2025 second-quarter call on Q2.")]
    [(2, 2025), (2, None)]
    """
    patterns = (_YEAR_FIRST, _QUARTER_FIRST, _KOREAN)
    found = [(match, str(group)) for group, pattern in enumerate(patterns, start=1) for match in pattern.finditer(text)]
    end = 0
    for match, group in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        if match.start() < end:
            continue
        end = match.end()
        yield StatedQuarter(_quarter(match, group), _year(match, group), match[0].strip(), match.start())


def _quarter(match: re.Match[str], group: str) -> int:
    words = next(words for name in ("ord", "q", "n", "w") if (words := match.groupdict().get(name + group)))
    return _NUMBERS.get(words.casefold()) or int(words)


def _year(match: re.Match[str], group: str) -> int | None:
    groups = match.groupdict()
    long, short = groups["long" + group], groups["short" + group] or groups.get("bare" + group)
    return int(long) if long else 2000 + int(short) if short else None


def glued_quarter(text: str) -> tuple[int, int] | None:
    """Return (year, quarter) of a label or a file name: ``MSFT_Q2_2025``, ``2025Q2``, ``1Q26``, ``Q1_FY2024``."""
    match = _GLUED.search(text)
    if match is None:
        return None
    year, quarter = next((match[f"y{n}"], match[f"q{n}"]) for n in "1234" if match[f"q{n}"])
    return int(year) if len(year) == 4 else 2000 + int(year), int(quarter)


def stated_dates(text: str) -> Iterator[tuple[date, int]]:
    """Yield the days named in ``text`` and where they stand; impossible ones are passed over."""
    for match in _dates(text):
        try:
            if iso := match["iso"] or (match["path"] or "").replace("/", "-"):
                yield date.fromisoformat(iso), match.start()
                continue
            month = (match["month1"] or match["month2"])[:3].casefold()
            yield (
                date(int(match["year1"] or match["year2"]), _MONTHS[month], int(match["day1"] or match["day2"])),
                match.start(),
            )
        except ValueError:
            continue


def _dates(text: str) -> Iterator[re.Match[str]]:
    """Match only around years: the pattern is far slower than the search for those."""
    after = 0
    for year in _A_YEAR.finditer(text):
        match = _DATE.search(text, max(after, year.start() - _BEFORE_YEAR), year.end() + _AFTER_YEAR)
        if match and match.end() > after:
            after = match.end()
            yield match
