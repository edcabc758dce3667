"""What Prefect adds to a document when batches of 50 are tasks: the flow beside the plain function on the same files.

python -m benchmarks.prefect_cost DOCUMENTS
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import flows  # noqa: F401  sets Prefect's environment before Prefect reads it
from benchmarks.growth import write_calls
from callsheet import isolation, runs


def main(count: int) -> dict[str, float]:
    """Return milliseconds a document of both, and their difference."""
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415  starts with the server

    from flows.process_documents import process_documents  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as scratch, prefect_test_harness(server_startup_timeout=180):
        paths = write_calls(Path(scratch) / "inbox", count)
        process_documents(paths[:1], Path(scratch) / "warm.duckdb")
        isolation.process_file(paths[0])
        took = {}
        for name, work in (("plain", runs.process), ("flow", process_documents), ("flow_again", process_documents)):
            start = time.monotonic()
            work(paths, Path(scratch) / name / "callsheet.duckdb")
            took[name] = 1000 * (time.monotonic() - start) / count
    return {
        "documents": count,
        "plain_ms": took["plain"],
        "flow_ms": min(took["flow"], took["flow_again"]),
        "added_ms": min(took["flow"], took["flow_again"]) - took["plain"],
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
