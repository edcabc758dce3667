"""Text to lines, and the lines between two speakers to clean paragraphs."""

import re
from collections.abc import Iterable, Sequence
from html import unescape

from callsheet.parse.decode import repair
from callsheet.parse.draft import SourceLine
from callsheet.records import Place

# Markdown's decoration of whole lines and of words; it carries nothing that was said.
_MARKDOWN = re.compile(r"^(?:>\s?)?(?:#{1,6}\s+|[-*•]\s+(?=\S))?|\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_RULE_SIGNS = "=_*~━─—-"
_RULE = re.compile(rf"[{_RULE_SIGNS}]{{3,}}")
_SENTENCE_END = re.compile(r"""[.?!…:;][)"'”’\]]*$|[\]]$""")
_LONGEST_END = 8
_BROKEN_DASH = re.compile(r"(?<=\s)-$")
_BLANKS = re.compile(r"[ \t]+")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8});")
# Wider than any page's column: a document whose long lines are longer is not wrapped by hand or by a page.
_WIDEST_COLUMN = 130
_FULL_LINE = 0.8


def source_lines(text: str, place: str = "line") -> list[SourceLine]:
    """Return the lines of ``text`` that hold something; rules (``=====``, ``---``) count as gaps."""
    found: list[SourceLine] = []
    gap = True
    for number, raw in enumerate(text.split("\n"), start=1):
        line = unescaped(raw).strip()
        if "  " in line or "\t" in line:
            line = _BLANKS.sub(" ", line)
        line = _undecorated(line)
        if not line or (line[0] in _RULE_SIGNS and _RULE.fullmatch(line)):
            # A bare "--" between a name and a title is a layout's sign, not a rule.
            gap = True
            continue
        found.append(SourceLine(line, f"{place} {number}", gap))
        gap = False
    return found


def unescaped(text: str) -> str:
    """Return ``text`` with characters for the entities that a page left in it: ``AT&amp;T`` is ``AT&T``."""
    return _ENTITY.sub(lambda entity: repair(unescape(entity[0])), text) if "&" in text else text


def _undecorated(line: str) -> str:
    if line[:1] in "#>*-•_" or "*" in line or "__" in line:
        bare = _MARKDOWN.sub("", line).strip()
        return line if line.startswith("--") else bare
    return line


def paragraphs(lines: Sequence[SourceLine]) -> tuple[str, ...]:
    """Return the paragraphs of one turn, as ``placed_paragraphs``."""
    return placed_paragraphs(lines)[0]


def placed_paragraphs(lines: Sequence[SourceLine]) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    """Return the paragraphs of one turn, and where each line stands in them once they are joined by line feeds.

    Wrapped lines are joined, a sentence cut by a page or a link is made whole again.

    A line that does not end a sentence runs on in the next one, unless a gap stands between them and the next one
    begins with a capital. Where the lines are filled columns, only a short line that ends a sentence ends a paragraph.
    """
    column = _column(lines)
    found: list[str] = []
    places: list[Place] = []
    runs_on = False
    length = 0
    for line in lines:
        if found and ((runs_on and not line.after_gap) or _continues(line)):
            joint = _joint(found[-1], line.text)
            found[-1] += joint + line.text
        else:
            joint = "\n" if found else ""
            found.append(line.text)
        length += len(joint)
        if not places or places[-1].name != line.place:
            places.append(Place(length, line.place))
        length += len(line.text)
        ends = ends_sentence(line.text)
        runs_on = not ends or (column is not None and len(line.text) > _FULL_LINE * column)
    return tuple(found), tuple(places)


def ends_sentence(text: str) -> bool:
    """Whether a line ends with a stop, or a stop and closing marks."""
    return bool(_SENTENCE_END.search(text[-_LONGEST_END:]))


def _column(lines: Sequence[SourceLine]) -> int | None:
    widths = sorted(len(line.text) for line in lines)
    if len(widths) < 4 or widths[-1] > _WIDEST_COLUMN:
        return None
    return widths[-1]


def _continues(line: SourceLine) -> bool:
    """Whether a line goes on with a sentence that a page, a link or a gap has cut: none begins with a small letter."""
    return line.text[:1].islower() and not line.text[1:2].isupper()  # "iPad" begins sentences


def _joint(paragraph: str, line: str) -> str:
    """What stands between a line and the next: nothing in "non-" and "GAAP" (the PDF reader heals broken words)."""
    return "" if paragraph.endswith("-") and not _BROKEN_DASH.search(paragraph) and line[:1].isalpha() else " "


def words_of(lines: Iterable[SourceLine]) -> str:
    """Return the lines' texts, one after the other, for searching."""
    return "\n".join(line.text for line in lines)
