"""The front door: every command parses its arguments, calls one plain function and prints what it returns."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from callsheet import __version__, demo, exports, isolation, runs, store
from callsheet.commands.changes import changes
from callsheet.commands.compare import compare
from callsheet.commands.doctor import doctor_command
from callsheet.commands.evaluate import evaluate
from callsheet.commands.review import review_app
from callsheet.commands.serve import serve_command
from callsheet.errors import CallsheetError, MissingError
from callsheet.exports import render
from callsheet.found_json import figure_json, findings_json, ladder_json
from callsheet.sources import fetch, folder, open_source

app = typer.Typer(
    name="callsheet",
    help="Earnings calls and broker reports in; capex figures, commentary and tone, and slide-ready tables, out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command(name="serve")(serve_command)
app.command(name="doctor")(doctor_command)
app.add_typer(review_app, name="review")
screen = Console()
notes = Console(stderr=True)

Warehouse = Annotated[
    Path, typer.Option("--warehouse", envvar="CALLSHEET_WAREHOUSE", help="The DuckDB file that runs write.")
]
Out = Annotated[Path, typer.Option("--out", help="Folder for the files that are written.")]
Passages = Annotated[
    Path, typer.Option("--jsonl", help="JSON Lines with id, ticker, fiscal_period, before, text, after; - for stdin.")
]
Company = Annotated[str, typer.Argument(help="Ticker or name.")]
Lang = Annotated[str, typer.Option("--lang", help="ko or en.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program instead of a table.")]


def main() -> None:
    """Run the command line; an error that callsheet raised on purpose is one sentence on stderr and exit code 1."""
    try:
        app()
    except CallsheetError as error:
        notes.print(f"callsheet: {error}", style="red", markup=False, highlight=False)
        raise SystemExit(1) from error


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"callsheet {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of callsheet itself."""


@app.command(name="demo")
def demo_command(out: Out = Path("out/demo")) -> None:
    """Run the main job on the shipped sample: tables and ladder printed, files written."""
    for item in demo.run(out):
        screen.print(item, markup=False, highlight=False, soft_wrap=isinstance(item, str))


@app.command()
def run(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders; default: transcripts/.")] = None,
    warehouse: Warehouse = runs.DEFAULT_WAREHOUSE,
    as_json: AsJson = False,
) -> None:
    """Process what is new, check it, and publish the warehouse."""
    chosen = paths or [Path("transcripts")]
    with _Progress() as advance:
        report = runs.process(chosen, warehouse, advance)
    if as_json:
        rejected = [{"path": d.path, "reason": d.reason, "sentence": d.sentence} for d in report.rejected]
        _print_json(
            {
                "loaded": report.loaded,
                "unchanged": report.unchanged,
                "rejected": rejected,
                "published": str(report.published),
            }
        )
        return
    for document in report.rejected:
        notes.print(f"not used [{document.reason}]: {document.sentence}", markup=False, highlight=False)
    screen.print(
        f"{report.loaded} documents loaded, {report.unchanged} unchanged, {len(report.rejected)} not used; "
        f"published: {report.published}",
        markup=False,
        highlight=False,
    )


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    with_text: Annotated[bool, typer.Option("--with-text", help="Add the text that the offsets count in.")] = False,
) -> None:
    """Print what each document holds as JSON Lines, without a warehouse; exit code 1 only if every document failed."""
    from callsheet.pipeline import process_file

    files = list(folder.document_paths(paths))
    read = isolation.process_file if len(files) > 1 else process_file  # a single one has no others to harm
    used = 0
    for path in files:
        findings = read(path)
        used += findings.rejection is None
        _print_json(findings_json(findings, with_text))
    if files and not used:
        raise typer.Exit(1)


@app.command()
def figures(
    jsonl: Annotated[Path, typer.Option("--jsonl", help="Passages: id, ticker, fiscal_period, before, text, after.")],
) -> None:
    """Print the capex figures inside each passage's text."""
    from callsheet.extract.figures import figures_in_passage

    for row in _rows(jsonl):
        _print_json({"id": row["id"], "figures": [figure_json(figure) for figure in figures_in_passage(row)]})


@app.command()
def tone(
    jsonl: Annotated[Path, typer.Option("--jsonl", help="Passages: id, ticker, fiscal_period, before, text, after.")],
) -> None:
    """Print the tone of each passage's text."""
    from callsheet.extract.tone import tone_in_passage

    for row in _rows(jsonl):
        scored = tone_in_passage(row)
        _print_json(
            {"id": row["id"], "tone": str(scored.tone), "score": round(scored.score, 4), "forward": scored.forward}
        )


@app.command()
@store.without_pandas()
def table(
    company: Annotated[list[str], typer.Option("--company", help="Ticker or name; repeat for more.")],
    period: Annotated[
        str | None, typer.Option("--period", help="CY2024Q4, or a company's own FY2025Q2; default: the newest.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="ko or en.")] = "ko",
    to: Annotated[str, typer.Option("--to", help=f"One of {', '.join(render.FORMATS)}.")] = "md",
    form: Annotated[str, typer.Option("--form", help=f"One of {', '.join(exports.FORMS)}.")] = exports.FULL,
    template: Annotated[Path | None, typer.Option("--template", help="A pptx whose master the slides take on.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder; md goes to the screen without it.")] = None,
    warehouse: Warehouse = runs.DEFAULT_WAREHOUSE,
) -> None:
    """Write the comment table of some companies from the published warehouse."""
    quarter = runs.read_quarter(period, company[0]) if period else runs.latest_quarter(warehouse)
    if out is None and to == "md":
        typer.echo(render.markdown(runs.comment_table(warehouse, company, quarter, lang, form)))
        return
    for path in runs.publish_tables(warehouse, company, quarter, [lang], [to], out or Path("out"), form, template):
        typer.echo(path)


@app.command()
@store.without_pandas()
def guidance(
    company: Company,
    lang: Lang = "ko",
    warehouse: Warehouse = runs.DEFAULT_WAREHOUSE,
    as_json: AsJson = False,
) -> None:
    """Print a company's guidance ladder: every statement in order, implied values with their working."""
    if as_json:
        _print_json(ladder_json(runs.ladder(warehouse, company)))
        return
    screen.print(render.terminal_ladder(runs.ladder(warehouse, company), lang))


@app.command()
@store.without_pandas()
def chart(
    metric: Annotated[str, typer.Argument(help="What to draw: capex.")] = "capex",
    to: Annotated[str, typer.Option("--to", help=f"One of {', '.join(exports.CHART_FORMATS)}.")] = "png",
    lang: Lang = "ko",
    by: Annotated[str, typer.Option("--by", help="year or quarter, of the calendar.")] = "year",
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Only what was known on that day.")
    ] = None,
    out: Out = Path("out"),
    warehouse: Warehouse = runs.DEFAULT_WAREHOUSE,
) -> None:
    """Draw the capex chart of the companies that coverage.toml names, by calendar year or quarter."""
    if metric != "capex":
        raise MissingError(f"there is no chart of {metric!r}; the only one is capex")
    typer.echo(runs.publish_chart(warehouse, lang, to, out, by, as_of.date() if as_of else None))


@app.command()
@store.without_pandas()
def trace(
    found_id: Annotated[str, typer.Argument(help="Id of a figure, a line, a table's cell or a sentence.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the pages of a PDF, drawn.")] = Path("out/trace"),
    warehouse: Warehouse = runs.DEFAULT_WAREHOUSE,
) -> None:
    """Walk a finding back to its words, speaker and place; a PDF's page is drawn with a frame around them."""
    screen.print(runs.trace(warehouse, found_id), markup=False, highlight=False)
    try:
        pictures = [str(file) for file in runs.draw_trace(warehouse, found_id, out)]
    except CallsheetError as error:  # the words above are the answer; the picture only helps
        pictures = [f"not drawn: {error}"]
    for picture in pictures:
        screen.print(f"{'picture':<12}{picture}", markup=False, highlight=False, soft_wrap=True)


# A query may begin with a comment (``-- ...``), which is no option.
@app.command(context_settings={"ignore_unknown_options": True})
def sql(
    query: Annotated[str | None, typer.Argument(help="One select statement over the published warehouse.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file with the statement instead.")] = None,
    warehouse: Warehouse = runs.DEFAULT_WAREHOUSE,
    as_json: AsJson = False,
) -> None:
    """Ask the published warehouse; nothing can be changed."""
    if (query is None) == (file is None):
        raise MissingError("callsheet sql takes one query: as its argument, or in the file that --file names")
    rows = store.read_only_query(warehouse, _text(file) if file else query or "")
    typer.echo(
        rows.to_json(orient="records", date_format="iso", force_ascii=False) if as_json else rows.to_string(index=False)
    )


app.command()(evaluate)
app.command()(compare)

app.command()(changes)

train = typer.Typer(help="Train what callsheet has learned from labels; each command gives the same bytes every time.")
app.add_typer(train, name="train")


@train.command(name="tone")
def train_tone(
    data: Annotated[list[Path], typer.Option("--data", help="Labelled sentences, JSON Lines; repeat for more.")],
    out: Annotated[Path, typer.Option("--out", help="Where the model goes.")],
    spans: Annotated[
        Path | None, typer.Option("--spans", help="Further labels that stand off from their documents' text.")
    ] = None,
    documents: Annotated[Path | None, typer.Option("--documents", help="Folder of the documents of --spans.")] = None,
) -> None:
    """Train the tone classifier; its model card says on what the shipped one was trained."""
    from callsheet.extract.tone.training import labels_in_documents
    from callsheet.extract.tone.training import train as train_tone_model

    rows = [row for path in data for row in _rows(path)]
    if (spans is None) != (documents is None):
        raise MissingError("--spans and --documents go together: labels, and the texts that they point into")
    more, texts = labels_in_documents(spans, documents) if spans and documents else ([], [])
    train_tone_model([*rows, *more], out, texts)
    typer.echo(f"{len(rows) + len(more)} labels; {out}: {out.stat().st_size} bytes")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MissingError(f"{path}: not readable as UTF-8 text: {error}") from error


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON Lines file, or of standard input for ``-``."""
    lines = sys.stdin if str(path) == "-" else _text(path).splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not {"id", "text"} <= row.keys():
                raise ValueError(f"has the keys {sorted(row)}")
        except (ValueError, AttributeError) as error:
            raise MissingError(f"{path}:{number}: expected a JSON object with id and text; {error}") from error
        yield row


def _print_json(row: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


class _Progress:
    """A progress line on stderr; its context value is called once a document."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.completed} documents"),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
        )
        self._progress = Progress(*columns, console=notes, transient=True)

    def __enter__(self) -> Callable[[str], None]:
        self._progress.start()
        task = self._progress.add_task("", total=None)
        return lambda path: self._progress.update(task, advance=1, description=path)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


@app.command(name="fetch")
def fetch_command(
    source: Annotated[str, typer.Argument(help="earningscall, edgar, or a folder to copy from.")],
    company: Annotated[list[str] | None, typer.Option("--company", help="Ticker or name; repeat for more.")] = None,
    since: Annotated[
        datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="Only documents from that day on.")
    ] = None,
    to: Annotated[Path, typer.Option("--to", help="The transcripts folder.")] = Path("transcripts"),
) -> None:
    """Put a source's new documents into the transcripts folder; exit code 1 if it had to stop."""
    tickers = [exports.company_code(name) for name in company or ()]
    with _Progress() as advance:
        report = fetch(open_source(source), tickers, since.date() if since else None, to, advance)
    for failure in (*report.failed, *([report.stopped] if report.stopped else [])):
        notes.print(f"not fetched [{failure.reason}]: {failure.sentence}", markup=False, highlight=False)
    for path in report.fetched:
        typer.echo(path)
    notes.print(f"{len(report.fetched)} fetched, {report.known} known, {len(report.failed)} failed", highlight=False)
    if report.stopped:
        raise typer.Exit(1)
