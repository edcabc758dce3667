"""How documents show who speaks, one module a layout; ``find_layout`` chooses by looking at the lines."""

from collections.abc import Sequence

from callsheet.parse.draft import Layout, SourceLine, SpeakerLine
from callsheet.parse.layouts import capitals, colon, dashes, exploded, listed, marked, own_line, timed
from callsheet.parse.names import role_of_label, same_person
from callsheet.records import SpeakerRole

# The layout that reads more of a label comes first: "Name" alone on its line also begins the exploded heading.
LAYOUTS: tuple[Layout, ...] = (timed, exploded, capitals, listed, dashes, colon, own_line, marked)
_FEWEST_TURNS = 3
_ENOUGH = 0.6


def find_layout(lines: Sequence[SourceLine]) -> tuple[str, list[SpeakerLine]] | None:
    """Return the name of the layout that shows who speaks in ``lines``, and where they speak.

    It is the first that finds nearly as many speakers as the one that finds most. Documents that change their layout
    between remarks and questions are read with both: a line that another layout takes for a speaker counts where the
    speaker is known already. None where no layout finds three turns of at least two speakers (two, if one is the
    operator): nobody is labelled.
    """
    found = [(layout.NAME, layout.speaker_lines(lines)) for layout in LAYOUTS]
    most = max(len(result[1]) for result in found)
    name, best = next(result for result in found if len(result[1]) >= _ENOUGH * most)
    labels = {line.label for line in best}
    operator = any(role_of_label(label) is SpeakerRole.OPERATOR for label in labels)
    if len(best) < (_FEWEST_TURNS - operator) or len(labels) < 2:
        return None
    for _, other in found:
        best = _with_known(best, other)
    return name, best


def _with_known(best: list[SpeakerLine], other: Sequence[SpeakerLine]) -> list[SpeakerLine]:
    """Add the other layout's lines of people whom the best one knows, where its labels leave room."""
    taken = {number for line in best for number in range(line.first, line.speech)}
    labels = {line.label for line in best}
    extra = [
        line
        for line in other
        if taken.isdisjoint(range(line.first, line.speech))
        and (
            role_of_label(line.label) or line.label in labels or any(same_person(line.label, label) for label in labels)
        )
    ]
    return sorted((*best, *extra), key=lambda line: line.first)
