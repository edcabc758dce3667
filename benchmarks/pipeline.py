"""The whole pipeline, text to DuckDB, beside spaCy's tokenizer and sentencizer on the same texts in the same run.

python -m benchmarks.pipeline FOLDER [DOCUMENTS]
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from callsheet import isolation, runs
from callsheet.pipeline import process_file
from callsheet.sources import folder

BATCH = 10  # documents, by turns: what slows the machine down slows both


def _seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main(corpus: Path, most: int) -> dict[str, float]:
    """Return words per second and core of each, shares of the time, and the peak of memory."""
    paths = list(folder.document_paths([corpus]))[:most]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    words = sum(len(text.split()) for text in texts)
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    blank.max_length = 10_000_000
    small = spacy.load("en_core_web_sm") if spacy.util.is_package("en_core_web_sm") else None
    process_file(paths[0])
    list(blank(texts[0]).sents)
    spent = {"blank": 0.0, "read": 0.0, "load": 0.0, "publish": 0.0, "small": 0.0}
    with tempfile.TemporaryDirectory() as scratch:
        warehouse = Path(scratch) / "callsheet.duckdb"
        for batch in runs.batches(paths, BATCH):
            part = [text for path, text in zip(paths, texts, strict=True) if path in batch]
            spent["blank"] += _seconds(lambda part=part: [sum(1 for _ in blank(text).sents) for text in part])
            if small and not spent["small"]:
                spent["small"] = _seconds(lambda part=part: [small(text) for text in part])
                small_words = sum(len(text.split()) for text in part)
            found = {}
            spent["read"] += _seconds(
                lambda batch=batch, found=found: found.update({p: process_file(p) for p in batch})
            )
            spent["load"] += _seconds(
                lambda batch=batch, found=found: runs.process_batch(batch, warehouse, read=found.__getitem__)
            )
        spent["publish"] += _seconds(lambda: runs.publish_warehouse(warehouse))
    own = spent["read"] + spent["load"] + spent["publish"]
    start = time.monotonic()
    for path in paths[:30]:
        isolation.process_file(path)
    apart = time.monotonic() - start
    start = time.monotonic()
    for path in paths[:30]:
        process_file(path)
    result = {
        "documents": len(paths),
        "words": words,
        "blank_words_per_second": words / spent["blank"],
        "callsheet_words_per_second": words / own,
        "ratio": spent["blank"] / own,
        "share_read": spent["read"] / own,
        "share_load": spent["load"] / own,
        "share_publish": spent["publish"] / own,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "apart_to_together": apart / (time.monotonic() - start),
    }
    if small:
        result["small_words_per_second"] = small_words / spent["small"]
    return result


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10**9)))
