"""How often and how fast a source is asked: retries where they can help, and never more than it allows."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from callsheet.sources.failures import FetchError

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Patience:
    """Tries again after transient errors, waiting twice as long each time or as long as the source asks.

    Attributes:
        attempts: how often in all.
        first_wait: seconds before the second attempt.
        longest_wait: seconds; a source that asks for more is left alone until the next fetch.
    """

    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0
    sleep: Callable[[float], None] = time.sleep

    def call(self, ask: Callable[[], Answer]) -> Answer:
        """Return what ``ask`` returns.

        Raises:
            FetchError: one that is not transient, or the last of too many.
        """
        for attempt in range(1, self.attempts):
            try:
                return ask()
            except FetchError as error:
                wait = self.first_wait * 2 ** (attempt - 1) if error.wait_seconds is None else error.wait_seconds
                if not error.transient or wait > self.longest_wait:
                    raise
            self.sleep(wait)
        return ask()


class RateLimit:
    """At most ``per_second`` requests in any second."""

    def __init__(
        self,
        per_second: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._recent: deque[float] = deque(maxlen=per_second)
        self._clock = clock
        self._sleep = sleep

    def wait(self) -> None:
        """Return as soon as one more request is allowed."""
        if len(self._recent) == self._recent.maxlen:
            # Not a second between neighbours but between this and the one that it pushes out of the window.
            pause = self._recent[0] + 1.0 - self._clock()
            if pause > 0:
                self._sleep(pause)
        self._recent.append(self._clock())
