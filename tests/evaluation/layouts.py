"""Real calls set in layouts that no reader was written for, scored like ``gold/score_structure.py``.

    python -m tests.evaluation.layouts [LAYOUT...]

prints one line a layout: how many of the thirty calls could be read, turn starts (F1), speakers, roles, sections.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from callsheet.errors import DocumentError
from callsheet.parse import parse_document
from callsheet.records import Call, SourceDocument
from callsheet.sources.folder import read_document
from tests.unit.parse.renderings import RENDERINGS
from tests.unit.parse.sample import Said

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
_START = 40


@dataclass(frozen=True, slots=True)
class Score:
    """How well one layout is read: the four shares, and the calls that were refused."""

    turns_f1: float
    speaker: float
    role: float
    section: float
    refused: tuple[str, ...]

    def __str__(self) -> str:
        shares = f"{self.turns_f1:.3f}  speaker {self.speaker:.3f}  role {self.role:.3f}  section {self.section:.3f}"
        return f"turns {shares}  refused {len(self.refused)}"


@cache
def real_calls() -> tuple[tuple[str, Call], ...]:
    """Return the thirty labelled calls, read from the layout that states title, house and section."""
    found = []
    for path in sorted((SHARED / "corpus/structure/fool").iterdir()):
        call = parse_document(read_document(path)).call
        assert call is not None
        found.append((path.stem, call))
    return tuple(found)


def _said(call: Call) -> list[Said]:
    return [
        Said(turn.speaker, str(turn.role), str(turn.section), turn.text, turn.title, turn.affiliation)
        for turn in call.turns
    ]


def score(layout: str) -> Score:
    """Set every real call in a layout, read it, and compare."""
    counts: Counter[str] = Counter()
    refused = []
    for name, call in real_calls():
        said = _said(call)
        header = f"{call.company} ({call.ticker}) {call.fiscal_period} Earnings Call"
        data = RENDERINGS[layout](header, said)
        document = SourceDocument("0" * 64, f"{name}.dat", data.encode() if isinstance(data, str) else data)
        counts["real"] += len(said)
        try:
            found = parse_document(document).call
        except DocumentError as error:
            refused.append(f"{name}: {error}")
            continue
        assert found is not None
        counts["made"] += len(found.turns)
        counts.update(_agreements(said, found))
    f1 = 2 * counts["hit"] / max(counts["real"] + counts["made"], 1)
    speaker, role, section = (counts[part] / counts["real"] for part in ("speaker", "role", "section"))
    return Score(f1, speaker, role, section, tuple(refused))


def _agreements(said: list[Said], found: Call) -> Iterator[str]:
    starts = defaultdict(list)
    for turn in found.turns:
        starts[_plain(turn.text)[:_START]].append(turn)
    for real in said:
        candidates = starts[_plain(real.text)[:_START]]
        if candidates:
            turn = candidates.pop(0)
            yield "hit"
            agree = {
                "speaker": _plain(turn.speaker) == _plain(real.speaker),
                "role": _side(str(turn.role)) == _side(real.role),
                "section": str(turn.section) == real.section,
            }
            yield from (part for part, same in agree.items() if same)


def _side(role: str) -> str:
    return "executive" if role == "investor_relations" else role


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


if __name__ == "__main__":
    for chosen in sys.argv[1:] or RENDERINGS:
        print(f"{chosen:<20}", score(chosen), flush=True)
