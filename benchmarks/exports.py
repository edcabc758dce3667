"""How long a deck, a page and the other formats take, from a published warehouse of eight companies.

    python benchmarks/exports.py                                        # eight companies made of the shipped sample
    python benchmarks/exports.py --warehouse W.duckdb --period CY2024Q4 MSFT META ...

Two times a format: inside a running process (what `callsheet serve` and a flow take), and the whole command with the
start of Python (what a person waits for). Seconds are processor time, which is what a person waits on a machine that
does nothing else; on a busy one a clock measures the others. The machine's own speed is measured in the same run, as
the time that Python takes to start and import pandas: compare ratios, not seconds.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from callsheet import exports, runs, store
from callsheet.coverage import coverage
from callsheet.shipped import shipped

FORMATS = ("pptx", "html", "xlsx", "png", "md")
LIMITS = {"pptx": 3.0, "html": 2.0}  # seconds, of issue 9
TIMES = 3
SEVEN = ("META", "GOOGL", "AMZN", "IBM", "TSM", "005930", "000660")  # fiscal years that end in December


def transcripts(folder: Path) -> Iterator[Path]:
    """Write Meta's sample calls under the names of seven companies, and Microsoft's; yield the files."""
    for ticker in SEVEN:
        company = coverage().company(ticker)
        for sample in sorted(shipped("transcripts/calls").glob("META_*.txt")):
            text = sample.read_text(encoding="utf-8").replace("META", ticker)
            text = text.replace("Meta Platforms", company.name_en).replace("Meta", company.name_en)
            path = folder / sample.name.replace("META", ticker)
            path.write_text(text, encoding="utf-8")
            yield path
    yield from sorted(shipped("transcripts/calls").glob("MSFT_*.txt"))


def seconds(work: Callable[[], object]) -> float:
    """Return the median of several times, after one that fills the caches."""
    work()
    taken = []
    for _ in range(TIMES):
        start = processor_time()
        work()
        taken.append(processor_time() - start)
    return median(taken)


def processor_time() -> float:
    """Return the processor time of this process and those that it has waited for, in seconds."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def command(*arguments: str) -> Callable[[], object]:
    """Return a run of a program of its own."""
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def measure(warehouse: Path, companies: list[str], period: str, out: Path) -> None:
    """Print the times of every format."""
    quarter = runs.read_quarter(period, companies[0])
    table = runs.comment_table(warehouse, companies, quarter, "ko")
    lines = sum(len(section.lines) for block in table.blocks for section in block.sections)
    words = sum(len(passage.text.split()) for each in table.transcripts for passage in each.passages)
    print(f"{len(table.blocks)} companies, {lines} lines, {words} words of transcripts")
    yardstick = seconds(command("-c", "import pandas"))
    print(f"python -c 'import pandas': {yardstick:.2f} s")
    print("format  in process (s)  whole command (s)  / import pandas")
    for target in FORMATS:
        inside = seconds(
            lambda target=target: runs.publish_tables(warehouse, companies, quarter, ["ko"], [target], out)
        )
        named = [part for name in companies for part in ("--company", name)]
        arguments = ["-m", "callsheet", "table", *named, "--period", period, "--to", target, "--out", str(out)]
        whole = seconds(command(*arguments, "--warehouse", str(warehouse)))
        limit = f"  limit {LIMITS[target]:.0f} s" if target in LIMITS else ""
        print(f"{target:7} {inside:10.2f} {whole:18.2f} {whole / yardstick:16.1f}{limit}")


def main() -> None:
    """Measure an existing warehouse, or one made for it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("companies", nargs="*", help="tickers")
    parser.add_argument("--warehouse", type=Path)
    parser.add_argument("--period", default="CY2024Q4")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        warehouse = given.warehouse
        if warehouse is None:
            warehouse = out / "warehouse" / "callsheet.duckdb"
            (out / "calls").mkdir()
            runs.process(list(transcripts(out / "calls")), warehouse)
        with store.open_published(warehouse) as con:
            companies = given.companies or exports.companies_with_comments(con, given.period)
        measure(warehouse, companies, given.period, out / "tables")


if __name__ == "__main__":
    main()
