"""EDGAR: edgartools against a server that speaks the SEC's formats in our own words."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from callsheet.errors import MissingError
from callsheet.sources import FetchReport, fetch
from callsheet.sources.edgar import Edgar
from callsheet.sources.patience import Patience
from tests.online.server import Answer, Server

IDENTITY = "Kim Analyst kim@example.org"
CIK = 789019
RELEASE = b"<html><body><p>Capital expenditures were $22.6 billion.</p>\xa0</body></html>"
SUBMISSIONS = f"/submissions/CIK{CIK:010}.json"


@dataclass(frozen=True)
class Filed:
    """A filing as the SEC lists it, with the documents on its page."""

    number: str
    filed_on: str
    items: str = "2.02,9.01"
    form: str = "8-K"
    accepted: str = "2025-01-29 16:05:12"
    documents: Sequence[tuple[str, str]] = (("form.htm", "8-K"), ("release.htm", "EX-99.1"), ("logo.jpg", "GRAPHIC"))

    def path(self, name: str) -> str:
        return f"/Archives/edgar/data/{CIK}/{self.number.replace('-', '')}/{name}"

    @property
    def page(self) -> str:
        return self.path(f"{self.number}-index.html")

    def page_html(self) -> bytes:
        rows = "".join(
            f'<tr><td>{row}</td><td>a document</td><td><a href="{self.path(name)}">{name}</a></td>'
            f"<td>{kind}</td><td>100</td></tr>"
            for row, (name, kind) in enumerate(self.documents, start=1)
        )
        heads = "".join(
            f'<div class="infoHead">{head}</div><div class="info">{value}</div>'
            for head, value in (("Filing Date", self.filed_on), ("Accepted", self.accepted))
        )
        table = f'<table class="tableFile"><tr><th>Seq</th></tr>{rows}</table>'
        return f'<html><body><div class="formGrouping">{heads}</div>{table}</body></html>'.encode()


RESULTS = Filed("0000789019-25-000001", "2025-01-29")
OLDER = Filed("0000789019-24-000007", "2024-10-30")


def submissions(*filings: Filed) -> bytes:
    address = dict.fromkeys(("street1", "street2", "city", "stateOrCountry", "stateOrCountryDescription", "zipCode"))
    empty = "sic sicDescription category fiscalYearEnd entityType phone flags ein description website investorWebsite"
    recent = {
        "accessionNumber": [filing.number for filing in filings],
        "filingDate": [filing.filed_on for filing in filings],
        "reportDate": [filing.filed_on for filing in filings],
        "acceptanceDateTime": ["2025-01-29T21:05:12.000Z" for _ in filings],
        "form": [filing.form for filing in filings],
        "items": [filing.items for filing in filings],
        "size": [100 for _ in filings],
        "isXBRL": [0 for _ in filings],
        "isInlineXBRL": [0 for _ in filings],
        **{name: ["" for _ in filings] for name in ("act", "fileNumber", "primaryDocument", "primaryDocDescription")},
    }
    company = {
        **dict.fromkeys([*empty.split(), "stateOfIncorporation", "stateOfIncorporationDescription"], ""),
        "cik": str(CIK),
        "name": "MICROSOFT CORP",
        "tickers": ["MSFT"],
        "exchanges": ["Nasdaq"],
        "addresses": {"mailing": address, "business": address},
        "insiderTransactionForOwnerExists": 0,
        "insiderTransactionForIssuerExists": 0,
        "formerNames": [],
        "filings": {"recent": recent, "files": []},
    }
    return json.dumps(company).encode()


def serve(server: Server, *filings: Filed) -> None:
    server.give(SUBMISSIONS, submissions(*filings))
    for filing in filings:
        server.give(filing.page, filing.page_html())
        server.give(filing.path("release.htm"), RELEASE + filing.number.encode())


def fetched(folder: Path, patience: Patience, since: date | None = None, *tickers: str) -> FetchReport:
    return fetch(Edgar(IDENTITY, patience, timeout_seconds=1.0), tickers or ("MSFT",), since, folder)


def test_a_release_arrives_byte_for_byte_with_the_time_of_its_acceptance(
    edgar: Server, tmp_path: Path, patience: Patience
) -> None:
    serve(edgar, RESULTS)
    (file,) = fetched(tmp_path, patience).fetched
    assert file == tmp_path / "reports/MSFT_2025-01-29_release.htm"
    assert file.read_bytes() == RELEASE + RESULTS.number.encode()
    line = json.loads((tmp_path / ".fetched.jsonl").read_text())
    assert line["id"] == "0000789019-25-000001/release.htm"
    assert line["url"] == edgar.address + RESULTS.path("release.htm")
    assert (line["dated_at"], line["dated_by"]) == ("2025-01-29T16:05:12-05:00", "acceptance")


def test_every_request_names_the_contact(edgar: Server, tmp_path: Path, patience: Patience) -> None:
    serve(edgar, RESULTS)
    fetched(tmp_path, patience)
    assert {asked.headers["User-Agent"] for asked in edgar.asked} == {IDENTITY}
    assert len(edgar.asked) == 3


def test_never_more_than_ten_requests_a_second_whatever_the_environment_says(
    edgar: Server, tmp_path: Path, patience: Patience
) -> None:
    filings = [Filed(f"0000789019-25-0001{number:02}", "2025-01-29") for number in range(14)]
    serve(edgar, *filings)
    assert len(fetched(tmp_path, patience).fetched) == 14
    assert os.environ["EDGAR_RATE_LIMIT_PER_SEC"] == "9"
    moments = [asked.at for asked in edgar.asked]
    assert len(moments) == 29
    assert all(later - earlier >= 0.95 for earlier, later in zip(moments, moments[10:], strict=False))


def test_only_results_and_remarks_from_that_day_on(edgar: Server, tmp_path: Path, patience: Patience) -> None:
    serve(
        edgar,
        RESULTS,
        Filed("0000789019-25-000002", "2025-02-03", items="5.02"),
        Filed("0000789019-25-000003", "2025-01-30", items="7.01,9.01", form="8-K/A"),
        Filed("0000789019-25-000004", "2025-01-30", form="10-Q", items=""),
        Filed("0000789019-25-000005", "2025-01-31", items=""),
        OLDER,
    )
    names = {file.name for file in fetched(tmp_path, patience, date(2025, 1, 1)).fetched}
    assert names == {f"MSFT_2025-01-{day}_release.htm" for day in (29, 30, 31)}


def test_a_page_without_its_time_gives_the_filing_date(edgar: Server, tmp_path: Path, patience: Patience) -> None:
    serve(edgar, Filed("0000789019-25-000006", "2025-01-29", accepted=""))
    fetched(tmp_path, patience)
    line = json.loads((tmp_path / ".fetched.jsonl").read_text())
    assert (line["dated_at"], line["dated_by"]) == ("2025-01-29", "filing_date")


@pytest.mark.parametrize("path", [SUBMISSIONS, RESULTS.page, RESULTS.path("release.htm")])
def test_too_many_requests_then_success(
    path: str, edgar: Server, tmp_path: Path, patience: Patience, waits: list[float]
) -> None:
    edgar.give(path, Answer(status=429, headers={"Retry-After": "3"}))
    serve(edgar, RESULTS)
    assert len(fetched(tmp_path, patience).fetched) == 1
    assert waits == [3.0]


def test_a_block_of_ten_minutes_ends_the_fetch_at_once(
    edgar: Server, tmp_path: Path, patience: Patience, waits: list[float]
) -> None:
    edgar.give(RESULTS.page, Answer(status=429, headers={"Retry-After": "600"}))
    serve(edgar, RESULTS)
    report = fetched(tmp_path, patience)
    assert report.stopped is not None
    assert (report.stopped.reason, waits, edgar.paths().count(RESULTS.page)) == ("too_many_requests", [], 1)


@pytest.mark.parametrize("path", [RESULTS.page, RESULTS.path("release.htm")])
def test_a_fault_that_stays_fails_that_filing_alone(
    path: str, edgar: Server, tmp_path: Path, waits: list[float]
) -> None:
    edgar.give(path, *[Answer(b"<html>", 500)] * 3)
    serve(edgar, RESULTS, OLDER)
    report = fetched(tmp_path, Patience(attempts=3, sleep=waits.append))
    assert [failure.reason for failure in report.failed] == ["server_error"]
    assert [file.name for file in report.fetched] == ["MSFT_2024-10-30_release.htm"]
    assert (edgar.paths().count(path), waits) == (3, [1.0, 2.0])
    assert [file.name for file in fetched(tmp_path, Patience()).fetched] == ["MSFT_2025-01-29_release.htm"]


def test_what_is_not_there_is_asked_once(edgar: Server, tmp_path: Path, patience: Patience, waits: list[float]) -> None:
    edgar.give(RESULTS.path("release.htm"), Answer(status=404))
    serve(edgar, RESULTS)
    report = fetched(tmp_path, patience)
    assert ([failure.reason for failure in report.failed], waits) == (["not_found"], [])
    assert edgar.paths().count(RESULTS.path("release.htm")) == 1


def test_a_fetch_goes_on_where_the_network_broke_off(edgar: Server, tmp_path: Path, patience: Patience) -> None:
    edgar.give(OLDER.path("release.htm"), *[Answer(drop=True)] * 4)
    serve(edgar, RESULTS, OLDER)
    first = fetched(tmp_path, patience)
    assert first.stopped is not None
    assert (first.stopped.reason, len(first.fetched)) == ("unreachable", 1)
    again = fetched(tmp_path, patience)
    assert (again.known, [file.name for file in again.fetched]) == (1, ["MSFT_2024-10-30_release.htm"])
    assert edgar.paths().count(RESULTS.path("release.htm")) == 1


@pytest.mark.parametrize(("answer", "reason"), [(Answer(drop=True), "unreachable"), (Answer(stall=True), "timed_out")])
def test_no_network_is_one_sentence(
    answer: Answer, reason: str, edgar: Server, tmp_path: Path, waits: list[float]
) -> None:
    edgar.give(SUBMISSIONS, answer)
    report = fetched(tmp_path, Patience(attempts=2, sleep=waits.append))
    failures = [*report.failed, *([report.stopped] if report.stopped else [])]
    assert [failure.reason for failure in failures] == [reason]
    assert waits == [1.0]


def test_a_company_that_files_nothing_or_answers_nonsense_does_not_stop_the_others(
    edgar: Server, tmp_path: Path, patience: Patience
) -> None:
    serve(edgar, RESULTS)
    edgar.give("/submissions/CIK0001018724.json", b'{"cik": "1018724"}')
    edgar.give("/files/company_tickers.json", b"{}")
    edgar.give("/files/company_tickers_mf.json", b'{"fields": ["cik", "seriesId", "classId", "symbol"], "data": []}')
    report = fetched(tmp_path, patience, None, "NOSUCHTICKER", "META", "AMZN", "MSFT")
    assert [(failure.id, failure.reason) for failure in report.failed] == [
        ("NOSUCHTICKER", "unknown_company"),
        ("META", "unknown_company"),
        ("AMZN", "damaged_answer"),
    ]
    assert len(report.fetched) == 1


@pytest.mark.parametrize("identity", ["", "Kim Analyst"])
def test_without_a_contact_one_sentence_says_what_to_set(identity: str) -> None:
    with pytest.raises(MissingError, match="CALLSHEET_EDGAR_IDENTITY"):
        Edgar(identity)
