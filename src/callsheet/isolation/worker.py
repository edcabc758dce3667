"""The process that reads documents: paths in, findings out, until the other side closes."""

import gc
import os
import pickle
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from callsheet.errors import CallsheetError
from callsheet.isolation import Answer
from callsheet.pipeline import process_file

try:
    import resource
except ImportError:  # Windows has no such limits: only the time is limited there
    resource = None  # type: ignore[assignment]


def serve(memory_mb: int) -> None:
    """Answer each pickled path on standard input with pickled findings (or the error raised) on standard output.

    The first answer, ``True``, says that everything is imported.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the other side's to handle; this one ends with it
    if resource is not None:
        most = memory_mb * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not get between the answers
    _send(True, answers)
    # What is loaded stays, and what one document made goes with it: looking for garbage in between takes an eighth of
    # the time.
    gc.freeze()
    gc.disable()
    with suppress(EOFError, BrokenPipeError):
        while True:
            _send(_answer(pickle.load(sys.stdin.buffer)), answers)
            gc.collect()


def _answer(path: Path) -> Answer:
    try:
        return process_file(path)
    except CallsheetError as error:
        return error


def _send(answer: object, answers: IO[bytes]) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()
