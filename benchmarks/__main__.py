"""Run every benchmark and write its line into BENCHMARKS.md: ``python -m benchmarks [--corpus FOLDER] [--most N]``.

Each runs in a process of its own, so that its peak of memory is its own.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

MARK = "<!-- The rest is written by `python -m benchmarks`. -->"
PAGE = Path("BENCHMARKS.md")
CORPUS = Path("../shared/corpus/sp500")


def results(name: str, *arguments: str) -> list[dict[str, float]]:
    """Return what one benchmark prints."""
    done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], check=True, stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith(b"{")]


def table(title: str, rows: list[dict[str, float]]) -> str:
    """Return a Markdown table, one line a measure, one column a row of ``rows``."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [
        f"| {name.replace('_', ' ')} | {' | '.join(f'{row.get(name, 0):,.4g}' for row in rows)} |" for name in names
    ]
    return "\n".join([f"## {title}", "", f"| |{' |' * len(rows)}", f"|---|{'---|' * len(rows)}", *lines])


def main() -> None:
    """Run them one after the other."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--most", default="10000", help="documents of the growth benchmark")
    arguments.add_argument("--figures", default="1000000", help="figures of the query benchmark")
    chosen = arguments.parse_args()
    parts = []
    if chosen.corpus.is_dir():
        parts.append(table("Text to DuckDB, beside spaCy", results("pipeline", str(chosen.corpus))))
    parts.append(table("Growth", results("growth", chosen.most)))
    parts.append(table("Prefect", results("prefect_cost", "500")))
    parts.append(
        table(f"Ready queries, seconds, on {int(chosen.figures):,} figures", results("queries", chosen.figures))
    )
    head, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(f"{head}{MARK}\n\n" + "\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
