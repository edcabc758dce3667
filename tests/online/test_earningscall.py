"""EarningsCall: the client's own addresses and headers, against a server that speaks its format in our own words."""

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from callsheet import parse
from callsheet.cli import main
from callsheet.errors import MissingError
from callsheet.sources import FetchReport, fetch
from callsheet.sources.earningscall import EarningsCall
from callsheet.sources.folder import read_document
from callsheet.sources.patience import Patience
from tests.online.server import Answer, Server

KEY = "a-secret-key"
# exchange (counted in the website's order), symbol, name, sector, industry
SYMBOLS = b"1\tMSFT\tMicrosoft\t9\t120\n0\tTWO\tOn two exchanges\t9\t120\n5\tTWO\tOn two exchanges\t9\t120\n"
HELD = "2025-01-29T14:30:00-08:00"


def event(year: int, quarter: int, held: str | None = HELD) -> dict[str, object]:
    return {"year": year, "quarter": quarter, "conference_date": held}


def transcript(*turns: tuple[str, str, str]) -> bytes:
    speakers = [
        {"speaker": {"id": f"spk{number:02}", "name": name, "title": title}, "text": text}
        for number, (name, title, text) in enumerate(turns)
    ]
    return json.dumps({"event": event(2025, 2), "speakers": speakers}, indent=1).encode()


CALL = transcript(
    ("Operator", "Operator", "Good day and welcome to the Microsoft fiscal year 2025 second quarter earnings call."),
    ("Jonathan Neilson", "Investor Relations", "Thank you. With me are the chief executive and the finance chief."),
    ("Amy Hood", "Chief Financial Officer", "Capital expenditures were $22.6 billion, finance leases included."),
    ("Operator", "Operator", "The first question is from Dana Whitlock of Harbor Lane Research."),
    ("Dana Whitlock", "Analyst", "How should we think about capacity in the next half of the year?"),
    ("Amy Hood", "Chief Financial Officer", "We will be short of it through the end of the fiscal year."),
)


def path(year: int, quarter: int, level: int) -> str:
    return f"/transcript|exchange=NASDAQ|symbol=MSFT|year={year}|quarter={quarter}|level={level}"


def serve(server: Server, *events: dict[str, object]) -> None:
    server.give("/symbols-v2.txt", SYMBOLS)
    server.give("/events", json.dumps({"events": events}).encode())


def fetched(folder: Path, patience: Patience, since: date | None = None, *tickers: str) -> FetchReport:
    return fetch(EarningsCall(KEY, patience, timeout_seconds=0.5), tickers or ("MSFT",), since, folder)


def test_a_call_arrives_byte_for_byte_and_can_be_read(earningscall: Server, tmp_path: Path, patience: Patience) -> None:
    serve(earningscall, event(2025, 2))
    earningscall.give(path(2025, 2, 2), CALL)
    (file,) = fetched(tmp_path, patience).fetched
    assert file == tmp_path / "calls/MSFT_FY2025Q2_earningscall.json"
    assert file.read_bytes() == CALL
    call = parse.parse_document(read_document(file)).call
    assert call is not None
    assert (call.ticker, str(call.fiscal_period)) == ("MSFT", "FY2025Q2")
    assert [turn.speaker for turn in call.turns][2:5] == ["Amy Hood", "Operator", "Dana Whitlock"]
    assert call.turns[2].title == "Chief Financial Officer"


def test_the_client_says_who_asks_and_the_manifest_keeps_no_key(
    earningscall: Server, tmp_path: Path, patience: Patience
) -> None:
    serve(earningscall, event(2025, 2))
    earningscall.give("/transcript", CALL)
    fetched(tmp_path, patience)
    asked = earningscall.asked[-1]
    assert asked.query["apikey"] == KEY
    assert asked.headers["User-Agent"].startswith("EarningsCallPython/")
    assert asked.headers["X-API-Version-Schema"] == "v4"
    line = (tmp_path / ".fetched.jsonl").read_text()
    assert KEY not in line
    assert json.loads(line) | {"dated_at": HELD, "dated_by": "event_time", "ticker": "MSFT"} == json.loads(line)


def test_only_calls_from_that_day_on_that_are_over(earningscall: Server, tmp_path: Path, patience: Patience) -> None:
    serve(
        earningscall,
        event(2099, 1, "2098-10-01T14:30:00-07:00"),
        event(2025, 2),
        event(2025, 1, "2024-10-30"),
        event(2024, 4, "2024-07-30T14:30:00-07:00"),
        event(2019, 1, None),
    )
    earningscall.give("/transcript", *[f'{{"text": "{number}"}}'.encode() for number in range(3)])
    names = [file.name for file in fetched(tmp_path, patience, date(2024, 10, 30)).fetched]
    assert names == [f"MSFT_{period}_earningscall.json" for period in ("FY2025Q2", "FY2025Q1", "FY2019Q1")]


def test_too_many_requests_then_success(
    earningscall: Server, tmp_path: Path, patience: Patience, waits: list[float]
) -> None:
    serve(earningscall, event(2025, 2))
    earningscall.give("/transcript", Answer(status=429, headers={"Retry-After": "3"}), CALL)
    assert len(fetched(tmp_path, patience).fetched) == 1
    assert waits == [3.0]


def test_a_fault_that_stays_fails_that_call_alone(earningscall: Server, tmp_path: Path, waits: list[float]) -> None:
    serve(earningscall, event(2025, 2), event(2025, 1))
    earningscall.give(path(2025, 2, 2), Answer(status=500))
    earningscall.give(path(2025, 1, 2), CALL)
    report = fetched(tmp_path, Patience(attempts=3, sleep=waits.append))
    assert [(failure.id, failure.reason) for failure in report.failed] == [("NASDAQ/MSFT/2025/2", "server_error")]
    assert [file.name for file in report.fetched] == ["MSFT_FY2025Q1_earningscall.json"]
    assert waits == [1.0, 2.0]
    assert earningscall.paths().count("/transcript") == 4


def test_what_is_not_there_is_asked_once_and_again_at_the_next_fetch(
    earningscall: Server, tmp_path: Path, patience: Patience, waits: list[float]
) -> None:
    serve(earningscall, event(2025, 2))
    earningscall.give("/transcript", Answer(b"{}", 404), CALL)
    first = fetched(tmp_path, patience)
    assert ([failure.reason for failure in first.failed], first.stopped, waits) == (["not_found"], None, [])
    assert len(fetched(tmp_path, patience).fetched) == 1


def test_a_plan_without_speakers_gives_the_plain_transcript(
    earningscall: Server, tmp_path: Path, patience: Patience
) -> None:
    serve(earningscall, event(2025, 2), event(2025, 1))
    for quarter in (1, 2):
        earningscall.give(path(2025, quarter, 2), Answer(status=403))
        earningscall.give(path(2025, quarter, 1), f'{{"text": "quarter {quarter}"}}'.encode())
    assert len(fetched(tmp_path, patience).fetched) == 2
    levels = [asked.query["level"] for asked in earningscall.asked if asked.path == "/transcript"]
    assert levels == ["2", "1", "1"]


def test_a_refused_key_ends_the_fetch(earningscall: Server, tmp_path: Path, patience: Patience) -> None:
    earningscall.give("/symbols-v2.txt", Answer(status=401))
    report = fetched(tmp_path, patience)
    assert report.stopped is not None
    assert report.stopped.reason == "invalid_key"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(Answer(drop=True), "unreachable"), (Answer(CALL, cut=True), "unreachable"), (Answer(stall=True), "timed_out")],
)
def test_a_connection_that_breaks_or_hangs_leaves_nothing_half_and_no_key(
    answer: Answer, reason: str, earningscall: Server, tmp_path: Path, patience: Patience, waits: list[float]
) -> None:
    serve(earningscall, event(2025, 2))
    earningscall.give("/transcript", answer)
    report = fetched(tmp_path, patience)
    failures = [*report.failed, *([report.stopped] if report.stopped else [])]
    assert [failure.reason for failure in failures] == [reason]
    assert KEY not in failures[0].sentence
    assert waits == [1.0, 2.0, 4.0]
    assert not (tmp_path / "calls").exists()


def test_a_company_that_is_not_listed_or_answers_nonsense_does_not_stop_the_others(
    earningscall: Server, tmp_path: Path, patience: Patience
) -> None:
    serve(earningscall, event(2025, 2))
    earningscall.give("/events|exchange=NYSE|symbol=TWO", b"<html>")
    earningscall.give("/transcript", CALL)
    report = fetched(tmp_path, patience, None, "NONE", "TWO", "MSFT")
    assert [(failure.id, failure.reason) for failure in report.failed] == [
        ("NONE", "unknown_company"),
        ("TWO", "damaged_answer"),
    ]
    assert len(report.fetched) == 1


FETCH = """
import sys
from pathlib import Path
from callsheet.sources import fetch, open_source
fetch(open_source("earningscall"), ["MSFT"], None, Path(sys.argv[1]))
"""


def test_a_fetch_killed_in_the_middle_goes_on_where_it_was(
    earningscall: Server, tmp_path: Path, patience: Patience
) -> None:
    serve(earningscall, event(2025, 2), event(2025, 1))
    earningscall.give(path(2025, 2, 2), CALL)
    earningscall.give(path(2025, 1, 2), Answer(stall=True), b'{"text": "the first quarter"}')
    process = subprocess.Popen(
        [sys.executable, "-c", FETCH, str(tmp_path)], env={**os.environ, "EARNINGSCALL_API_KEY": KEY}
    )
    patience_ends = time.monotonic() + 30
    while earningscall.paths().count("/transcript") < 2 and time.monotonic() < patience_ends:
        time.sleep(0.02)
    process.kill()
    process.wait()
    earningscall.released.set()
    report = fetched(tmp_path, patience)
    assert (report.known, [file.name for file in report.fetched]) == (1, ["MSFT_FY2025Q1_earningscall.json"])
    assert [asked.query["quarter"] for asked in earningscall.asked if asked.path == "/transcript"] == ["2", "1", "1"]


def test_the_command_fetches_and_says_what_it_did(
    earningscall: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    serve(earningscall, event(2025, 2))
    earningscall.give("/transcript", CALL)
    monkeypatch.setenv("EARNINGSCALL_API_KEY", KEY)
    monkeypatch.setattr(
        sys, "argv", ["callsheet", "fetch", "earningscall", "--company", "Microsoft", "--to", str(tmp_path)]
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    printed = capsys.readouterr()
    assert printed.out.strip() == str(tmp_path / "calls/MSFT_FY2025Q2_earningscall.json")
    assert "1 fetched, 0 known, 0 failed" in printed.err


def test_without_a_key_or_a_company_one_sentence_says_so(earningscall: Server, tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="EARNINGSCALL_API_KEY"):
        EarningsCall("")
    with pytest.raises(MissingError, match="at least one company"):
        fetch(EarningsCall(KEY), [], None, tmp_path)
    assert earningscall.asked == []
