"""Word lists and phrase patterns as TOML data, English and Korean; this package only loads them."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from callsheet.errors import CoverageError


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return the shipped word list ``name`` (``capex``, ``tone_en`` ...) as parsed TOML.

    Raises:
        CoverageError: there is no such list, or it is not TOML.
    """
    file = resources.files(__name__) / f"{name}.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CoverageError(f"lexicon/{name}.toml: not readable as TOML: {error}") from error
