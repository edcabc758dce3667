"""Saved web pages to lines: what is visible, block by block; of a bilingual table only the column of the original."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from callsheet.parse.bilingual import foreign_share
from callsheet.parse.draft import SourceLine
from callsheet.parse.names import role_of_label
from callsheet.parse.sections import heading_of

_LOOKS = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|div|table|p|article|section|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_HIDDEN = frozenset(
    (
        "script", "style", "noscript", "template", "svg", "nav", "footer", "form", "button", "select", "iframe",
        "aside", "head",
    )
)  # fmt: skip
_BLOCKS = frozenset(
    (
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dt", "dd", "dl", "section", "article",
        "header", "main", "blockquote", "hr", "pre", "table", "tr", "td", "th", "title", "figure", "body",
    )
)  # fmt: skip
_VOID = frozenset(("br", "hr", "img", "meta", "link", "input", "source", "area", "base", "col", "wbr"))
_ORIGINAL = re.compile(r"\b(?:original|english|source|en)\b|원문|영문|原文|英文", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>[A-Z][^:?!]{1,70}):\s")
_SMALL_WORDS = frozenset(("and", "of", "the", "&", "for", "de", "van", "von", "-"))
# A column in another language has at least this share of its letters outside the latin alphabet.
_FOREIGN = 0.3


def looks_like_html(text: str) -> bool:
    """Whether the text begins as a web page does."""
    return bool(_LOOKS.match(text[:2000]))


@dataclass(slots=True)
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    start: int = 0


class _Page(HTMLParser):
    """Collects the visible text in ``parts``: ``\\n`` is a line break, ``\\n\\n`` stands between blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden: list[str] = []
        self.tables: list[_Table] = []
        self.cells: list[int] = []
        self.originals: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN and tag not in _VOID:
            self.hidden.append(tag)
        if tag == "title" and self.hidden == ["head"]:
            self.hidden.clear()
            self.hidden.append("")  # the title is the one part of the head that a reader sees
        if self._is_hidden():
            return
        if tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        if tag == "table":
            self.tables.append(_Table(start=len(self.parts)))
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables:
            self.cells.append(len(self.parts))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title" and self.hidden == [""]:
            self.hidden = ["head"]
            self.parts.append("\n\n")
            return
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()
            return
        if self._is_hidden():
            return
        if tag in ("td", "th") and self.cells and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].append("".join(self.parts[self.cells.pop() :]))
        if tag == "table" and self.tables:
            self._close_table(self.tables.pop())
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._is_hidden():
            self.parts.append(data if "\n" not in data else " ".join(data.split("\n")))

    def _is_hidden(self) -> bool:
        return any(self.hidden)

    def _close_table(self, table: _Table) -> None:
        original = original_column(table.rows)
        if original is not None:
            del self.parts[table.start :]
            self.originals.append(len(self.parts))
            self.parts.append(f"\n\n{joined_cells(original)}\n\n")

    def text(self) -> str:
        """The visible text. Beside the originals of a page in two languages only its headings are the document's."""
        if not self.originals:
            return "".join(self.parts)
        pieces: list[str] = []
        for before, original in pairwise([-1, *self.originals]):
            between = "".join(self.parts[before + 1 : original])
            pieces += [f"\n\n{line}\n\n" for line in between.split("\n") if heading_of(line.strip()) is not None]
            pieces.append(self.parts[original])
        return "".join(pieces)


def original_column(rows: list[list[str]]) -> list[str] | None:
    """Return the cells of the original language of a table of two languages, or None for any other table."""
    pairs = [row for row in rows if len(row) == 2 and any(cell.strip() for cell in row)]
    if len(pairs) < 2 or len(pairs) * 2 < len(rows):
        return None
    columns = list(zip(*pairs, strict=True))
    foreign = [foreign_share(" ".join(column)) for column in columns]
    if max(foreign) < _FOREIGN or min(foreign) > _FOREIGN:
        return None
    headed = [bool(_ORIGINAL.search(column[0])) and len(column[0]) < 40 for column in columns]
    chosen = headed.index(True) if headed.count(True) == 1 else foreign.index(min(foreign))
    cells = columns[chosen][1:] if any(headed) else columns[chosen]
    return [cell for cell in cells if cell.strip()]


def joined_cells(cells: list[str]) -> str:
    """Join the cells of one column: one that begins with a speaker begins a line, any other goes on in its sentence."""
    text = ""
    for cell in cells:
        text += ("\n\n" if _begins_turn(cell) else " ") + cell.strip()
    return text


def _begins_turn(cell: str) -> bool:
    match = _LABEL.match(cell.lstrip())
    if not match:
        return False
    label = match["label"]
    return role_of_label(label) is not None or all(word[0].isupper() or word in _SMALL_WORDS for word in label.split())


def html_lines(text: str) -> list[SourceLine]:
    """Return the visible lines of a page, the title first; scripts, navigation and forms are not visible."""
    page = _Page()
    page.feed(text)
    page.close()
    return list(_lines(page.text()))


def _lines(text: str) -> Iterator[SourceLine]:
    gap = True
    for number, raw in enumerate(text.split("\n"), start=1):
        line = " ".join(raw.split())
        if line:
            yield SourceLine(line, f"paragraph {number}", gap)
        gap = not line
