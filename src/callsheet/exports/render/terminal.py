"""Tables on the terminal. Words reach rich as ``Text`` only, so that nothing in a transcript is read as markup."""

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from callsheet.exports.render.text import asked_by, line_text, marker, shown
from callsheet.exports.words import cell_text, word
from callsheet.records import CommentTable, Ladder, LadderRow, Line, TableSection

SECTION_WIDTH = 26  # columns of the terminal; holds the longest section title on one line
NARROW = 10
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
        text = Text(line_text(line), style="bold" if question else "")
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


def _status(row: LadderRow, lang: str) -> Text:
    """Return what a statement is and what it did: ``guidance raised``."""
    words = " ".join(filter(None, (cell_text(row, "status", lang), cell_text(row, "action", lang))))
    return Text(shown(words), style=_STATUS_STYLES.get(row.status, ""))


def terminal_ladder(ladder: Ladder, lang: str = "ko") -> RenderableType:
    """Return the guidance ladder as something that a rich console prints; 80 columns are enough for it.

    A statement stands beside its words, an implied value beside its working; the definition stands above them all.
    """
    title = Text(word("ladder_title", lang).format(company=shown(ladder.company)), style="bold")
    if not ladder.rows:
        return Group(title, Text(word("empty_ladder", lang), style="dim"))
    definitions = dict.fromkeys(cell_text(row, "definition", lang) for row in ladder.rows if row.definition)
    title.append(f"  {', '.join(definitions)}", style="not bold dim")
    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, expand=True, pad_edge=False)
    for column in ("held_on", "stated_in"):
        drawn.add_column(Text(word(column, lang)), no_wrap=True)
    for column in ("period", "status"):
        drawn.add_column(Text(word(column, lang)), max_width=NARROW, overflow="fold")
    drawn.add_column(Text(word("value", lang)), justify="right", max_width=13, overflow="fold")
    drawn.add_column(Text(word("basis", lang)), ratio=1, overflow="fold")
    for row in ladder.rows:
        value = Text(shown(cell_text(row, "value", lang)), style=_STATUS_STYLES.get(row.status, ""))
        basis = Text(shown(row.working)) if row.working else Text(f"“{shown(row.words)}”" if row.words else "")
        said = [Text(shown(text)) for text in (row.held_on, row.stated_in, row.period.replace("-", "- "))]
        drawn.add_row(*said, _status(row, lang), value, basis)
    return Group(title, Padding(drawn, (1, 0, 0, 0)))
