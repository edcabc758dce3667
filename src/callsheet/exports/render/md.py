"""Markdown: the table as GitHub, Notion and Obsidian draw it, then the words behind its lines."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from callsheet.exports.render.text import LADDER_COLUMNS, asked_by, line_text, marker, origin, shown, table_lines
from callsheet.exports.words import cell_text, word
from callsheet.records import CommentTable, Ladder, Line, TableLine, TableSection

# What Markdown reads as markup inside a line or a table cell: emphasis, links, HTML, entities, cell borders, headings
# and lists, bare addresses. "~" strikes through in pairs ("$60~65B (FY24 $39~40B)"); "$" opens mathematics, but not
# before a digit, so amounts stay legible.
_MARKUP = re.compile(
    r"""
      [\\`*_\[\]<|~@]
    | \$(?!\d)
    | &(?=\#?\w+;)
    | ^(?:[\#+=>-]|\d+[.)](?=\s))
    | (?<=\bhttp)s?:
    | (?<=\bwww)\.
    """,
    re.VERBOSE,
)

BEHIND = "     >"  # a quotation inside a numbered list, deep enough for three digits


def escaped(text: str) -> str:
    r"""Return ``text`` so that Markdown shows it as it is.

    >>> print(escaped("$60~65B | <b>*up*</b>"))
    $60\~65B \| \<b>\*up\*\</b>
    """
    return _MARKUP.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", shown(text))


def _line(line: TableLine) -> str:
    text = f"{marker(line)} {escaped(line_text(line))}".strip()
    if line.line is not Line.QUESTION:
        return text
    return f"**{text}**" + (f" ({escaped(asked_by(line))})" if asked_by(line) else "")


def _cell(section: TableSection) -> str:
    """Join a section's lines with line breaks; a question stands off from the answer above it."""
    parts = []
    for number, line in enumerate(section.lines):
        gap = "<br>" if number and line.line is Line.QUESTION else ""
        parts.append(gap + _line(line))
    return "<br>".join(parts)


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table whose first row is the head; cells are escaped already."""
    for number, row in enumerate(rows):
        yield "| " + " | ".join(row) + " |"
        if number == 0:
            yield "| " + " | ".join("---" for _ in row) + " |"


def markdown_table(table: CommentTable) -> str:
    """Return the comment table as Markdown: title, table, source, notes, then each line with its words and origin."""
    rows = [["", escaped(table.head)]]
    for block in table.blocks:
        rows.append([f"**#{escaped(block.company)}**", ""])
        rows.extend([escaped(section.title), _cell(section)] for section in block.sections)
    parts = [f"## {escaped(table.title)}", "\n".join(_rows(rows))]
    parts.extend(escaped(note) for note in (table.source, *table.notes))
    behind = [
        "\n".join(
            [
                f"{number}. {escaped(line_text(line))}",
                f"{BEHIND} {escaped(line.excerpt)}",
                BEHIND,
                f"{BEHIND} — {escaped(origin(line))}",
            ]
        )
        for number, (_, _, line) in enumerate(table_lines(table), start=1)
    ]
    if behind:
        parts.extend([f"### {word('behind', table.lang)}", "\n".join(behind)])
    return "\n\n".join(parts) + "\n"


def markdown_ladder(ladder: Ladder, lang: str = "ko") -> str:
    """Return the guidance ladder as a Markdown table."""
    columns = (*LADDER_COLUMNS, "source")
    heads = [word("document" if column == "source" else column, lang) for column in columns]
    body = [[escaped(cell_text(row, column, lang)) for column in columns] for row in ladder.rows]
    title = f"## {escaped(word('ladder_title', lang).format(company=ladder.company))}"
    shown_rows = "\n".join(_rows([heads, *body])) if body else word("empty_ladder", lang)
    return f"{title}\n\n{shown_rows}\n"


def write(table: CommentTable, path: Path) -> None:
    """Write the comment table, and the ladders behind it, as one Markdown file."""
    parts = [markdown_table(table), *(markdown_ladder(ladder, table.lang) for ladder in table.ladders)]
    path.write_text("\n".join(parts), encoding="utf-8")


def write_ladder(ladder: Ladder, path: Path, lang: str = "ko") -> None:
    """Write one company's ladder as a Markdown file."""
    path.write_text(markdown_ladder(ladder, lang), encoding="utf-8")
