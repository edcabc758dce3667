"""Where words of a call stand in the source: the line or the page to open, for a person who checks a quotation."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from callsheet.parse import source_text
from callsheet.parse.draft import SourceLine
from callsheet.records import SourceDocument


def find_place(document: SourceDocument, words: str) -> str | None:
    """Return the place of ``words`` in the document: ``line 41``, ``page 2 to page 3``; None if not found.

    Only letters and digits are compared: joined lines, mended hyphens and typographic signs do not hide a quotation.

    Raises:
        DocumentError: the document cannot be read any more.
    """
    letters, starts, places = _letters(document)
    wanted = _plain(words)
    found = letters.find(wanted) if wanted else -1
    if found < 0:
        return None
    first = places[bisect_right(starts, found) - 1]
    last = places[bisect_right(starts, found + len(wanted) - 1) - 1]
    return first if first == last else f"{first} to {last}"


@lru_cache(maxsize=4)
def _letters(document: SourceDocument) -> tuple[str, Sequence[int], Sequence[str]]:
    """The letters of the whole document, where each line's begin, and the place of each line."""
    pieces, starts, places = [], [], []
    length = 0
    lines: list[SourceLine] = source_text(document)
    for line in lines:
        piece = _plain(line.text)
        if piece:
            pieces.append(piece)
            starts.append(length)
            places.append(line.place)
            length += len(piece)
    return "".join(pieces), starts, places


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
