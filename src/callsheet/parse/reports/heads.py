"""The head of a table without a full set of rules: how many lines it has, and what stands over several columns."""

from collections.abc import Sequence

from callsheet.parse.reports.cells import TextLine, is_number, is_period, is_value
from callsheet.parse.reports.page import Rule
from callsheet.parse.reports.table_columns import Columns, Placed, place
from callsheet.parse.reports.words import Word

_WIDEST_SPAN = 0.9  # of the table's width: a wider rule belongs to the table, not to one head
_MOST_LINES = 6
_OFF_EDGE = 0.5  # of the type size by which a head may stand off its column's middle or edge
_OFF_CENTRE = 0.25  # of the width of its columns by which a head may stand off their middle


def first_valued(lines: Sequence[TextLine]) -> int:
    """Return the number of the first line with two values that are no periods: heads stand above it."""
    for number, line in enumerate(lines):
        values = [cell.text for cell in line.cells[1:] if is_value(cell.text) and not is_period(cell.text)]
        if values and number < len(lines) - 2:
            return number
    return 0


def head_lines(lines: Sequence[TextLine], columns: Columns) -> int:
    """Return how many lines at the top are the head, where no rule shows it: they hold no value beyond the label.

    A second line that is labelled and filled like the first is a row already ("투자의견 | BUY | BUY" under dates).
    """
    top = {piece.column for piece in place(lines[0], columns)}
    for number, line in enumerate(lines):
        pieces = place(line, columns)
        if any(piece.column > 0 and is_number(piece.text) and not is_period(piece.text) for piece in pieces):
            return min(number, _MOST_LINES)
        filled = {piece.column for piece in pieces}
        labelled = 0 in filled and 0 in top and len(filled) >= max(3, len(top))
        if number and labelled:
            return number
    return 1


def head_pieces(
    line: TextLine, following: Sequence[TextLine], columns: Columns, horizontals: Sequence[Rule]
) -> list[Placed]:
    """Return the pieces of a head line in the columns they stand for; ``following`` are the head's lines below it."""
    below = [piece for other in following for piece in place(other, columns)]
    return _widened(_word_by_word(place(line, columns), columns), below, columns, horizontals)


def _word_by_word(pieces: Sequence[Placed], columns: Columns) -> list[Placed]:
    """Return the pieces of a head line with those parted in which each word stands over one column of its own."""
    parted: list[Placed] = []
    for piece in pieces:
        unders = [columns.under(word.x0, word.x1) for word in piece.words]
        each = [under[0] for under in unders if len(under) == 1]
        in_turn = len(each) == len(piece.words) > 1 and each == list(range(piece.column, piece.last_column + 1))
        if in_turn and _are_set_over(piece.words, [columns.extents[number] for number in each]):
            parted += [Placed((word,), column, column) for word, column in zip(piece.words, each, strict=True)]
        else:
            parted.append(piece)
    return parted


def _are_set_over(words: Sequence[Word], extents: Sequence[tuple[float, float]]) -> bool:
    """Whether words are set over columns as heads are: all in the middle, all at the left, or all at the right."""
    pairs = list(zip(words, extents, strict=True))
    centred = [abs((word.x0 + word.x1) / 2 - (left + right) / 2) for word, (left, right) in pairs]
    flush_left = [abs(word.x0 - left) for word, (left, _) in pairs]
    flush_right = [abs(word.x1 - right) for word, (_, right) in pairs]
    return min(map(max, (centred, flush_left, flush_right))) <= _OFF_EDGE * words[0].size


def _widened(
    pieces: Sequence[Placed], below: Sequence[Placed], columns: Columns, horizontals: Sequence[Rule]
) -> list[Placed]:
    """Return the pieces of a head line, those that stand for several columns widened to them.

    A head over several columns shows in a rule under it as wide as they are, or stands over the gap between two heads,
    or shares all columns of values evenly with the other heads of its line.
    """
    ruled = [_ruled_span(piece, columns, horizontals) for piece in pieces]
    shared = None if any(ruled) else _even_spans(pieces, below, columns)
    if shared:
        return shared
    taken = {column for piece in pieces for column in range(piece.column, piece.last_column + 1)}
    heads = {piece.column for piece in below if piece.column == piece.last_column}
    widened = []
    for piece, span in zip(pieces, ruled, strict=True):
        first, last = span or _gap_span(piece, columns, heads) or (0, 0)
        wider = last - first > piece.last_column - piece.column
        free = not (set(range(first, last + 1)) - set(range(piece.column, piece.last_column + 1))) & taken
        widened.append(Placed(piece.words, first, last) if wider and free else piece)
    return widened


def _even_spans(pieces: Sequence[Placed], below: Sequence[Placed], columns: Columns) -> list[Placed] | None:
    """Return the pieces widened to equal shares of the columns of values, where each stands in the middle of one."""
    values = range(1, len(columns))
    heads = {piece.column for piece in below}
    each, rest = divmod(len(values), len(pieces))
    if not set(values) <= heads or rest or each < 2 or any(piece.column == 0 for piece in pieces):
        return None
    spans = []
    for number, piece in enumerate(pieces):
        first, last = 1 + number * each, (number + 1) * each
        left, right = columns.extents[first][0], columns.extents[last][1]
        middle = (piece.words[0].x0 + piece.words[-1].x1) / 2
        if abs(middle - (left + right) / 2) > _OFF_CENTRE * (right - left):
            return None
        spans.append(Placed(piece.words, first, last))
    return spans


def _ruled_span(piece: Placed, columns: Columns, horizontals: Sequence[Rule]) -> tuple[int, int] | None:
    x0, x1 = piece.words[0].x0, piece.words[-1].x1
    bottom = max(word.bottom for word in piece.words)
    width = columns.extents[-1][1] - columns.extents[0][0]
    for rule in horizontals:
        near = -0.5 * piece.words[0].size <= rule.top - bottom <= piece.words[0].size
        if near and rule.x0 <= x0 + 1 and rule.x1 >= x1 - 1 and rule.length < _WIDEST_SPAN * width:
            under = [
                n for n, (left, right) in enumerate(columns.extents) if rule.x0 - 2 <= (left + right) / 2 <= rule.x1 + 2
            ]
            if len(under) > 1:
                return under[0], under[-1]
    return None


def _gap_span(piece: Placed, columns: Columns, heads: set[int]) -> tuple[int, int] | None:
    if piece.column == 0:
        return None
    middle = (piece.words[0].x0 + piece.words[-1].x1) / 2
    for number, edge in enumerate(columns.edges):
        left, right = columns.extents[number], columns.extents[number + 1]
        centres = abs(middle - (left[0] + left[1]) / 2), abs(middle - (right[0] + right[1]) / 2)
        if number and {number, number + 1} <= heads and abs(middle - edge) < 0.5 * min(centres):
            return number, number + 1
    return None
