"""What reading a report costs, against pdfplumber and PDFium on the same pages in the same run.

    python -m benchmarks.reports [PDF or folder ...]

Without paths: the reports and releases beside the checkout where they lie there, else the sample that ships. Processor
time, the least of several rounds in turn, so that a busy machine spoils no ratio.

* *geometry*: ``read_report`` against pdfplumber's own ``extract_text`` and ``extract_tables`` on the pages that have
  words. The target is a ratio of at most 1.3.
* *none*: what is decided before any geometry is read (pictures only, no PDF of ours, a call's transcript) against
  PDFium's own text of the same pages.
"""

import io
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pdfplumber
import pypdfium2

from callsheet.errors import DocumentError
from callsheet.parse.pdf import page_texts
from callsheet.parse.reports import looks_like_report, read_report
from callsheet.records import SourceDocument
from callsheet.sources.folder import document_paths, read_document

ROOT = Path(__file__).parents[1]
BESIDE = [ROOT / "../shared/corpus" / name for name in ("reports", "releases", "calls/L09_company_pdf_transcript")]
SAMPLE = ROOT / "transcripts/reports"
ROUNDS = 3
TARGET = 1.3


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that the yardstick and we take for one document."""

    name: str
    pages: int
    yardstick: float
    ours: float

    @property
    def ratio(self) -> float:
        return self.ours / self.yardstick


def by_pdfplumber(document: SourceDocument, pages: Sequence[int]) -> None:
    """Take the text and the tables of the pages as pdfplumber gives them."""
    with pdfplumber.open(io.BytesIO(document.data), pages=list(pages)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def by_pdfium(document: SourceDocument) -> int:
    """Take the text of every page as PDFium gives it."""
    letters = 0
    with closing(pypdfium2.PdfDocument(document.data)) as pdf:
        for number in range(len(pdf)):
            with closing(pdf[number]) as page, closing(page.get_textpage()) as words:
                letters += len(words.get_text_bounded(errors="replace"))
    return letters


def least_times(*tasks: Callable[[], object]) -> list[float]:
    """Return the least processor time of each task over the rounds, run in turn."""
    times = [float("inf")] * len(tasks)
    for _ in range(ROUNDS):
        for number, task in enumerate(tasks):
            start = time.process_time()
            with suppress(DocumentError):
                task()
            times[number] = min(times[number], time.process_time() - start)
    return times


def costs(paths: Sequence[Path]) -> Iterator[tuple[str, Cost]]:
    """Yield ``geometry`` or ``none`` and the cost of each PDF."""
    for path in document_paths(paths):
        document = read_document(path)
        texts = page_texts(document)
        filled = [number for number, text in enumerate(texts, start=1) if text.strip()]
        if looks_like_report(texts):
            theirs, ours = least_times(partial(by_pdfplumber, document, filled), partial(read_report, document))
            yield "geometry", Cost(path.name, len(filled), theirs, ours)
        else:
            theirs, ours = least_times(partial(by_pdfium, document), partial(page_texts, document))
            yield "none", Cost(path.name, len(texts), theirs, ours)


def main(arguments: Sequence[str]) -> int:
    """Print the costs; exit code 1 where the target is missed."""
    beside = [folder for folder in BESIDE if folder.exists()]
    paths = [Path(argument) for argument in arguments] or beside or [SAMPLE]
    total = {"geometry": [0.0, 0.0], "none": [0.0, 0.0]}
    for need, cost in costs(paths):
        times = f"{cost.ours:7.3f} s of {cost.yardstick:7.3f} s"
        print(f"{need:<9} {cost.ratio:5.2f}  {times}  {cost.pages:3} pages  {cost.name}")
        total[need][0] += cost.ours
        total[need][1] += cost.yardstick
    for need, (ours, theirs) in total.items():
        if theirs:
            print(f"{need:<9} {ours / theirs:5.2f}  all")
    ours, theirs = total["geometry"]
    return 1 if theirs and ours / theirs > TARGET else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
