"""The accuracy table. The labels come with scorers of their own; this makes their input and runs them.

Scorers are somebody else's programs, so they run as programs: what they print is the figure that is published.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from callsheet.errors import MissingError
from callsheet.extract.figures import figures_in_passage
from callsheet.extract.tone import tone_in_passage
from callsheet.found_json import figure_json, findings_json
from callsheet.pipeline import process_file
from callsheet.sources import folder

Rows = Iterator[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: a scorer, the labels that it reads, and what it is given."""

    name: str
    scorer: str
    labels: str
    found: Callable[[Path], Rows]


def _rows(path: Path) -> Rows:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _passage_figures(labels: Path) -> Rows:
    for row in _rows(labels):
        yield {"id": row["id"], "figures": [figure_json(figure) for figure in figures_in_passage(row)]}


def _passage_tones(labels: Path) -> Rows:
    for row in _rows(labels):
        yield {"id": row["id"], "tone": str(tone_in_passage(row).tone)}


def _extracted(paths: Iterable[Path]) -> Rows:
    for path in folder.document_paths(paths):
        yield findings_json(process_file(path))


def _ledger_calls(labels: Path) -> Rows:
    shared = labels.parent.parent
    return _extracted(shared / name for name in sorted({row["file"] for row in _rows(labels)}))


def _comment_calls(labels: Path) -> Rows:
    shared = labels.parent.parent
    tables = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(labels.glob("*.json")))
    return _extracted(shared / name for name in sorted({table["file"] for table in tables}))


def _structure_calls(layout: str) -> Callable[[Path], Rows]:
    return lambda labels: _extracted([labels.parent.parent / "corpus" / "structure" / layout])


MEASURES = (
    Measure("figures, train half of the labels", "score_figures.py", "figures_train.jsonl", _passage_figures),
    Measure("figures, dev", "score_figures.py", "figures_dev.jsonl", _passage_figures),
    Measure("ledger of whole calls", "score_ledger.py", "ledger_dev.jsonl", _ledger_calls),
    Measure("tone, dev", "score_tone.py", "tone_dev.jsonl", _passage_tones),
    Measure("comment tables", "score_comments.py", "comments_dev", _comment_calls),
    *(
        Measure(f"structure, {layout}", "score_structure.py", "structure_dev.jsonl", _structure_calls(layout))
        for layout in ("colon", "fool", "caps_two_line")
    ),
)


def accuracy(gold: Path) -> Iterator[str]:
    """Yield the accuracy table line by line: each measure's name, then what its scorer prints.

    Args:
        gold: the folder of labels and scorers, with the corpus beside it (``gold/../corpus``).

    Raises:
        MissingError: the folder lacks a label file or a scorer; the message names it.
    """
    for measure in MEASURES:
        labels, scorer = gold / measure.labels, gold / measure.scorer
        for needed in (labels, scorer):
            if not needed.exists():
                raise MissingError(f"{needed} is missing; --gold names the folder of hand labels and their scorers")
        yield f"{measure.name} ({measure.labels})"
        yield from (f"    {line.strip()}" for line in _score(scorer, labels, measure.found(labels)))


def _score(scorer: Path, labels: Path, found: Rows) -> list[str]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
        file.flush()
        command = [sys.executable, str(scorer), str(labels), file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingError(f"{scorer} failed on {labels}: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout.splitlines()
