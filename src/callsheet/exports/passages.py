"""What a page opens when a line or figure is clicked: the transcripts, and where in them the words stand."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from callsheet import store
from callsheet.exports import queries
from callsheet.exports.queries import Row
from callsheet.records import Passage, Transcript, WordsAt


def places(con: store.Connection, ids: Sequence[str]) -> dict[str, WordsAt]:
    """Return where the words behind each id stand; an implied value's are those of its operands, one document's."""
    found: dict[str, WordsAt] = {}
    for row in queries.places(con, ids):
        spans = tuple((span["span_start"], span["span_end"]) for span in row["spans"])
        known = found.get(row["id"])
        if known is None:
            found[row["id"]] = WordsAt(row["doc_id"], spans)
        elif known.doc_id == row["doc_id"]:
            found[row["id"]] = WordsAt(row["doc_id"], (*known.spans, *spans))
    return found


def transcripts(con: store.Connection, whole: Sequence[str], used: Sequence[WordsAt]) -> tuple[Transcript, ...]:
    """Return the documents in ``whole`` completely, and of other documents the passages that ``used`` points into."""
    others = sorted({place.doc_id for place in used} - set(whole))
    rows = queries.passages(con, [*whole, *others])
    by_document = {doc_id: list(group) for doc_id, group in groupby(rows, key=lambda row: row["doc_id"])}
    spans: dict[str, list[tuple[int, int]]] = {}
    for place in used:
        spans.setdefault(place.doc_id, []).extend(place.spans)
    made = []
    for doc_id in [*dict.fromkeys(whole), *others]:
        kept = by_document.get(doc_id, [])
        if doc_id not in whole:
            kept = list(_pointed_at(kept, spans[doc_id]))
        if kept:
            passages = tuple(Passage(row["span_start"], row["speaker"], row["role"], row["text"]) for row in kept)
            made.append(Transcript(doc_id, kept[0]["title"], passages))
    return tuple(made)


def _pointed_at(rows: Sequence[Row], spans: Sequence[tuple[int, int]]) -> Iterator[Row]:
    for row in rows:
        end = row["span_start"] + len(row["text"])
        if any(row["span_start"] < span_end and span_start < end for span_start, span_end in spans):
            yield row
