"""The accuracy table. The labels come with scorers of their own; this makes their input and runs them.

Scorers are somebody else's programs, so they run as programs: what they print is the figure that is published.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from callsheet.errors import MissingError
from callsheet.evaluation import deepseek
from callsheet.evaluation.corpus import Corpus, Row, read_rows
from callsheet.evaluation.derived import calendar_lines, derived_lines
from callsheet.evaluation.groups import Passages, by_industry, by_kind
from callsheet.extract.figures import figures_in_passage
from callsheet.extract.tone import tone_in_passage
from callsheet.found_json import figure_json, findings_json

_SHOWN_MISSING = 3  # names of missing documents
_F1 = re.compile(r"(?P<name>\S.*?)\s{2,}.*\bF1\s+(?P<f1>[\d.]+)")


@dataclass(frozen=True, slots=True)
class Measure:
    """One part of the table: its name, its labels, what else it needs of their folder, and what yields its lines."""

    name: str
    labels: str
    needs: tuple[str, ...]
    lines: Callable[[Corpus], Iterator[str]]


def passage_figures(row: Row) -> Row:
    """Return the figures that callsheet finds in a labelled passage, as the scorer reads them."""
    return {"id": row["id"], "figures": [figure_json(figure) for figure in figures_in_passage(row)]}


def passage_tone(row: Row) -> Row:
    """Return the tone of a labelled passage, as the scorer reads it."""
    return {"id": row["id"], "tone": str(tone_in_passage(row).tone)}


def scored_passages(name: str, scorer: str, labels: str, find: Callable[[Row], Row], groups: bool = False) -> Measure:
    """Return the measure of a finder on labelled passages; ``groups`` adds the lines by kind and by industry."""

    def lines(corpus: Corpus) -> Iterator[str]:
        wanted = list(read_rows(corpus.gold / labels))
        found = [find(row) for row in wanted]
        yield from score(corpus.gold / scorer, corpus.gold / labels, found)
        if groups:
            passages = Passages(wanted, found)
            for title, parts in (("by kind", by_kind(passages)), ("by industry", by_industry(passages))):
                yield f"{title}, F1 of:"
                for part, inside in parts:
                    scores = _f1(_scored_part(corpus.gold / scorer, inside))
                    yield f"  {part:<24} {inside.figures:>4} labels  {scores}"

    return Measure(name, labels, (scorer,), lines)


def scored_calls(name: str, scorer: str, labels: str, documents: Callable[[Path], Iterable[str]]) -> Measure:
    """Return the measure of whole documents; ``documents`` names those that the labels were made on."""

    def lines(corpus: Corpus) -> Iterator[str]:
        paths, missing = corpus.documents(documents(corpus.gold / labels))
        if missing:
            more = ", ..." if len(missing) > _SHOWN_MISSING else ""
            yield f"not read, because missing: {len(missing)} ({', '.join(missing[:_SHOWN_MISSING])}{more})"
        found = (findings_json(corpus.findings(path)) for path in paths)
        yield from score(corpus.gold / scorer, corpus.gold / labels, found)

    return Measure(name, labels, (scorer,), lines)


def _labelled_files(labels: Path) -> list[str]:
    return sorted({row["file"] for row in read_rows(labels)})


def _commented_files(labels: Path) -> list[str]:
    return sorted({json.loads(path.read_text(encoding="utf-8"))["file"] for path in labels.glob("*.json")})


MEASURES = (
    scored_passages("figures, dev", "score_figures.py", "figures_dev.jsonl", passage_figures, groups=True),
    scored_passages("figures, train half of the labels", "score_figures.py", "figures_train.jsonl", passage_figures),
    scored_calls("ledger of whole calls", "score_ledger.py", "ledger_dev.jsonl", _labelled_files),
    Measure("derived values", "derived_dev.jsonl", ("ledger_dev.jsonl",), derived_lines),
    Measure("capex by calendar quarter", "calendar_dev.csv", (), calendar_lines),
    scored_passages("tone, dev", "score_tone.py", "tone_dev.jsonl", passage_tone),
    scored_calls("comment tables", "score_comments.py", "comments_dev", _commented_files),
    Measure("DeepSeek mentions", deepseek.LABELS, (), lambda corpus: deepseek.accuracy(corpus.gold / deepseek.LABELS)),
    *(
        scored_calls(
            f"structure, {layout}",
            "score_structure.py",
            "structure_dev.jsonl",
            lambda _, layout=layout: [f"corpus/structure/{layout}"],  # type: ignore[misc]
        )
        for layout in ("colon", "fool", "caps_two_line")
    ),
)


def accuracy(gold: Path, measures: Sequence[Measure] = MEASURES) -> Iterator[str]:
    """Yield the accuracy table line by line: each measure's name, then what it prints.

    Args:
        gold: the folder of labels and scorers, with the corpus beside it (``gold/../corpus``).

    Raises:
        MissingError: the folder lacks a label file or a scorer; the message names it.
    """
    corpus = Corpus(gold)
    for measure in measures:
        for needed in (measure.labels, *measure.needs):
            if not (gold / needed).exists():
                missing = gold / needed
                raise MissingError(f"{missing} is missing; --gold names the folder of hand labels and their scorers")
        yield f"{measure.name} ({measure.labels})"
        yield from (f"    {line}" for line in measure.lines(corpus))


def score(scorer: Path, labels: Path, found: Iterable[Row]) -> list[str]:
    """Return what a scorer prints on what was found, without outer blanks.

    Raises:
        MissingError: the scorer failed.
    """
    with _written(found) as file:
        command = [sys.executable, str(scorer), str(labels), file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingError(f"{scorer} failed on {labels}: {done.stderr.strip().splitlines()[-1]}")
    return [line.strip() for line in done.stdout.splitlines()]


def _scored_part(scorer: Path, inside: Passages) -> list[str]:
    with _written(inside.labels) as labels:
        return score(scorer, Path(labels.name), inside.found)


def _f1(lines: Iterable[str]) -> str:
    """The F1 of each line that a scorer printed, on one line: ``amount 0.967  amount +kind 0.951``."""
    matches = (_F1.match(line) for line in lines)
    return "  ".join(f"{match['name']} {match['f1']}" for match in matches if match)


def _written(rows: Iterable[Row]) -> "tempfile._TemporaryFileWrapper[str]":
    """A temporary JSON Lines file of the rows, gone when it is closed."""
    file = tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8")  # noqa: SIM115
    file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.flush()
    return file
