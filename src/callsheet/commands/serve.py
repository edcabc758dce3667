"""``callsheet serve``: the review page in a browser."""

import ipaddress
from pathlib import Path
from typing import Annotated

import typer

from callsheet import runs
from callsheet.errors import MissingError

SHORTEST_TOKEN = 16


def serve_command(
    warehouse: Annotated[
        Path, typer.Option("--warehouse", envvar="CALLSHEET_WAREHOUSE", help="The DuckDB file that runs write.")
    ] = runs.DEFAULT_WAREHOUSE,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; this machine only by default.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8765,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="Further name under which the page is asked for; repeat for more."),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(
            "--token", envvar="CALLSHEET_TOKEN", help="Who has it may read and correct; a new one by default."
        ),
    ] = None,
) -> None:
    """Serve the review page from the published warehouse: read, correct, approve; until Ctrl+C."""
    import uvicorn

    from callsheet import serve
    from callsheet.serve.app import LOOPBACK

    runs.latest_quarter(warehouse)  # says what is missing before a browser does
    chosen = token or serve.new_token()
    if len(chosen) < SHORTEST_TOKEN:
        raise MissingError(f"--token has at least {SHORTEST_TOKEN} characters")
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"http://{shown}:{port}/?token={chosen}")
    if not _is_loopback(host):
        typer.echo("other machines can reach this page, and what they send is not encrypted", err=True)
    hosts = (*LOOPBACK, host, *(name or ()))
    # No access log: the first request's address holds the token.
    uvicorn.run(serve.app(warehouse, chosen, hosts), host=host, port=port, log_level="warning", access_log=False)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
