"""The tasks: callsheet's plain functions with names, retries and nothing else.

Tasks pass paths and records, never an open connection. A task is a batch of documents, for Prefect's cost is one a
task and not one a document.
"""

from typing import Any

from prefect import task
from prefect.client.schemas.objects import State, TaskRun

from callsheet import runs
from callsheet.errors import CallsheetError

RETRIES = 3
RETRY_DELAYS_SECONDS = [2.0, 10.0, 30.0]  # a run that holds the warehouse loads a batch in a few seconds


def is_transient(task: Any, run: TaskRun, state: State[Any]) -> bool:
    """Whether trying again can help: our own error says so, or the machine ran out of something for a moment."""
    try:
        state.result()
    except CallsheetError as error:
        return error.transient
    except (ConnectionError, TimeoutError, BlockingIOError):
        return True
    except Exception:
        return False
    return False


def _retried(name: str, function: Any) -> Any:
    return task(
        function,
        name=name,
        retries=RETRIES,
        retry_delay_seconds=RETRY_DELAYS_SECONDS,
        retry_condition_fn=is_transient,
        persist_result=False,
    )


pending_documents = _retried("find-documents", runs.pending_documents)
process_batch = _retried("process-batch", runs.process_batch)
publish_warehouse = _retried("publish-warehouse", runs.publish_warehouse)
publish_tables = _retried("publish-tables", runs.publish_tables)
update_calendar = _retried("update-calendar", runs.update_calendar)
fetch_documents = _retried("fetch-documents", runs.fetch_documents)
