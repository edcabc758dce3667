"""``callsheet changes``: what changed since a published comment table, and why."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from callsheet import runs
from callsheet.records import Change, TableEdition


def changes(
    since: Annotated[
        str | None,
        typer.Option("--since", help="An edition's number, a day, or last; without it the editions are listed."),
    ] = None,
    company: Annotated[
        list[str] | None, typer.Option("--company", help="Only tables that hold this company; repeat for more.")
    ] = None,
    warehouse: Annotated[
        Path, typer.Option("--warehouse", envvar="CALLSHEET_WAREHOUSE", help="The DuckDB file that runs write.")
    ] = runs.DEFAULT_WAREHOUSE,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program, one object a change.")] = False,
) -> None:
    """Say what is new, reworded, restated, revised, read anew, corrected by hand or gone since a published table."""
    if since is None:
        for head in runs.editions(warehouse):
            typer.echo(f"{head.number}  {head.published_at:%Y-%m-%d %H:%M} UTC  {head.name}")
        return
    then, found = runs.changes(warehouse, since, company or ())
    if as_json:
        for change in found:
            typer.echo(json.dumps(asdict(change), ensure_ascii=False))
        return
    for line in _lines(then, found):
        typer.echo(line)


def _lines(then: TableEdition, found: list[Change]) -> Iterator[str]:
    yield f"Edition {then.number}: {then.name}, published {then.published_at:%Y-%m-%d %H:%M} UTC"
    yield f"{len(found)} changes since" if found else "nothing has changed since"
    for change in found:
        yield ""
        yield f"{change.kind.upper()}  {change.company_code}, {change.place}  ({change.target_id})"
        if change.before:
            yield f"  - {change.before}"
        if change.after:
            yield f"  + {change.after}"
        yield f"  why: {change.cause}"
