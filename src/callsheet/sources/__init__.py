"""Where documents come from: a folder, and online adapters behind one protocol."""

from pathlib import Path

from callsheet.errors import MissingError
from callsheet.sources.earningscall import EarningsCall
from callsheet.sources.edgar import Edgar
from callsheet.sources.fetching import FetchReport, fetch
from callsheet.sources.folder import Folder
from callsheet.sources.protocol import DatedBy, Failure, Listing, Source

__all__ = ["DatedBy", "Failure", "FetchReport", "Listing", "Source", "fetch", "open_source"]


def open_source(name: str) -> Source:
    """Return the source called ``earningscall`` or ``edgar``, or the folder at that path.

    Raises:
        MissingError: it is none of these, its extra is not installed, or its key or identity is not set.
    """
    if name == EarningsCall.name:
        return EarningsCall.from_environment()
    if name == Edgar.name:
        return Edgar.from_environment()
    if Path(name).is_dir():
        return Folder(Path(name))
    raise MissingError(f"there is no source {name!r}: name {EarningsCall.name}, {Edgar.name}, or a folder that exists")
