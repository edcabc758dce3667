"""Labelled passages in groups: by the kind of their figures, and by the industry of their company."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from callsheet.evaluation.corpus import Row
from callsheet.records import FigureKind

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Passages:
    """Labelled passages, and what was found in each, in the same order."""

    labels: Sequence[Row]
    found: Sequence[Row]

    @property
    def figures(self) -> int:
        """How many labelled figures count."""
        return sum(not figure.get("optional") for row in self.labels for figure in row["figures"])


def by_kind(passages: Passages) -> Iterator[tuple[str, Passages]]:
    """Yield, for each kind that is labelled, the passages with only the figures of that kind, labelled and found.

    A figure found under another kind than its label's is missed in the one group and too many in the other. A label
    that allows several kinds counts neither way.
    """
    for kind in FigureKind:
        labels = [
            _with(row, [_of_kind(f, kind) for f in row["figures"] if kind in _kinds(f)]) for row in passages.labels
        ]
        found = [_with(row, [f for f in row["figures"] if f["kind"] == kind]) for row in passages.found]
        if any(row["figures"] for row in labels):
            yield str(kind), Passages(labels, found)


def _kinds(label: Row) -> list[str]:
    return label["kind"] if isinstance(label["kind"], list) else [label["kind"]]


def _of_kind(label: Row, kind: FigureKind) -> dict[str, Any]:
    return {**label, "kind": str(kind), "optional": bool(label.get("optional")) or len(_kinds(label)) > 1}


def _with(row: Row, figures: list[Any]) -> dict[str, Any]:
    return {**row, "figures": figures}


def by_industry(passages: Passages) -> Iterator[tuple[str, Passages]]:
    """Yield the passages of each industry that occurs, by name, those of unknown companies last.

    The industry is what a label row says (``industry``), else the GICS sector of its ticker in ``sectors.toml``.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(passages.labels):
        groups[row.get("industry") or sectors().get(row["ticker"], UNKNOWN)].append(number)
    for name in sorted(groups, key=lambda name: (name == UNKNOWN, name)):
        rows = groups[name]
        yield name, Passages([passages.labels[n] for n in rows], [passages.found[n] for n in rows])


@cache
def sectors() -> dict[str, str]:
    """Return the GICS sector of each ticker in ``sectors.toml``."""
    text = resources.files(__package__).joinpath("sectors.toml").read_text(encoding="utf-8")
    return {ticker: sector for sector, tickers in tomllib.loads(text).items() for ticker in tickers.split()}
