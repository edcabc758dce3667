"""Earnings releases and transcripts filed with the SEC: exhibits 99 of 8-K filings, through ``edgartools``.

edgartools finds the filer and its filings, sends the User-Agent and keeps the rate. Retries are callsheet's own:
edgartools would try a page that does not exist again, and take an error page for a filing without exhibits.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from callsheet.errors import MissingError
from callsheet.sources.failures import FetchError, each_company, error_of_status, timed_out, unreachable, untrusted
from callsheet.sources.online import online_module
from callsheet.sources.patience import Patience
from callsheet.sources.protocol import DatedBy, Failure, Listing

IDENTITY = "CALLSHEET_EDGAR_IDENTITY"
# The SEC allows ten requests a second, https://www.sec.gov/os/accessing-edgar-data; edgartools keeps to this many.
REQUESTS_PER_SECOND = 9
TIMEOUT_SECONDS = 30.0
# 2.02: results of operations. 7.01: what else is disclosed to everyone, such as prepared remarks or a transcript.
RESULT_ITEMS = frozenset({"2.02", "7.01"})
_EXHIBIT = re.compile(r"EX-99(\.\w+)?", re.IGNORECASE)
_READABLE = (".htm", ".html", ".txt", ".pdf")
_RECENT = timedelta(days=365)  # a filer's first page of filings reaches back a year or more
_SEC_ZONE = ZoneInfo("America/New_York")  # of the "Accepted" stamp on a filing's page

Answer = TypeVar("Answer")


class Edgar:
    """The exhibits 99 of 8-K filings on EDGAR.

    Args:
        identity: name and e-mail address, sent as the User-Agent: the SEC refuses requests without a contact.

    Raises:
        MissingError: edgartools is not installed, or the identity holds no e-mail address.
    """

    name = "edgar"

    def __init__(
        self, identity: str, patience: Patience | None = None, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        if "@" not in identity:
            raise MissingError(
                f"the SEC wants to know who asks: set {IDENTITY} to your name and e-mail address; "
                "without it, put releases into the folder yourself"
            )
        self._patience = patience or Patience()
        self._timeout_seconds = timeout_seconds
        _keep_within_rate()
        self._edgar = online_module("edgar")
        self._http = online_module("edgar.httprequests")
        self._pages = online_module("edgar.attachments")
        self._errors = online_module("edgar.exceptions")
        http = _http_libraries()
        self._http_errors = (self._errors.EdgarError, *(library.HTTPError for library in http))
        self._timeouts = tuple(library.TimeoutException for library in http)
        online_module("stamina").set_active(False)
        online_module("edgar.httpclient").configure_http(timeout=timeout_seconds)
        self._edgar.set_identity(identity)

    @classmethod
    def from_environment(cls) -> "Edgar":
        """Return the source with the identity that the environment holds.

        Raises:
            MissingError: there is none, or edgartools is not installed.
        """
        return cls(os.environ.get(IDENTITY, "").strip())

    def listings(self, tickers: Sequence[str], since: date | None) -> Iterator[Listing | Failure]:
        """Yield the exhibits 99 of every 8-K on results or disclosed remarks, amendments too.

        Raises:
            FetchError: EDGAR cannot be reached, or asks us to slow down.
        """
        return each_company(tickers, lambda ticker: self._exhibits(ticker, since))

    def read(self, listing: Listing) -> bytes:
        """Return an exhibit's bytes.

        Raises:
            FetchError: it does not exist, or EDGAR does not give it.
        """
        return self._get(listing.url, listing.id)

    def _exhibits(self, ticker: str, since: date | None) -> Iterator[Listing | Failure]:
        for filing in self._patiently(ticker, lambda: self._filings(ticker, since)):
            items = set(re.findall(r"\d\.\d\d", filing.items or ""))
            if items and not items & RESULT_ITEMS:
                continue
            try:
                yield from self._exhibits_of(filing, ticker)
            except FetchError as error:
                if error.ends_fetch:
                    raise
                yield Failure(filing.accession_no, error.reason, error.sentence)

    def _is_unknown(self, company: Any) -> bool:
        """Whether EDGAR has no page of the company: edgartools says so, or its cache's HTTP library does."""
        try:
            return bool(company.not_found)
        except self._http_errors as error:
            if self._status(error) == 404:
                return True
            raise

    def _status(self, error: Exception) -> int | None:
        status: int | None = self._errors.http_status(error)
        return status or getattr(getattr(error, "response", None), "status_code", None)

    def _filings(self, ticker: str, since: date | None) -> list[Any]:
        company = self._edgar.Company(ticker)
        if self._is_unknown(company):
            raise FetchError("unknown_company", f"{ticker}: EDGAR has no filings of this company")
        filings = company.get_filings(
            form="8-K",
            filing_date=f"{since}:" if since else None,
            trigger_full_load=since is None or since < datetime.now(UTC).date() - _RECENT,
        )
        return list(filings)

    def _exhibits_of(self, filing: Any, ticker: str) -> Iterator[Listing]:
        page = self._get(filing.homepage_url, filing.accession_no)
        root = self._pages.parse_homepage_html(page)
        exhibits = self._ask(filing.accession_no, lambda: self._pages.Attachments.load(root))
        dated_at, dated_by = self._dated(filing, root, exhibits)
        for exhibit in exhibits:
            if not _EXHIBIT.fullmatch(exhibit.document_type) or not exhibit.document.lower().endswith(_READABLE):
                continue
            name = re.sub(r"[^\w.-]+", "_", f"{ticker.upper()}_{filing.filing_date}_{exhibit.document}")
            yield Listing(
                self.name,
                f"{filing.accession_no}/{exhibit.document}",
                f"reports/{name}",
                exhibit.url,
                ticker.upper(),
                dated_at,
                dated_by,
            )

    def _dated(self, filing: Any, root: Any, exhibits: Any) -> tuple[datetime | date, DatedBy]:
        """When the SEC accepted the filing, by its page; the listing's own time is hours off for some filers."""
        dates = self._pages.FilingHomepage(filing.homepage_url, root, exhibits).get_filing_dates()
        try:
            accepted = datetime.fromisoformat(dates[1]) if dates else None
        except (TypeError, ValueError):
            accepted = None
        if accepted:
            return accepted.replace(tzinfo=_SEC_ZONE), DatedBy.ACCEPTANCE
        return date.fromisoformat(str(filing.filing_date)), DatedBy.FILING_DATE

    def _get(self, url: str, wanted: str) -> bytes:
        def ask() -> bytes:
            answer = self._http.get_with_retry(url)
            if answer.status_code not in (200, 304):  # 304: the copy that edgartools keeps is still right
                raise error_of_status(self.name, wanted, answer.status_code, answer.headers)
            return bytes(answer.content)

        return self._patiently(wanted, ask)

    def _patiently(self, wanted: str, action: Callable[[], Answer]) -> Answer:
        return self._patience.call(lambda: self._ask(wanted, action))

    def _ask(self, wanted: str, action: Callable[[], Answer]) -> Answer:
        """Return what the action returns; edgartools' and its HTTP libraries' errors become ours."""
        try:
            return action()
        except FetchError:
            raise
        except self._http_errors as error:
            raise self._our_error(error, wanted) from error
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise FetchError(
                "damaged_answer",
                f"{wanted}: {self.name} answers in a form that edgartools does not know; update it: "
                "pip install --upgrade edgartools",
            ) from error

    def _our_error(self, error: Exception, wanted: str) -> FetchError:
        if isinstance(error, self._errors.NotFoundError):
            return FetchError(
                "unknown_company",
                f"{wanted}: EDGAR lists no filer under this ticker; companies that are not listed in the US file none",
            )
        if isinstance(error, self._errors.TooManyRequestsError):
            wait = getattr(error, "retry_after", None)
            return error_of_status(self.name, wanted, 429, {"Retry-After": str(wait)} if wait is not None else {})
        if isinstance(error, self._http.SSLVerificationError):
            return untrusted(self.name, wanted)
        if isinstance(error, self._timeouts):
            return timed_out(self.name, wanted, self._timeout_seconds)
        status = self._status(error)
        return error_of_status(self.name, wanted, status, {}) if status else unreachable(self.name, wanted)


def _http_libraries() -> list[Any]:
    """Return the libraries whose errors come through edgartools: httpx, and httpx2 where its cache speaks that one."""
    found = [online_module("httpx")]
    with suppress(MissingError):
        found.append(online_module("httpx2"))
    return found


def _keep_within_rate() -> None:
    """Lower a rate above the SEC's, which edgartools reads from the environment when it is imported."""
    setting = "EDGAR_RATE_LIMIT_PER_SEC"
    wanted = os.environ.get(setting, "")
    if not wanted.isdigit() or not 1 <= int(wanted) <= REQUESTS_PER_SECOND:
        os.environ[setting] = str(REQUESTS_PER_SECOND)
