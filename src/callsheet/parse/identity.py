"""Which call this is: company, ticker, fiscal period, calendar quarter, day.

The words of the call win. Hints (header, fields of a file, file name) are only used where the words are silent, and
every conflict is a warning.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from callsheet.coverage import Company, coverage
from callsheet.errors import DocumentError
from callsheet.parse.company import company_in_words, find_ticker, title_company
from callsheet.parse.draft import Draft
from callsheet.parse.phrases import phrase
from callsheet.parse.stated_periods import glued_quarter, stated_dates, stated_quarters
from callsheet.records import CalendarQuarter, FiscalPeriod, calendar_quarter

_LEXICON = "call_identity"
# The call is announced in its opening; later on every quarter is mentioned.
_OPENING = 6000
_SENTENCE = re.compile(r"[^.?!\n]+(?:\.(?=\S)[^.?!\n]*)*[.?!]?")
_WELCOMES = phrase(_LEXICON, "welcomes")
_NAMES_CALL = phrase(_LEXICON, "names_call")
_OTHER_PERIOD = phrase(_LEXICON, "other_period")
_SAID_TODAY = phrase(_LEXICON, "said_today")
_NOT_THE_DAY = phrase(_LEXICON, "not_the_day")
# One welcome outweighs what is mentioned in passing; hints only decide between equals.
_WELCOME_WEIGHT = 6
_HOUR = re.compile(r"\b\d{1,2}:\d{2}\s?(?:[ap]\.?m\b|[A-Z]{2,4}\b)", re.IGNORECASE)
# Services that know only the month write its first day; a real one comes with an hour, or is another.
_MONTH_ONLY = "the file's field for it"
_CLOCK = re.compile(r"\b(?!00:00)\d{1,2}:\d{2}")
_MOST_IN_HEADER = 3
# A slip of the tongue is a year said once in the opening that the rest of the call contradicts.
_SLIP_RATIO = 3
_EARLIEST, _LATEST = timedelta(days=-12), timedelta(days=110)


@dataclass(frozen=True, slots=True)
class Identity:
    """Which call it is, and what did not agree."""

    company: str
    ticker: str | None
    fiscal_period: FiscalPeriod
    calendar_quarter: CalendarQuarter | None
    held_on: date | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hint:
    source: str
    year: int
    quarter: int

    def __str__(self) -> str:
        return f"FY{self.year}Q{self.quarter}"


def identify(draft: Draft, text: str, file_name: str) -> Identity:
    """Return the identity of a call whose words are ``text``.

    Raises:
        DocumentError: ``period_unclear``: neither the words nor header nor name say which quarter it is.
    """
    warnings: list[str] = []
    said = _announcements(text)
    covered, company, ticker = _company(draft, said, file_name, warnings)
    days = list(_days(draft, text))
    hints = list(_hints(draft, file_name))
    period = _period(text, said, hints, [day for day, _ in days], covered, file_name, warnings)
    month = covered.fiscal_year_end_month if covered else None
    held_on = _held_on(days, period, month, warnings)
    quarter = calendar_quarter(period, month) if month else None
    return Identity(company, ticker, period, quarter, held_on, tuple(warnings))


def _company(
    draft: Draft, said: Sequence[str], file_name: str, warnings: list[str]
) -> tuple[Company | None, str, str | None]:
    covered = company_in_words(said)
    hinted = find_ticker(draft, file_name)
    if covered is None:
        covered = (coverage().find_company(hinted) if hinted else None) or _hinted_company(draft)
    elif hinted and hinted not in (covered.ticker, *covered.other_tickers):
        warnings.append(
            f"The file or its header says {hinted}; the words of the call say {covered.ticker} ({covered.name_en})."
        )
    if covered:
        return covered, covered.name_en, covered.ticker
    company = title_company(said) or draft.hints.company or hinted
    if company is None:
        warnings.append("The call does not say whose it is, nor does the file's header or name.")
    return None, company or "unknown", hinted


def _hinted_company(draft: Draft) -> Company | None:
    for name in (draft.hints.company, *draft.opening):
        found = coverage().find_company(name) if name else None
        if found:
            return found
    return None


def _announcements(text: str) -> list[str]:
    """The sentences of the opening that name the call: welcomes first, others after them."""
    sentences = [match[0].strip() for match in _SENTENCE.finditer(text[:_OPENING]) if _NAMES_CALL.search(match[0])]
    fitting = [sentence for sentence in sentences if not _OTHER_PERIOD.search(sentence)]
    return sorted(fitting, key=lambda sentence: not _WELCOMES.search(sentence))


def _period(
    text: str,
    said: Sequence[str],
    hints: Sequence[_Hint],
    days: Sequence[date],
    covered: Company | None,
    file_name: str,
    warnings: list[str],
) -> FiscalPeriod:
    quarter, year, sure = _period_in_words(said, hints)
    if hints and not sure and quarter not in [hint.quarter for hint in hints]:
        quarter, year = None, None  # a quarter mentioned in passing is no announcement
    slip = next((hint for hint in hints if year and hint.quarter == quarter and _is_slip(text, year, hint.year)), None)
    if slip:
        warnings.append(
            f"The opening says fiscal year {year}, once; {slip.source} and the rest of the call say {slip.year}: used."
        )
        year = slip.year
    if quarter is None and hints:
        quarter, year = hints[0].quarter, hints[0].year
        warnings.append(f"The words of the call do not name its quarter; {hints[0]} is taken from {hints[0].source}.")
    if quarter is not None and year is None:
        hint = next((hint for hint in hints if hint.quarter == quarter), None)
        year = hint.year if hint else _year_of(quarter, days, covered)
        if year is not None:
            source = hint.source if hint else "the day of the call"
            warnings.append(f"The words of the call name its quarter but not its year; {year} follows from {source}.")
    if quarter is None and covered and days:
        period = _last_ended(days[0], covered.fiscal_year_end_month)
        warnings.append(f"Nothing names the quarter; {period} is the last that had ended on {days[0]}.")
        return period
    if quarter is None or year is None:
        raise DocumentError(
            "period_unclear",
            f"{file_name}: neither the opening words, nor the header, nor the file name say which fiscal "
            f"{'year' if quarter else 'quarter'} the call is about (looked for such as 'second quarter of fiscal "
            "2025', 'Q2 2025', '2Q25'); name the file TICKER_2025_Q2.txt.",
        )
    others = [hint for hint in hints if (hint.year, hint.quarter) != (year, quarter)]
    warnings += [f"The call is on FY{year}Q{quarter}, but {hint.source} says {hint}." for hint in others]
    return FiscalPeriod.quarter(year, quarter)


def _period_in_words(said: Sequence[str], hints: Sequence[_Hint]) -> tuple[int | None, int | None, bool]:
    """The quarter and year that the announcements state most, and whether a welcome states them.

    A welcome counts most; a hint decides between equals.
    """
    quarters: Counter[int] = Counter()
    years: Counter[tuple[int, int]] = Counter()
    for sentence in said:
        weight = _WELCOME_WEIGHT if _WELCOMES.search(sentence) else 1
        for stated in stated_quarters(sentence):
            quarters[stated.quarter] += weight
            if stated.year:
                years[stated.quarter, stated.year] += weight
            weight = 1  # the first quarter of a sentence is its own; "ahead of the second quarter" comes later
    for hint in hints:
        if hint.quarter in quarters:
            quarters[hint.quarter] += 1
        if (hint.quarter, hint.year) in years:
            years[hint.quarter, hint.year] += 1
    if not quarters:
        return None, None, False
    quarter, weight = quarters.most_common(1)[0]
    year = next((year for (number, year), _ in years.most_common() if number == quarter), None)
    return quarter, year, weight >= _WELCOME_WEIGHT


def _is_slip(text: str, said: int, hinted: int) -> bool:
    return said != hinted and text.count(str(said)) <= 1 and text.count(str(hinted)) >= _SLIP_RATIO


def _hints(draft: Draft, file_name: str) -> Iterator[_Hint]:
    if draft.hints.period and (found := glued_quarter(draft.hints.period)):
        yield _Hint("the file's own field", *found)
    stated = {found: line for line in reversed(draft.opening) if (found := _quarter_of_line(line))}
    stated = dict(reversed(stated.items()))
    # A page that names many quarters lists its other transcripts; its first line is about this one.
    for found, line in list(stated.items())[: 1 if len(stated) > _MOST_IN_HEADER else None]:
        yield _Hint(f"the header line {line[:60]!r}", *found)
    if found := glued_quarter(file_name):
        yield _Hint("the file name", *found)


def _quarter_of_line(line: str) -> tuple[int, int] | None:
    if _OTHER_PERIOD.search(line):
        return None
    stated = next((stated for stated in stated_quarters(line) if stated.year), None)
    return (stated.year, stated.quarter) if stated and stated.year else glued_quarter(line)


def _days(draft: Draft, text: str) -> Iterator[tuple[date, str]]:
    """Yield the days that could be the call's: header, words, the file's own field, an address that carries the day."""
    header = [line for line in draft.opening if len(line) < 200]
    parts = [part for line in header for part in line.split(" | ") if not _NOT_THE_DAY.search(part)]
    # A day with an hour is an appointment: "Jan 29, 2025, 5:30 p.m. ET".
    for part in sorted(parts, key=lambda part: not _HOUR.search(part)):
        yield from ((day, "the header") for day, _ in stated_dates(part))
    for day, start in stated_dates(text[:_OPENING]):
        if _SAID_TODAY.search(text[max(0, start - 40) : start]):
            yield day, "the words"
    if draft.hints.date:
        for day, _ in stated_dates(draft.hints.date):
            yield day, "the file's own field" if day.day > 1 or _CLOCK.search(draft.hints.date) else _MONTH_ONLY
    for line in header:
        if "://" in line:
            yield from ((day, "the address of the page") for day, _ in stated_dates(line))


def _held_on(
    days: Sequence[tuple[date, str]], period: FiscalPeriod, month: int | None, warnings: list[str]
) -> date | None:
    fitting = next((day for day, source in days if source != _MONTH_ONLY and _is_plausible(day, period, month)), None)
    if days and fitting is None:
        day, source = days[0]
        why = f"cannot be that of a call on {period}"
        if _is_plausible(day, period, month):
            why = "is the first of a month, as files write that do not know the day"
        warnings.append(f"The day {day} in {source} {why}; it is not used.")
    return fitting


def _is_plausible(day: date, period: FiscalPeriod, month: int | None) -> bool:
    """Whether a call on ``period`` can have been held on ``day``: within about three months of the quarter's end."""
    if month is None:
        return abs(day.year - period.year) <= 1
    return _EARLIEST <= day - quarter_end(period, month) <= _LATEST


def quarter_end(period: FiscalPeriod, fiscal_year_end_month: int) -> date:
    """Return the last day of the month in which a fiscal quarter ends."""
    months = period.year * 12 + fiscal_year_end_month - 3 * (4 - (period.quarter_number or 4))
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _year_of(quarter: int, days: Sequence[date], covered: Company | None) -> int | None:
    """The fiscal year in which ``quarter`` ended last before the day of the call."""
    if not days or not covered:
        return None
    years = (days[0].year + 1, days[0].year, days[0].year - 1)
    return next(
        (y for y in years if _is_plausible(days[0], FiscalPeriod.quarter(y, quarter), covered.fiscal_year_end_month)),
        None,
    )


def _last_ended(day: date, fiscal_year_end_month: int) -> FiscalPeriod:
    period = FiscalPeriod.quarter(day.year + 1, 4)
    while quarter_end(period, fiscal_year_end_month) > day:
        period = period.shifted(-1)
    return period
