"""Why a document could not be fetched, as stable reason codes, and whether trying again can help."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from callsheet.errors import CallsheetError, MissingError
from callsheet.sources.protocol import Failure, Listing

TRANSIENT = ("too_many_requests", "server_error", "timed_out", "unreachable")
# Where these happen once they happen for every document: going on would only make it worse.
ENDS_FETCH = ("too_many_requests", "unreachable", "invalid_key", "untrusted")
_REASONS = {
    401: ("invalid_key", "refuses the key or identity; check it"),
    403: ("not_allowed", "does not allow this document with your plan or identity"),
    404: ("not_found", "does not have it (any more, or not yet)"),
    408: ("timed_out", "did not answer in time; try again later"),
    410: ("not_found", "does not have it any more"),
    429: ("too_many_requests", "asks for fewer requests; wait ten minutes and fetch again"),
}


class FetchError(CallsheetError):
    """A source did not give what it was asked for.

    Args:
        reason: stable code; those in TRANSIENT can pass.
        sentence: what was asked for, what happened and what to do.
        wait_seconds: how long the source asks us to wait; None where it does not say.
    """

    def __init__(self, reason: str, sentence: str, wait_seconds: float | None = None) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence
        self.wait_seconds = wait_seconds
        self.transient = reason in TRANSIENT

    @property
    def ends_fetch(self) -> bool:
        """Whether every further document would fail the same way."""
        return self.reason in ENDS_FETCH

    def __reduce__(self) -> tuple[type, tuple[str, str, float | None]]:
        return (type(self), (self.reason, self.sentence, self.wait_seconds))


def error_of_status(source: str, wanted: str, status: int, headers: Mapping[str, str]) -> FetchError:
    """Return the error that an HTTP status other than 200 means.

    >>> error_of_status("edgar", "a.htm", 503, {}).transient
    True
    """
    if status >= 500:
        reason, sentence = "server_error", "has a fault of its own; try again later"
    else:
        reason, sentence = _REASONS.get(status, ("refused", "does not understand the request; update its client"))
    return FetchError(
        reason, f"{wanted}: {source} {sentence} (HTTP {status})", _wait_seconds(headers.get("Retry-After"))
    )


def unreachable(source: str, wanted: str) -> FetchError:
    """Return the error for a connection that could not be made or broke off."""
    return FetchError(
        "unreachable",
        f"{wanted}: {source} cannot be reached; check the network and fetch again, "
        "or put the files into the folder yourself",
    )


def timed_out(source: str, wanted: str, seconds: float) -> FetchError:
    """Return the error for an answer that took too long."""
    return FetchError(
        "timed_out", f"{wanted}: {source} did not answer within {seconds:g} s; fetch again, or raise the time-out"
    )


def untrusted(source: str, wanted: str) -> FetchError:
    """Return the error for a certificate that does not check out."""
    return FetchError(
        "untrusted", f"{wanted}: the certificate of {source} cannot be trusted; ask whoever runs your network's proxy"
    )


def each_company(
    tickers: Sequence[str], list_one: Callable[[str], Iterator[Listing | Failure]]
) -> Iterator[Listing | Failure]:
    """Yield the listings of every company; one that fails alone is a failure among them.

    Raises:
        MissingError: no company is named.
        FetchError: one that would befall every company.
    """
    if not tickers:
        raise MissingError("name at least one company whose documents are wanted")
    for ticker in tickers:
        try:
            yield from list_one(ticker)
        except FetchError as error:
            if error.ends_fetch:
                raise
            yield Failure(ticker, error.reason, error.sentence)


def _wait_seconds(header: str | None) -> float | None:
    """Seconds that a Retry-After header asks for: a number, or a date (RFC 9110, 10.2.3)."""
    if not header:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
