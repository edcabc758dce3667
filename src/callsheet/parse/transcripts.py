"""Lines of a transcript to a draft: by the layout that shows its speakers, or inferred where none does."""

from collections.abc import Sequence

from callsheet.parse.draft import Draft, SourceLine
from callsheet.parse.layouts import find_layout
from callsheet.parse.layouts.flat import read_flat
from callsheet.parse.layouts.listed import unglued
from callsheet.parse.layouts.running import broken_lines
from callsheet.parse.turns import draft_turns


def read_lines(lines: Sequence[SourceLine], warnings: Sequence[str] = ()) -> Draft:
    """Return the draft of a transcript's lines, with ``warnings`` before the reader's own."""
    lines = broken_lines(unglued(lines))
    found = find_layout(lines)
    draft = draft_turns(found[0], lines, found[1]) if found else read_flat(lines)
    return draft.warned(warnings)
