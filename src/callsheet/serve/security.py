"""Who may use the page: whoever holds the token, from this machine's own pages only."""

import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSRF_HEADER = "X-Callsheet"
SAFE_METHODS = ("GET", "HEAD")
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Middleware: the token as cookie or ``Authorization: Bearer``, the host by name, changes only from our own page.

    The token arrives once as ``?token=`` and is moved into a cookie that scripts cannot read. A request that changes
    something also carries ``csrf`` in a header, which no form and no page of another origin can set, and where the
    browser says which origin a request comes from, that must be us. The host is checked by name, so that a foreign name
    which is made to point here (DNS rebinding) gets nothing.
    """

    def __init__(self, app: ASGIApp, token: str, csrf: str, hosts: Sequence[str]) -> None:
        self.app = app
        self.token = token
        self.csrf = csrf
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        refusal = self._refusal(Request(scope))
        await (refusal or self.app)(scope, receive, send_guarded)

    def _refusal(self, request: Request) -> Response | None:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname
        if host not in self.hosts:
            return PlainTextResponse("callsheet: this name is not served here\n", 421)
        given = request.query_params.get("token")
        cookie = f"callsheet-{request.url.port or 0}"
        if given is not None and request.method in SAFE_METHODS and self._is_token(given):
            response = RedirectResponse(str(request.url.remove_query_params("token")), 303)
            response.set_cookie(cookie, self.token, httponly=True, samesite="lax", secure=request.url.scheme == "https")
            return response
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        by_header = scheme.lower() == "bearer" and self._is_token(bearer)
        if not by_header and not self._is_token(request.cookies.get(cookie, "")):
            return PlainTextResponse("callsheet: open the address with the token that `callsheet serve` printed\n", 401)
        if request.method not in SAFE_METHODS:
            origin = request.headers.get("origin")
            if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
                return PlainTextResponse("callsheet: changes are made from callsheet's own page only\n", 403)
            if not secrets.compare_digest(request.headers.get(CSRF_HEADER, "").encode(), self.csrf.encode()):
                return PlainTextResponse("callsheet: this page is from an earlier start; load it again\n", 403)
        return None

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.token.encode())
