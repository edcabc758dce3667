"""A table as a grid of cells, before it is named and read as a ``ReportTable``."""

from collections.abc import Sequence
from dataclasses import dataclass

from callsheet.parse.reports.words import Segment, Word, word_lines
from callsheet.records import Box


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its lines and the rows and columns that it covers, ends included, counted from 0.

    Each line is its text and whether the source prints a blank behind it.
    """

    lines: tuple[tuple[str, bool], ...]
    box: Box
    row: int
    last_row: int
    column: int
    last_column: int

    @property
    def text(self) -> str:
        """The lines, with a blank between them."""
        return " ".join(text for text, _ in self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table, filled ones only. ``header_rows`` counts the rows of the head from the top."""

    box: Box
    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    header_rows: int

    def row_cells(self, row: int) -> dict[int, GridCell]:
        """Return the cell of each column of a row; a cell over several columns stands under each of them."""
        found: dict[int, GridCell] = {}
        for cell in self.cells:
            if cell.row <= row <= cell.last_row:
                for column in range(cell.column, cell.last_column + 1):
                    found[column] = cell
        return found


def box_around(pieces: Sequence[Word | Segment | Box]) -> Box:
    """Return the smallest rectangle that holds all pieces."""
    return Box(
        min(piece.x0 for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.x1 for piece in pieces),
        max(piece.bottom for piece in pieces),
    )


def cell_lines(words: Sequence[Word]) -> tuple[tuple[str, bool], ...]:
    """Return the printed lines of a cell, each with whether a blank is printed behind it."""
    lines = word_lines(words)
    return tuple((" ".join(word.text for word in line), line[-1].blank_after) for line in lines)
