"""Where the files that ship with callsheet stand: in the wheel, or in the checkout beside ``src``."""

from importlib import resources
from pathlib import Path

from callsheet.errors import MissingError

_CHECKOUT = Path(__file__).resolve().parents[2]


def shipped(name: str) -> Path:
    """Return the path of a shipped file or folder: ``coverage.toml``, ``warehouse/views``, ``transcripts/calls``.

    Raises:
        MissingError: neither the installed package nor the checkout has it.
    """
    for root in (Path(str(resources.files("callsheet"))) / "_shipped", _CHECKOUT):
        if (root / name).exists():
            return root / name
    raise MissingError(f"{name} is missing from this installation of callsheet; reinstall the package")
