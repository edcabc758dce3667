"""``callsheet compare``: what a change of a rule gains and loses on the same documents."""

from pathlib import Path
from typing import Annotated

import typer


def compare(
    old: Annotated[Path, typer.Argument(help="Output of `callsheet extract` before the change.")],
    new: Annotated[Path, typer.Argument(help="Output of `callsheet extract` on the same documents after it.")],
) -> None:
    """Print the capex figures and relations that were lost, gained or changed between two outputs, as Markdown."""
    from callsheet.evaluation import revisions

    comparison = revisions.compare(revisions.read_output(old), revisions.read_output(new))
    for line in revisions.markdown(comparison, old.name, new.name):
        typer.echo(line)
