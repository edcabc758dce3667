"""Years of calls: batches at the same time, on this machine's cores or on Dask workers (extra ``scale``).

python -m flows.backfill archive/
"""

import sys
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.futures import wait
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from callsheet import runs
from callsheet.runs import DEFAULT_WAREHOUSE, RunReport
from flows import tasks


@flow(name="backfill", validate_parameters=False, task_runner=ProcessPoolTaskRunner())  # type: ignore[arg-type]
def backfill(
    paths: list[Path], warehouse: Path | str = DEFAULT_WAREHOUSE, batch_size: int = runs.BATCH_SIZE
) -> RunReport:
    """Process everything new under ``paths``, many batches at once, then check and publish.

    A batch that fails for good fails the run at its end; what the others loaded stays, and the next run takes up the
    rest. The documents are read at the same time; a DuckDB file takes one batch after the other, a
    DuckLake all at once.

    Raises:
        MissingError, CheckError: as ``callsheet.runs.process``.
    """
    warehouse = Path(warehouse)
    wanted, unchanged = tasks.pending_documents([Path(path) for path in paths], warehouse)
    futures = [tasks.process_batch.submit(batch, warehouse) for batch in runs.batches(wanted, batch_size)]
    wait(futures)
    reports = [future.result() for future in futures]
    return runs.run_report(reports, unchanged, tasks.publish_warehouse(warehouse))


def on_dask(workers: int | None = None, address: str | None = None) -> Any:
    """Return the backfill flow on Dask: ``workers`` local processes, or the cluster whose scheduler is at ``address``.

    Raises:
        ImportError: the extra ``scale`` is not installed.
    """
    from prefect_dask import DaskTaskRunner  # noqa: PLC0415  an extra

    settings = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    runner: TaskRunner[Any] = DaskTaskRunner(address=address) if address else DaskTaskRunner(cluster_kwargs=settings)
    return backfill.with_options(task_runner=runner)


if __name__ == "__main__":
    backfill([Path(argument) for argument in sys.argv[1:]] or [Path("transcripts")])
