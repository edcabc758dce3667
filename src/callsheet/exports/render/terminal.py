"""Tables on the terminal. Words reach rich as ``Text`` only, so that nothing in a transcript is read as markup."""

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from callsheet.exports.render.text import LADDER_COLUMNS, asked_by, marker, shown
from callsheet.exports.words import value_word, word
from callsheet.records import CommentTable, Ladder, Line, TableSection

SECTION_WIDTH = 26  # columns of the terminal; holds the longest section title on one line
_STATUS_STYLES = {
    "actual": "bold",
    "guidance": "cyan",
    "implied": "magenta",
    "consensus": "yellow",
    "estimate": "yellow",
}


def _section_lines(section: TableSection) -> Table:
    """Lay out one section's lines: the marker in a column of its own, so that wrapped lines hang under their text."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=2, justify="right", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for number, line in enumerate(section.lines):
        question = line.line is Line.QUESTION
        if question and number:
            grid.add_row("", "")
        text = Text(shown(line.text), style="bold" if question else "")
        if asked_by(line):
            text.append(f"  {asked_by(line)}", style="not bold dim")
        grid.add_row(Text(marker(line), style="bold" if question else "dim"), text)
    return grid


def terminal_table(table: CommentTable) -> RenderableType:
    """Return the comment table as something that a rich console prints."""
    drawn = Table(box=box.HORIZONTALS, expand=True, show_edge=True)
    drawn.add_column(Text(word("section", table.lang)), max_width=SECTION_WIDTH, overflow="fold")
    drawn.add_column(Text(shown(table.head), style="bold"), ratio=1)
    for block in table.blocks:
        drawn.add_row(Text(f"#{shown(block.company)}", style="bold cyan"), Text(block.fiscal_period, style="dim"))
        for section in block.sections:
            drawn.add_row(Text(shown(section.title)), _section_lines(section), end_section=True)
    notes = [Text(shown(note), style="dim") for note in (table.source, *table.notes)]
    return Group(Text(shown(table.title), style="bold"), Text(), drawn, Text(), *notes)


def terminal_ladder(ladder: Ladder, lang: str = "ko") -> RenderableType:
    """Return the guidance ladder as something that a rich console prints."""
    title = Text(word("ladder_title", lang).format(company=shown(ladder.company)), style="bold")
    if not ladder.rows:
        return Group(title, Text(word("empty_ladder", lang), style="dim"))
    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, expand=True)
    for column in LADDER_COLUMNS:
        wide = column in ("working", "words")
        drawn.add_column(Text(word(column, lang)), justify="right" if column == "value" else "left", no_wrap=not wide)
    for row in ladder.rows:
        style = _STATUS_STYLES.get(row.status, "")
        cells = {column: Text(shown(value_word(getattr(row, column), lang))) for column in LADDER_COLUMNS}
        cells["status"].stylize(style)
        cells["value"].stylize(style)
        drawn.add_row(*cells.values())
    return Group(title, Padding(drawn, (1, 0, 0, 0)))
