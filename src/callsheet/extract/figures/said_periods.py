"""The periods that a sentence names, and whether it only compares with them."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from callsheet.language.periods import PeriodMention, periods
from callsheet.language.phrases import lowered
from callsheet.records import FiscalPeriod, Part, Setting

_COMPARES = re.compile(
    r"""
    (?: \b(?: compar\w+\s+(?:to|with) | versus | vs\.? | (?<!less\s)(?<!more\s)than | below | above | relative\s+to
           | against | beyond | prior\s+to | after | behind
           | (?:flat|similar|equal|comparable|in\s+comparison)\s+(?:to|with) | in\s+line\s+with | consistent\s+with
           | as\s+in | ahead\s+of | level\s+with )\s+
      | \b(?: up | down | grew | rose | fell | higher | came
           | (?:increas|decreas|reduc|declin|grow|rais|lower|change|improve|compar|differ)\w*
        )\s+(?:[\w$%.,]+\s+){0,8}?from\s+
      | (?: % | percent | higher | lower | increase | decrease | reduction | growth | up | down | million | billion
          | spend | sequentially )\s+over\s+ )
    (?: (?: the | our | its | that\s+of | what\s+we\s+\w+ | in | actual | same
          | \$?[\d.,]+(?:\s*(?:million|billion|%|percent))?(?:\s+(?:in|for|during))? )\s+ )*
    (?:[\w\-]+\s+){0,2}$
    """,
    re.VERBOSE,
)
_FORMER = re.compile(r"\b(?:previous|prior|former|earlier|last|old)\s+$")  # "our previous five-year plan"
_N_YEAR = re.compile(r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d\d?)[\s\-]years?")
_THROUGH = re.compile(r"through|to|until|ending|by")
_SAME_PLAN = 60  # characters between "five-year plan" and "through 2028" that may say one span


@dataclass(frozen=True, slots=True)
class Said:
    """A period that a sentence names, and whether it only compares with it."""

    mention: PeriodMention
    comparison: bool


def said_periods(text: str, setting: Setting, *, forward: bool) -> list[Said]:
    """Return the periods that ``text`` names; ``forward``: as one who looks ahead means them."""
    return list(_said(text, setting.fiscal_period, setting.fiscal_year_end_month, forward))


@lru_cache(maxsize=256)  # every quantity of a sentence asks again
def _said(text: str, at: FiscalPeriod | None, fiscal_year_end_month: int | None, forward: bool) -> tuple[Said, ...]:
    low = lowered(text)
    found = []
    for mention in periods(text, at, fiscal_year_end_month, forward=forward):
        before = low[max(0, mention.span.start - 60) : mention.span.start]
        span_of_time = mention.period is not None and mention.period.until is not None
        compares = _FORMER if span_of_time else _COMPARES
        found.append(Said(mention, bool(compares.search(before))))
    return tuple(_counted_back(found))


def _counted_back(said: list[Said]) -> list[Said]:
    """Return what is said, "five-year plan through 2028" as the five years that end in 2028."""
    found: list[Said] = []
    for one in said:
        count, period = found[-1] if found else None, one.mention.period
        length = _years_left(found[-2:]) or (count_of_years(count) if count is not None else 0)
        to_date = period is not None and period.part is Part.YTD
        ends = period is not None and not to_date and bool(_THROUGH.match(lowered(one.mention.text)))
        if count is not None and period is not None and length and ends and _is_close(count, one):
            last = period.until or period
            whole = FiscalPeriod(last.year - length + 1, until=last)
            found[-1] = replace(count, mention=replace(count.mention, period=whole, relative=False))
            found.append(replace(one, mention=replace(one.mention, period=whole)))
        else:
            found.append(one)
    return found


def _is_close(first: Said, second: Said) -> bool:
    return second.mention.span.start - first.mention.span.end <= _SAME_PLAN


def _years_left(said: list[Said]) -> int:
    """Return the count of "the remaining five years of our ten-year plan", 0 where no such words stand in ``said``."""
    return next((count_of_years(one) for one in said if "remaining" in lowered(one.mention.text)), 0)


def count_of_years(said: Said) -> int:
    """Return how many years a mention counts without naming one: "five-year", "the next three years"; else 0."""
    period = said.mention.period
    if period is None or period.until is None or not said.mention.relative or period.part is not Part.YEAR:
        return 0
    return period.until.year - period.year + 1


def only_counts(said: Said) -> bool:
    """Whether words count the years of a plan and do not say which: "our five-year plan", "the next five years" do."""
    return count_of_years(said) > 1 and bool(_N_YEAR.fullmatch(lowered(said.mention.text)))
