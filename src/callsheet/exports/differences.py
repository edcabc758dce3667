"""What changed since a published comment table, and why: two editions side by side, every difference with one cause.

A line is the same line when it has the same id, quotes overlapping words of the same document, or quotes mostly the
same words of another transcript of the call. A figure is the last word on one period, definition and status.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from callsheet.records import (
    Change,
    ChangeKind,
    EditionFigure,
    EditionLine,
    FiscalPeriod,
    Override,
    Qualifier,
    TableEdition,
)
from callsheet.rewrite.labels import amount_label, period_label

_WORD = re.compile(r"[a-z0-9$%.']+")
_ANY_WORD = re.compile(r"[^\W_]+|[$%]")
_SAME_WORDS = 0.5  # share of all words of two excerpts that both have: another transcript of the same sentence


def changes(then: TableEdition, now: TableEdition, overrides: Sequence[Override]) -> list[Change]:
    """Return every difference between a published table and the same table now: figures first, then lines.

    Args:
        overrides: every correction ever made; those made since ``then`` are what an analyst did.
    """
    since = [one for one in overrides if one.made_at > then.published_at]
    return [*_figure_changes(then, now, since), *_line_changes(then, now, since)]


# --- figures -----------------------------------------------------------------------------------------------------


def _figure_changes(then: TableEdition, now: TableEdition, since: Sequence[Override]) -> Iterator[Change]:
    before, after = ({one.key: one for one in edition.figures} for edition in (then, now))
    for key, figure in after.items():
        old = before.get(key)
        if old is None:
            yield _figure_change(ChangeKind.NEW, figure, "", _value(figure), _why_new(figure, then))
        elif old.value != figure.value:
            kind, cause = _why_other_value(old, figure, since)
            yield _figure_change(kind, figure, _value(old), _value(figure), cause)
    for key, figure in before.items():
        if key not in after:
            by_hand = _made_by(figure.figure_id, since)
            kind = ChangeKind.CORRECTED if by_hand else ChangeKind.GONE
            cause = by_hand or _why_gone(figure, [one.read.doc_id for one in now.figures])
            yield _figure_change(kind, figure, _value(figure), "", cause)


def _why_other_value(old: EditionFigure, new: EditionFigure, since: Sequence[Override]) -> tuple[ChangeKind, str]:
    by_hand = _made_by(new.figure_id, since) or _made_by(old.figure_id, since)
    if by_hand:
        return ChangeKind.CORRECTED, by_hand
    if new.working:
        return ChangeKind.REVISED, f"follows from what was said: {new.working}"
    if new.read.doc_id == old.read.doc_id:
        return ChangeKind.REPARSED, _read_anew(old, new)
    if (new.stated_in, new.known_on) == (old.stated_in, old.known_on):
        return ChangeKind.REWORDED, _other_transcript(new)
    if new.status == "actual":
        return ChangeKind.RESTATED, f"{_said_in(new)} gives another value"
    action = f" ({new.action})" if new.action else ""
    return ChangeKind.REVISED, f"{_said_in(new)} guides otherwise{action}"


def _figure_change(kind: ChangeKind, figure: EditionFigure, before: str, after: str, cause: str) -> Change:
    period = period_label(FiscalPeriod.parse(figure.period), "en")
    place = f"capex {period}, {figure.status}, {figure.definition}"
    return Change(kind, figure.figure_id, figure.company_code, place, before, after, cause)


def _value(figure: EditionFigure) -> str:
    return amount_label(figure.low, figure.high, figure.unit, Qualifier(figure.qualifier), "", "en")


def _said_in(one: EditionFigure) -> str:
    called = f"the {one.stated_in} call" if one.stated_in else one.read.path
    return f"{called} of {one.known_on:%Y-%m-%d}" if one.known_on else called


# --- lines -------------------------------------------------------------------------------------------------------


def _line_changes(then: TableEdition, now: TableEdition, since: Sequence[Override]) -> Iterator[Change]:
    pairs = _paired(then.lines, now.lines)
    matched = {old.comment_id for old, _ in pairs}
    old_of = {new.comment_id: old for old, new in pairs}
    for line in now.lines:
        old = old_of.get(line.comment_id)
        if old is None:
            by_hand = _made_by(line.comment_id, since)
            kind = ChangeKind.CORRECTED if by_hand else ChangeKind.NEW
            yield _line_change(kind, line, "", line.shown, by_hand or _why_new(line, then))
        elif (old.en, old.ko, old.section) != (line.en, line.ko, line.section):
            kind, cause = _why_other_words(old, line, since)
            before, after = _shown_apart(old, line)
            if kind is not ChangeKind.REWORDED or _spoken(before) != _spoken(after):
                yield _line_change(kind, line, before, after, cause)
    documents = [one.read.doc_id for one in now.lines]
    for line in then.lines:
        if line.comment_id not in matched:
            by_hand = _made_by(line.comment_id, since)
            kind = ChangeKind.CORRECTED if by_hand else ChangeKind.GONE
            yield _line_change(kind, line, line.shown, "", by_hand or _why_gone(line, documents))


def _paired(before: Sequence[EditionLine], after: Sequence[EditionLine]) -> list[tuple[EditionLine, EditionLine]]:
    """Return which line of now each line of then is, surest signs first; a line has at most one partner."""
    pairs: list[tuple[EditionLine, EditionLine]] = []
    for is_same in (_same_id, _same_place, _same_words):
        left = [one for one in before if all(one is not old for old, _ in pairs)]
        free = [one for one in after if all(one is not new for _, new in pairs)]
        for old in left:
            partner = next((new for new in free if is_same(old, new)), None)
            if partner is not None:
                pairs.append((old, partner))
                free.remove(partner)
    return pairs


def _same_id(old: EditionLine, new: EditionLine) -> bool:
    return old.comment_id == new.comment_id


def _same_place(old: EditionLine, new: EditionLine) -> bool:
    return old.read.doc_id == new.read.doc_id and any(
        one.start < other.end and other.start < one.end for one in old.spans for other in new.spans
    )


def _same_words(old: EditionLine, new: EditionLine) -> bool:
    if (old.company_code, old.fiscal_period, old.line) != (new.company_code, new.fiscal_period, new.line):
        return False
    one, other = (frozenset(_WORD.findall(line.excerpt.lower())) for line in (old, new))
    return len(one & other) > _SAME_WORDS * len(one | other)


def _shown_apart(old: EditionLine, new: EditionLine) -> tuple[str, str]:
    """Return what a line showed and shows, in the words that differ: Korean, English, or its section."""
    if old.ko != new.ko:
        return old.shown, new.shown
    return (old.en, new.en) if old.en != new.en else (f"[{old.section}] {old.shown}", f"[{new.section}] {new.shown}")


def _spoken(shown: str) -> list[str]:
    """Return the words of a line as they are heard: capitals and commas are the transcriber's."""
    return _ANY_WORD.findall(shown.lower())


def _why_other_words(old: EditionLine, new: EditionLine, since: Sequence[Override]) -> tuple[ChangeKind, str]:
    by_hand = _made_by(new.comment_id, since)
    if by_hand:
        return ChangeKind.CORRECTED, by_hand
    lost = f"; the correction by {old.by_hand.author} ({old.by_hand.reason}) was of the old line" if old.by_hand else ""
    lost = "" if new.by_hand else lost
    if new.read.doc_id != old.read.doc_id:
        return ChangeKind.REWORDED, _other_transcript(new) + lost
    return ChangeKind.REPARSED, _read_anew(old, new) + lost


def _line_change(kind: ChangeKind, line: EditionLine, before: str, after: str, cause: str) -> Change:
    place = f"{line.section}, {line.line}"
    return Change(kind, line.comment_id, line.company_code, place, before, after, cause)


# --- causes ------------------------------------------------------------------------------------------------------


def _made_by(target_id: str, since: Iterable[Override]) -> str:
    """Return who corrected something since the edition, when and why; empty where nobody did."""
    made = [one for one in since if one.target_id == target_id]
    if not made:
        return ""
    last = made[-1]
    did = {"true": "hidden", "false": "shown again"}.get(last.value, "") if last.field == "hidden" else ""
    return f"{did or f'{last.field} corrected'} by {last.author}, {last.made_at:%Y-%m-%d %H:%M} UTC: {last.reason}"


def _why_new(one: EditionLine | EditionFigure, then: TableEdition) -> str:
    loaded = one.read.first_loaded_at
    if isinstance(one, EditionFigure) and one.working:
        return f"follows from what was said: {one.working}"
    if loaded is None or loaded > then.published_at:
        return f"{one.read.path} came in since"
    return f"{one.read.path} was there; callsheet {one.read.extractor_version} reads this in it"


def _why_gone(one: EditionLine | EditionFigure, documents: Sequence[str]) -> str:
    lost = f"; so is the correction by {one.by_hand.author} ({one.by_hand.reason})" if one.by_hand else ""
    if one.read.doc_id not in documents:
        return f"{one.read.path} is no longer in force: another transcript of the call is, or it cannot be used{lost}"
    return f"callsheet {one.read.extractor_version} read it in {one.read.path}, the present one does not{lost}"


def _read_anew(old: EditionLine | EditionFigure, new: EditionLine | EditionFigure) -> str:
    if old.read.extractor_version == new.read.extractor_version:
        return f"{new.read.path} was read anew with other word lists or another coverage.toml"
    versions = f"callsheet {old.read.extractor_version}, now by {new.read.extractor_version}"
    return f"the same document, {new.read.path}, was read by {versions}"


def _other_transcript(new: EditionLine | EditionFigure) -> str:
    return f"another transcript of the call is in force: {new.read.path}"
