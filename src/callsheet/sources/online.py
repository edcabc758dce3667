"""The modules of the ``online`` extra, imported only when a source needs them."""

from importlib import import_module
from typing import Any

from callsheet.errors import MissingError


def online_module(name: str) -> Any:
    """Return a module of the ``online`` extra.

    Raises:
        MissingError: the extra is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise MissingError(
            f"fetching needs the package {package}, which is not installed: pip install 'callsheet[online]'; "
            "without it, put the files into the transcripts folder yourself"
        ) from error
