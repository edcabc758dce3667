"""What every renderer needs of a line: text that can be drawn safely, its marker, the words behind it."""

from collections.abc import Iterator
from typing import Final

from callsheet.exports.fonts import is_hangul
from callsheet.exports.values import Scale, part_label
from callsheet.exports.words import CORRECTED_MARK, value_word
from callsheet.records import ChartPart, CommentTable, CompanyBlock, Line, TableLine, TableSection

# Control characters break XML and terminals; directional overrides make text look like other text than it is.
_BIDI: Final = range(0x202A, 0x202F), range(0x2066, 0x206A)
_DROPPED: Final = {
    **dict.fromkeys([*range(0x20), 0x7F, *range(0x80, 0xA0), 0x2028, 0x2029], " "),
    **dict.fromkeys([*(code for block in _BIDI for code in block), 0xFEFF, 0xFFFE, 0xFFFF], None),
}
_BLANKED: Final = {code: " " for code in _DROPPED if code != ord("\n")}
ARROW: Final = "→"
LADDER_COLUMNS: Final = (
    "held_on",
    "stated_in",
    "period",
    "status",
    "value",
    "action",
    "definition",
    "working",
    "words",
)


def shown(text: str) -> str:
    """Return ``text`` as one line that any format can hold: no control characters, no lone surrogates, single blanks.

    >>> shown("a\\x1b[31m\\n b")
    'a [31m b'
    """
    drawable = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join(drawable.translate(_DROPPED).split())


def kept(text: str) -> str:
    r"""Return ``text`` with as many characters as it has, none that a page cannot hold: offsets into it stay right.

    >>> kept("a\x00b\u202ec")
    'a b c'
    """
    drawable = text.encode("utf-8", "replace").decode("utf-8")
    return drawable.translate(_BLANKED)


def is_korean(text: str) -> bool:
    """Whether there is Hangul in ``text``: what a screen reader and a spelling check need to know of a line."""
    return any(map(is_hangul, text))


def marker(line: TableLine) -> str:
    """Return what stands before a line: ``Q.``, a dash, or nothing where it goes on from the one above (``→``)."""
    if line.line is Line.QUESTION:
        return "Q."
    return "" if line.text.startswith(ARROW) else "-"


def line_text(line: TableLine) -> str:
    """Return what a line shows, as one line; one that an analyst corrected carries the mark that the note explains."""
    return shown(line.text) + (CORRECTED_MARK if line.review.corrected_by else "")


def asked_by(line: TableLine) -> str:
    """Return the analyst and the house of a question (``Kim Lee, Example Securities``); empty for other lines."""
    if line.line is not Line.QUESTION:
        return ""
    return ", ".join(shown(name) for name in (line.speaker, line.affiliation) if name and name != "unknown")


def origin(line: TableLine) -> str:
    """Return who said a line and where: speaker, house, document."""
    names = (line.speaker if line.speaker != "unknown" else None, line.affiliation, line.source)
    return ", ".join(shown(name) for name in names if name)


def table_lines(table: CommentTable) -> Iterator[tuple[CompanyBlock, TableSection, TableLine]]:
    """Yield every line of the table in its order, with the block and the section that it stands in."""
    for block in table.blocks:
        for section in block.sections:
            for line in section.lines:
                yield block, section, line


def origin_of_part(part: ChartPart, scale: Scale, lang: str) -> str:
    """Return what a bar of the chart shows and where it comes from, as one line."""
    value = part_label(part, scale)
    what = f"{value} {scale.label(lang)}, {value_word(part.status, lang)}"
    return f"{shown(part.company)} {part.own_period or part.period}: {what} — {shown(part.source)}"
