"""Retries only where they can help, waits that grow or that the source asks for, and a rate that is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.sources.failures import FetchError, error_of_status
from callsheet.sources.patience import Patience, RateLimit


class Answers:
    """Raises or returns one thing after another, and counts how often it was asked."""

    def __init__(self, *answers: FetchError | str) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, FetchError):
            raise answer
        return answer


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def status(code: int, **headers: str) -> FetchError:
    return error_of_status("provider", "a call", code, {name.replace("_", "-"): text for name, text in headers.items()})


def test_a_fault_that_passes_costs_only_time() -> None:
    time, ask = Time(), Answers(status(503), status(500), "words")
    assert Patience(sleep=time.sleep).call(ask) == "words"
    assert time.slept == [1.0, 2.0]


def test_the_source_says_how_long_to_wait() -> None:
    time, ask = Time(), Answers(status(429, Retry_After="7"), "words")
    assert Patience(sleep=time.sleep).call(ask) == "words"
    assert time.slept == [7.0]


def test_a_source_that_asks_for_too_long_a_wait_is_left_alone() -> None:
    time, ask = Time(), Answers(status(429, Retry_After="600"))
    with pytest.raises(FetchError, match="fewer requests"):
        Patience(longest_wait=60, sleep=time.sleep).call(ask)
    assert (ask.asked, time.slept) == (1, [])


def test_the_last_attempt_decides() -> None:
    time, ask = Time(), Answers(*[status(500)] * 3)
    with pytest.raises(FetchError) as caught:
        Patience(attempts=3, sleep=time.sleep).call(ask)
    assert (ask.asked, caught.value.reason, caught.value.transient) == (3, "server_error", True)


@pytest.mark.parametrize(
    ("code", "reason"), [(400, "refused"), (401, "invalid_key"), (403, "not_allowed"), (404, "not_found")]
)
def test_what_stays_wrong_is_asked_once(code: int, reason: str) -> None:
    ask = Answers(status(code))
    with pytest.raises(FetchError) as caught:
        Patience(sleep=Time().sleep).call(ask)
    assert (ask.asked, caught.value.reason, caught.value.transient) == (1, reason, False)
    assert str(code) in caught.value.sentence


@pytest.mark.parametrize("header", ["", "soon", "Wed, 99 Foo"])
def test_a_wait_that_cannot_be_read_is_none(header: str) -> None:
    assert status(429, Retry_After=header).wait_seconds is None


def test_a_wait_until_a_time_that_has_passed_is_over() -> None:
    assert status(429, Retry_After="Wed, 29 Jan 2025 21:30:00 GMT").wait_seconds == 0.0


@given(per_second=st.integers(1, 10), pauses=st.lists(st.floats(0, 1.5), max_size=60))
def test_no_second_holds_more_requests_than_allowed(per_second: int, pauses: list[float]) -> None:
    time = Time()
    limit = RateLimit(per_second, clock=lambda: time.now, sleep=time.sleep)
    asked = []
    for pause in pauses:
        time.now += pause
        limit.wait()
        asked.append(time.now)
    for earlier, later in zip(asked, asked[per_second:], strict=False):
        assert later - earlier >= 1.0 - 1e-9


def test_an_error_survives_another_process() -> None:
    import pickle

    error = status(429, Retry_After="7")
    again = pickle.loads(pickle.dumps(error))
    assert (again.reason, again.sentence, again.wait_seconds) == (error.reason, error.sentence, 7.0)
