"""Periods as they are written in Korean: ``26년 1분기``, ``하반기``, ``전년 동기``, ``내년``."""

import re

from callsheet.language.period_anchor import Anchor, as_pattern, four_digits, part_of_year, plain_words, quarter, year
from callsheet.lexicon import lexicon
from callsheet.records import FiscalPeriod, Part

_WORDS = lexicon("periods_ko")
_YEAR = r"(?<!\d)(?:19|20)?\d\d"
_LENGTH = f"{'|'.join(_WORDS['length_joined'])}|\\s*(?:{'|'.join(_WORDS['length_behind'])})"
_NEAR = 6  # years from the call's within which two digits are a year
MENTION = re.compile(
    rf"""
    (?:(?P<year>{_YEAR})년(?:도)?\s*)?(?:(?P<quarter>[1-4])분기|(?P<half>상|하)반기)
  | (?P<only_year>{_YEAR})년(?:도)?(?!{_LENGTH})
  | (?P<near_quarter>{as_pattern(_WORDS["quarters_from_here"])})
  | (?P<near_year>{as_pattern(_WORDS["years_from_here"])})
    """,
    re.VERBOSE,
)


def read(match: re.Match[str], anchor: Anchor) -> tuple[FiscalPeriod | None, bool] | None:
    """Return what a match of ``MENTION`` means, seen from ``anchor``, and whether that depends on the call.

    None where two digits are too far from the call's year to be one.
    """
    named = match["year"] or match["only_year"]
    in_year = four_digits(named) if named else None
    if match["quarter"]:
        return quarter(int(match["quarter"]), in_year, anchor), named is None
    if match["half"]:
        return part_of_year(Part.H1 if match["half"] == "상" else Part.H2, named, anchor), named is None
    if match["near_quarter"]:
        return anchor.quarter_from_here(_WORDS["quarters_from_here"][plain_words(match["near_quarter"])]), True
    if match["near_year"]:
        return year(anchor.year_from_here(_WORDS["years_from_here"][match["near_year"]])), True
    if anchor.at and in_year and len(named or "") == 2 and abs(in_year - anchor.at.year) > _NEAR:
        return None
    return year(in_year), False
