"""Fiscal periods as people say and write them, resolved against the call's own period.

"Q3 and Q4", "fiscal '26", "the June quarter", "through 2028", "the first nine months", "26년 1분기". Single mentions are
read first (``_ONE``); two that the text joins ("2024 through 2030") then become a span.

A quarter without a year is the latest one that the call can look back on or, where the sentence looks ahead, the next
one to come. "This year" on a fourth-quarter call that looks ahead is the year that has just begun.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from callsheet.language.phrases import lowered
from callsheet.lexicon import lexicon
from callsheet.records import CalendarQuarter, FiscalPeriod, Part, Span, calendar_quarter, fiscal_quarter

_EN, _KO = lexicon("periods_en"), lexicon("periods_ko")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as the text names it.

    Attributes:
        span, text: the words.
        period: None where the words mean a period that cannot be named ("over time", "the June quarter" of a company
            whose fiscal year is not known).
        relative: the words mean something only from where the call stands ("next year").
    """

    span: Span
    text: str
    period: FiscalPeriod | None
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a call stands: its own period, its company's year end, and whether the sentence looks ahead."""

    at: FiscalPeriod | None
    fiscal_year_end_month: int | None = None
    forward: bool = False

    @property
    def year(self) -> int | None:
        """The fiscal year that "this year" means."""
        if self.at is None:
            return None
        return self.at.year + (self.forward and self.at.part is Part.Q4)

    @property
    def quarter(self) -> FiscalPeriod | None:
        """The quarter that the call reports on."""
        return self.at if self.at is not None and self.at.quarter_number else None


def _words(table: Mapping[str, object] | list[str]) -> str:
    ordered = sorted(table, key=lambda words: (-len(words), words))
    return "|".join(re.escape(words).replace(r"\ ", r"[\s\-]+").replace("'", "['’]") for words in ordered)


_YEAR = r"(?:20\d\d(?!\s*(?:million|billion))(?:e\b)?|['’]\d\d(?!\d))"
_NAMED_YEAR = (
    r"(?:(?:full[\s\-]year|fiscal(?:[\s\-]year)?(?:[\s\-]ending)?|f\.?y|calendar(?:[\s\-]year)?|c\.?y|year)(?:[\s\-]of)?[\s\-]*(?:20\d\d|['’]?\d\d)(?![\d%]|[.,]\d|\s*(?:million|billion|percent|months|weeks|days))"
    rf"|{_YEAR})"
)
_ORDINAL = _words(_EN["ordinals"])
_MONTH = _words(_EN["months"])
_RELATIVE_YEAR = _words(_EN["years_from_here"])
_COUNT = rf"(?:{_words(_EN['counts'])}|\d\d?)"
_PLAN_NOUN = r"plan|program|programme|outlook|forecast|budget|period|capital|capex|cap[\s\-]ex|investment|horizon|cycle|spend|spending|roadmap|cadence|target|window"

_ONE = re.compile(
    rf"""
    (?<![\w$€£.,])(?:
      (?P<ttm>(?:trailing|last|past|rolling|prior|previous)[\s\-]+(?:12|twelve)[\s\-]+months?|(?:trailing|last|past)[\s\-]+(?:4|four)[\s\-]+quarters|ttm|ltm)
    | (?P<ytd>(?:fiscal[\s\-]+)?year[\s\-]+to[\s\-]+date|ytd
        |(?:the[\s\-]+)?first[\s\-]+(?:nine|9)[\s\-]+months|nine[\s\-]+months|(?:the[\s\-]+)?first[\s\-]+three[\s\-]+quarters
        |through[\s\-]+the[\s\-]+(?:end[\s\-]+of[\s\-]+(?:the[\s\-]+)?)?(?:first[\s\-]+)?(?:nine|third)[\s\-]+(?:months|quarter)|through[\s\-]+(?:june|september|march)(?:[\s\-]+30(?:th)?)?(?![\w])
        |so[\s\-]+far[\s\-]+this[\s\-]+year|already[\s\-]+this[\s\-]+year)
        (?:\s+(?:of|in|for)\s+(?P<ytd_year>{_NAMED_YEAR}|fiscal\s+\d\d))?
    | (?P<months>(?:first[\s\-]+)?(?:six|6)[\s\-]+months|first[\s\-]+(?:three|3)[\s\-]+months|first[\s\-]+two[\s\-]+quarters)
        (?:\s+(?:of|in|for)\s+(?P<months_year>{_NAMED_YEAR}|{_RELATIVE_YEAR}))?
    | (?P<calendar_half>{_words(_EN["halves"])})[\s\-]+half[\s\-]+of[\s\-]+(?:the[\s\-]+|this[\s\-]+)?calendar(?:[\s\-]+year)?(?:[\s\-]+(?P<calendar_half_year>20\d\d))?
    | (?P<half>(?:{_words(_EN["halves"])})[\s\-]+half|[12]h|h[12])(?![a-z])
        (?:[\s,\-]*(?:of|in|for)?[\s\-]*(?:the[\s\-]+)?(?P<half_year>{_NAMED_YEAR}|{_RELATIVE_YEAR}|['’]?\d\d(?![\d%.,])))?
    | (?P<year_first>{_NAMED_YEAR}|(?:{_RELATIVE_YEAR})['’]s)[\s\-]*(?:q(?P<year_first_quarter>[1-4])\b|(?P<year_first_ordinal>{_ORDINAL})[\s\-]+quarter)
    | (?P<both>(?P<both_first>{_ORDINAL}|q[1-4])(?:[\s\-]+quarter)?\s+(?:and|or|to|through|into)\s+(?:the\s+)?(?P<both_second>(?:{_ORDINAL})[\s\-]+quarters?|q[1-4])\b)
        (?:[\s,\-]*(?:of|in)?[\s\-]*(?P<both_year>{_NAMED_YEAR}|{_RELATIVE_YEAR}))?
    | (?P<quarter>(?:fiscal[\s\-]+|(?P<calendar>calendar[\s\-]+|c\.?y[\s\-]?))?(?:(?P<ordinal>{_ORDINAL})[\s\-]+(?:fiscal[\s\-]+)?quarter|q(?P<q>[1-4])(?![a-z\d])|q(?P<q_with_year>[1-4])(?=2\d(?!\d))|(?P<q_first>[1-4])q)(?:['’]s)?)
        (?:,?[\s\-]*(?:of|in|for)?[\s\-]*(?:the\s+)?(?P<quarter_year>{_NAMED_YEAR}|(?<!,\s)(?:{_RELATIVE_YEAR})|['’]?\d\d(?![\d%]|[.,]\d|\s*(?:million|billion|percent))))?
    | (?P<month>{_MONTH})[\s\-]+quarter(?:\s+of\s+(?P<month_year>{_NAMED_YEAR}))?
    | (?P<date>(?:{_MONTH})(?:[\s\-]+\d\d?(?!\d)(?:st|nd|rd|th)?)(?:,?\s+20\d\d)?|(?:as\s+of|ended|ending)\s+(?:{_MONTH})\s+20\d\d)
    | (?P<month_of>(?:{_MONTH})\s+(?:of\s+)?(?P<month_of_year>20\d\d))
    | (?P<next_years>(?:(?:over|in|for|through|across|during)\s+)?(?:the\s+)?(?P<ahead>next|coming|following|upcoming|last|past|previous|prior|remaining)\s+(?P<years_count>{_COUNT})(?:\s+of)?(?:\s+(?:to|or)\s+{_COUNT})?[\s\-]+(?:(?:fiscal|calendar)\s+)?years)
    | (?P<heard_full_year>(?:four|4)[\s\-]year)(?=[\s\-]+(?:\d{{4}}\s+)?(?:guidance|outlook|capex|capital\s+(?:expenditure|spending)))  # as machines hear "full-year"
    | (?P<plan_years>(?P<new_plan>new\s+|updated\s+|refreshed\s+)?(?P<plan_count>{_COUNT})[\s\-]+years?)(?=[\s,\-]+(?:[\w$&.,]+\s+){{0,4}}(?:{_PLAN_NOUN})\b)
    | (?P<through>(?:through|by|until|till|out\s+to|up\s+to|towards?)\s+(?:and\s+including\s+)?(?:the\s+)?(?:(?:year[\s\-]+)?end\s+(?:of\s+)?|(?:mid|late|early)[\s\-])?(?:fiscal\s+|the\s+year\s+)?(?P<through_year>20\d\d(?!\s*(?:million|billion))|['’]\d\d|(?:fiscal\s+)?2\d(?=[\s.,]*(?:$|[.,;]\s|with|as|we|and))))
    | (?P<decade>(?:(?:through|by|until|to|over)\s+)?(?:the\s+)?(?:remainder|rest|end|balance|back\s+half)\s+of\s+(?:the|this)\s+decade)
    | (?P<event>since\s+(?:the\s+(?!beginning|start)|our\s|we\s|acquir|clos|complet|inception|ipo|joining)[\w\s]{{0,20}})
    | (?P<since>since\s+(?:the\s+(?:start|beginning)\s+of\s+)?(?:fiscal\s+)?(?P<since_year>20\d\d|['’]\d\d))
    | (?P<rest>(?:remainder|balance|rest)\s+of\s+(?:the|this)(?:\s+fiscal)?\s+year)
    | (?P<near_quarter>{_words(_EN["quarters_from_here"])})(?![\w])
    | (?P<year>{_NAMED_YEAR})(?:\s+full[\s\-]year)?
    | (?P<near_year>(?:{_RELATIVE_YEAR}))(?:['’]s)?(?![\w]|[\s\-]+quarter|\s+over|[\s\-]+to[\s\-]+date|[\s\-]+end)
    | (?P<short_year>(?:(?<=in\ )|(?<=for\ )|(?<=since\ )|(?<=from\ )|(?<=and\ )|(?<=,\ )|(?<=versus\ )|(?<=during\ )|(?<=our\ )|(?<=between\ ))2[1-9])
        (?=[.,;:?]?\s*(?:$|and\b|through\b|to\s+2\d\b(?!\s*%)|capex|capital|cap\sex|guidance|budget|versus|vs|compared|is\b|was\b|were\b|are\b|we\b|being|would|will|the\b|but\b|totaled|came|of\s+[$\d]|with\b|as\b|2\d[\s,.]))(?![.,]\d|%)
    | (?P<unnamed>{_words(_EN["unnamed"]["phrases"])})(?![\w]|[\s\-]+(?:to[\s\-]+date|ago|over|earlier|end)\b)
    )
    """,
    re.VERBOSE,
)
_ONE_KO = re.compile(
    rf"""
    (?:(?P<ko_year>(?:20)?\d\d)년(?:도)?\s*)?(?:(?P<ko_quarter>[1-4])분기|(?P<ko_half>상|하)반기)
  | (?P<ko_only_year>(?:20)?\d\d)년(?:도)?(?!\s*(?:만|간|대|동안|연속))
  | (?P<near_quarter>{_words(_KO["quarters_from_here"])})
  | (?P<near_year>{_words(_KO["years_from_here"])})
    """,
    re.VERBOSE,
)
_MONTH_ONLY = re.compile(rf"(?:{_MONTH})\s+(?:of\s+)?20\d\d")  # a date unless it is an end of a span
_SPAN_JOINT = re.compile(
    r"\s*(?:to|through|thru|until|into|[-–—~]|부터|에서)\s*(?:(?:the\s+)?(?:end|early\s+part|middle)\s+of\s+)?",
    re.IGNORECASE,
)
_AND_JOINT = re.compile(r",?\s*(?:and|to)\s*(?:(?:the\s+)?end\s+of\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"between\s+(?:the\s+)?(?:end\s+of\s+)?$")


def _four_digits(words: str) -> int:
    digits = re.sub(r"\D", "", words)[-4:]
    return int(digits) if len(digits) == 4 else 2000 + int(digits[-2:])


def _year_of(words: str | None, anchor: Anchor) -> int | None:
    """Return the fiscal year that ``words`` name ("2025", "fiscal '26", "last year"), or None."""
    if not words:
        return None
    if re.search(r"\d", words):
        return _four_digits(words)
    key = re.sub(r"[\s\-]+", " ", words.replace("’", "'")).removesuffix("'s")
    step = _EN["years_from_here"].get(key)
    return None if step is None else _year_from_here(step, anchor)


def _year_from_here(step: int, anchor: Anchor) -> int | None:
    """Return the fiscal year ``step`` years on; on a fourth-quarter call "next year" is the one that has just begun."""
    if anchor.at is None or anchor.year is None:
        return None
    return anchor.year if step == 1 and anchor.year > anchor.at.year else anchor.year + step


def _quarter_near(number: int, anchor: Anchor) -> FiscalPeriod | None:
    """Return the quarter of that number: the latest one behind us or, where the sentence looks ahead, the next one."""
    if anchor.at is None:
        return None
    here = anchor.quarter
    if here is None or here.quarter_number is None:
        return FiscalPeriod.quarter(anchor.at.year, number)
    year = here.year
    if anchor.forward and number < here.quarter_number:
        year += 1
    elif not anchor.forward and (here.quarter_number, number) == (1, 4):
        year -= 1  # what a first-quarter call looks back on
    return FiscalPeriod.quarter(year, number)


def _quarter(number: int, year: int | None, anchor: Anchor) -> FiscalPeriod | None:
    return FiscalPeriod.quarter(year, number) if year else _quarter_near(number, anchor)


def _ordinal(words: str) -> int:
    digit = re.search(r"[1-4]", words)
    return int(digit[0]) if digit else _EN["ordinals"][re.split(r"[\s\-]", words)[0]]


def _months_quarter(month: int, year: int | None, anchor: Anchor) -> FiscalPeriod | None:
    """Return "the June quarter": the fiscal quarter that ends in that month, near the call."""
    end, here = anchor.fiscal_year_end_month, anchor.quarter
    if end is None or here is None:
        return None
    number = ((month - end - 1) % 12) // 3 + 1
    if year is None:
        return _quarter_near(number, anchor)
    calendar = CalendarQuarter(year, (month - 1) // 3 + 1)
    return fiscal_quarter(calendar, end)


def _year(year: int | None) -> FiscalPeriod | None:
    return FiscalPeriod(year) if year else None


def _count(words: str) -> int:
    return int(words) if words.isdigit() else int(_EN["counts"].get(words, 0))


def _years(first: int, last: int) -> FiscalPeriod | None:
    if not 1990 <= first <= last <= 2100:
        return None
    return FiscalPeriod(first, until=FiscalPeriod(last)) if last > first else FiscalPeriod(first)


def _years_around(words: str, count: int, anchor: Anchor) -> FiscalPeriod | None:
    """Return "the next five years", "the last three years"; the coming ones begin with the call's year."""
    if anchor.at is None or not 1 < count <= 30:
        return None
    if words in ("last", "past", "previous", "prior"):
        last = anchor.at.year - (anchor.at.part is not Part.Q4)
        return _years(last - count + 1, last)
    first = replace(anchor, forward=True).year
    return _years(first, first + count - 1) if first else None


def _part_year(part: Part, words: str | None, anchor: Anchor) -> FiscalPeriod | None:
    year = _year_of(words, anchor)
    if year is None and anchor.at is not None:
        near = _quarter_near(2 if part is Part.H1 else 4, anchor)
        year = near.year if near else None
    return FiscalPeriod(year, part) if year else None


def _calendar_half(number: int, year: int | None, anchor: Anchor) -> FiscalPeriod | None:
    """Return the two fiscal quarters of "the second half of the calendar year", the call's own where none is named."""
    end, here = anchor.fiscal_year_end_month, anchor.quarter
    if here is None or end is None or end == 12:
        year = year or (anchor.at.year if anchor.at else None)
        return FiscalPeriod(year, Part.H1 if number == 1 else Part.H2) if year else None
    year = year or calendar_quarter(here, end).year
    first = fiscal_quarter(CalendarQuarter(year, 2 * number - 1), end)
    return replace(first, until=first.shifted(1))


def _english(match: re.Match[str], anchor: Anchor) -> tuple[FiscalPeriod | None, bool] | None:
    """Return the period of one English mention and whether it is relative; None where the words are no mention."""
    at, found = anchor.at, match.groupdict()
    if found["date"]:
        return None
    if found["ttm"]:
        here = anchor.quarter
        return (replace(here.shifted(-3), until=here) if here else None), True
    if found["ytd"]:
        year = _year_of(found["ytd_year"], anchor) or (at.year if at else None)
        return (FiscalPeriod(year, Part.YTD) if year else None), not found["ytd_year"]
    if found["months"]:
        three = "three" in found["months"] or "3" in found["months"]
        return _part_year(Part.Q1 if three else Part.H1, found["months_year"], replace(anchor, forward=False)), True
    if found["calendar_half"]:
        number, year = _EN["halves"][found["calendar_half"]], found["calendar_half_year"]
        return _calendar_half(number, int(year) if year else None, anchor), not year
    if found["half"]:
        number = int(re.sub(r"\D", "", found["half"]) or _EN["halves"][re.split(r"[\s\-]", found["half"])[0]])
        return _part_year(Part.H1 if number == 1 else Part.H2, found["half_year"], anchor), not found["half_year"]
    if found["year_first"]:
        number = int(found["year_first_quarter"] or _ordinal(found["year_first_ordinal"]))
        return _quarter(number, _year_of(found["year_first"], anchor), anchor), False
    if found["both"]:
        year = _year_of(found["both_year"], anchor)
        first, second = (_quarter(_ordinal(found[k]), year, anchor) for k in ("both_first", "both_second"))
        ordered = first and second and (first.year, first.part) < (second.year, second.part)
        return (replace(first, until=second) if first and ordered else second), not found["both_year"]
    if found["quarter"]:
        number, end = (
            int(found["q"] or found["q_with_year"] or found["q_first"] or _ordinal(found["ordinal"])),
            anchor.fiscal_year_end_month,
        )
        if found["calendar"] and found["quarter_year"] and end:
            return fiscal_quarter(CalendarQuarter(_four_digits(found["quarter_year"]), number), end), False
        return _quarter(number, _year_of(found["quarter_year"], anchor), anchor), not found["quarter_year"]
    if found["month"]:
        return _months_quarter(_EN["months"][found["month"]], _year_of(found["month_year"], anchor), anchor), True
    if found["month_of"]:
        return FiscalPeriod(int(found["month_of_year"])), False
    if found["next_years"]:
        return _years_around(found["ahead"], _count(found["years_count"]), anchor), True
    if found["heard_full_year"]:
        return _year(anchor.year), True
    if found["plan_years"]:
        coming = _years_around("next", _count(found["plan_count"]), anchor)
        begins_next_year = found["new_plan"] and coming and at and coming.year == at.year and coming.until
        return (
            _years(coming.year + 1, coming.until.year + 1) if begins_next_year and coming and coming.until else coming
        ), True
    if found["through"]:
        first, last = replace(anchor, forward=True).year, _four_digits(found["through_year"])
        return (_years(min(first, last), last) if first else None), False
    if found["decade"]:
        year = replace(anchor, forward=True).year
        return (_years(year, (year + 9) // 10 * 10) if year else None), False
    if found["since"]:
        return (_years(_four_digits(found["since_year"]), at.year) if at else None), False
    if found["rest"]:
        here = anchor.quarter
        if here is None or here.part is Part.Q4:
            return (FiscalPeriod(anchor.year) if anchor.year else None), True
        first_left = here.shifted(1)
        last_left = FiscalPeriod.quarter(here.year, 4)
        return (first_left if first_left == last_left else replace(first_left, until=last_left)), True
    if found["near_quarter"]:
        step = _EN["quarters_from_here"][re.sub(r"[\s\-]+", " ", found["near_quarter"].replace("’", "'"))]
        return (anchor.quarter.shifted(step) if anchor.quarter else None), True
    if found["near_year"]:
        year = _year_of(found["near_year"], anchor)
        return (FiscalPeriod(year) if year else None), True
    if found["year"]:
        return FiscalPeriod(_four_digits(found["year"])), False
    if found["short_year"]:
        year = _four_digits(found["short_year"])
        return (FiscalPeriod(year), False) if at and abs(year - at.year) <= 6 else None
    return None, True


def _korean(match: re.Match[str], anchor: Anchor) -> tuple[FiscalPeriod | None, bool]:
    found = match.groupdict()
    year = (
        _four_digits(found["ko_year"] or found["ko_only_year"]) if found["ko_year"] or found["ko_only_year"] else None
    )
    if found["ko_quarter"]:
        return _quarter(int(found["ko_quarter"]), year, anchor), year is None
    if found["ko_half"]:
        return _part_year(
            Part.H1 if found["ko_half"] == "상" else Part.H2, str(year) if year else None, anchor
        ), year is None
    if found["near_quarter"]:
        step = _KO["quarters_from_here"][re.sub(r"\s+", " ", found["near_quarter"])]
        return (anchor.quarter.shifted(step) if anchor.quarter else None), True
    if found["near_year"]:
        return _year(_year_from_here(_KO["years_from_here"][found["near_year"]], anchor)), True
    return (FiscalPeriod(year) if year else None), False


def _single(text: str, low: str, anchor: Anchor) -> Iterator[PeriodMention]:
    for match in _ONE.finditer(low):
        read = _english(match, anchor)
        if read is not None:
            span = Span(*match.span())
            yield PeriodMention(span, span.of(text), *read)
    if _HANGUL.search(text):
        for match in _ONE_KO.finditer(text):
            span = Span(match.start(), match.start() + len(match[0].rstrip()))
            yield PeriodMention(span, span.of(text), *_korean(match, anchor))


def _joined(first: PeriodMention, second: PeriodMention, text: str, low: str) -> FiscalPeriod | None:
    """Return the span that two neighbouring mentions make ("2024 through 2030", "between 2025 and 2026"), or None."""
    start, end = first.period, second.period
    if start is None or end is None or start.until:
        return None
    gap = text[first.span.end : second.span.start]
    between = _AND_JOINT.fullmatch(gap) and _BETWEEN.search(low[: first.span.start])
    both_quarters = _AND_JOINT.fullmatch(gap) and start.quarter_number and end.quarter_number
    if not (
        _SPAN_JOINT.fullmatch(gap)
        or between
        or both_quarters
        or (gap == " " and second.text.lower().startswith("through"))
    ):
        return None
    end = end.until or end
    return replace(start, until=end) if (start.year, start.part) < (end.year, end.part) else None


def periods(
    text: str, at: FiscalPeriod | None, fiscal_year_end_month: int | None = None, *, forward: bool = False
) -> Iterator[PeriodMention]:
    """Yield every period that ``text`` mentions, left to right, resolved against the call's own period ``at``.

    ``forward``: the sentence looks ahead, so that "Q1" on a fourth-quarter call is the next one.

    >>> [str(m.period) for m in periods("We expect Q3 and Q4 to be level with Q2.", FiscalPeriod.parse("FY2025Q2"), 6)]
    ['FY2025Q3-FY2025Q4', 'FY2025Q2']
    """
    low = lowered(text)
    waiting: PeriodMention | None = None
    for mention in sorted(_single(text, low, Anchor(at, fiscal_year_end_month, forward)), key=lambda m: m.span):
        if waiting is None:
            waiting = mention
            continue
        if mention.span.overlaps(waiting.span):
            continue
        joined = _joined(waiting, mention, text, low)
        if joined is None:
            if not _MONTH_ONLY.fullmatch(waiting.text.lower()):
                yield waiting
            waiting = mention
            continue
        span = Span(waiting.span.start, mention.span.end)
        waiting = PeriodMention(span, span.of(text), joined, waiting.relative and mention.relative)
    if waiting is not None and not _MONTH_ONLY.fullmatch(waiting.text.lower()):
        yield waiting
