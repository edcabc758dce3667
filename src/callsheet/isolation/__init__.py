"""Documents are read in a process of their own, within limits of time and memory: one that is hostile or broken beyond
what a parser survives ends that process and nothing else.

The process serves many documents and is started again after one that ended it. Its start costs as much as importing the
readers, about a second once a run; a document costs 1 to 3 ms more than without it (``benchmarks`` measures both).
"""

import atexit
import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from callsheet.coverage import COVERAGE_VARIABLE
from callsheet.errors import CallsheetError, DocumentError
from callsheet.records import Findings, SourceDocument
from callsheet.rejections import rejected, unreadable
from callsheet.rewrite.model.choice import chosen_name
from callsheet.sources import folder

SECONDS_VARIABLE = "CALLSHEET_SECONDS_PER_DOCUMENT"
MEMORY_VARIABLE = "CALLSHEET_MEMORY_PER_DOCUMENT_MB"

Answer = Findings | CallsheetError


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may use: seconds from being asked for to being read, megabytes of address space."""

    seconds: float
    memory_mb: int


def limits() -> Limits:
    """Return the limits in force: 2 minutes (an hour where a model writes lines) and 3 GB, or the environment's.

    The slowest of the documents that callsheet was measured on takes 4 seconds, the largest 0.4 GB.
    """
    return Limits(
        seconds=float(os.environ.get(SECONDS_VARIABLE, "3600" if chosen_name() else "120")),
        memory_mb=int(os.environ.get(MEMORY_VARIABLE, "3000")),
    )


def process_file(path: Path) -> Findings:
    """Read one file and find everything in it, as ``pipeline.process_file`` does, in another process.

    Returns:
        Findings, rejected as ``too_slow`` or ``reader_died`` where the document was more than the limits allow.

    Raises:
        MissingError: there is no such file.
        CoverageError: coverage.toml or a word list cannot be used.
    """
    worker = _idle_worker()
    answer = worker.ask(path)
    if answer is None:
        return _ended(path, worker)
    _idle.append(worker)
    if isinstance(answer, Exception):
        raise answer
    return answer


def prepare() -> None:
    """Start the process now, so that it is ready when the first document comes."""
    _idle.append(_idle_worker())


def _ended(path: Path, worker: "_Worker") -> Findings:
    """The findings of a document on which the process ended."""
    try:
        document = folder.read_document(path)
    except DocumentError:
        document = unreadable(path)
    document = SourceDocument(document.doc_id, document.path, b"")
    if worker.timed_out:
        sentence = (
            f"{path}: reading it took longer than {worker.limits.seconds:g} s; check what it is, and if it is a "
            f"transcript or report, set {SECONDS_VARIABLE} higher and give the file another name"
        )
        return rejected(document, "too_slow", sentence)
    sentence = (
        f"{path}: the process that read it ended ({worker.how_it_ended()}); the file is damaged or needs more than "
        f"{worker.limits.memory_mb} MB; please report this document"
    )
    return rejected(document, "reader_died", sentence)


@dataclass(frozen=True, slots=True)
class _Settings:
    """What a process took over when it started; one with other settings is not used again."""

    process_id: int
    folder: str
    coverage: str | None
    limits: Limits


def _settings() -> _Settings:
    return _Settings(os.getpid(), os.getcwd(), os.environ.get(COVERAGE_VARIABLE), limits())


class _Worker:
    """One process that reads documents, one at a time."""

    def __init__(self, settings: _Settings) -> None:
        self.settings = settings
        self.limits = settings.limits
        self.timed_out = False
        arguments = [str(self.limits.memory_mb)]
        self._process = subprocess.Popen(
            # -P: nothing that lies in the folder of the documents is ever imported.
            [sys.executable, "-P", "-m", "callsheet.isolation", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._is_ready = False

    def ask(self, path: Path) -> Answer | None:
        """Return what the process makes of a file; None if it ended over it or had to be ended."""
        if not self._is_ready:
            self._is_ready = self._receive() is not None
        try:
            pickle.dump(path, self._pipe("stdin"))
            self._pipe("stdin").flush()
        except OSError:
            self._process.wait()
            return None
        clock = threading.Timer(self.limits.seconds, self._give_up)
        clock.daemon = True
        clock.start()
        try:
            return self._receive()
        finally:
            clock.cancel()

    def is_alive(self) -> bool:
        """Whether the process is there: an idle one may have been ended from outside."""
        return self._process.poll() is None

    def how_it_ended(self) -> str:
        """Return the exit code or signal, for a person."""
        code = self._process.wait()
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def close(self) -> None:
        """End the process."""
        with suppress(OSError):
            self._pipe("stdin").close()
        self._process.kill()
        self._process.wait()
        self._pipe("stdout").close()

    def _pipe(self, name: str) -> IO[bytes]:
        return cast(IO[bytes], getattr(self._process, name))

    def _give_up(self) -> None:
        self.timed_out = True
        self._process.kill()

    def _receive(self) -> Answer | None:
        try:
            return cast(Answer, pickle.load(self._pipe("stdout")))
        except (EOFError, OSError, pickle.UnpicklingError):
            self._process.kill()
            self._process.wait()
            return None


_idle: list[_Worker] = []  # as many as ever were in use at once: a thread takes one and puts it back


def _idle_worker() -> _Worker:
    settings = _settings()
    while _idle:
        with suppress(IndexError):  # another thread was faster
            worker = _idle.pop()
            if worker.settings == settings and worker.is_alive():
                return worker
            if worker.settings.process_id == settings.process_id:
                worker.close()
    return _Worker(settings)


@atexit.register
def _close_all() -> None:
    while _idle:
        worker = _idle.pop()
        if worker.settings.process_id == os.getpid():
            worker.close()
