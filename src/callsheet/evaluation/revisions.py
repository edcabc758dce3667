"""What a change of a rule gains and loses: two outputs of ``callsheet extract`` on the same documents, compared."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from callsheet.errors import MissingError

RELATION = "relation"  # the kind under which guidance without a number is counted

_FIGURE_FIELDS = (
    "kind",
    "period",
    "scope",
    "low",
    "high",
    "unit",
    "type",
    "definition",
    "qualifier",
    "action",
    "role",
    "ticker",
)
_RELATION_FIELDS = ("relation", "period", "reference", "per_quarter", "by_amount", "role")


@dataclass(frozen=True, slots=True)
class Found:
    """A figure or a relation of one output: its words and place, and the fields by which it is compared."""

    kind: str
    text: str
    excerpt: str
    start: int
    end: int
    fields: Mapping[str, Any]

    def differences(self, other: "Found") -> list[str]:
        """The fields that the other one has otherwise: ``kind guidance -> plan``."""
        names = dict.fromkeys((*self.fields, *other.fields))
        pairs = ((name, self.fields.get(name), other.fields.get(name)) for name in names)
        return [f"{name} {_shown(old)} -> {_shown(new)}" for name, old, new in pairs if old != new]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an output; ``error`` is the reason why it could not be used."""

    path: str
    error: str | None
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one finding of one document: ``old`` is None for a gain, ``new`` for a loss."""

    path: str
    old: Found | None
    new: Found | None

    @property
    def what(self) -> str:
        """``lost``, ``gained``, ``changed`` or ``unchanged``."""
        if self.old is None or self.new is None:
            return "lost" if self.new is None else "gained"
        return "changed" if self.old.differences(self.new) else "unchanged"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two outputs compared: every finding's change, and the documents that only one of them has or can use."""

    changes: tuple[Change, ...]
    documents: int
    notes: tuple[str, ...]


def read_output(path: Path) -> dict[str, Document]:
    """Return the documents of an output of ``callsheet extract`` by their doc_id.

    Raises:
        MissingError: the file is not one; the message names the line.
    """
    documents = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MissingError(f"{path}: not readable as UTF-8 text: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            head = row["document"]
            found = [_figure(figure) for figure in row["figures"]] + [_relation(one) for one in row["relations"]]
            document = Document(head["path"], (head.get("error") or {}).get("reason"), tuple(found))
            documents[head["doc_id"]] = document
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise MissingError(
                f"{path}:{number}: expected a line of `callsheet extract`, found none ({error!r})"
            ) from error
    return documents


def _figure(row: Mapping[str, Any]) -> Found:
    fields = {name: row[name] for name in _FIGURE_FIELDS}
    return Found(row["kind"], row["text"], row["excerpt"], row["start"], row["end"], fields)


def _relation(row: Mapping[str, Any]) -> Found:
    fields = {name: row[name] for name in _RELATION_FIELDS}
    return Found(RELATION, row["text"], row["excerpt"], row["start"], row["end"], fields)


def compare(old: Mapping[str, Document], new: Mapping[str, Document]) -> Comparison:
    """Compare two outputs document by document; findings are paired by their words, not by their ids or places alone.

    A document that only one output has, or can use, is a note; its findings count as lost or gained.
    """
    changes: list[Change] = []
    notes: list[str] = []
    empty = Document("", None, ())
    for doc_id in sorted(old.keys() | new.keys(), key=lambda key: ((new.get(key) or old[key]).path, key)):
        before, after = old.get(doc_id), new.get(doc_id)
        path = (after or before or empty).path
        if before is None or after is None:
            notes.append(f"{path}: only in the {'new' if before is None else 'old'} output")
        elif before.error != after.error:
            notes.append(f"{path}: {before.error or 'used'} -> {after.error or 'used'}")
        pairs = _paired((before or empty).found, (after or empty).found)
        changes += [Change(path, one, other) for one, other in pairs]
    return Comparison(tuple(changes), len(old.keys() & new.keys()), tuple(notes))


# How two findings of a document are recognised as one, the surest first: the same words in the same sentence; the same
# words at the same place, where sentences are cut otherwise; the one's words inside the other's, in the same sentence.
_KEYS: tuple[Callable[[Found], tuple[Any, ...]], ...] = (
    lambda one: (one.kind == RELATION, one.excerpt, one.text),
    lambda one: (one.kind == RELATION, one.start, one.end),
    lambda one: (one.kind == RELATION, one.excerpt),
)


def _paired(old: Sequence[Found], new: Sequence[Found]) -> Iterator[tuple[Found | None, Found | None]]:
    left, right = list(old), list(new)
    for key in _KEYS:
        candidates = defaultdict(list)
        for other in right:
            candidates[key(other)].append(other)
        for one in list(left):
            fits = [other for other in candidates[key(one)] if one.text in other.text or other.text in one.text]
            if fits:
                other = min(fits, key=lambda fit: (len(one.differences(fit)), abs(fit.start - one.start)))
                candidates[key(one)].remove(other)
                left.remove(one)
                right.remove(other)
                yield one, other
    yield from ((one, None) for one in left)
    yield from ((None, other) for other in right)


def markdown(comparison: Comparison, old_name: str, new_name: str) -> Iterator[str]:
    """Yield the lines of the report: counts by kind, then every loss, gain and change by document.

    A changed finding counts under the kind that it had.
    """
    yield f"# Gains and losses, {old_name} against {new_name}"
    yield ""
    yield f"{comparison.documents} documents are in both outputs."
    yield ""
    yield from _counts(comparison.changes)
    if comparison.notes:
        yield from ("", "## Documents", "", *(f"- {note}" for note in comparison.notes))
    for what in ("lost", "gained", "changed"):
        mine = [change for change in comparison.changes if change.what == what]
        if mine:
            yield from ("", f"## {what.capitalize()} ({len(mine)})")
            yield from _by_document(mine)


def _counts(changes: Iterable[Change]) -> Iterator[str]:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for change in changes:
        counted[(change.old or change.new).kind][change.what] += 1  # type: ignore[union-attr]
    columns = ("lost", "gained", "changed", "unchanged")
    yield f"| kind | {' | '.join(columns)} |"
    yield f"| --- |{' ---: |' * len(columns)}"
    for kind in sorted(counted):
        yield f"| {kind} | {' | '.join(str(counted[kind][column]) for column in columns)} |"
    total = sum(counted.values(), Counter[str]())
    yield f"| all | {' | '.join(str(total[column]) for column in columns)} |"


def _by_document(changes: Iterable[Change]) -> Iterator[str]:
    path = None
    for change in changes:
        if change.path != path:
            path = change.path
            yield from ("", f"### {path}", "")
        yield f"- {_line(change)}"


def _line(change: Change) -> str:
    shown = change.new or change.old
    assert shown is not None
    if change.old is not None and change.new is not None:
        told = "; ".join(change.old.differences(change.new))
    else:
        told = ", ".join(f"{name} {_shown(value)}" for name, value in shown.fields.items() if value)
    return f"{_code(shown.text)}: {told} — {_plain(shown.excerpt)}"


def _shown(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,}"
    return "none" if value is None else str(value)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _code(text: str) -> str:
    return f"`{_plain(text).replace('`', chr(39))}`"
