"""What a report says about itself: house, date, title, subject, opinion, prices, analysts. Nothing is guessed: a field
that the pages do not state is None.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from callsheet.coverage import coverage
from callsheet.lexicon import lexicon
from callsheet.parse.reports.reading import ReportText

_WORDS = lexicon("report")["fields"]
_HOUSE = re.compile(_WORDS["house"])
_HOUSES = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(re.escape(name) for name in _WORDS['houses'])})(?![A-Za-z])")
_NOT_HOUSES = frozenset(_WORDS["not_houses"])
_DATES = [re.compile(pattern) for pattern in _WORDS["dates"]]
_MONTHS = {name: number for number, name in enumerate(_WORDS["months"], start=1)}
_DATE_OF_SOMETHING_ELSE = re.compile(_WORDS["date_of_something_else"])
_CODE = re.compile(_WORDS["code"])
_RATING = re.compile(rf"(?<![A-Za-z가-힣])(?:{'|'.join(_WORDS['ratings'])})(?![A-Za-z가-힣])", re.IGNORECASE)
_ACTIONS = {word: action for action, words in _WORDS["actions"].items() for word in words}
_ACTION = re.compile("|".join(re.escape(word) for word in sorted(_ACTIONS, key=len, reverse=True)), re.IGNORECASE)
_LABELLED_ACTION = re.compile(rf"\s?[(（]\s?(?P<action>{_ACTION.pattern})\s?[)）]", re.IGNORECASE)  # "목표주가(상향)"
_TARGET = re.compile(_WORDS["target_price"])
_IN_BRACKETS = re.compile(r"\s?\([^)]*\)")
_CURRENT = re.compile(_WORDS["current_price"])
_PRICE = re.compile(_WORDS["price"])
_ANALYST = [re.compile(pattern) for pattern in _WORDS["analysts"]]
_CATEGORY = re.compile(_WORDS["categories"], re.IGNORECASE)
_SECTORS = frozenset(_WORDS["sectors"])
_LARGEST_RATING_GAP = 14  # characters between a rating and "유지"


@dataclass(frozen=True, slots=True)
class FrontLine:
    """A block of the first page as the field readers see it."""

    text: str
    size: float
    top: float
    side: bool
    body: bool


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of ``Report`` that its first page states."""

    broker: str | None
    published_on: date | None
    title: str | None
    subject: str | None
    code: str | None
    rating: str | None
    rating_action: str | None
    target_price: Decimal | None
    target_price_action: str | None
    current_price: Decimal | None
    analysts: tuple[str, ...]


def read_fields(report: ReportText, body_size: float) -> Fields:
    """Return what the first page states, and the house that the whole report names."""
    front = list(_front_lines(report, body_size))
    subject, code = _subject(front)
    rating, rating_action = _rating(front)
    target, target_action = _price_and_action(front, _TARGET)
    current, _ = _price_and_action(front, _CURRENT)
    return Fields(
        broker=_broker(report.text, front),
        published_on=_published_on(front),
        title=_title(front, subject, body_size),
        subject=subject,
        code=code,
        rating=rating,
        rating_action=rating_action,
        target_price=target,
        target_price_action=target_action,
        current_price=current,
        analysts=tuple(_analysts(front)),
    )


def _front_lines(report: ReportText, body_size: float) -> Iterator[FrontLine]:
    """Yield the blocks of the first page; of a line set as cells, the cells as well: a field may be in one of them."""
    for block, paragraph in zip(report.blocks, report.paragraphs, strict=True):
        if paragraph.page == report.paragraphs[0].page:
            text = block.span.of(report.text)
            if len(paragraph.lines) == 1 and paragraph.lines[0].tabular:
                for cell in paragraph.lines[0].segments:
                    yield FrontLine(cell.text, cell.largest, cell.top, block.side, body=False)
            yield FrontLine(
                text,
                paragraph.lines[0].largest,
                paragraph.box.top,
                block.side,
                len(text) > 60 and paragraph.size <= 1.1 * body_size,
            )


def _broker(text: str, front: Sequence[FrontLine]) -> str | None:
    """Return the house: the one the report names most often, first page first.

    A report quotes other houses' names only now and then, while its own stands in every source line and in the notices.
    """
    names = Counter(_houses(text))
    for line in front:
        names.update(dict.fromkeys(_houses(line.text), 2))
    if not names:
        return None
    return max(names, key=lambda name: (names[name], len(name)))


def _houses(text: str) -> Iterator[str]:
    for match in _HOUSE.finditer(text):
        if match[0] not in _NOT_HOUSES and match["name"] not in _NOT_HOUSES:
            yield match[0]
    for match in _HOUSES.finditer(text):
        yield match[0]


def _published_on(front: Sequence[FrontLine]) -> date | None:
    """Return the date that stands highest on the first page and is not the date of a price."""
    for line in sorted(front, key=lambda line: line.top):
        if line.body or _DATE_OF_SOMETHING_ELSE.search(line.text):
            continue
        found = find_date(line.text)
        if found:
            return found
    # A release names its date in the place line of its first paragraph ("Seoul, January 31, 2025 -").
    return next((found for line in front if line.body and (found := find_date(line.text[:80]))), None)


def find_date(text: str) -> date | None:
    """Return the first full date in ``text``, in the Korean, ISO or English way of writing it.

    >>> find_date("2025. 2. 3 산업분석")
    datetime.date(2025, 2, 3)
    """
    for pattern in _DATES:
        for match in pattern.finditer(text):
            month = match["month"]
            number = int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
            try:
                return date(int(match["year"]), number, int(match["day"]))
            except ValueError:
                continue
    return None


def _subject(front: Sequence[FrontLine]) -> tuple[str | None, str | None]:
    """Return the company and its code, or the sector and None."""
    for line in sorted(front, key=lambda line: -line.size):
        match = _CODE.fullmatch(line.text.strip())
        if match:
            return match["name"].strip(" ("), match["code"] or match["listing"]
    for line in sorted(front, key=lambda line: -line.size):
        name = re.sub(r"\s*[(\[].*|\s*[|/:].*", "", line.text).strip()
        if name in _SECTORS:
            return name, None
    for line in front:
        company = _covered_company(line.text)
        if company and not line.side:
            return company, None
    return None, None


def _covered_company(text: str) -> str | None:
    """Return the covered company that a headline begins with ("Alphabet Announces First Quarter Results")."""
    for company in coverage().companies:
        for name in company.names:
            if re.match(rf"{re.escape(name)}(?![A-Za-z])", text, re.IGNORECASE):
                return company.name_en
    return None


def _title(front: Sequence[FrontLine], subject: str | None, body_size: float) -> str | None:
    """Return the headline: the largest words outside the side column that are not subject, category, date or rating."""
    candidates = [
        line
        for line in front
        if not line.side
        and line.size > 1.1 * body_size
        and not line.body
        and not _CATEGORY.fullmatch(line.text.strip())
        and not _CODE.fullmatch(line.text.strip())
        and not _is_subject(line.text, subject)
        and not _RATING.fullmatch(line.text.strip())
        and not find_date(line.text)
        and len(line.text) > 3
    ]
    return max(candidates, key=lambda line: (round(line.size, 1), -line.top)).text if candidates else None


def _is_subject(text: str, subject: str | None) -> bool:
    """Whether a line is the subject alone, with a rating or a code in brackets at most."""
    return bool(subject) and re.sub(r"\s*[(\[].*", "", text).strip() == subject


def _rating(front: Sequence[FrontLine]) -> tuple[str | None, str | None]:
    """Return the opinion as printed and what became of it; large print goes before small."""
    found: tuple[float, str] | None = None
    action: str | None = None
    for line in front:
        if line.body:
            continue
        match = _RATING.search(line.text)
        if match is None or not _states_rating(line.text, match):
            continue
        if found is None or line.size > found[0]:
            found = (line.size, match[0])
    if found is None:
        return None, None
    for line in front:
        action = action or _rating_action(line.text)
    return found[1], action


def _states_rating(text: str, match: re.Match[str]) -> bool:
    """Whether a line states an opinion: little else stands on it, or it says that it is one."""
    rest = text[: match.start()] + text[match.end() :]
    words = re.findall(r"[A-Za-z가-힣]{2,}", re.sub(r"\([^)]*\)", "", rest))
    return len(words) <= 1 or (bool(re.search(_WORDS["opinion"], text, re.IGNORECASE)) and len(text) < 40)


def _rating_action(text: str) -> str | None:
    for match in _RATING.finditer(text):
        near = text[match.end() : match.end() + _LARGEST_RATING_GAP]
        action = _ACTION.search(near)
        if action and "목표" not in near[: action.start()]:
            return _ACTIONS[action[0].lower()]
    return None


def _price_and_action(front: Sequence[FrontLine], label: re.Pattern[str]) -> tuple[Decimal | None, str | None]:
    value: Decimal | None = None
    action: str | None = None
    rounded = False
    for line in front:
        match = label.search(line.text)
        if not match:
            continue
        behind = line.text[match.end() :]
        day = _IN_BRACKETS.match(behind)  # "현재주가(1.29)"
        price = _PRICE.search(behind, day.end() if day else 0)
        # "81,000원" goes before a headline's "8.1만원".
        if price and not line.body and (value is None or (rounded and not price["scale"])):
            value, rounded = _amount(price), bool(price["scale"])
        if price and action is None:
            change = _LABELLED_ACTION.match(behind) or _ACTION.search(
                behind[price.start() : price.end() + _LARGEST_RATING_GAP]
            )
            action = _ACTIONS[change["action" if change.re is _LABELLED_ACTION else 0].lower()] if change else None
    return value, action


def _amount(match: re.Match[str]) -> Decimal:
    value = Decimal(match["number"].replace(",", ""))
    return value * {"만": 10_000, "천": 1_000}.get(match["scale"] or "", 1)


def _analysts(front: Sequence[FrontLine]) -> Iterator[str]:
    """Yield the names that stand beside the word analyst, or above an address of the house."""
    seen: set[str] = set()
    for line in front:
        for pattern in _ANALYST:
            for match in pattern.finditer(line.text):
                name = re.sub(r"\s+", " ", match["name"]).strip()
                if name not in seen and name not in _NOT_HOUSES:
                    seen.add(name)
                    yield name
