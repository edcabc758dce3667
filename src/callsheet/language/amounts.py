"""Single amounts as written in English: sign, number in digits or words, scale, unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from callsheet.lexicon import lexicon

_WORDS = lexicon("quantities")
_SCALES = {word: Decimal(value) for word, value in (*_WORDS["scales"].items(), *_WORDS["letters"].items())}
_NUMBERS = {word: Decimal(value) for word, value in _WORDS["number_words"].items()}
_DECIMALS: dict[str, str] = _WORDS["decimal_words"]
_SIGNS: dict[str, str] = _WORDS["signs"]
_CURRENCIES: dict[str, str] = _WORDS["currency_words"]
_UNITS = {"%": "percent", "times": "times", "x": "times"}


def _any(words: Iterator[str] | list[str] | dict[str, str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s\-]+") for word in ordered)


_LONG_SIGNS = [sign for sign in _SIGNS if len(sign) > 1]
_WORD_NUMBERS = [word for word in _NUMBERS if word not in ("a", "an", "couple")]
_UNDER_HUNDRED = rf"(?:{_any(_WORD_NUMBERS)})(?:[\s\-](?:one|two|three|four|five|six|seven|eight|nine)\b)?"
_POINT = rf"\s+point(?:[\s\-]+(?:{_any(_DECIMALS)})\b)+"
_SCALED = r"(?=[\s\-]+(?:thousand|million|billion|trillion|percent)\b)"
_QUARTERS = r"(?:a\s+quarter|three[\s\-]+quarters)"
_AMOUNT = re.compile(
    rf"""
    (?P<minus>(?<!or\ )(?:negative|minus)\s+|(?<![\w%)\]])[-−](?=[\d$€£]))?
    (?P<sign>(?<![a-z])(?:{_any(_LONG_SIGNS)})\s?|[$€£¥₩₹]\s?)?
    (?:
        (?<![\w.,]) (?P<digits>
            \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?
          | \d+\.\s\d+(?=\s*(?:{_any(list(_WORDS["scales"]))})\b)     # a machine transcript breaks "$840. 800 million"
          | \d+(?:\.\d+)?
          | \.\d+
        ) (?P<half>\s+and\s+a\s+half|\s1/2|\s+and\s+{_QUARTERS}{_SCALED})?
      | (?<![\w$.,\-])(?P<half_of>(?:a\s+)?half(?:\s+an?|\s+of\s+a)?|{_QUARTERS}(?:\s+of\s+a)?)
        (?=\s+(?:million|billion|trillion|percent)\b)
      | (?<![\w$.,\-])(?P<unread>                       # "two thirds of a billion", "point five billion"
            (?:thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)\s+of\s+an?(?=\s+(?:million|billion|trillion)\b)
          | point\s+(?:{_UNDER_HUNDRED}|(?:{_any(_DECIMALS)})\b)(?:[\s\-]+(?:{_any(_DECIMALS)})\b)*{_SCALED}
        )
      | (?<![\w$.,\-])(?P<words>
            (?:an?\s+)?couple(?:\s+of)?(?:\s+hundred)?(?=\s+(?:thousand|million|billion|trillion|percent)\b)
          | (?:an?|{_UNDER_HUNDRED})\s+hundred(?:\s+(?:and\s+)?{_UNDER_HUNDRED}\b)?(?:{_POINT})?{_SCALED}
          | an?(?=\s+(?:million|billion|trillion)\b)
          | zero{_POINT}{_SCALED}
          | {_UNDER_HUNDRED}\b(?:{_POINT}|(?P<word_half>\s+and\s+(?:a\s+half|{_QUARTERS}{_SCALED})))?
        )
      | (?<=\bthe\s)(?=(?:million|billion|trillion)\b) # "the billion dollars of capex"
      | (?<=\bthat\s)(?=(?:million|billion|trillion)\s+dollars?\b)
    )
    (?P<open>[\-\s]?plus(?=[\s\-](?:million|billion|trillion|percent))|\+)?
    (?:[\s\-]*(?P<scale>(?:{_any(list(_WORDS["scales"]))}))(?![a-z]) | (?P<letter>[kmbt])(?![a-z0-9]) )?
    (?P<scale_half>\s+and\s+(?:a\s+half|{_QUARTERS}(?=\s+dollars|[.,;]|$)))?
    (?:
        [\s\-]*(?P<currency>{_any(_CURRENCIES)}|dollars?)\b
      | [\s\-]*(?P<unit>%|percent(?:age)?(?:\s+points?)?\b|per\s+cent\b|basis\s+points?\b|bps\b|times\b|x(?![a-z0-9]))
    )?
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# What stands directly behind digits that are no quantity: letters ("3M", "4th"), Korean units, further digits.
_NO_NUMBER_BEHIND = re.compile(r"[a-z0-9_]|\.\d|,\d|\s?[조억만천백십년월일]|\s?분기|[-/]\d+[-/]\d|:\d|-[a-z]")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number with what stands at it; ``scale`` and ``unit`` are None where the text does not say.

    ``open_above``: "$55-plus billion". ``vague``: "a couple". ``in_words``: spelled without digits.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal | None
    unit: str | None
    in_words: bool = False
    vague: bool = False
    open_above: bool = False
    is_year: bool = False

    @property
    def plain(self) -> Decimal:
        """The value in plain units."""
        return (self.value * (self.scale or 1)).normalize() + Decimal(0)

    @property
    def needs_partner(self) -> bool:
        """Whether the words alone are no quantity: "one", "2025"; they count only as an end of a range."""
        return self.is_year or (self.in_words and not self.scale and not self.unit)


def _spelled(words: str) -> Decimal:
    """Return the value of a number in words: "a couple hundred", "two hundred and fifty", "two point zero five"."""
    whole, _, decimals = re.sub(r"[\s\-]+", " ", words).partition(" point ")
    value = Decimal(0)
    for word in re.sub(r"^an? (?=couple)", "", whole).split():
        if word == "hundred":
            value = max(value, Decimal(1)) * 100
        elif word in _NUMBERS:
            value += _NUMBERS[word]
    return value + Decimal("0." + "".join(_DECIMALS[word] for word in decimals.split())) if decimals else value


def _part_of_one(words: str | None) -> Decimal:
    """Return what "and a half", "a quarter of a", "and three quarters" stand for; 0 for nothing."""
    if not words:
        return Decimal(0)
    if "quarter" in words:
        return Decimal("0.75") if "three" in words else Decimal("0.25")
    return Decimal("0.5")


def _number(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        value = Decimal(re.sub(r"[,\s]", "", match["digits"])) + _part_of_one(match["half"])
    elif match["half_of"]:
        value = _part_of_one(match["half_of"])
    elif match["words"]:
        said = match["words"].removesuffix(match["word_half"] or "")
        value = _spelled(said) + _part_of_one(match["word_half"])
    else:
        value = Decimal(1)
    value += _part_of_one(match["scale_half"])
    return -value if match["minus"] else value


def _unit(match: re.Match[str], dollar: str) -> str | None:
    sign = (match["sign"] or "").strip()
    if sign:
        return dollar if sign == "$" else _SIGNS[sign]
    if match["currency"]:
        words = re.sub(r"[\s\-]+", " ", match["currency"])
        return dollar if words.startswith("dollar") else _CURRENCIES[words]
    if match["unit"]:
        word = re.sub(r"\s+", " ", match["unit"])
        return "basis_points" if word.startswith(("basis", "bps")) else _UNITS.get(word, "percent")
    return None


def amounts(text: str, low: str, dollar: str) -> Iterator[Amount]:
    """Yield the amounts of ``text`` (``low`` is the same text in lower case), left to right.

    ``dollar`` is the currency of a bare "$".
    """
    for match in _AMOUNT.finditer(low):
        start, end = match.span()
        end -= len(match[0]) - len(match[0].rstrip(" -–\n"))
        if start == end or match["unread"]:
            continue
        unit = _unit(match, dollar)
        scale = _SCALES.get(match["scale"] or match["letter"] or "")
        if match["letter"] and not (match["sign"] or text[match.start("letter")] in "BM"):
            continue
        if match["digits"] and not (scale or unit) and _NO_NUMBER_BEHIND.match(low, end):
            continue
        is_year = bool(match["digits"] and not (scale or unit) and _YEAR.fullmatch(match["digits"]))
        yield Amount(
            start=start,
            end=end,
            value=_number(match),
            scale=scale,
            unit=unit,
            in_words=not match["digits"],
            vague="couple" in (match["words"] or ""),
            open_above=bool(match["open"]),
            is_year=is_year,
        )
