"""Periods as they are said and written in English: one pattern and one reading a kind of mention."""

import re
from collections.abc import Callable
from dataclasses import replace

from callsheet.language.period_anchor import (
    Anchor,
    as_pattern,
    calendar_half,
    four_digits,
    months_quarter,
    part_of_year,
    plain_words,
    quarter,
    year,
    year_of,
    years,
    years_around,
)
from callsheet.lexicon import lexicon
from callsheet.records import CalendarQuarter, FiscalPeriod, Part, fiscal_quarter

# What a mention means and whether that depends on where the call stands; None where the words are no mention.
Reading = tuple[FiscalPeriod | None, bool] | None
_Reader = Callable[[re.Match[str], Anchor], Reading]

_WORDS = lexicon("periods_en")
_ORDINAL, _MONTH, _HALF = (as_pattern(_WORDS[name]) for name in ("ordinals", "months", "halves"))
_NEAR_YEAR, _NEAR_QUARTER = as_pattern(_WORDS["years_from_here"]), as_pattern(_WORDS["quarters_from_here"])
_COUNT = rf"(?:{as_pattern(_WORDS['counts'])}|\d\d?)"
_PLAN_NOUN = as_pattern(_WORDS["plan_nouns"])
_NOT_A_YEAR = r"(?![\d%]|[.,]\d|\s*(?:million|billion|percent|months|weeks|days))"
_YEAR = (
    rf"(?:(?:{as_pattern(_WORDS['before_year'])})(?:~of)?[\s\-]*(?:20\d\d|['’]?\d\d){_NOT_A_YEAR}"
    r"|20\d\d(?!\s*(?:million|billion))(?:e\b)?|['’]\d\d(?!\d))"
)
_BARE_YEAR = r"[2-9][1-9]"  # round numbers are counts more often than years: "in 30 and"
_SHORT_YEAR = r"['’]?\d\d(?![\d%]|[.,]\d|\s*(?:million|billion|percent))"


def _trailing(match: re.Match[str], anchor: Anchor) -> Reading:
    first = anchor.quarter_from_here(-3)
    return (replace(first, until=anchor.quarter) if first else None), True


def _to_date(match: re.Match[str], anchor: Anchor) -> Reading:
    in_year = year_of(match["ytd_year"], anchor) or (anchor.at.year if anchor.at else None)
    return (FiscalPeriod(in_year, Part.YTD) if in_year else None), not match["ytd_year"]


def _months(match: re.Match[str], anchor: Anchor) -> Reading:
    part = Part.Q1 if re.search(r"three|3", match["months"]) else Part.H1
    return part_of_year(part, match["months_year"], replace(anchor, forward=False)), True


def _calendar_half(match: re.Match[str], anchor: Anchor) -> Reading:
    named = match["calendar_half_year"]
    number = _WORDS["halves"][match["calendar_half_number"]]
    return calendar_half(number, int(named) if named else None, anchor), not named


def _half(match: re.Match[str], anchor: Anchor) -> Reading:
    words = match["half_name"]
    digit = re.search(r"\d", words)
    number = int(digit[0]) if digit else _WORDS["halves"][re.split(r"[\s\-]", words)[0]]
    return part_of_year(Part.H1 if number == 1 else Part.H2, match["half_year"], anchor), not match["half_year"]


def _ordinal(words: str) -> int:
    digit = re.search(r"[1-4]", words)
    return int(digit[0]) if digit else int(_WORDS["ordinals"][re.split(r"[\s\-]", words)[0]])


def _year_then_quarter(match: re.Match[str], anchor: Anchor) -> Reading:
    number = _ordinal(match["year_first_quarter"])
    return quarter(number, year_of(match["year_first_year"], anchor), anchor), False


def _two_quarters(match: re.Match[str], anchor: Anchor) -> Reading:
    in_year = year_of(match["both_year"], anchor)
    first, second = (quarter(_ordinal(match[name]), in_year, anchor) for name in ("both_first", "both_second"))
    ordered = first and second and (first.year, first.part) < (second.year, second.part)
    return (replace(first, until=second) if first and ordered else second), not match["both_year"]


def _one_quarter(match: re.Match[str], anchor: Anchor) -> Reading:
    number, end, named = _ordinal(match["quarter_name"]), anchor.fiscal_year_end_month, match["quarter_year"]
    if match["calendar"] and named and end:
        return fiscal_quarter(CalendarQuarter(four_digits(named), number), end), False
    return quarter(number, year_of(named, anchor), anchor), not named


def _month_quarter(match: re.Match[str], anchor: Anchor) -> Reading:
    month, named = _WORDS["months"][match["month_name"]], match["month_year"]
    fiscal = bool(named and named.startswith("f"))  # "fiscal 2025", "FY25"
    return months_quarter(month, year_of(named, anchor), anchor, fiscal=fiscal), True


def _no_mention(match: re.Match[str], anchor: Anchor) -> Reading:
    return None


def _count(words: str) -> int:
    return int(words) if words.isdigit() else int(_WORDS["counts"][words])


def _some_years(match: re.Match[str], anchor: Anchor) -> Reading:
    looks_back = match["ahead"] in ("last", "past", "previous", "prior")
    return years_around(looks_back, _count(match["years_count"]), anchor), True


def _over_years(match: re.Match[str], anchor: Anchor) -> Reading:
    return (years_around(False, _count(match["over_count"]), anchor) if anchor.forward else None), True


def _coming_quarters(match: re.Match[str], anchor: Anchor) -> Reading:
    first = anchor.quarter_from_here(1)
    return (replace(first, until=first.shifted(_count(match["next_count"]) - 1)) if first else None), True


def _coming_months(match: re.Match[str], anchor: Anchor) -> Reading:
    first = anchor.quarter_from_here(1)
    return (replace(first, until=first.shifted(3)) if first else None), True


def _plan_years(match: re.Match[str], anchor: Anchor) -> Reading:
    coming = years_around(False, _count(match["plan_count"]), anchor)
    if coming and coming.until and match["new_plan"] and anchor.at and coming.year == anchor.at.year:
        coming = years(coming.year + 1, coming.until.year + 1)  # a new plan begins with the next year
    return coming, True


def _is_near(number: int, anchor: Anchor) -> bool:
    """Whether two bare digits can be a year: one within six of the call's."""
    return anchor.at is not None and abs(number - anchor.at.year) <= 6


def _through(match: re.Match[str], anchor: Anchor) -> Reading:
    first, last = anchor.coming_year, four_digits(match["through_year"])
    if match["through_year"].isdigit() and len(match["through_year"]) == 2 and not _is_near(last, anchor):
        return None
    return (years(min(first, last), last) if first else None), False


def _from_now(match: re.Match[str], anchor: Anchor) -> Reading:
    first, last = anchor.coming_year, int(match["now_year"])
    return (years(min(first, last), last) if first else None), False


def _decade(match: re.Match[str], anchor: Anchor) -> Reading:
    first = anchor.coming_year
    return (years(first, (first + 9) // 10 * 10) if first else None), False


def _since(match: re.Match[str], anchor: Anchor) -> Reading:
    return (years(four_digits(match["since_year"]), anchor.at.year) if anchor.at else None), False


def _rest_of_year(match: re.Match[str], anchor: Anchor) -> Reading:
    here = anchor.quarter
    if here is None or here.part is Part.Q4:
        return year(anchor.year), True
    first, last = here.shifted(1), FiscalPeriod.quarter(here.year, 4)
    return (first if first == last else replace(first, until=last)), True


def _near_quarter(match: re.Match[str], anchor: Anchor) -> Reading:
    words = plain_words(match["near_quarter"])
    # Who looks ahead from a call means the quarter that is under way, the one after the one reported.
    under_way = anchor.forward and words in _WORDS["under_way"]
    return anchor.quarter_from_here(1 if under_way else _WORDS["quarters_from_here"][words]), True


def _near_year(match: re.Match[str], anchor: Anchor) -> Reading:
    return year(year_of(match["near_year_name"], anchor)), True


def _this_year(match: re.Match[str], anchor: Anchor) -> Reading:
    return year(anchor.year), True


def _named_year(match: re.Match[str], anchor: Anchor) -> Reading:
    return FiscalPeriod(four_digits(match["year_name"])), False


def _short_year(match: re.Match[str], anchor: Anchor) -> Reading:
    named = four_digits(match["short_year"])
    return (FiscalPeriod(named), False) if _is_near(named, anchor) else None


def _unnamed(match: re.Match[str], anchor: Anchor) -> Reading:
    return None, True


# The kinds in the order in which they are tried; "~" stands for white space or hyphens. Each kind is one named group.
_KINDS: tuple[tuple[str, str, _Reader], ...] = (
    (
        "trailing",
        r"(?:trailing|last|past|rolling|prior|previous)~(?:12|twelve)~months?|(?:trailing|last|past)~(?:4|four)~quarters"
        r"|ttm|ltm",
        _trailing,
    ),
    (
        "to_date",
        r"(?:(?:fiscal~)?year~to~date|ytd|(?:the~)?first~(?:nine|9)~months?|(?:nine|9)~months?|(?:the~)?first~three~quarters"
        r"|through~the~(?:end~of~(?:the~)?)?(?:first~)?(?:nine|third)~(?:months|quarter)"
        r"|through~(?:june|september|march)(?:~30(?:th)?)?(?!\w)|already~this~year"
        r"|(?:so|thus)~far(?=\s*[.,;]|\s*$)|(?:so|thus)~far~this~year|(?:(?:so|thus)~far|to~date)(?=~in~(?:20\d\d|fiscal))"
        rf"|since~the~(?:start|beginning)~of~(?:the|this)~year)(?:\s+(?:of|in|for)\s+(?P<ytd_year>{_YEAR}|fiscal\s+\d\d))?",
        _to_date,
    ),
    (  # "for the three and six months ended June 30"
        "three_months",
        r"(?:three|3)(?=~(?:months~)?and~(?:six|6|nine|9|twelve|12)~months?)",
        lambda _, anchor: (anchor.quarter, True),
    ),
    (
        "months",
        r"(?:(?:first~)?(?:six|6)~months|first~(?:three|3)~months|first~two~quarters)"
        rf"(?:\s+(?:of|in|for)\s+(?P<months_year>{_YEAR}|{_NEAR_YEAR}))?",
        _months,
    ),
    (
        "calendar_half",
        rf"(?P<calendar_half_number>{_HALF})~half~of~(?:(?:the|this)~)?calendar(?:~year)?"
        r"(?:~(?P<calendar_half_year>20\d\d))?",
        _calendar_half,
    ),
    (
        "half",
        rf"(?P<half_name>(?:{_HALF})~half|[12]h|h[12])(?![a-z])"
        rf"(?:[\s,\-]*(?:of|in|for)?[\s\-]*(?:the~)?(?P<half_year>{_YEAR}|{_NEAR_YEAR}|['’]?\d\d(?![\d%.,])))?",
        _half,
    ),
    (
        "year_then_quarter",
        rf"(?P<year_first_year>{_YEAR}|(?:{_NEAR_YEAR})['’]s)[\s\-]*"
        rf"(?P<year_first_quarter>q[1-4]\b|(?:{_ORDINAL})~quarter)",
        _year_then_quarter,
    ),
    (
        "two_quarters",
        rf"(?P<both_first>{_ORDINAL}|q[1-4])(?:~quarter)?\s+(?:and|or|to|through|into)\s+(?:the\s+)?"
        rf"(?P<both_second>(?:{_ORDINAL})~quarters?|q[1-4])\b(?:[\s,\-]*(?:of|in)?[\s\-]*(?P<both_year>{_YEAR}|{_NEAR_YEAR}))?",
        _two_quarters,
    ),
    (
        "one_quarter",
        r"(?:fiscal~|(?P<calendar>calendar~|c\.?y[\s\-]?))?"
        rf"(?P<quarter_name>(?:{_ORDINAL})~(?:fiscal~)?quarter|q[1-4](?![a-z\d])|q[1-4](?=[2-9]\d(?!\d))|[1-4]q)(?:['’]s)?"
        rf"(?:,?[\s\-]*(?:of|in|for)?[\s\-]*(?:the\s+)?(?P<quarter_year>{_YEAR}|(?<!,\s)(?:{_NEAR_YEAR})|{_SHORT_YEAR}))?",
        _one_quarter,
    ),
    ("month_quarter", rf"(?P<month_name>{_MONTH})~quarter(?:\s+of\s+(?P<month_year>{_YEAR}))?", _month_quarter),
    (
        "date",
        rf"(?:{_MONTH})~\d\d?(?!\d)(?:st|nd|rd|th)?(?:,?\s+20\d\d)?|(?:as\s+of|ended|ending)\s+(?:{_MONTH})\s+20\d\d",
        _no_mention,
    ),
    (
        "month_of_year",
        rf"(?:{_MONTH})\s+(?:of\s+)?(?P<year_of_month>20\d\d)",
        lambda m, _: (year(int(m["year_of_month"])), False),
    ),
    (
        "some_years",
        r"(?:(?:over|in|for|through|across|during)\s+)?(?:the\s+)?"
        r"(?P<ahead>next|coming|following|upcoming|last|past|previous|prior|remaining)\s+"
        rf"(?P<years_count>{_COUNT})(?:\s+of)?(?:\s+(?:to|or)\s+{_COUNT})?~(?:(?:fiscal|calendar)\s+)?years",
        _some_years,
    ),
    (
        "over_years",
        rf"over\s+(?P<over_count>{_COUNT})~years",
        _over_years,
    ),
    ("next_quarters", r"next\s+(?P<next_count>two|three|four|2|3|4)~quarters", _coming_quarters),
    ("next_months", r"(?:(?:over|in|for|during)\s+)?(?:the\s+)?next\s+(?:12|twelve)~months", _coming_months),
    (  # as machines hear "full-year": before guidance or what capex is expected to be, never before a plan
        "heard_full_year",
        r"(?:four|4)[\s\-]year(?=~(?:\d{4}~)?(?:(?:capex|capital~(?:expenditures?|spending))~"
        r"(?:guidance|outlook|(?:(?:is|are)~)?(?:expected~)?to~(?:be|range|come)\b)|guidance|outlook))",
        _this_year,
    ),
    (
        "plan_years",
        rf"(?P<new_plan>(?:new|updated|refreshed)\s+)?(?P<plan_count>{_COUNT})~years?"
        rf"(?!~ago\b)(?=[\s,\-]+(?:[\w$&.,]+\s+){{0,4}}(?:{_PLAN_NOUN})\b)",
        _plan_years,
    ),
    (
        "from_now",
        r"(?:between~now~and|from~now~(?:through|until|to|till))\s+(?:the\s+)?(?:end\s+of\s+)?(?:fiscal\s+)?(?P<now_year>20\d\d)",
        _from_now,
    ),
    ("past_decade", r"(?:the~)?(?:past|last)~decade", lambda _, anchor: (years_around(True, 10, anchor), True)),
    (
        "through",
        r"(?:through|by|until|till|(?<!looking\s)(?<!look\s)out\s+to|up\s+to|towards?)\s+(?:and\s+including\s+)?(?:the\s+)?"
        r"(?:(?:year~)?end\s+(?:of\s+)?|(?:mid|late|early)[\s\-])?(?:fiscal\s+|the\s+year\s+)?"
        r"(?P<through_year>20\d\d(?!\s*(?:million|billion))|['’]\d\d"
        rf"|(?:fiscal\s+)?{_BARE_YEAR}(?=[\s.,]*(?:$|[.,;]\s|with|as|we|and)))",
        _through,
    ),
    (
        "decade",
        r"(?:(?:through|by|until|to|over)\s+)?(?:the\s+)?(?:remainder|rest|end|balance|back\s+half)\s+of\s+(?:the|this)\s+decade",
        _decade,
    ),
    (
        "since_event",
        r"(?:since|post)\s+(?:the\s+(?!beginning|start)|our\s|we\s|acquir|clos|complet|inception|ipo|joining)[\w\s]{0,20}",
        _unnamed,
    ),
    ("since", r"since\s+(?:the\s+(?:start|beginning)\s+of\s+)?(?:fiscal\s+)?(?P<since_year>20\d\d|['’]\d\d)", _since),
    ("rest_of_year", r"(?:remainder|balance|rest)\s+of\s+(?:the|this)(?:\s+fiscal)?\s+year", _rest_of_year),
    ("near_quarter", rf"(?:{_NEAR_QUARTER})(?!\w)", _near_quarter),
    (
        "year_ended",
        r"(?:the~)?(?:fiscal~)?year~(?:that~)?(?:has~)?just~(?:ended|completed|closed|finished)|(?:the~)?just~(?:completed|ended|finished)~(?:fiscal~)?year",
        lambda _, anchor: (year(anchor.at.year - (anchor.at.part is not Part.Q4)) if anchor.at else None, True),
    ),
    ("named_year", rf"(?P<year_name>{_YEAR})(?:\s+full[\s\-]year)?", _named_year),
    (
        "near_year",
        rf"(?P<near_year_name>{_NEAR_YEAR})(?:['’]s)?(?!\w|\s+over|~(?:quarter|to~date|end|ago)\b)",
        _near_year,
    ),
    (
        "short_year",
        rf"(?:{'|'.join(rf'(?<={word} )' for word in _WORDS['before_short_year'])}){_BARE_YEAR}"
        rf"(?=[.,;:?]?\s*(?:$|through\b|to\s+{_BARE_YEAR}\b(?!\s*%)|of\s+[$\d]|{_BARE_YEAR}[\s,.]|(?:{as_pattern(_WORDS['behind_short_year'])})\b))"
        r"(?![.,]\d|%)",
        _short_year,
    ),
    ("unnamed", rf"(?:{as_pattern(_WORDS['unnamed']['phrases'])})(?!\w|~(?:to~date|ago|over|earlier|end)\b)", _unnamed),
)
_READERS = {name: reader for name, _, reader in _KINDS}
MENTION = re.compile(
    r"(?<![\w$€£.,])(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _KINDS).replace("~", r"[\s\-]+")
    + ")"
)


def read(match: re.Match[str], anchor: Anchor) -> Reading:
    """Return what a match of ``MENTION`` in lower-case text means, seen from ``anchor``."""
    assert match.lastgroup is not None  # every alternative is one named group
    return _READERS[match.lastgroup](match, anchor)
