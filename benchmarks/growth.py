"""Many documents: cost of each as the warehouse grows, an unchanged run, publishing, peak memory.

python -m benchmarks.growth DOCUMENTS: prints a line of JSON at each power of ten (from 100), and one for the end.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from callsheet import runs
from callsheet.pipeline import process_file
from tests.warehouse.desk import calls


def write_calls(folder: Path, count: int) -> list[Path]:
    """Write ``count`` calls: the same few, of companies with other names each time."""
    folder.mkdir(parents=True)
    told = list(calls(24))
    paths = []
    for number in range(count):
        name, text = told[number % len(told)]
        company = name.split("_")[0]
        other = f"{company}ville Works {number // len(told)}"
        path = folder / f"{number:06}.txt"
        path.write_text(text.replace(company, other), encoding="utf-8")
        paths.append(path)
    return paths


def main(count: int) -> None:
    """Load the documents step by step; print what each step cost."""
    with tempfile.TemporaryDirectory() as scratch:
        paths = write_calls(Path(scratch) / "inbox", count)
        warehouse = Path(scratch) / "callsheet.duckdb"
        process_file(paths[0])
        done = 0
        for goal in (100, 1000, 10_000):
            if goal > count:
                break
            part = paths[done:goal]
            start, cpu = time.monotonic(), time.process_time()
            for batch in runs.batches(part):
                runs.process_batch(batch, warehouse, read=process_file)
            loaded, spent = time.monotonic(), time.process_time()
            runs.publish_warehouse(warehouse)
            row = {
                "documents": goal,
                "load_ms_a_document": 1000 * (spent - cpu) / len(part),
                "load_wall_ms_a_document": 1000 * (loaded - start) / len(part),
                "publish_s": time.monotonic() - loaded,
                "publish_cpu_s": time.process_time() - spent,
                "warehouse_mb": warehouse.stat().st_size / 1e6,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
            start, cpu = time.monotonic(), time.process_time()
            report = runs.process(paths[:goal], warehouse)
            row["unchanged_run_s"] = time.monotonic() - start
            row["unchanged_run_cpu_s"] = time.process_time() - cpu
            if (report.loaded, report.unchanged) != (0, goal):
                raise SystemExit(f"expected an unchanged run over {goal} documents, got {report}")
            print(json.dumps(row), flush=True)
            done = goal


if __name__ == "__main__":
    main(int(sys.argv[1]))
