"""``callsheet review``: corrections out to a workbook, and back."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from callsheet import exports, review, runs, store

review_app = typer.Typer(help="Correct lines and figures in Excel.", no_args_is_help=True)

Warehouse = Annotated[
    Path, typer.Option("--warehouse", envvar="CALLSHEET_WAREHOUSE", help="The DuckDB file that runs write.")
]


@review_app.command(name="export")
def export_review(
    file: Annotated[Path, typer.Argument(help="The workbook that is written.")],
    company: Annotated[
        list[str] | None, typer.Option("--company", help="Ticker or name; repeat for more; default: all with a call.")
    ] = None,
    period: Annotated[str | None, typer.Option("--period", help="CY2024Q4; default: the newest quarter.")] = None,
    warehouse: Warehouse = runs.DEFAULT_WAREHOUSE,
) -> None:
    """Write lines and figures of a quarter's calls into a workbook whose yellow cells can be corrected."""
    from callsheet.exports.review_book import write_review

    quarter = runs.read_quarter(period, company[0] if company else "") if period else runs.latest_quarter(warehouse)
    with store.open_published(warehouse) as con:
        names = company or exports.companies_with_comments(con, str(quarter))
        count = write_review(con, [exports.company_code(name) for name in names], quarter, file)
    typer.echo(f"{file}: {count} lines and figures of {quarter}")


@review_app.command(name="import")
def import_review(
    file: Annotated[Path, typer.Argument(help="The workbook, corrected.")],
    author: Annotated[str, typer.Option("--author", help="Who reviewed; else the name in the workbook.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
    warehouse: Warehouse = runs.DEFAULT_WAREHOUSE,
) -> None:
    """Save a workbook's corrections and publish; exit code 1 if something had changed meanwhile (it is left alone)."""
    from callsheet.exports.review_book import read_review

    corrections = read_review(file, author)
    conflicts = review.save(warehouse, corrections)
    refused = {conflict.target_id for conflict in conflicts}
    saved = sum(each.target_id not in refused for each in corrections)
    if as_json:
        typer.echo(json.dumps({"saved": saved, "conflicts": [asdict(each) for each in conflicts]}, ensure_ascii=False))
    else:
        typer.echo(f"{saved} corrections saved, {len(refused)} not: changed meanwhile")
        for each in conflicts:
            by = f"{each.author} ({each.reason})" if each.author else "a new run"
            typer.echo(
                f"{each.target_id} {each.field}: you saw {each.seen!r}, {by} made it {each.current!r}, "
                f"you want {each.wanted!r}",
                err=True,
            )
    if conflicts:
        raise typer.Exit(1)
