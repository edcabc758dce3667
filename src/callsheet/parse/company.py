"""Whose call it is: names in the announcement, tickers in header and file name."""

import re
from collections.abc import Iterable
from functools import cache

from callsheet.coverage import Company, coverage
from callsheet.lexicon import lexicon
from callsheet.parse.draft import Draft
from callsheet.parse.phrases import any_of

_LEXICON = "call_identity"
_EXCHANGES = "NASDAQ|Nasdaq|NasdaqGS|NYSE|NYSE American|AMEX|OTC|OTCMKTS|TSX|LSE|KRX|KOSPI|KS|TSE|HKEX"
_IN_BRACKETS = re.compile(
    rf"\(\s*(?:(?:{_EXCHANGES})\s?:\s?)?(?P<ticker>[A-Z]{{1,5}}(?:\.[A-Z])?)\s*(?:[+-]?\d+(?:\.\d+)?%)?\s*\)"
)
_FIELD = re.compile(
    r"^(?:ticker|symbol|company|stock)\s*:\s*(?P<ticker>[A-Z]{1,5}(?:\.[A-Z])?)(?:$|[_\s-]+(?:Q\d|20\d\d))",
    re.IGNORECASE | re.MULTILINE,
)
_IN_NAME = re.compile(
    r"(?:^|[_\- ])(?P<ticker>[A-Za-z]{1,5}(?:\.[A-Za-z])?)[_\- ](?:20\d\d[_\- ]?Q[1-4]|Q[1-4]|[1-4]Q\d\d|FY\d)",
    re.IGNORECASE,
)
_TICKER_FIRST = re.compile(r"(?P<ticker>[A-Z]{2,5})_")
_NOT_TICKERS = frozenset(lexicon(_LEXICON)["not_tickers"])
# What may follow a covered company's name without making it another's ("Apple Hospitality" is not Apple).
_FOLLOWS = (
    rf"(?=['’]s?\b|[,.:;)]|\s+(?:(?i:{any_of(_LEXICON, 'after_covered')}\b)|Q[1-4]|[1-4]Q|20\d\d|\d|[a-z(])|\s*$)"
)
_TITLE = re.compile(
    rf"{any_of(_LEXICON, 'before_company')}\s(?:the\s|today'?s\s|our\s|this\s)*(?P<company>[A-Z0-9].{{1,60}}?)"
    rf"(?:['’]s?)?,?\s+{any_of(_LEXICON, 'after_company')}\b",
    re.IGNORECASE,
)
_AFTER_PERIOD = re.compile(
    r"(?:quarter|Q[1-4]|20\d\d)(?:\s(?:and|full|fiscal|year|of|20\d\d|FY\d\d))*\s"
    r"(?P<company>[A-Z][\w&.'’-]*(?:,?\s[A-Z&][\w&.'’-]*){0,5}?)(?:['’]s)?\s(?i:earnings|results|financial|conference|call)\b"
)
_LONGEST_WELCOME = 80
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_LEADING_NAME = re.compile(rf"(?:(?!(?:{_MONTHS})\b)(?:[A-Z0-9&][^\s]*|and|of|the|de)\s?)+")
_ORDINARY = re.compile(rf"^(?:{any_of(_LEXICON, 'after_company')}|our|the|today|company|conference)\b", re.IGNORECASE)


@cache
def _covered_names() -> tuple[tuple[re.Pattern[str], Company], ...]:
    """A pattern for each covered company's names, written as a name: two letters are no name ("MS")."""
    return tuple((_name_pattern(company), company) for company in coverage().companies)


def _name_pattern(company: Company) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in company.names if len(name) > 2)
    return re.compile(rf"\b(?i:{names})\b{_FOLLOWS}")


def company_in_words(announcements: Iterable[str]) -> Company | None:
    """Return the covered company that the first announcement with such a name is about."""
    for sentence in announcements:
        found = [(match.start(), company) for names, company in _covered_names() if (match := names.search(sentence))]
        if found:
            return min(found, key=lambda hit: hit[0])[1]
    return None


def title_company(announcements: Iterable[str]) -> str | None:
    """Return the name between the welcome and the quarter: "welcome to Example Corporation's first quarter …"."""
    for sentence in announcements:
        for pattern in (_TITLE, _AFTER_PERIOD):
            heard = sentence.title() if sentence[:_LONGEST_WELCOME].islower() else sentence  # without capitals
            match = pattern.search(heard)
            name = _LEADING_NAME.match(match["company"]) if match and not _ORDINARY.match(match["company"]) else None
            if name and name[0][0].isupper():
                return name[0].strip(" ,'’")
    return None


def find_ticker(draft: Draft, file_name: str) -> str | None:
    """Return the ticker that the file's fields, its header or its name state, in this order."""
    if draft.hints.ticker:
        return draft.hints.ticker.upper()
    header = " ".join(draft.opening)
    for text, pattern in (
        ("\n".join(draft.opening), _FIELD),
        (header, _IN_BRACKETS),
        (file_name, _IN_NAME),
        (file_name, _TICKER_FIRST),
    ):
        for match in pattern.finditer(text):
            ticker = match["ticker"].upper()
            if ticker not in _NOT_TICKERS or pattern is _IN_NAME:  # "IR_2024_Q3.txt" can only be a ticker
                return ticker
    return None
