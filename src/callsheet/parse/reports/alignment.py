"""Tables without a full set of rules: the grid follows from how words stand under each other.

Columns are the stretches that the cells of full lines occupy; a stretch in which many lines hold two cells is divided
where the fewest cells are cut. Lines become rows unless one plainly continues the one before it: a wrapped label, a
head of several lines, a label set beside the middle of its row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from callsheet.parse.reports.grid import Grid, GridCell, box_around, cell_lines
from callsheet.parse.reports.page import Rule
from callsheet.parse.reports.words import Word

_CELL_GAP = 1.0  # of the type size: a wider gap always separates two cells
_NUMBER_GAP = 0.42  # between two numbers a narrower one does
_NUMERIC = re.compile(
    r"[△▲▼+\-–−(]*[$₩€£¥]?\(?\d[\d,.\s]*\)?(?:%p?|[xX배원]|bps?|pp?t?s?)?\)?(?:[EFPA]|e|f|p|\*+|†|‡)?|[-–−—.]+|n\.?[am]\.?|N/?[AM]|nm|적전|흑전|적지|흑지|흑자전환|적자전환|[oOxX✓✔○●]"
)
_PERIOD = re.compile(r"(?:[1-4]Q|[12]H)?['’]?(?:19|20)?\d\d(?:[./]\d{1,2})?[EFPAC]?(?:년|12M)?|[1-4]Q['’]?\d\d[EFPA]?|12M\d\d[EFPA]?|FY\d\d(?:\d\d)?[EFPA]?|CY\d\d|\d{1,2}(?:개월|개월간|주|M|W|Y)")
_DATE = re.compile(r"(?:(?:19|20)?\d\d[./-])?\d{1,2}[./-]\d{1,2}")
_LEADER = re.compile(r"(?:\.{3,}|…+|(?:\.\s?){4,})$")
_SPLIT_CUTS = 0.2  # share of lines whose cells a division of a column may cut
_SPLIT_PAIRS = 0.3  # share of lines that must hold cells on both sides of it
_FULL_LINE = 0.6  # of the usual number of cells
_LONE_GAP = 0.4  # of the type size: wider than any blank, where two words are all there is to compare
_LEAST_OVERLAP = 3.0  # points by which words must reach into a column to stand in it
_WRAPPED_PITCH = 0.8
_WIDEST_SPAN = 0.9  # of the table's width: a wider rule belongs to the table, not to one head
_LOWER = re.compile(r"[a-z(&/,]")
_OPEN_END = re.compile(r"(?:[,&/(\-–]|\b(?:and|or|of|the|for|to|in|with|by|및|등|의))$")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of one line that belong together."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def numeric(self) -> bool:
        """Whether the cell holds a value, or a sign that stands for one ("-", "n.a.", "흑전")."""
        return bool(_NUMERIC.fullmatch(self.text.replace(" ", "")))


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a table: its cells from left to right."""

    cells: tuple[Cell, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for cell in self.cells for word in cell.words)

    @property
    def top(self) -> float:
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        return max(cell.bottom for cell in self.cells)

    @property
    def x0(self) -> float:
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        return self.cells[-1].x1

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)


def is_value(text: str) -> bool:
    """Whether a text is a number, a period, or a sign that stands for a value."""
    bare = text.replace(" ", "")
    return bool(_NUMERIC.fullmatch(bare) or _PERIOD.fullmatch(bare))


def is_period(text: str) -> bool:
    """Whether a text names a period, as the head of a column does (2025F, 1Q26P, FY25)."""
    return bool(_PERIOD.fullmatch(text.replace(" ", "")))


def is_date(text: str) -> bool:
    """Whether a text is a date as tables print it (26.1.30, 7/30, 2025/7/14)."""
    return bool(_DATE.fullmatch(text.replace(" ", "")))


def text_line(words: Sequence[Word]) -> TextLine:
    """Cut the words of one line into cells."""
    cells: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.x0):
        if cells and not _parts(cells[-1], word):
            cells[-1].append(word)
        else:
            cells.append([word])
    return TextLine(tuple(Cell(tuple(cell)) for cell in cells))


def _parts(cell: Sequence[Word], word: Word) -> bool:
    last = cell[-1]
    gap = (word.x0 - last.x1) / min(word.size, last.size)
    if _LEADER.fullmatch(word.text):
        return False  # the dots that lead from a label to its values belong to the label
    if gap > _CELL_GAP or (_LEADER.search(last.text) and is_value(word.text)):
        return True
    return gap > _NUMBER_GAP and is_value(last.text) and is_value(word.text) and len(cell) == 1


def text_lines(words: Sequence[Word]) -> list[TextLine]:
    """Group words into lines, top to bottom; words at one height belong to one line."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        if rows and word.middle - median(w.middle for w in rows[-1]) < 0.4 * min(word.size, rows[-1][-1].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [text_line(row) for row in rows]


# ---- columns


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: the x positions between them, and how far the cells of full lines reach in each."""

    edges: tuple[float, ...]
    extents: tuple[tuple[float, float], ...]

    def __len__(self) -> int:
        return len(self.extents)

    def under(self, x0: float, x1: float) -> list[int]:
        """Return the columns that words from ``x0`` to ``x1`` stand in: those whose cells they overlap, else the nearest."""
        found = [
            number
            for number, (left, right) in enumerate(self.extents)
            if min(right, x1) - max(left, x0) > min(_LEAST_OVERLAP, 0.5 * (right - left), 0.5 * (x1 - x0))
        ]
        return found or [sum(1 for edge in self.edges if edge <= (x0 + x1) / 2)]


def find_columns(lines: Sequence[TextLine], verticals: Sequence[float] = ()) -> Columns | None:
    """Return the columns in which the lines are set, or None where there is only one; ``verticals`` are ruling lines."""
    counts = sorted(len(line.cells) for line in lines)
    if not counts or counts[-1] < 2:
        return None
    usual = median(count for count in counts if count > 1)
    full = [line for line in lines if len(line.cells) >= max(2, _FULL_LINE * usual)]
    cells = [(cell.x0, cell.x1, number) for number, line in enumerate(full) for cell in _cut_at(line.cells, verticals)]
    divisions = list(verticals)
    for stretch in _stretches(cells, verticals):
        divisions += _divisions(stretch)
    stretches = _stretches(cells, sorted(divisions))
    extents = [_extent(stretch) for stretch in stretches]
    edges = [_edge(left, right, divisions) for left, right in pairwise(extents)]
    return Columns(tuple(edges), tuple(extents)) if edges else None


def _extent(stretch: Sequence["Interval"]) -> tuple[float, float]:
    return min(x0 for x0, _, _ in stretch), max(x1 for _, x1, _ in stretch)


def _edge(left: tuple[float, float], right: tuple[float, float], divisions: Sequence[float]) -> float:
    between = [x for x in divisions if left[0] < x < right[1] and left[1] - 2 <= x <= right[0] + 2]
    return between[0] if between else (left[1] + right[0]) / 2


Interval = tuple[float, float, int]  # left, right, number of the line


def _cut_at(cells: Sequence[Cell], edges: Sequence[float]) -> Iterator[Cell]:
    """Yield the cells, cut between words where an edge runs through them."""
    for cell in cells:
        words: list[Word] = []
        for word in cell.words:
            if words and any(words[-1].x1 - 1 <= edge <= word.x0 + 1 for edge in edges):
                yield Cell(tuple(words))
                words = []
            words.append(word)
        yield Cell(tuple(words))


def _stretches(cells: Sequence[Interval], edges: Sequence[float]) -> list[list[Interval]]:
    """Group cells that overlap in x; an edge parts what touches across it."""
    groups: list[list[Interval]] = []
    right = float("-inf")
    for cell in sorted(cells):
        parted = any(right - 1 <= edge <= cell[0] + 1 for edge in edges) if groups else False
        if groups and cell[0] < right and not parted:
            groups[-1].append(cell)
            right = max(right, cell[1])
        else:
            groups.append([cell])
            right = cell[1]
    return groups


def _divisions(stretch: Sequence[Interval]) -> list[float]:
    """Return where a stretch falls into several columns: few cells are cut there, and many lines have cells on both sides."""
    numbers = {number for _, _, number in stretch}
    best: tuple[int, float] | None = None
    for x in _gaps(stretch):
        cut = {number for x0, x1, number in stretch if x0 < x - 1 and x1 > x + 1}
        left = {number for x0, x1, number in stretch if x1 <= x + 1}
        right = {number for x0, x1, number in stretch if x0 >= x - 1}
        both = left & right
        enough = len(both) >= max(2, _SPLIT_PAIRS * len(numbers))
        if enough and len(cut) <= _SPLIT_CUTS * len(numbers) and (best is None or len(cut) < best[0]):
            best = (len(cut), x)
    if best is None:
        return []
    x = best[1]
    left_part = [cell for cell in stretch if cell[1] <= x + 1]
    right_part = [cell for cell in stretch if cell[0] >= x - 1]
    return [*_divisions(left_part), x, *_divisions(right_part)]


def _gaps(stretch: Sequence[Interval]) -> Iterator[float]:
    by_line: dict[int, list[Interval]] = {}
    for cell in stretch:
        by_line.setdefault(cell[2], []).append(cell)
    for cells in by_line.values():
        for left, right in pairwise(sorted(cells)):
            yield (left[1] + right[0]) / 2


# ---- placing cells


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of a line in its columns, ends included."""

    words: tuple[Word, ...]
    column: int
    last_column: int


def place(line: TextLine, columns: Columns) -> list[Placed]:
    """Return the pieces of a line with their columns. A cell over several columns stays whole unless its words part there."""
    placed: list[Placed] = []
    for cell in line.cells:
        for words in _parted(list(cell.words), columns):
            under = columns.under(words[0].x0, words[-1].x1)
            placed.append(Placed(tuple(words), under[0], under[-1]))
    return placed


def _parted(words: list[Word], columns: Columns) -> Iterator[list[Word]]:
    """Yield the words of a cell, parted where the next column begins and the gap is wider than those between its words."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(words)]
    usual = sorted(gaps)[(len(gaps) - 1) // 2] if gaps else 0.0
    piece = words[:1]
    for number, (left, right) in enumerate(pairwise(words)):
        before, after = columns.under(left.x0, left.x1), columns.under(right.x0, right.x1)
        both_values = is_value(left.text) and is_value(right.text)
        lone = len(words) == 2 and gaps[number] > _LONE_GAP * left.size
        wide = gaps[number] > max(1.4 * usual, 0.45 * left.size) or lone
        if after[0] > before[-1] and (both_values or wide):
            yield piece
            piece = []
        piece.append(right)
    if piece:
        yield piece


# ---- rows


@dataclass(slots=True)
class _Row:
    """Lines of one row, each with its pieces."""

    lines: list[TextLine]
    pieces: list[list[Placed]]

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)

    @property
    def last(self) -> TextLine:
        return self.lines[-1]

    def filled(self) -> set[int]:
        return {column for pieces in self.pieces for p in pieces for column in range(p.column, p.last_column + 1)}

    def has_spanner(self) -> bool:
        return any(p.last_column > p.column for pieces in self.pieces for p in pieces)


def aligned_grid(lines: Sequence[TextLine], horizontals: Sequence[Rule], verticals: Sequence[float], head: int | None) -> Grid | None:
    """Return the grid of a table whose lines are given top to bottom, or None where they form no columns.

    ``horizontals`` are rules inside the table, ``head`` the number of lines of its head where a rule or a ground shows it.
    """
    columns = find_columns(lines[head:] if head and head < len(lines) - 1 else lines[_first_valued(lines) :], verticals)
    if columns is None:
        return None
    head_lines = head if head is not None else _head_lines(lines, columns)
    rows = _rows(lines, columns, horizontals, head_lines)
    cells = list(_grid_cells(rows))
    header_rows = sum(1 for row in rows if row.lines[0].middle < lines[head_lines].middle) if head_lines < len(lines) else len(rows)
    return Grid(box_around([word for line in lines for word in line.words]), tuple(cells), len(rows), len(columns), header_rows)


def _first_valued(lines: Sequence[TextLine]) -> int:
    """Return the number of the first line with two values that are no periods: heads stand above it."""
    for number, line in enumerate(lines):
        values = [cell.text for cell in line.cells[1:] if is_value(cell.text) and not is_period(cell.text)]
        if values and number < len(lines) - 2:
            return number
    return 0


def _head_lines(lines: Sequence[TextLine], columns: Columns) -> int:
    """Return how many lines at the top are the head, where no rule shows it: they hold no value beyond the first column.

    A second line that is labelled and filled like the first is a row already ("투자의견 | BUY | BUY" under dates).
    """
    first = place(lines[0], columns)
    for number, line in enumerate(lines):
        pieces = place(line, columns)
        texts = [" ".join(word.text for word in piece.words) for piece in pieces if piece.column > 0]
        if any(_NUMERIC.fullmatch(text.replace(" ", "")) and not is_period(text) for text in texts):
            return min(number, 6)
        labelled = first[0].column == 0 and pieces[0].column == 0 and len(pieces) >= max(3, len(first))
        if number and labelled:
            return number
    return 1


def _rows(lines: Sequence[TextLine], columns: Columns, horizontals: Sequence[Rule], head: int) -> list[_Row]:
    pitch = _usual_pitch(lines[head:], columns)
    rows: list[_Row] = []
    for number, line in enumerate(lines):
        pieces = place(line, columns)
        if number < head - 1:
            below = [piece for other in lines[number + 1 : head] for piece in place(other, columns)]
            pieces = _widened(_word_by_word(pieces, columns), below, columns, horizontals)
        ruled = bool(rows) and _ruled_between(rows[-1].last, line, horizontals)
        boundary = number == head
        if rows and not ruled and not boundary and _continues(rows[-1], line, pieces, pitch, in_head=number < head):
            rows[-1].lines.append(line)
            rows[-1].pieces.append(pieces)
        else:
            rows.append(_Row([line], [pieces]))
    return rows


def _word_by_word(pieces: Sequence[Placed], columns: Columns) -> list[Placed]:
    """Return the pieces of a head line with those parted in which each word stands over one column of its own."""
    parted: list[Placed] = []
    for piece in pieces:
        unders = [columns.under(word.x0, word.x1) for word in piece.words]
        each = [under[0] for under in unders if len(under) == 1]
        if len(each) == len(piece.words) > 1 and each == list(range(piece.column, piece.last_column + 1)):
            parted += [Placed((word,), column, column) for word, column in zip(piece.words, each, strict=True)]
        else:
            parted.append(piece)
    return parted


def _widened(pieces: Sequence[Placed], below: Sequence[Placed], columns: Columns, horizontals: Sequence[Rule]) -> list[Placed]:
    """Return the pieces of a head line, those that stand for several columns widened to them.

    A head over several columns shows in a rule under it as wide as these, or in standing over the gap between two heads.
    """
    taken = {column for piece in pieces for column in range(piece.column, piece.last_column + 1)}
    heads = {piece.column for piece in below if piece.column == piece.last_column}
    widened = []
    for piece in pieces:
        first, last = _ruled_span(piece, columns, horizontals) or _gap_span(piece, columns, heads, taken) or (0, 0)
        wider = last - first > piece.last_column - piece.column
        free = not (set(range(first, last + 1)) - set(range(piece.column, piece.last_column + 1))) & taken
        widened.append(Placed(piece.words, first, last) if wider and free else piece)
    return widened


def _ruled_span(piece: Placed, columns: Columns, horizontals: Sequence[Rule]) -> tuple[int, int] | None:
    x0, x1 = piece.words[0].x0, piece.words[-1].x1
    bottom = max(word.bottom for word in piece.words)
    width = columns.extents[-1][1] - columns.extents[0][0]
    for rule in horizontals:
        near = -0.5 * piece.words[0].size <= rule.top - bottom <= piece.words[0].size
        if near and rule.x0 <= x0 + 1 and rule.x1 >= x1 - 1 and rule.length < _WIDEST_SPAN * width:
            under = [n for n, (left, right) in enumerate(columns.extents) if rule.x0 - 2 <= (left + right) / 2 <= rule.x1 + 2]
            if len(under) > 1:
                return under[0], under[-1]
    return None


def _gap_span(piece: Placed, columns: Columns, heads: set[int], taken: set[int]) -> tuple[int, int] | None:
    if piece.column == 0:
        return None
    middle = (piece.words[0].x0 + piece.words[-1].x1) / 2
    for number, edge in enumerate(columns.edges):
        left, right = columns.extents[number], columns.extents[number + 1]
        centres = abs(middle - (left[0] + left[1]) / 2), abs(middle - (right[0] + right[1]) / 2)
        if number and {number, number + 1} <= heads and abs(middle - edge) < 0.5 * min(centres):
            return number, number + 1
    return None


def _usual_pitch(lines: Sequence[TextLine], columns: Columns) -> float:
    """Return the usual distance between lines that both hold values."""
    valued = [line for line in lines if any(p.column > 0 for p in place(line, columns))]
    steps = [below.middle - above.middle for above, below in pairwise(valued)]
    return median(steps) if steps else 1.4 * (lines[0].size if lines else 10)


def _ruled_between(above: TextLine, below: TextLine, horizontals: Sequence[Rule]) -> bool:
    x0, x1 = min(above.x0, below.x0), max(above.x1, below.x1)
    return any(
        above.middle < rule.top < below.middle and min(rule.x1, x1) - max(rule.x0, x0) > 0.5 * (x1 - x0) for rule in horizontals
    )


def _continues(row: _Row, line: TextLine, pieces: Sequence[Placed], pitch: float, in_head: bool) -> bool:
    """Whether a line belongs to the row above it."""
    step = line.middle - row.last.middle
    filled = {column for p in pieces for column in range(p.column, p.last_column + 1)}
    spans = any(p.last_column > p.column for p in pieces)
    overlap = row.bottom - line.top
    if overlap > 0.35 * line.size and not (filled & {p.column for p in row.pieces[-1]}):
        return True  # a label set beside the middle of its row
    if in_head:
        labelled = 0 in filled and 0 in row.filled() and len(filled) > 1 and len(row.filled()) > 1
        return not spans and not row.has_spanner() and not labelled and step < 1.7 * line.size
    if spans or row.has_spanner():
        return False
    values = any(p.column > 0 and is_value(" ".join(word.text for word in p.words)) for p in pieces)
    values_above = any(
        p.column > 0 and is_value(" ".join(word.text for word in p.words)) for above in row.pieces for p in above
    )
    tight = step < _WRAPPED_PITCH * pitch and step < 1.45 * line.size
    text, text_above = line.cells[0].text, row.last.cells[0].text
    if values and values_above:
        return False
    if filled == {0} and row.filled() == {0}:
        return False
    if not values and filled <= row.filled():
        # What is left of a wrapped cell.
        return tight or (filled == {0} and (bool(_LOWER.match(text)) or bool(_OPEN_END.search(text_above))) and step < 1.5 * line.size)
    if values and row.filled() == {0} and 0 in filled:
        # A label that began on the line above its values.
        return bool(_LOWER.match(text) or _OPEN_END.search(text_above)) and step < 1.6 * line.size
    return False


def _grid_cells(rows: Sequence[_Row]) -> Iterator[GridCell]:
    for number, row in enumerate(rows):
        gathered: dict[tuple[int, int], list[Word]] = {}
        for pieces in row.pieces:
            for piece in pieces:
                key = next((k for k in gathered if k[0] <= piece.column <= k[1]), (piece.column, piece.last_column))
                gathered.setdefault(key, []).extend(piece.words)
        for (column, last_column), words in sorted(gathered.items()):
            yield GridCell(cell_lines(words), box_around(words), number, number, column, last_column)
