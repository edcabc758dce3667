"""A sentence as frames read it: words, with each quantity and each period as one token that knows how it is shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from callsheet.language.periods import PeriodMention, periods
from callsheet.language.quantities import Quantity, quantities
from callsheet.lexicon import lexicon
from callsheet.records import PERCENT, FiscalPeriod, Part, Qualifier, Setting
from callsheet.rewrite.labels import amount_label, period_label, plain

_WORD = re.compile(r"[^\W_](?:[\w'&+/.\-]*[\w+])?|\$[\d.,]+\w*|[,;:()?!]|[^\s\w]")
_QUARTER_LABEL = re.compile(r"(?i)\b[qh][1-4]\b|\b[1-4][qh]\b")
_PART_NUMBER = re.compile(r"(?i)[hq]\d{3,}")  # "H100" is a chip
_HALVES = {Part.H1: "상반기", Part.H2: "하반기"}
_AHEAD = re.compile(r"(?i)\b(?:expect|anticipate|will|plan|outlook|guidance|should)\b")
_POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_PLAIN_YEAR = re.compile(r"(?:19|20)\d\d|'\d\d")


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    AMOUNT = "amount"  # money, percent, multiples
    COUNT = "count"  # a number that a noun follows
    PERIOD = "period"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """One unit of a sentence.

    Attributes:
        text: as it stands; ``low`` in lower case.
        ko: how an amount, count or period is shown in Korean; empty for words.
        first: whether it opens the sentence, where a capital says nothing.
    """

    text: str
    low: str
    kind: Kind
    ko: str = ""
    first: bool = False


def _hedges() -> frozenset[str]:
    return frozenset(lexicon("frames_grammar")["hedges"])


def _amount_ko(quantity: Quantity) -> str:
    if quantity.unit == "times":
        ends = "~".join(dict.fromkeys(plain(e) for e in (quantity.low, quantity.high) if e is not None))
        label = f"{ends}배"
        hedge = {Qualifier.AT_LEAST: "{} 이상", Qualifier.AT_MOST: "{} 이하", Qualifier.APPROX: "약 {}"}
        return hedge.get(quantity.qualifier, "{}").format(label)
    return amount_label(quantity.low, quantity.high, quantity.unit, quantity.qualifier, quantity.text, "ko")


def _count_ko(quantity: Quantity) -> str:
    ends = list(dict.fromkeys(end for end in (quantity.low, quantity.high) if end is not None))
    written = re.sub(r"[^\d.,]", "", quantity.text.split()[0])
    scale = re.search(r"(?i)\b(thousand|million|billion|trillion)\b", quantity.text)
    if scale and ends:
        units = lexicon("frames_grammar")["korean_scales"]
        power = _POWERS[scale[1].lower()]
        numbers = "~".join(dict.fromkeys(plain(end / Decimal(10) ** power) for end in ends))
        label = f"{written if written and len(ends) == 1 else numbers}{units[scale[1].lower()]}"
    else:
        label = "~".join(
            dict.fromkeys(f"{end:,f}".rstrip("0").rstrip(".") if "." in f"{end:,f}" else f"{end:,f}" for end in ends)
        )
    return {
        Qualifier.AT_LEAST: f"{label} 이상",
        Qualifier.AT_MOST: f"{label} 이하",
        Qualifier.APPROX: f"약 {label}",
    }.get(quantity.qualifier, label)


def _period_ko(mention: PeriodMention, setting: Setting) -> str | None:
    """Return a period's Korean label, or None where its words are left to the glossary ("next year")."""
    period: FiscalPeriod | None = mention.period
    if period is None:
        return None
    if _PART_NUMBER.fullmatch(mention.text) or (mention.relative and not _QUARTER_LABEL.search(mention.text)):
        return None
    if mention.relative and period.part in _HALVES:
        return _HALVES[period.part]  # which year's half is meant, only the call's listeners know for sure
    if (
        period.is_year
        and _PLAIN_YEAR.search(mention.text)
        and "fiscal" not in mention.text.lower()
        and "FY" not in mention.text
    ):
        return f"{period.year % 100:02d}년"
    if period.part is Part.YTD:
        return None
    return period_label(period, "ko")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    kind: Kind
    ko: str


def _pieces(text: str, setting: Setting) -> list[_Piece]:
    """Return the stretches of ``text`` that are one token: periods and quantities with their hedges."""
    pieces: list[_Piece] = []
    ahead = bool(_AHEAD.search(text))
    for mention in periods(text, setting.fiscal_period, setting.fiscal_year_end_month, forward=ahead):
        label = _period_ko(mention, setting)
        if label:
            pieces.append(_Piece(mention.span.start, mention.span.end, Kind.PERIOD, label))
    months: list[str] = lexicon("frames_grammar")["months"]
    for match in re.finditer(
        rf"(?i)\b({'|'.join(months)}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?! ?(?:%|billion|million))", text
    ):
        number = [month.lower() for month in months].index(match[1].lower()) + 1
        pieces.append(_Piece(match.start(), match.end(), Kind.PERIOD, f"{number}월 {match[2]}일"))
    for quantity in quantities(text, setting.currency):
        start, end = quantity.span.start, quantity.span.end
        if any(piece.start < end and start < piece.end for piece in pieces):
            continue
        if quantity.unit == "count":
            pieces.append(_Piece(_with_hedge(text, start, quantity), end, Kind.COUNT, _count_ko(quantity)))
        elif quantity.unit in (PERCENT, "times") or quantity.unit.isupper():
            pieces.append(_Piece(_with_hedge(text, start, quantity), end, Kind.AMOUNT, _amount_ko(quantity)))
    return sorted(pieces, key=lambda piece: piece.start)


def _with_hedge(text: str, start: int, quantity: Quantity) -> int:
    """Return where the hedge before a quantity begins: "more than" belongs to "2x"."""
    if quantity.qualifier in (Qualifier.EXACT, Qualifier.RANGE):
        return start
    while True:
        before = text[:start].rstrip()
        word = re.search(r"[A-Za-z']+$", before)
        if not word or word[0].lower() not in _hedges():
            return start + len("or ") if text[start:].lower().startswith("or ") else start  # ", or about 2% of sales"
        start = word.start()


def tokens(text: str, setting: Setting) -> list[Token]:
    """Return the tokens of a plain sentence, in order; number words are counts.

    >>> from callsheet.records import FiscalPeriod, Setting
    >>> at = Setting("d", "MSFT", FiscalPeriod.parse("FY2025Q2"), 6)
    >>> [t.ko or t.low for t in tokens("Capex of $60 billion to $65 billion in FY26", at)]
    ['capex', 'of', '$60~65B', 'in', 'FY26']
    """
    found: list[Token] = []
    position = 0
    for piece in [*_pieces(text, setting), None]:
        end = piece.start if piece else len(text)
        found.extend(_words(text[position:end], first=not found))
        if piece:
            words = text[piece.start : piece.end]
            found.append(Token(words, words.lower(), piece.kind, piece.ko, first=not found))
            position = piece.end
    return found


def _parts(word: str, numbers: dict[str, int]) -> list[str]:
    """Return "two-gigawatt" as a number and its unit; every other word as it is."""
    number, dash, unit = word.partition("-")
    return [number, unit] if dash and unit and (number.lower() in numbers or number.isdigit()) else [word]


def _words(text: str, *, first: bool) -> Iterator[Token]:
    numbers: dict[str, int] = lexicon("frames_grammar")["number_words"]
    for word in (part for match in _WORD.finditer(text) for part in _parts(match[0], numbers)):
        low = word.lower()
        if low in numbers:
            yield Token(word, low, Kind.COUNT, str(numbers[low]), first)
        elif word[0].isalnum():
            yield Token(word, low, Kind.WORD, "", first)
        else:
            yield Token(word, low, Kind.MARK, "", first)
        first = False
