"""The labels and the documents beside them; each document is processed once, however many measures read it."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from callsheet import derive, store
from callsheet.pipeline import process_file
from callsheet.records import Findings
from callsheet.sources import folder

Row = Mapping[str, Any]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


class Corpus:
    """The folder of labels and, beside it, the folder ``corpus`` of documents that they were made on.

    Attributes:
        gold: the folder of labels and their scorers.
        shared: the folder that holds both; labels name their documents from here.
    """

    def __init__(self, gold: Path) -> None:
        self.gold = gold
        self.shared = gold.parent
        self._findings: dict[Path, Findings] = {}

    def findings(self, path: Path) -> Findings:
        """Return what callsheet finds in a document now."""
        if path not in self._findings:
            self._findings[path] = process_file(path)
        return self._findings[path]

    def documents(self, names: Iterable[str]) -> tuple[list[Path], list[str]]:
        """Return the documents of these names that are here, folders opened, and the names of those that are not."""
        found: list[Path] = []
        missing: list[str] = []
        for name in dict.fromkeys(names):
            path = self.shared / name
            if path.exists():
                found += folder.document_paths([path])
            else:
                missing.append(name)
        return found, missing

    @cached_property
    def _folder(self) -> tempfile.TemporaryDirectory[str]:
        return tempfile.TemporaryDirectory(prefix="callsheet-evaluation-")

    @cached_property
    def calls_warehouse(self) -> Path:
        """A warehouse with the calls of ``corpus/calls``, as ``callsheet run`` makes it: loaded, derived, checked."""
        path = Path(self._folder.name) / "callsheet.duckdb"
        documents, _ = self.documents(["corpus/calls"])
        with store.open_warehouse(path) as con:
            store.replace_documents(con, [self.findings(document) for document in documents], "evaluation")
            derive.refresh(con)
            store.run_checks(con)
        return path
