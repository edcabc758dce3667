"""Transcripts as tables in text: CSV and tab-separated rows, Markdown tables; a row is a turn, with its speaker."""

import csv
import io
from collections.abc import Iterator, Sequence

from callsheet.parse.draft import Draft, Hints
from callsheet.parse.json_turns import SPEAKER_KEYS, WORD_KEYS, turns_of
from callsheet.parse.labels import read_label

NAME = "table"
_DELIMITERS = ("\t", ",", ";", "|")
_FEWEST_ROWS = 3
_MOST = 0.8
# The csv module refuses longer fields unless told; a turn of remarks has tens of thousands of characters.
_LONGEST_FIELD = 10_000_000


def read_table(text: str) -> Draft | None:
    """Return the draft of a table that names its columns (``speaker``, ``text``), or None for any other text.

    Two columns parted by a tab need no names where the first holds speakers.
    """
    first = next((line for line in text.split("\n") if line.strip()), "")
    for delimiter in _DELIMITERS:
        if delimiter in first and (columns := _columns(first, delimiter)):
            return _draft(_rows(text, delimiter), columns, ())
    if "\t" not in text and "|" not in text:
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    for number, line in enumerate(lines):
        if line.lstrip().startswith("|") and (columns := _columns(line, "|")):
            rows = _rows("\n".join(lines[number:]), "|")
            return _draft(rows, columns, [before.lstrip("# ") for before in lines[:number]])
    return _unnamed(lines)


def _columns(line: str, delimiter: str) -> list[str] | None:
    """The names of the columns, where one is a speaker's and another holds words."""
    names = [cell.strip().casefold().replace(" ", "_") for cell in line.strip("| ").split(delimiter)]
    names = [name.strip("\"'") for name in names]
    spoken = any(name in WORD_KEYS for name in names)
    return names if spoken and any(name in SPEAKER_KEYS for name in names) and len(names) > 1 else None


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    if delimiter == "|":
        for line in text.split("\n"):
            yield [cell.strip() for cell in line.strip().strip("|").split("|")]
        return
    previous = csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return
    finally:
        csv.field_size_limit(previous)


def _draft(rows: Iterator[list[str]], columns: Sequence[str], header: Sequence[str]) -> Draft | None:
    next(rows, None)
    items = [dict(zip(columns, row, strict=False)) for row in rows]
    said = [item for item in items if any(character.isalpha() for character in "".join(item.values()))]
    turns = turns_of(said, "row")
    if len(turns) < _FEWEST_ROWS:
        return None
    return Draft(NAME, turns, tuple(header), hints=_hints(said[0]))


def _hints(row: dict[str, str]) -> Hints:
    period = f"{row['year']}Q{row['quarter'].strip('Qq ')}" if row.get("year") and row.get("quarter") else None
    return Hints(row.get("company"), row.get("ticker") or row.get("symbol"), period, row.get("date"))


def _unnamed(lines: Sequence[str]) -> Draft | None:
    """Rows of a speaker, a tab and words; what stands before the first of them is the header."""
    cells = [line.split("\t", 1) for line in lines]
    spoken = [len(row) == 2 and read_label(row[0].strip()) is not None for row in cells]
    first = spoken.index(True) if True in spoken else len(lines)
    if sum(spoken) < max(_FEWEST_ROWS, _MOST * len(spoken[first:])):
        return None
    # A row without a speaker goes on with the words of the one before it: it is nobody else's.
    rows = [
        {"speaker": row[0].strip() if known else "", "text": row[1] if known else " ".join(row)}
        for row, known in zip(cells[first:], spoken[first:], strict=True)
    ]
    return Draft(NAME, turns_of(rows, "row"), tuple(lines[:first]))
