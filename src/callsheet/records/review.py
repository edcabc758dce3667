"""What a reviewer changes, and what stands in the way: a correction names what its author saw."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

VERSION: Final = "version"  # among what was seen: the finding as a whole, not one field of it


@dataclass(frozen=True, slots=True)
class Correction:
    """New values of some fields of one figure or line.

    ``seen`` holds what the author had before the eyes: fields with their values, or ``version`` of the whole finding.
    Where the warehouse holds something else by now, someone was faster, and the correction is a conflict.
    """

    target_id: str
    values: Mapping[str, str]
    seen: Mapping[str, str]
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that changed between what a reviewer saw and what the reviewer saved; nothing of it was saved.

    ``current`` is what stands there now, by ``author`` for ``reason`` (empty where a re-run changed it).
    """

    target_id: str
    field: str
    seen: str
    current: str
    wanted: str
    author: str
    reason: str


def version_of(fields: Mapping[str, str]) -> str:
    """Return a short code of a finding's reviewable fields: equal where nothing that a reviewer sees has changed.

    >>> version_of({"en": "a", "ko": ""}) == version_of({"ko": "", "en": "a"})
    True
    """
    joined = "\0".join(f"{name}={fields[name]}" for name in sorted(fields))
    return hashlib.sha256(joined.encode()).hexdigest()[:12]
