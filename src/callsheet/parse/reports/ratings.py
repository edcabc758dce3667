"""The rating distribution that Korean and American houses must disclose: how many percent are buy, hold and sell."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from callsheet.lexicon import lexicon
from callsheet.parse.reports.fields import find_date

_WORDS = lexicon("report")["distribution"]
_LABEL = rf"(?:{'|'.join(_WORDS['labels'])})(?:\s*\((?:{'|'.join(_WORDS['labels'])})\))?"
_LABELS = re.compile(_LABEL, re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s*%")
_LABELLED = re.compile(rf"(?P<label>{_LABEL})\s*[:：(]?\s*(?P<percent>\d{{1,3}}(?:\.\d+)?)\s*%", re.IGNORECASE)
_TOTAL = re.compile("|".join(_WORDS["totals"]), re.IGNORECASE)
_AS_OF = re.compile(_WORDS["as_of"], re.IGNORECASE)
_FEWEST = 2
_ROUNDING = Decimal("1.0")  # percent points by which rounded shares may miss 100

Distribution = tuple[tuple[str, Decimal], ...]


def rating_distribution(lines: Sequence[str]) -> tuple[Distribution, date | None]:
    """Return the distribution that the lines of a disclosure state, and its date; empty where they state none.

    Two forms occur: labels with their shares on one line, and a row of labels above a row of shares. Only shares that
    add up to 100 count, which keeps the definitions of the ratings ("15% 이상") apart.
    """
    for position, found in _candidates(lines):
        if len(found) >= _FEWEST and abs(sum((share for _, share in found), Decimal(0)) - 100) <= _ROUNDING:
            return found, _date_near(lines, position)
    return (), None


def _candidates(lines: Sequence[str]) -> Iterator[tuple[int, Distribution]]:
    for position, line in enumerate(lines):
        yield position, tuple((match["label"].strip(), Decimal(match["percent"])) for match in _LABELLED.finditer(line))
    for position, (head, row) in enumerate(pairwise(lines)):
        labels = [match[0].strip() for match in _LABELS.finditer(_TOTAL.sub("", head))]
        shares = [Decimal(share) for share in _PERCENT.findall(row)]
        if len(shares) == len(labels) + 1 and shares[-1] == 100:
            shares = shares[:-1]
        if len(labels) == len(shares):
            yield position, tuple(zip(labels, shares, strict=True))


def _date_near(lines: Sequence[str], position: int) -> date | None:
    near = sorted(range(max(0, position - 2), min(len(lines), position + 4)), key=lambda at: abs(at - position))
    return next((found for at in near if _AS_OF.search(lines[at]) and (found := find_date(lines[at]))), None)
