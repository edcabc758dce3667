"""Start the deployed flow as soon as a file has arrived in the inbox, without waiting for the schedule.

python -m flows.watch_inbox transcripts/
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from prefect.deployments import run_deployment

from callsheet.sources.folder import document_paths

DEPLOYMENT = "after-earnings/desk"
SECONDS = 5.0


def state_of(inbox: Path) -> dict[Path, tuple[int, int]]:
    """Return size and time of change of every document in the inbox."""
    found = {}
    for path in document_paths([inbox]):
        try:
            known = path.stat()
        except FileNotFoundError:  # taken away since the folder was listed
            continue
        found[path] = (known.st_size, known.st_mtime_ns)
    return found


def watch(
    inbox: Path,
    arrived: Callable[[], object],
    seconds: float = SECONDS,
    sleep: Callable[[float], None] = time.sleep,
    most: int | None = None,
) -> None:
    """Call ``arrived`` when the inbox has changed and then kept still: a file that is being copied is left to arrive.

    Args:
        most: how many looks to take; None for as long as the process lives.
    """
    told = before = state_of(inbox)
    looks = 0
    while most is None or looks < most:
        sleep(seconds)
        looks += 1
        now = state_of(inbox)
        if now == before != told:
            told = now
            arrived()
        before = now


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "transcripts")
    watch(folder, lambda: run_deployment(DEPLOYMENT, timeout=0))
