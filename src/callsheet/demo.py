"""The main job on the shipped sample, end to end: what a newcomer sees first."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rich.console import RenderableType

from callsheet import runs
from callsheet.exports import render
from callsheet.records import CalendarQuarter
from callsheet.shipped import shipped

COMPANIES = ("MSFT", "META")
QUARTER = CalendarQuarter(2024, 4)
AS_OF = date(2025, 1, 31)  # two days after both calls: what was known when the reference tables were made
LANGUAGES = ("ko", "en")
FORMATS = ("pptx", "xlsx", "html", "md", "png")


def run(out: Path) -> Iterator[RenderableType]:
    """Process the shipped documents into a warehouse under ``out``, yield what to print, and write the files there.

    Yields the comment table in Korean and English, each company's ladder, then a line a file.

    Raises:
        CallsheetError: a step failed; nothing in the sample should make one fail.
    """
    warehouse = out / "warehouse" / "callsheet.duckdb"
    report = runs.process([shipped("transcripts")], warehouse)
    for document in report.rejected:
        yield f"not used [{document.reason}]: {document.sentence}"
    for language in LANGUAGES:
        yield render.terminal_table(runs.comment_table(warehouse, COMPANIES, QUARTER, language))
    for ticker in COMPANIES:
        yield render.terminal_ladder(runs.ladder(warehouse, ticker))
    yield f"{report.loaded} documents loaded, {report.unchanged} unchanged; files written:"
    for path in runs.publish_tables(warehouse, COMPANIES, QUARTER, LANGUAGES, FORMATS, out):
        yield f"  {path}"
    yield f"  {runs.publish_chart(warehouse, 'ko', 'png', out, as_of=AS_OF)}"
    yield f'  {report.published}  (DuckDB: callsheet sql --warehouse {warehouse} "select * from out_guidance")'
