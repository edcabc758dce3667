"""A server on loopback that answers as it is told, and remembers what it was asked."""

import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Answer:
    """What a request gets: ``stall`` until the server lets go, ``drop`` the connection, or a status with a body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    stall: bool = False
    drop: bool = False
    cut: bool = False  # promise more bytes than are sent


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    at: float


class _Quiet(ThreadingHTTPServer):
    """Says nothing of clients that hang up."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


class Server:
    """Answers a path, with its query or without, by the answers given for it; the last one stays."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = defaultdict(list)
        self.asked: list[Asked] = []
        self.released = threading.Event()
        self._http = _Quiet(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def reset(self) -> None:
        self.answers.clear()
        self.asked.clear()
        self.released.clear()

    def give(self, path: str, *answers: Answer | bytes) -> None:
        """Answer the next requests for a path in this order."""
        self.answers[path] += [Answer(answer) if isinstance(answer, bytes) else answer for answer in answers]

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def close(self) -> None:
        self.released.set()
        self._http.shutdown()
        self._http.server_close()

    def _answer(self, path: str, query: Mapping[str, str]) -> Answer:
        with_query = path + "".join(f"|{key}={value}" for key, value in query.items() if key != "apikey")
        for key in (with_query, path):
            if self.answers.get(key):
                return self.answers[key].pop(0) if len(self.answers[key]) > 1 else self.answers[key][0]
        return Answer(b"nothing here", 404)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                url = urlsplit(self.path)
                query = dict(parse_qsl(url.query))
                server.asked.append(Asked(url.path, query, dict(self.headers), time.monotonic()))
                answer = server._answer(url.path, query)
                if answer.stall:
                    server.released.wait(30)
                if answer.drop:
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body) + 100 * answer.cut))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
