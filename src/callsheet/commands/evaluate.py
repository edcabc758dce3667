"""``callsheet evaluate``: the accuracy table, printed, written into a page, or compared with the published one."""

from pathlib import Path
from typing import Annotated

import typer

from callsheet.errors import MissingError


def evaluate(
    gold: Annotated[Path, typer.Option("--gold", help="Folder with hand labels and their scorers.")] = Path(
        "../shared/gold"
    ),
    check: Annotated[
        Path | None, typer.Option("--check", help="A page whose published table must be the one that is printed.")
    ] = None,
    update: Annotated[Path | None, typer.Option("--update", help="A page whose table is written anew.")] = None,
) -> None:
    """Print the accuracy table: the hand labels' own scorers, run on callsheet's output."""
    from callsheet import evaluation

    if check and update:
        raise MissingError("--check and --update exclude each other: the one reads the page, the other writes it")
    lines = []
    for line in evaluation.accuracy(gold):
        typer.echo(line)
        lines.append(line)
    if update:
        evaluation.update_published(update, lines)
    difference = evaluation.difference_from_published(check, lines) if check else None
    if difference:
        typer.echo(difference, err=True)
        raise typer.Exit(1)
