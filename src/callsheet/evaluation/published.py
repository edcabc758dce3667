"""The published accuracy table: what ``callsheet evaluate`` prints, between two marker comments of a Markdown file."""

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from callsheet.errors import MissingError

BEGIN = "<!-- scorers: written by `callsheet evaluate --update` -->"
END = "<!-- /scorers -->"
_FENCE = ("```text", "```")


def update_published(path: Path, lines: Sequence[str]) -> None:
    """Write the accuracy table between the file's markers.

    Raises:
        MissingError: the file cannot be read, or lacks the markers.
    """
    document, begin, end = _located(path)
    document[begin + 1 : end] = [_FENCE[0], *lines, _FENCE[1]]
    path.write_text("\n".join(document) + "\n", encoding="utf-8")


def difference_from_published(path: Path, lines: Sequence[str]) -> str | None:
    """Return the first line in which the published table differs from ``lines``, as a sentence; None where none does.

    Raises:
        MissingError: the file cannot be read, or lacks the markers.
    """
    document, begin, end = _located(path)
    published = document[begin + 1 : end]
    first = begin + 2  # the number of the first line behind the marker, counted from 1
    if published[:1] == [_FENCE[0]] and published[-1:] == [_FENCE[1]]:
        published, first = published[1:-1], first + 1
    for number, (ours, theirs) in enumerate(zip_longest(lines, published), start=first):
        if ours != theirs:
            is_or_ends = f"says {theirs.strip()!r}" if theirs is not None else "ends"
            prints = f"prints {ours.strip()!r}" if ours is not None else "prints nothing more"
            return f"{path}:{number}: the published table {is_or_ends}, callsheet evaluate {prints}"
    return None


def _located(path: Path) -> tuple[list[str], int, int]:
    """The file's lines, and the places of its two markers."""
    try:
        document = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MissingError(f"{path}: not readable as UTF-8 text: {error}") from error
    if document.count(BEGIN) != 1 or END not in document[document.index(BEGIN) :]:
        raise MissingError(f"{path}: expected one line {BEGIN!r} and after it one line {END!r}; the table goes between")
    begin = document.index(BEGIN)
    return document, begin, document.index(END, begin)
