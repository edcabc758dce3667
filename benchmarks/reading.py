"""What reading costs: its share of the whole pipeline's time, layout by layout.

    python -m benchmarks.reading [FOLDER]

FOLDER holds a folder a layout, as ``../shared/corpus/calls`` does, which is read if nothing else is named; where it
does not exist, the shipped samples are. Processor time of one process, the lesser of two runs; a document is read once
before it counts, so that word lists and patterns are loaded.
"""

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from time import process_time

from callsheet.parse import parse_document
from callsheet.parse.pdf import is_pdf
from callsheet.pipeline import process_document
from callsheet.records import SourceDocument
from callsheet.shipped import shipped
from callsheet.sources.folder import read_document

SHARED = Path(__file__).resolve().parents[2] / "shared/corpus/calls"
_RUNS = 2
_ALLOWED = 0.05


def seconds(work: Callable[[SourceDocument], object], document: SourceDocument) -> float:
    """Return the processor time of ``work`` on a document, the least of a few runs."""
    times = []
    for _ in range(_RUNS):
        begun = process_time()
        work(document)
        times.append(process_time() - begun)
    return min(times)


def measure(folder: Path) -> dict[str, list[tuple[bool, float, float]]]:
    """Return for each layout: whether it is a PDF, seconds of reading and of everything, one entry a document."""
    found: dict[str, list[tuple[bool, float, float]]] = defaultdict(list)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        document = read_document(path)
        reading, everything = seconds(parse_document, document), seconds(process_document, document)
        found[path.parent.name].append((is_pdf(document.data), reading, everything))
    return found


def _line(name: str, rows: list[tuple[bool, float, float]]) -> str:
    reading, everything = sum(row[1] for row in rows), sum(row[2] for row in rows)
    each = f"{1000 * reading / len(rows):8.1f} {1000 * everything / len(rows):9.1f}"
    return f"{name:<40} {len(rows):5} {each}   {reading / everything:6.1%}"


def main(arguments: list[str]) -> None:
    """Print the table; a line a layout, then all text layouts and all PDFs."""
    folder = Path(arguments[0]) if arguments else SHARED if SHARED.is_dir() else shipped("transcripts/calls")
    found = measure(folder)
    print(f"{'layout':<40} {'docs':>5} {'reading':>8} {'pipeline':>9}   share      (milliseconds a document)")
    for layout, rows in found.items():
        print(_line(layout, rows))
    every = [row for rows in found.values() for row in rows]
    texts, pdfs = [row for row in every if not row[0]], [row for row in every if row[0]]
    for name, rows in (("all text layouts", texts), ("all PDF files", pdfs)):
        if rows:
            print(_line(name, rows))
    share = sum(row[1] for row in texts) / max(sum(row[2] for row in texts), 1e-9)
    print(f"reading is {share:.1%} of the pipeline on text layouts; allowed are {_ALLOWED:.0%}")


if __name__ == "__main__":
    main(sys.argv[1:])
