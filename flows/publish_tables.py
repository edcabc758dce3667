"""Write the comment tables of a quarter's calls from the published warehouse.

python -m flows.publish_tables MSFT META
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from prefect import flow
from prefect.artifacts import create_table_artifact

from callsheet import runs
from callsheet.coverage import coverage
from callsheet.records import CalendarQuarter
from callsheet.runs import DEFAULT_WAREHOUSE
from flows import tasks


@flow(name="publish-tables", validate_parameters=False)
def publish_tables(
    tickers: Sequence[str],
    quarter: CalendarQuarter | None = None,
    warehouse: Path = DEFAULT_WAREHOUSE,
    languages: Sequence[str] = ("ko", "en"),
    formats: Sequence[str] = ("pptx", "xlsx", "html", "md", "png"),
    out: Path = Path("out"),
) -> list[Path]:
    """Write one table per language and format (default quarter: the newest published); return the files.

    The files are listed in a table artifact of the run.

    Raises:
        MissingError: nothing is published, a company is not covered, or none has a call in the quarter.
    """
    warehouse, out = Path(warehouse), Path(out)  # a deployment gives text
    chosen = quarter or runs.latest_quarter(warehouse)
    written: list[Path] = tasks.publish_tables(warehouse, tickers, chosen, languages, formats, out)
    create_table_artifact(
        table=[{"file": str(path), "bytes": path.stat().st_size} for path in written],
        key="tables",
        description=f"{', '.join(tickers)}, {chosen}",
    )
    return written


if __name__ == "__main__":
    publish_tables(sys.argv[1:] or [company.ticker for company in coverage().companies])
