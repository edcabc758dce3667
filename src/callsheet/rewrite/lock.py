"""The number lock: no line says a number, a unit, a period or a direction that its source does not say.

Whoever wrote the line (a frame, a language model, a person), what it *measures* is parsed and compared with what the
excerpt and the operands measure; strings are never compared, so "$60~65B" agrees with "$60 billion to $65 billion".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from callsheet.language.periods import periods
from callsheet.language.quantities import quantities
from callsheet.lexicon import lexicon
from callsheet.records import Figure, FiscalPeriod, Qualifier, Relation, Setting

_OPEN = (Qualifier.AT_LEAST, Qualifier.AT_MOST)
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_SHORT = 25  # words
_STOP = re.compile(r"[.?!](?:\s|$)")
_PLAIN_DENIAL = re.compile(r"(?i)\b(?:not|cannot|never|won't|\w+n't)\b(?! only)")
_LIST_MARK = re.compile(r"(?<!\d)\d\)\s")
_FISCAL_QUARTER = re.compile(r"\bFY(?=[1-4][QH]\d\d\b)")  # the reference's "FY3Q25" is 3Q25
_TIMES = re.compile(r"(?<=\d)\s?배")
_DURATION = re.compile(r"((?:향후|지난|약)\s)?(\d+(?:\.\d+)?(?:~\d+)?)년(?=간|\s?이상|\s?동안|,? \d+~\d+년|$)")
_TILDE = re.compile(r"~(?=[$€£¥₩]?\d)(?<!\d~)(?<![BMKT%]~)")
_SPELLED_FACTORS = {
    "double": 2, "doubled": 2, "doubling": 2, "doubles": 2, "twice": 2, "twofold": 2, "triple": 3, "tripled": 3,
    "tripling": 3, "threefold": 3, "fourfold": 4, "quadruple": 4, "quadrupled": 4, "fivefold": 5, "tenfold": 10,
}  # fmt: skip
_OPEN_FACTOR = re.compile(r"(?i)\b(?:more than|over) (\w+)")
_NUMBER_WORD = re.compile(r"[a-z]+")
_ANY_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line may not be shown: ``reason`` is ``number``, ``period``, ``direction`` or ``denial``."""

    reason: str
    found: str


@dataclass(frozen=True, slots=True)
class _Measure:
    low: Decimal | None
    high: Decimal | None
    unit: str
    open_end: Qualifier | None


def _readable(line: str) -> str:
    """Return a line as the reader of quantities knows it: 10배 is 10x, FY3Q25 is 3Q25, ~$80B is about $80B."""
    line = _FISCAL_QUARTER.sub("", _LIST_MARK.sub(" ", line))
    line = _DURATION.sub(r"\2 years", line)
    return _TILDE.sub("about ", _TIMES.sub("x", line))


def _measures(text: str, currency: str) -> Iterable[_Measure]:
    for quantity in quantities(text, currency):
        yield _Measure(
            quantity.low, quantity.high, quantity.unit, quantity.qualifier if quantity.qualifier in _OPEN else None
        )


def _same(line: _Measure, source: _Measure) -> bool:
    units = {line.unit, source.unit}
    if len(units) > 1 and units not in ({"count", "times"}, {"count", "percent"}):
        return False
    return (line.low, line.high) == (source.low, source.high) and line.open_end == source.open_end


def _sign_free(measure: _Measure) -> _Measure:
    """Return a measure without its sign: whether a change goes up or down is the words' to say."""
    low = abs(measure.low) if measure.low is not None else None
    high = abs(measure.high) if measure.high is not None else None
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    return _Measure(low, high, measure.unit, measure.open_end)


def _figure_measure(figure: Figure) -> _Measure:
    return _Measure(figure.low, figure.high, figure.unit, figure.qualifier if figure.qualifier in _OPEN else None)


def _without_quantities(text: str, currency: str) -> str:
    """Return ``text`` with its quantities blanked: what is left are numbers with a noun ("10 countries")."""
    for quantity in quantities(text, currency):
        text = text[: quantity.span.start] + " " * (quantity.span.end - quantity.span.start) + text[quantity.span.end :]
    return text


def _plain_numbers(text: str) -> set[Decimal]:
    found = {Decimal(match[0].replace(",", "")) for match in _ANY_NUMBER.finditer(text)}
    words: dict[str, int] = lexicon("quantities")["number_words"]
    for word in _NUMBER_WORD.findall(text.lower()):
        if word in words:
            found.add(Decimal(words[word]))
        if word in _SPELLED_FACTORS:
            found.add(Decimal(_SPELLED_FACTORS[word]))
    return found


def _open_factors(text: str) -> Iterable[_Measure]:
    """Yield "more than doubled" as at least 2 times."""
    for match in _OPEN_FACTOR.finditer(text):
        factor = _SPELLED_FACTORS.get(match[1].lower())
        if factor is not None:
            yield _Measure(Decimal(factor), None, "times", Qualifier.AT_LEAST)


def _periods(text: str, setting: Setting) -> set[FiscalPeriod]:
    """Return every period that ``text`` can mean, whether it looks ahead or back."""
    found: set[FiscalPeriod] = set()
    for forward in (False, True):
        mentions = periods(text, setting.fiscal_period, setting.fiscal_year_end_month, forward=forward)
        found.update(mention.period for mention in mentions if mention.period is not None)
    return found


def _parts(period: FiscalPeriod) -> set[FiscalPeriod]:
    """Return a period with what a line may name in its stead: of a span, its ends and its quarters."""
    if period.until is None:
        return {period}
    return {period, FiscalPeriod(period.year, period.part), period.until, *period.quarters()}


def _names(text: str, kind: str, lang: str) -> bool:
    stems: Sequence[str] = lexicon("frames_directions")[kind][lang]
    if lang == "ko":
        return any(stem in text for stem in stems)
    low = text.lower()
    return any(
        re.search(rf"(?<![a-z]){re.escape(stem)}" if stem[0].isalpha() and stem != "n't" else re.escape(stem), low)
        for stem in stems
    )


def refusal(
    line: str,
    excerpt: str,
    figures: Sequence[Figure],
    relations: Sequence[Relation],
    setting: Setting,
    before: str = "",
) -> Refusal | None:
    """Return why ``line`` (en or ko) may not stand for ``excerpt``, or None where it may.

    Args:
        figures, relations: what the line states; an implied figure's operands count as said.
        before: words that the excerpt leans on, for the period that they name.
    """
    shown = _readable(line)
    allowed = list(_measures(excerpt, setting.currency)) + [_figure_measure(figure) for figure in figures]
    allowed += list(_open_factors(excerpt))
    allowed += [
        _Measure(operand.low, operand.high, figure.unit, None) for figure in figures for operand in figure.operands
    ]
    allowed = [_sign_free(measure) for measure in allowed]
    numbers = _plain_numbers(_without_quantities(excerpt, setting.currency))
    for quantity in quantities(shown, setting.currency):
        open_end = quantity.qualifier if quantity.qualifier in _OPEN else None
        measure = _sign_free(_Measure(quantity.low, quantity.high, quantity.unit, open_end))
        if any(_same(measure, source) for source in allowed):
            continue
        if quantity.unit in ("count", "times") and open_end is None and {measure.low, measure.high} <= numbers:
            continue  # "13 points", "10 countries": a number with a noun, which the reader of quantities leaves alone
        return Refusal("number", quantity.text)
    said = {part for period in _periods(excerpt + " " + before, setting) for part in _parts(period)}
    for figure in figures:
        said |= _parts(figure.period) if figure.period else set()
    for relation in relations:
        for period in (relation.period, relation.reference):
            said |= _parts(period) if period else set()
    if setting.fiscal_period is not None:
        said.add(setting.fiscal_period)
    for period in _line_periods(shown, setting):
        if not _parts(period) <= said and period not in said:
            return Refusal("period", str(period))
    return (
        None if _is_english(line) else turned(line, excerpt, "ko")
    )  # English lines are made of the source's own words


def _line_periods(line: str, setting: Setting) -> set[FiscalPeriod]:
    mentions = periods(line, setting.fiscal_period, setting.fiscal_year_end_month)
    return {mention.period for mention in mentions if mention.period is not None and not mention.relative}


def _is_english(line: str) -> bool:
    return not _HANGUL.search(line)


def turned(line: str, excerpt: str, lang: str) -> Refusal | None:
    """Return a refusal where a line moves up what its source moves down, or denies what its source does not.

    A line of one short sentence must also deny where the sentence does; of a longer one it may be another part.
    """
    source = "en" if _is_english(excerpt) else "ko"
    for kind in ("up", "down"):
        if _names(line, kind, lang) and not _names(excerpt, kind, source):
            return Refusal("direction", kind)
    denies, denied = _names(line, "denied", lang), _names(excerpt, "denied", source)
    if denies and not denied:
        return Refusal("denial", line)
    short = len(excerpt.split()) <= _SHORT and len(_STOP.findall(excerpt.strip())) <= 1
    softly = any(word in line for word in lexicon("frames_directions")["denied"]["softly"])
    if short and _PLAIN_DENIAL.search(excerpt) and not (denies or softly):
        return Refusal("denial", excerpt)
    return None
