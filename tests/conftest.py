"""What tests share: golden files, and the documents that stand beside the checkout."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; then read their diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with the stored file of that name, or store it with ``--update-golden``."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path} does not exist; run pytest --update-golden and read what it wrote"
        assert text == path.read_text(encoding="utf-8"), f"differs from {path}; if right, run pytest --update-golden"

    return compare


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of other people's documents beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("needs the documents in ../shared, which are not part of the repository")
    return SHARED
