"""The flows on a real (temporary) Prefect server, a real warehouse, the shipped sample."""

import asyncio
from pathlib import Path
from typing import Any

import duckdb
import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

from callsheet import runs
from callsheet.errors import CheckError, TransientError
from callsheet.records import CalendarQuarter
from callsheet.shipped import shipped
from flows import tasks
from flows.process_documents import process_documents
from flows.publish_tables import publish_tables

pytestmark = pytest.mark.prefect


def artifacts(key: str) -> list[Any]:
    async def read() -> list[Any]:
        async with get_client() as client:
            found = await client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])))
            return sorted(found, key=lambda artifact: artifact.created)  # other tests share the server

    return asyncio.run(read())


def test_the_sample_is_processed_published_and_drawn(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "empty.txt").write_text("")
    warehouse = tmp_path / "warehouse" / "callsheet.duckdb"

    report = process_documents([shipped("transcripts/calls"), inbox], warehouse, batch_size=3)
    assert report.loaded == len(list(shipped("transcripts/calls").iterdir()))
    assert [(Path(item.path).name, item.reason) for item in report.rejected] == [("empty.txt", "empty")]

    with duckdb.connect(str(report.published), read_only=True) as con:
        amounts = con.execute(
            "select low from core_figures where kind = 'actual' and period = 'FY2025Q2'"
            " and definition = 'incl_finance_leases'"
        ).fetchall()
    assert [int(low) for (low,) in amounts] == [22_600_000_000]

    assert "empty.txt" in artifacts("documents-not-used")[-1].data
    assert artifacts("documents")[-1].data == 100.0

    again = process_documents([shipped("transcripts/calls"), inbox], warehouse)
    assert (again.loaded, again.unchanged) == (0, report.loaded + 1)

    written = publish_tables(
        ["MSFT", "META"],
        CalendarQuarter(2024, 4),
        warehouse,
        languages=["ko"],
        formats=["md", "xlsx"],
        out=tmp_path / "out",
    )
    assert [path.name for path in written] == [
        "comments_MSFT_META_CY2024Q4_ko.md",
        "comments_MSFT_META_CY2024Q4_ko.xlsx",
    ]
    assert "당분기 CapEx $22.6B" in written[0].read_text(encoding="utf-8")
    assert "comments_MSFT_META_CY2024Q4_ko.xlsx" in artifacts("tables")[-1].data


def test_only_a_transient_error_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = {"busy": 0, "wrong": 0}

    def busy_once(warehouse: Path) -> Path:
        calls["busy"] += 1
        if calls["busy"] == 1:
            raise TransientError("another run holds the warehouse")
        return warehouse

    def wrong(warehouse: Path) -> Path:
        calls["wrong"] += 1
        raise CheckError("figure_words: 1 row is wrong")

    @flow(validate_parameters=False)
    def publish(function: Any) -> Path:
        return tasks._retried("publish", function).with_options(retry_delay_seconds=0)(tmp_path)

    assert publish(busy_once) == tmp_path
    with pytest.raises(CheckError, match="figure_words"):
        publish(wrong)
    assert calls == {"busy": 2, "wrong": 1}


def test_run_and_flow_leave_the_same_rows(tmp_path: Path) -> None:
    paths = [shipped("transcripts")]
    by_flow = process_documents(paths, tmp_path / "flow.duckdb").published
    by_run = runs.process(paths, tmp_path / "run" / "callsheet.duckdb").published
    query = "select figure_id, kind, period, low, high from core_figures order by all"
    assert duckdb.connect(str(by_flow), read_only=True).execute(query).fetchall() == (
        duckdb.connect(str(by_run), read_only=True).execute(query).fetchall()
    )
