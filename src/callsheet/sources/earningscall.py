"""Transcripts from EarningsCall (the ``earningscall`` client), as the JSON that its service sends.

The client gives the service's address, its schema version and its headers. The requests themselves are made here: the
client (3.2.0) asks without a time-out, tries ten times whatever the cause, and turns the answer into objects, where
callsheet keeps the bytes.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from callsheet.errors import MissingError
from callsheet.sources.failures import FetchError, each_company, error_of_status, timed_out, unreachable, untrusted
from callsheet.sources.online import online_module
from callsheet.sources.patience import Patience, RateLimit
from callsheet.sources.protocol import DatedBy, Failure, Listing

KEY = "EARNINGSCALL_API_KEY"
REQUESTS_PER_SECOND = 5  # the service names no limit but answers 429; far below what a plan allows
TIMEOUT_SECONDS = 30.0
_WITH_SPEAKERS, _PLAIN = 2, 1  # levels of a transcript; speakers need a plan that includes them


class EarningsCall:
    """The transcripts of EarningsCall.

    Raises:
        MissingError: the client is not installed, or ``key`` is empty.
    """

    name = "earningscall"

    def __init__(self, key: str, patience: Patience | None = None, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        if not key:
            raise MissingError(
                f"{self.name} needs a key: set {KEY}; without one, put transcripts into the folder yourself"
            )
        self._key = key
        self._patience = patience or Patience()
        self._timeout_seconds = timeout_seconds
        self._limit = RateLimit(REQUESTS_PER_SECOND)
        self._level = _WITH_SPEAKERS
        self._api = online_module("earningscall.api")
        self._requests = online_module("requests")

    @classmethod
    def from_environment(cls) -> "EarningsCall":
        """Return the source with the key that the environment holds.

        Raises:
            MissingError: there is none, or the client is not installed.
        """
        return cls(os.environ.get(KEY, "").strip())

    def listings(self, tickers: Sequence[str], since: date | None) -> Iterator[Listing | Failure]:
        """Yield the calls that were held from that day on; one whose day is not stated counts as recent.

        Raises:
            FetchError: the service cannot be reached, or refuses the key.
        """
        return each_company(tickers, lambda ticker: self._calls(ticker, since))

    def read(self, listing: Listing) -> bytes:
        """Return a transcript's JSON, with its speakers where the plan includes them.

        Raises:
            FetchError: there is none, or the service does not give it.
        """
        exchange, symbol, year, quarter = listing.id.split("/")
        call = {"exchange": exchange, "symbol": symbol, "year": year, "quarter": quarter}
        try:
            return self._get("transcript", {**call, "level": str(self._level)}, listing.id)
        except FetchError as error:
            if error.reason != "not_allowed" or self._level == _PLAIN:
                raise
        self._level = _PLAIN
        return self._get("transcript", {**call, "level": str(self._level)}, listing.id)

    def _calls(self, ticker: str, since: date | None) -> Iterator[Listing | Failure]:
        exchange = self._listed_on.get(ticker.upper())
        if exchange is None:
            sentence = f"{ticker}: {self.name} has no company under this ticker; check it, or its listing in the US"
            yield Failure(ticker, "unknown_company", sentence)
            return
        answer = self._get("events", {"exchange": exchange, "symbol": ticker.upper()}, ticker)
        for event in _events(answer, ticker):
            listing = self._listing(exchange, ticker.upper(), event)
            if _is_held(listing, since):
                yield listing

    def _listing(self, exchange: str, symbol: str, event: Mapping[str, Any]) -> Listing:
        try:
            year, quarter = int(event["year"]), int(event["quarter"])
            held_at, dated_by = _held(event.get("conference_date"))
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(symbol) from error
        query = f"exchange={exchange}&symbol={symbol}&year={year}&quarter={quarter}"
        return Listing(
            self.name,
            f"{exchange}/{symbol}/{year}/{quarter}",
            f"calls/{symbol}_FY{year}Q{quarter}_{self.name}.json",
            f"{self._api.API_BASE}/transcript?{query}",
            symbol,
            held_at,
            dated_by,
        )

    @cached_property
    def _listed_on(self) -> dict[str, str]:
        """The exchange of every ticker; of one that several list, the first in the service's own order."""
        table = self._get("symbols-v2.txt", {}, "the list of companies").decode("utf-8", "replace")
        rows = [fields for line in table.splitlines() if len(fields := line.split("\t")) >= 3 and fields[0].isdigit()]
        codes = self._exchanges
        ranked = sorted((row for row in rows if int(row[0]) < len(codes)), key=lambda row: int(row[0]), reverse=True)
        return {row[1].upper(): codes[int(row[0])] for row in ranked}

    @cached_property
    def _exchanges(self) -> list[str]:
        """The exchanges that the list of companies counts; the client's own list where the website gives none."""
        try:
            listed = json.loads(self._ask(f"https://{self._api.DOMAIN}/exchanges.json", {}, "the list of exchanges"))
            return [str(exchange["code"]) for exchange in listed["exchanges"] if exchange.get("code")]
        except (FetchError, ValueError, TypeError, KeyError, AttributeError):
            return list(online_module("earningscall.exchanges").FALLBACK_EXCHANGES_IN_ORDER)

    def _get(self, path: str, params: Mapping[str, str], wanted: str) -> bytes:
        query = {"apikey": self._key, **params}
        return self._patience.call(lambda: self._ask(f"{self._api.API_BASE}/{path}", query, wanted))

    def _ask(self, url: str, query: Mapping[str, str], wanted: str) -> bytes:
        self._limit.wait()
        errors = self._requests.exceptions
        try:
            answer = self._requests.get(
                url, params=query, headers=self._api.get_headers(), timeout=self._timeout_seconds
            )
        # The causes are left out on purpose: their messages hold the address, and with it the key.
        except errors.SSLError:
            raise untrusted(self.name, wanted) from None
        except errors.Timeout:
            raise timed_out(self.name, wanted, self._timeout_seconds) from None
        except errors.RequestException:
            raise unreachable(self.name, wanted) from None
        if answer.status_code != 200:
            raise error_of_status(self.name, wanted, answer.status_code, answer.headers)
        return bytes(answer.content)


def _events(answer: bytes, ticker: str) -> list[Mapping[str, Any]]:
    try:
        events = json.loads(answer)["events"]
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged(ticker) from error
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        raise _damaged(ticker)
    return events


def _held(stated: str | None) -> tuple[datetime | date | None, DatedBy]:
    """When a call began; without a zone only its day is certain."""
    if not stated:
        return None, DatedBy.NONE
    moment = datetime.fromisoformat(stated)
    return (moment, DatedBy.EVENT_TIME) if moment.tzinfo else (moment.date(), DatedBy.EVENT_DATE)


def _is_held(listing: Listing, since: date | None) -> bool:
    """Whether the call is over and not too old."""
    if listing.dated_at is None:
        return True
    day = listing.dated_at.date() if isinstance(listing.dated_at, datetime) else listing.dated_at
    return (since is None or day >= since) and day <= datetime.now(UTC).date()


def _damaged(wanted: str) -> FetchError:
    return FetchError(
        "damaged_answer",
        f"{wanted}: {EarningsCall.name} answers in a form that is not known; update the client: "
        "pip install --upgrade earningscall",
    )
