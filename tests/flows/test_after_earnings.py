"""The night of a call: what is due is processed, published and told; tables are provisional until confirmed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from callsheet import runs
from callsheet.records import EarningsDate, FiscalPeriod
from callsheet.shipped import shipped
from callsheet.sources.calendar import write_calendar
from flows.after_earnings import CALENDAR, after_earnings
from flows.watch_inbox import watch
from tests.flows.test_process_documents import artifacts

pytestmark = pytest.mark.prefect
NIGHT = datetime(2025, 1, 29, 23, 0, tzinfo=UTC)


def test_a_night_from_nothing_to_confirmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox, warehouse, out = tmp_path / "inbox", tmp_path / "callsheet.duckdb", tmp_path / "out"
    inbox.mkdir()
    told: list[str] = []

    class Desk:
        """A notification block that keeps what it is told."""

        def notify(self, body: str, subject: str) -> None:
            told.append(body)

    def load(name: str) -> Any:
        if name == "slack-webhook/broken":
            raise ValueError("https://hooks.example/secret-token is not reachable")
        return Desk()

    monkeypatch.setattr("flows.after_earnings.Block.load", load)

    def night(now: datetime = NIGHT) -> runs.RunReport:
        return after_earnings(
            inbox, warehouse, now=now, out=out, formats=["md"], notify=["slack-webhook/broken", "slack-webhook/desk"]
        )

    report = night()
    assert (report.loaded, told) == (0, [])
    assert [row["state"] for row in _table("readiness")] == ["provisional", "provisional"]

    raw = shipped("transcripts/calls/MSFT_FY2025Q2.txt").read_text(encoding="utf-8").split("Prepared Remarks:", 1)[1]
    words = " ".join(line for line in raw.split("\n") if "--" not in line and len(line) > 40)
    (inbox / "MSFT_2025_Q2.txt").write_text(words, encoding="utf-8")  # one line without speakers, as a machine hears it
    assert night().loaded == 1
    assert "Microsoft FY2025Q2: provisional" in told[-1]
    (table,) = out.glob("*CY2024Q4_en.md")
    assert "provisional" in table.read_text(encoding="utf-8")
    (korean,) = out.glob("*CY2024Q4_ko.md")
    assert "잠정" in korean.read_text(encoding="utf-8")

    (inbox / "edited.txt").write_bytes(shipped("transcripts/calls/MSFT_FY2025Q2.txt").read_bytes())
    (inbox / "consensus.csv").write_bytes(shipped("transcripts/estimates/consensus_capex_2025-01-31.csv").read_bytes())
    (inbox / "MSFT_slides.pdf").write_bytes(b"%PDF-1.4 pictures only")
    night()
    assert "Microsoft FY2025Q2: confirmed" in told[-1]
    assert "provisional" not in table.read_text(encoding="utf-8")
    meta, msft = _table("readiness")
    assert (meta["company"], meta["state"], meta["raw transcript"]) == ("Meta", "provisional", "-")
    assert msft["edited transcript"] != "-"
    assert msft["raw transcript"] != "-"
    assert len(told) == 2
    night()
    assert len(told) == 2, "nothing new, nobody told"
    assert night(NIGHT + timedelta(days=60)).loaded == 0
    assert _table("readiness") == []


def _table(key: str) -> list[dict[str, str]]:
    import json

    return list(json.loads(max(artifacts(key), key=lambda artifact: artifact.created).data))


def test_the_shipped_calendar_is_read() -> None:
    from callsheet.sources.calendar import read_calendar

    dates = read_calendar(CALENDAR)
    assert ("MSFT", "FY2025Q2") in {(date.ticker, str(date.fiscal_period)) for date in dates}


def test_a_calendar_comes_back_as_it_was_written(tmp_path: Path) -> None:
    from callsheet.sources.calendar import due, read_calendar

    date = EarningsDate("META", FiscalPeriod.parse("FY2024Q4"), NIGHT - timedelta(hours=1), "the company's site")
    write_calendar([date, date], tmp_path / "calendar.csv")
    assert read_calendar(tmp_path / "calendar.csv") == [date]
    assert due([date], NIGHT) == [date]
    assert due([date], NIGHT - timedelta(hours=2)) == []
    (tmp_path / "calendar.csv").write_text("ticker,fiscal_period,starts_at,source\nMETA,FY2024Q4,2025-01-29T17:00,x\n")
    with pytest.raises(Exception, match=r"calendar\.csv: line 2: starts_at names its zone"):
        read_calendar(tmp_path / "calendar.csv")


def test_a_file_that_arrives_starts_the_flow_once_it_is_whole(tmp_path: Path) -> None:
    arrived: list[str] = []
    steps = iter(["half", "half a file", "", "", "another", "", ""])
    written = tmp_path / "call.txt"

    def sleep(_: float) -> None:
        more = next(steps)
        if more:
            with written.open("a") as file:
                file.write(more)

    watch(tmp_path, lambda: arrived.append(written.read_text()), sleep=sleep, most=7)
    assert arrived == ["halfhalf a file", "halfhalf a fileanother"]
