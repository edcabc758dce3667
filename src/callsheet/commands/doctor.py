"""``callsheet doctor``: what this installation has, what it lacks, and what to do about it."""

import json
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from os import W_OK, access
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from callsheet import __version__, runs, store
from callsheet.coverage import coverage
from callsheet.errors import CallsheetError
from callsheet.exports.fonts import font_folder

OK, OPTIONAL, MISSING = "ok", "optional", "missing"
OLDEST, TOO_NEW = (3, 11), (3, 14)
_PACKAGES: Final = (
    "duckdb",
    "spacy",
    "pdfplumber",
    "pandas",
    "prefect",
    "python-pptx",
    "openpyxl",
    "typst",
    "starlette",
)
_EXTRAS: Final = {
    "edgar": "callsheet fetch edgar: install callsheet[online]",
    "earningscall": "callsheet fetch earningscall: install callsheet[online]",
    "psycopg": "a desk's warehouse on PostgreSQL: install callsheet[scale]",
}
_COLORS: Final = {OK: "green", OPTIONAL: "yellow", MISSING: "red"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its state (``ok``, ``optional``, ``missing``), what was found, what to do."""

    what: str
    state: str
    found: str
    do: str = ""


def findings(warehouse: Path, transcripts: Path) -> Iterator[Finding]:
    """Yield what callsheet needs on this machine and whether it is there."""
    known = OLDEST <= sys.version_info[:2] < TOO_NEW
    yield Finding("Python", OK if known else MISSING, platform.python_version(), "" if known else "use 3.11 to 3.13")
    yield Finding("callsheet", OK, __version__)
    for name in _PACKAGES:
        try:
            yield Finding(name, OK, version(name))
        except PackageNotFoundError:
            yield Finding(name, MISSING, "not installed", "install callsheet again: it brings this package")
    for module, purpose in _EXTRAS.items():
        there = find_spec(module) is not None
        yield Finding(module, OK, "installed") if there else Finding(module, OPTIONAL, "not installed", purpose)
    yield _tried("Korean fonts", lambda: str(font_folder()))
    yield _tried("coverage.toml", lambda: f"{len(coverage().companies)} companies, {len(coverage().sections)} sections")
    yield from _folders(warehouse, transcripts)


def _folders(warehouse: Path, transcripts: Path) -> Iterator[Finding]:
    if transcripts.is_dir():
        yield Finding("transcripts", OK, str(transcripts))
    else:
        yield Finding("transcripts", OPTIONAL, f"{transcripts} does not exist", "make it, and drop documents into it")
    folder = next(each for each in (warehouse.parent.absolute(), *warehouse.parent.absolute().parents) if each.exists())
    if access(folder, W_OK):
        yield Finding("warehouse folder", OK, str(folder))
    else:
        yield Finding("warehouse folder", MISSING, f"{folder} cannot be written", "make it so, or give --warehouse")
    snapshot = store.published_path(warehouse)
    if not snapshot.is_file():
        yield Finding("published tables", OPTIONAL, f"{snapshot} does not exist", "run `callsheet run`")
        return
    yield _tried("published tables", lambda: f"newest quarter {runs.latest_quarter(warehouse)}, {snapshot}")


def _tried(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, OK, look())
    except CallsheetError as error:
        return Finding(what, MISSING, "not usable", str(error).splitlines()[0])


def doctor_command(
    warehouse: Annotated[
        Path, typer.Option("--warehouse", envvar="CALLSHEET_WAREHOUSE", help="The DuckDB file that runs write.")
    ] = runs.DEFAULT_WAREHOUSE,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program instead of a table.")] = False,
) -> None:
    """Say what is installed, what is missing and what to do about it; exit code 1 if something needed is missing."""
    found = list(findings(warehouse, Path("transcripts")))
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False))
    else:
        table = Table(box=None, pad_edge=False, show_header=False, expand=True)
        for ratio in (None, None, 2, 2):
            table.add_column(overflow="fold", ratio=ratio)
        for each in found:
            table.add_row(Text(each.state, style=_COLORS[each.state]), Text(each.what), Text(each.found), Text(each.do))
        Console().print(table)
    if any(each.state == MISSING for each in found):
        raise typer.Exit(1)
