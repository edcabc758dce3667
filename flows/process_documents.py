"""Process what is new and publish the warehouse; a batch of documents is a task.

python -m flows.process_documents transcripts/
"""

import sys
from pathlib import Path
from typing import cast
from uuid import UUID

from prefect import flow
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact

from callsheet import runs
from callsheet.runs import DEFAULT_WAREHOUSE, BatchReport, RunReport
from flows import tasks


def _rejected_rows(report: RunReport) -> list[dict[str, str]]:
    rows = [{"document": item.path, "reason": item.reason, "what to do": item.sentence} for item in report.rejected]
    return rows or [{"document": "-", "reason": "-", "what to do": "every document was used"}]


@flow(name="process-documents", validate_parameters=False)
def process_documents(
    paths: list[Path], warehouse: Path = DEFAULT_WAREHOUSE, batch_size: int = runs.BATCH_SIZE
) -> RunReport:
    """Process the new documents under ``paths`` in batches, check and publish the warehouse.

    Progress and a table of the documents that could not be used are kept as artifacts of the run.

    Raises:
        MissingError, CheckError: as ``callsheet.runs.process``; a TransientError only after its retries.
    """
    paths, warehouse = [Path(path) for path in paths], Path(warehouse)  # a deployment gives text
    wanted, unchanged = tasks.pending_documents(paths, warehouse)
    created = create_progress_artifact(0.0, key="documents", description=f"{len(wanted)} documents to process")
    progress = cast(UUID, created)  # a coroutine only where the flow is async
    reports: list[BatchReport] = []
    done = 0
    for batch in runs.batches(wanted, batch_size):
        reports.append(tasks.process_batch(batch, warehouse))
        done += len(batch)
        update_progress_artifact(progress, 100.0 * done / len(wanted))
    if not wanted:
        update_progress_artifact(progress, 100.0)
    report = runs.run_report(reports, unchanged, tasks.publish_warehouse(warehouse))
    create_table_artifact(
        table=_rejected_rows(report),
        key="documents-not-used",
        description=f"{report.loaded} loaded, {report.unchanged} unchanged, {len(report.rejected)} not used",
    )
    return report


if __name__ == "__main__":
    process_documents([Path(argument) for argument in sys.argv[1:]] or [Path("transcripts")])
