"""The review page's routes: each reads the request, calls one function and answers with a page or a part of one."""

import secrets
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from callsheet import review
from callsheet.errors import CallsheetError, MissingError, TransientError
from callsheet.exports.render import suffix, write_table
from callsheet.records import VERSION, Correction
from callsheet.serve import pages
from callsheet.serve.security import Guard

MOST_BYTES = 64_000  # of a request: a line has two thousand characters at most
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_HTMX = "htmx-2.0.11.min.js"
# What a button does needs no reason of its own; a correction of words or numbers does.
_REASONS = {"approved": "approved", "hidden": "shown again", "position": "order of the lines"}
_SHOWN_ELSEWHERE = {"hidden", "section", "position", "low", "high", "kind", "period", "definition", "scope", "action"}


def new_token() -> str:
    """Return a token that nobody guesses."""
    return secrets.token_urlsafe(24)


def app(warehouse: Path, token: str, hosts: Sequence[str] = LOOPBACK) -> Starlette:
    """Return the review page over the published snapshot of ``warehouse`` as an ASGI application.

    Args:
        token: who has it may read and correct.
        hosts: the names under which the page may be asked for.
    """
    csrf = secrets.token_urlsafe(24)
    made = Starlette(
        routes=[
            Route("/", _page),
            Route("/table.{format}", _table),
            Route("/finding/{target_id}", _form),
            Route("/finding/{target_id}", _save, methods=["POST"]),
            Route("/finding/{target_id}/row", _row),
            Route("/finding/{target_id}/move", _move, methods=["POST"]),
        ],
        middleware=[Middleware(Guard, token=token, csrf=csrf, hosts=hosts)],
        exception_handlers={CallsheetError: _failed},
    )
    made.state.warehouse = warehouse
    made.state.csrf = csrf
    return made


@cache
def _htmx() -> str:
    return (resources.files(__package__) / "vendor" / _HTMX).read_text(encoding="utf-8")


async def _page(request: Request) -> Response:
    warehouse = request.app.state.warehouse

    def made() -> str:
        view = pages.view_of(warehouse, request.query_params)
        return pages.page(warehouse, view, request.app.state.csrf, _htmx())

    return HTMLResponse(await run_in_threadpool(made))


async def _table(request: Request) -> Response:
    target = request.path_params["format"]
    if target not in pages.DOWNLOADS:
        raise MissingError(f"a table is downloaded as one of {', '.join(pages.DOWNLOADS)}, not as {target!r}")

    def made() -> tuple[str, bytes]:
        view = pages.view_of(request.app.state.warehouse, request.query_params)
        table = pages.table_of(request.app.state.warehouse, view)
        codes = "_".join(name for name in view.companies if name.isalnum())
        name = f"comments_{codes}_{view.period}_{view.lang}.{suffix(target)}"
        with TemporaryDirectory() as folder:
            return name, write_table(table, target, Path(folder) / "table").read_bytes()

    name, data = await run_in_threadpool(made)
    headers = {"Content-Disposition": f'attachment; filename="{name.encode("ascii", "replace").decode()}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


async def _form(request: Request) -> Response:
    target_id, lang = request.path_params["target_id"], request.query_params.get("view_lang") or "ko"
    return HTMLResponse(await run_in_threadpool(pages.form, request.app.state.warehouse, target_id, lang))


async def _row(request: Request) -> Response:
    return HTMLResponse(await run_in_threadpool(_shown, request, request.query_params))


def _shown(request: Request, params: Mapping[str, str]) -> str:
    warehouse = request.app.state.warehouse
    return pages.row(warehouse, pages.view_of(warehouse, params), request.path_params["target_id"])


async def _given(request: Request) -> dict[str, str]:
    """Return the fields of a form.

    Raises:
        MissingError: it is larger than any of ours, or no text.
    """
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise MissingError("the request is too large")
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=60))
    except ValueError as error:
        raise MissingError(f"the request cannot be read: {error}") from error


def correction_of(target_id: str, given: Mapping[str, str]) -> Correction:
    """Return what a form asks for: the fields that differ from what was seen, and what was seen of them.

    Raises:
        MissingError: the reviewer's name or the reason is missing.
    """
    author = review.check_reviewer(given.get("author", ""))
    seen = {name.removeprefix("seen_"): value for name, value in given.items() if name.startswith("seen_")}
    wanted = {name: _tidy(name, given[name]) for name in (*seen, "approved") if name in given}
    values = {name: value for name, value in wanted.items() if value != seen.get(name)}
    reason = given.get("reason", "").strip()
    if not reason:
        button = [_REASONS[name] for name in values if name in _REASONS]
        if len(button) != len(values):
            raise MissingError("a correction says why: give a reason")
        reason = button[0] if button else ""
    kept = {name: value for name, value in seen.items() if name in values or name == VERSION}
    return Correction(target_id, values, kept, author, reason)


def _tidy(field: str, value: str) -> str:
    text = " ".join(value.split())
    return text.replace(",", "") if field in ("low", "high") else text


async def _save(request: Request) -> Response:
    given = await _given(request)
    return await run_in_threadpool(_saved, request, given)


def _saved(request: Request, given: Mapping[str, str]) -> Response:
    warehouse, target_id = request.app.state.warehouse, request.path_params["target_id"]
    lang = given.get("view_lang") or "ko"
    try:
        correction = correction_of(target_id, given)
        conflicts = review.save(warehouse, [correction]) if correction.values else []
    except CallsheetError as error:
        status = 503 if isinstance(error, TransientError) else 422
        sentence = str(error).splitlines()[0]
        return _in_form(target_id, pages.form(warehouse, target_id, lang, given, error=sentence), status)
    if conflicts:
        return _in_form(target_id, pages.form(warehouse, target_id, lang, given, conflicts), 409)
    if set(correction.values) & _SHOWN_ELSEWHERE:
        return HTMLResponse("", headers={"HX-Refresh": "true"})
    return HTMLResponse(_shown(request, given))


async def _move(request: Request) -> Response:
    given = await _given(request)
    return await run_in_threadpool(_moved, request, given)


def _moved(request: Request, given: Mapping[str, str]) -> Response:
    warehouse, target_id = request.app.state.warehouse, request.path_params["target_id"]
    with review.TURN:
        table = pages.table_of(warehouse, pages.view_of(warehouse, given))
        place = pages.position_beside(table, target_id, -1 if given.get("by") == "-1" else 1)
        if place is None:
            return HTMLResponse("", status_code=204)
        now = review.reviewed(warehouse, target_id)["position"]
        return _saved(request, {**given, "position": place, "seen_position": now})


def _in_form(target_id: str, html: str, status: int) -> Response:
    headers = {"HX-Retarget": f'[id="form-{target_id}"]', "HX-Reswap": "innerHTML"}
    return HTMLResponse(html, status, headers)


async def _failed(request: Request, error: Exception) -> Response:
    """Answer with the error's sentence: in the page's notice where a button asked, as a page of its own otherwise."""
    status = 503 if isinstance(error, TransientError) else 404
    headers = {"HX-Retarget": "#notice", "HX-Reswap": "textContent"} if "hx-request" in request.headers else {}
    return PlainTextResponse(f"callsheet: {error}\n", status, headers)
