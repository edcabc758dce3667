"""One temporary Prefect server on loopback for the whole run: starting it is what costs."""

from collections.abc import Iterator

import pytest

import flows  # noqa: F401  sets Prefect's environment before Prefect reads it


@pytest.fixture(scope="session", autouse=True)
def prefect_server() -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=180):
        yield
