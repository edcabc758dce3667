"""Introductions: people named together with their titles in the opening of a call.

A sentence that presents people sets names and titles in turn, and keeps to one order: "Jane Doe, our CEO, and John Roe,
CFO" names first, "our CEO, Jane Doe, and our CFO, John Roe" gives the title first. So the names and the titles of a
sentence are found each for themselves, and its first pair tells how the others are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from callsheet.lexicon import lexicon
from callsheet.parse.names import is_name
from callsheet.parse.phrases import any_of
from callsheet.records import Span

_SPEAKERS = lexicon("speakers")
_OFFICES = tuple(
    word
    for role in ("investor_relations", "executive")
    for word in sorted(_SPEAKERS["title_words"][role], key=len, reverse=True)
    if word not in _SPEAKERS["no_office_alone"]
)
_WORDS = "|".join(map(re.escape, _OFFICES))
_ANY_OFFICE = re.compile(rf"\b(?:{_WORDS})\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[^.?!\n]|\.(?=\S)|(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr|Jr|Sr|Co))\.|(?<=\b(?:Mrs|Inc))\.)+")
_CAPITALISED = r"(?:(?!I['’])[A-Z][\w’'-]*[a-z][\w’'-]*|[A-Z]\.|[A-Z]{2})"
_NAME = re.compile(rf"{_CAPITALISED}(?:\s(?:{_CAPITALISED}|de|van|von|der|la)){{1,3}}(?:,?\s(?:Jr|Sr)\b\.?)?")
_LEFT = rf"(?:(?:{any_of('speakers', 'before_title')})\s)*(?:(?:co|vice)-)?"
_OFFICE = rf"(?i:\b{_LEFT}(?:chief(?:\s[\w&-]+){{1,5}}?\sofficer|{_WORDS})\b)"
# "President and Chief Executive Officer", "Executive Vice President, Finance, Chief Financial Officer".
_TITLE = re.compile(rf"{_OFFICE}(?:(?:,?\s(?:and|&|of|for)|,|[-/&])?\s?(?:[a-z&]+\s){{0,2}}?{_OFFICE})*")
# "… of Investor Relations and Corporate Strategy": goes on to the next stop, verb or person.
_FIELD = re.compile(
    rf"(?:(?:,?\s(?:of|for|at|and|&)|,)(?:\s(?!(?i:{any_of('speakers', 'after_title')})\b)[\w’'&-]+){{1,6}}){{1,2}}"
)
_DANGLING = re.compile(r"(?:[\s,]+(?:and|of|for|at|the|&|[A-Z]))*[\s,]*$")
# "Head of Example Corp Investor Relations": what follows "of" is a house, no person.
_COMPANYS = re.compile(r"\b(?:of|for|at)\s(?:the\s)?$")
_ALSO = re.compile(r",?\s(?:(?:and|&)\s)?(?:also\s)?")
_BETWEEN = re.compile(
    rf"[\s,.(–—-]*(?i:{any_of('speakers', 'between_name_and_title')})?[\s,]*"
    r"(?:[A-Z][\w&.-]*(?:['’]s?)?\s)?(?i:m(?:rs?|s)\.?\s|dr\.?\s)?"  # "Example's treasurer", "our treasurer, Ms. Doe"
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """Somebody is presented with a title."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class _Part:
    span: Span
    is_name: bool


def introductions(text: str) -> Iterator[Introduction]:
    """Yield the people whom ``text`` names together with a title.

    >>> [(i.name, i.title) for i in introductions("With me are Jane Doe, chief executive; and our CFO, John Roe.")]
    [('Jane Doe', 'chief executive'), ('John Roe', 'CFO')]
    """
    whole = text.casefold()
    offices = [office for office in _OFFICES if office in whole]
    if not offices:
        return
    for sentence in _SENTENCE.finditer(text):
        lower = sentence[0].casefold()  # a plain look for the words spares most sentences the slow search
        if not any(office in lower for office in offices) or not _ANY_OFFICE.search(sentence[0]):
            continue
        for clause in sentence[0].split(";"):
            yield from _of_clause(clause)


def _of_clause(clause: str) -> Iterator[Introduction]:
    """Pair names and titles that touch; each belongs to one pair, so that the first pair decides the order.

    A title before a name gives way to one after it that no other name claims: "your host, Jane Doe, our treasurer".
    """
    parts = _parts(clause)
    touch = [_touch(clause, first, second) for first, second in pairwise(parts)]
    number = 0
    while number < len(touch):
        named_later = not parts[number].is_name and touch[number + 1 : number + 3] in ([True], [True, False])
        if not touch[number] or named_later:
            number += 1
            continue
        name, title = sorted(parts[number : number + 2], key=lambda part: not part.is_name)
        yield Introduction(name.span.of(clause), title.span.of(clause).strip(" ,"))
        number += 2


def _touch(clause: str, first: _Part, second: _Part) -> bool:
    """Whether a name and a title stand side by side, with "our" or the like between them."""
    return first.is_name != second.is_name and bool(_BETWEEN.fullmatch(clause, first.span.end, second.span.start))


def _parts(clause: str) -> list[_Part]:
    """The names and the titles of a clause, left to right."""
    titles = [Span(match.start(), match.end()) for match in _TITLE.finditer(clause)]
    if not titles:
        return []
    names = [
        Span(match.start(), match.end())
        for start, end in _gaps(titles, len(clause))
        for match in _NAME.finditer(clause, start, end)
        if is_name(match[0]) and not _is_company(clause, match)
    ]
    titles = _joined(clause, [_with_field(clause, title, [*names, *titles]) for title in titles])
    parts = [*(_Part(span, True) for span in names), *(_Part(span, False) for span in titles)]
    return sorted(parts, key=lambda part: part.span)


def _is_company(clause: str, match: re.Match[str]) -> bool:
    return match[0].endswith(("'s", "’s")) or bool(_COMPANYS.search(clause[: match.start()][-12:]))


def _joined(clause: str, titles: Sequence[Span]) -> list[Span]:
    """Make one title of those that only a comma or "and" parts: "Director of Treasury, Investor Relations"."""
    found: list[Span] = []
    for title in titles:
        if found and _ALSO.fullmatch(clause, found[-1].end, title.start):
            found[-1] = Span(found[-1].start, title.end)
        else:
            found.append(title)
    return found


def _gaps(spans: Sequence[Span], end: int) -> Iterator[tuple[int, int]]:
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), end]
    return zip(edges[::2], edges[1::2], strict=True)


def _with_field(clause: str, title: Span, others: Sequence[Span]) -> Span:
    """The title with what it is responsible for, up to the next name or title."""
    stop = min((span.start for span in others if span.start >= title.end), default=len(clause))
    field = _FIELD.match(clause, title.end, stop)
    return Span(title.start, title.end + len(_DANGLING.sub("", field[0]))) if field else title
