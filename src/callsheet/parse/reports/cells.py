"""Lines of a table cut into cells, and what a cell's words are: a value, a period, a date, or a label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from callsheet.parse.reports.words import Word, word_lines

_CELL_GAP = 1.0  # of the type size: a wider gap always separates two cells
_NUMBER_GAP, _VALUE_GAP = 0.42, 0.7  # between two numbers, or a number and a word, a narrower one does
_SIGN_GAP = 6.0  # within which a currency sign set apart belongs to the number behind it
_NUMERIC = re.compile(
    r"""
    [△▲▼+\-–−(]*[$₩€£¥]?\(?\d[\d,.\s]*\)?      # 1,065.3  (117.0)  △3.2  $5.328
    (?:[~–-][$₩€£¥]?\d[\d,.]*)?                  # 60~65
    (?:%p?|[xX배원KMB]|bps?|pp?t?s?)?\)?         # its unit, which a bracket may close
    (?:[EFPA]|e|f|p|\*+|†|‡)?                   # estimate, preliminary, footnote
    | [-–−—.]+ | n\.?[am]\.? | N/?[AM] | nm     # nothing, not meaningful
    | 적전 | 흑전 | 적지 | 흑지 | 흑자전환 | 적자전환 | [oOxX✓✔○●]
    """,
    re.VERBOSE,
)
_PERIOD = re.compile(
    r"""
    (?:[1-4]Q|[12]H)?['’]?(?:19|20)?\d\d(?:[./]\d{1,2})?[EFPAC]?(?:년|12M)?  # 2025F  1Q26P  25.12
    | [1-4]Q['’]?\d\d[EFPA]? | 12M\d\d[EFPA]? | FY\d\d(?:\d\d)?[EFPA]? | CY\d\d
    | \d{1,2}(?:개월|개월간|주|M|W|Y)
    | \d{1,2},(?:19|20)\d\d                                              # 31, 2023: the month stands above it
    """,
    re.VERBOSE,
)
_DATE = re.compile(r"(?:(?:19|20)?\d\d[./-])?\d{1,2}[./-]\d{1,2}")
_LEADER = re.compile(r"(?:\.{3,}|…+|(?:\.\s?){4,})$")
_CURRENCY = re.compile(r"(?:US|C\$?|A|HK)?[$€£¥₩]")
_BEHIND_A_NUMBER = re.compile(r"%|\)|%\)|pts?\.?")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of one line that belong together."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """Top."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Bottom."""
        return max(word.bottom for word in self.words)

    @property
    def text(self) -> str:
        """The words, with a blank between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a table: its cells from left to right."""

    cells: tuple[Cell, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """The words, left to right."""
        return tuple(word for cell in self.cells for word in cell.words)

    @property
    def top(self) -> float:
        """Top."""
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """Bottom."""
        return max(cell.bottom for cell in self.cells)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.cells[-1].x1

    @property
    def middle(self) -> float:
        """Height of the middle."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Usual type size."""
        return median(word.size for word in self.words)

    @property
    def text(self) -> str:
        """The words, with a blank between them."""
        return " ".join(cell.text for cell in self.cells)


def is_number(text: str) -> bool:
    """Whether a text is a number, or a sign that stands for one ("-", "n.a.", "흑전")."""
    return bool(_NUMERIC.fullmatch(text.replace(" ", "")))


def is_value(text: str) -> bool:
    """Whether a text is a number, a period, or a sign that stands for a value."""
    return is_number(text) or is_period(text)


def is_period(text: str) -> bool:
    """Whether a text names a period, as the head of a column does (2025F, 1Q26P, FY25)."""
    return bool(_PERIOD.fullmatch(text.replace(" ", "")))


def is_date(text: str) -> bool:
    """Whether a text is a date as tables print it (26.1.30, 7/30, 2025/7/14)."""
    return bool(_DATE.fullmatch(text.replace(" ", "")))


def text_line(words: Sequence[Word]) -> TextLine:
    """Cut the words of one line into cells."""
    cells: list[list[Word]] = []
    ordered = sorted(words, key=lambda word: word.x0)
    for word, following in zip(ordered, [*ordered[1:], None], strict=True):
        if cells and not _parts(cells[-1], word, following):
            cells[-1].append(word)
        else:
            cells.append([word])
    return TextLine(tuple(Cell(tuple(cell)) for cell in cells))


def _parts(cell: Sequence[Word], word: Word, following: Word | None) -> bool:
    last = cell[-1]
    gap = (word.x0 - last.x1) / min(word.size, last.size)
    if _LEADER.fullmatch(word.text):
        return False  # the dots that lead from a label to its values belong to the label
    if gap < _SIGN_GAP and _goes_with(last, word, lone=len(cell) == 1) and not _begins_label(word, following):
        return False
    if gap > _CELL_GAP or (_LEADER.search(last.text) and is_value(word.text)):
        return True
    ends_value, begins_value = is_value(last.text), is_value(word.text) or bool(_CURRENCY.fullmatch(word.text))
    return (gap > _NUMBER_GAP and ends_value and begins_value) or (gap > _VALUE_GAP and (ends_value or begins_value))


def _goes_with(last: Word, word: Word, lone: bool) -> bool:
    """Whether a sign and a number that are set apart are one value: "$  69,787", "(3,288  )", "15  %"."""
    if lone and _CURRENCY.fullmatch(last.text) and is_number(word.text):
        return True
    return bool(_BEHIND_A_NUMBER.fullmatch(word.text)) and last.text[-1:].isdigit()


def _begins_label(word: Word, following: Word | None) -> bool:
    """Whether a percent sign is the first of words that go on behind it ("2024   % Change")."""
    if following is None or is_value(following.text) or _BEHIND_A_NUMBER.fullmatch(following.text):
        return False
    return word.text == "%" and following.x0 - word.x1 < _NUMBER_GAP * word.size


def text_lines(words: Sequence[Word]) -> list[TextLine]:
    """Group words into lines, top to bottom, each cut into cells."""
    return [text_line(row) for row in word_lines(words)]
