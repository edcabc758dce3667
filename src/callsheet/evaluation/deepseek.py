"""Mentions of one narrow topic against hand labels: is each found as a line of its section, with the right answer?

The labels (``deepseek_dev.jsonl``, one mention a row) say where a call names DeepSeek in any spelling, what the words
around it are, and which answer a question got or which question an answer belongs to.

- A mention is **found** when a line of the section quotes the place where it stands.
- A mention is **made up** when a line of the section names the topic where the labels have no mention of it: the words
  mean something else, or stand outside the call.
- An answer is **linked** when the mention's own line is part of an exchange whose other side quotes the label's other
  side: half of the words of the shorter text, and half of its pairs of neighbouring words, stand in the other.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from callsheet.coverage import coverage
from callsheet.language.phrases import topic_matcher
from callsheet.pipeline import process_file
from callsheet.records import Comment, Findings, Line, Span

LABELS = "deepseek_dev.jsonl"
_TOPIC = "deepseek"
_NEAREST = (60, 30, 15, 8)  # characters on each side by which a mention is looked up, widest first
_WORD = re.compile(r"[a-z0-9$%']+")
_LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """One labelled mention of the topic.

    Attributes:
        before, text, after: the mention and the words on its sides, white space made single blanks.
        counts: whether it means the topic and stands in the call.
        other_side: the answer that a question got, or the question behind an answer; empty for a remark.
    """

    file: str
    before: str
    text: str
    after: str
    counts: bool
    said_by: str
    other_side: str


@dataclass(slots=True)
class Score:
    """How the mentions of some calls were found.

    ``missed``, ``unlinked`` and ``made_up`` say where what went wrong stands, and never its words: what is printed
    here is published, and the words are other people's.
    """

    mentions: int = 0
    found: int = 0
    answers: int = 0
    linked: int = 0
    missed: list[str] = field(default_factory=list)
    unlinked: list[str] = field(default_factory=list)
    made_up: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the figures as a person reads them, then every mention that went wrong."""
        yield f"mentions found   {self.found / max(self.mentions, 1):.3f}  ({self.found}/{self.mentions})"
        yield f"mentions made up {len(self.made_up)}"
        yield f"answers linked   {self.linked / max(self.answers, 1):.3f}  ({self.linked}/{self.answers})"
        for name, places in (("missed", self.missed), ("not linked", self.unlinked), ("made up", self.made_up)):
            yield from (f"{name}: {place}" for place in places)


def mentions(labels: Path) -> Iterator[Mention]:
    """Yield the labelled mentions of a label file."""
    for line in labels.read_text(encoding="utf-8").splitlines():
        row: Mapping[str, Any] = json.loads(line)
        around, text = _blank(row["around"]), _blank(row["mention_text"])
        places = [match.start() for match in re.finditer(re.escape(text), around)]
        at = min(places, key=lambda place: abs(place + len(text) / 2 - len(around) / 2))
        yield Mention(
            file=row["file"],
            before=around[:at],
            text=text,
            after=around[at + len(text) :],
            counts=row["means_deepseek"] and row["in_call"],
            said_by=row["said_by"],
            other_side=row["answer"] or "",
        )


def accuracy(labels: Path) -> Iterator[str]:
    """Yield the measure's lines for a label file with its corpus beside it (``labels/../../corpus``)."""
    yield from score_labels(labels).lines()


def score_labels(labels: Path) -> Score:
    """Read every labelled call and score its lines."""
    by_file: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions(labels):
        by_file[mention.file].append(mention)
    score = Score()
    for file, labelled in sorted(by_file.items()):
        score_call(process_file(labels.parent.parent / file), labelled, score)
    return score


def score_call(findings: Findings, labelled: Sequence[Mention], score: Score) -> None:
    """Add one call's mentions to ``score``."""
    text = findings.call.text if findings.call else ""
    topic = next(topic for topic in coverage().topics if topic.key == _TOPIC)
    lines = [comment for comment in findings.comments if comment.section == topic.section]
    named = [
        Span(span.start + place.start, span.start + place.end)
        for comment in lines
        for span in comment.spans
        for place in topic_matcher(topic).spans(span.of(text))
    ]
    known: list[Span] = []
    for mention in labelled:
        at = _place(text, mention, known)
        place = f"{mention.file}, character {at.start}" if at else f"{mention.file}, a mention that its text lacks"
        if not mention.counts:
            continue
        score.mentions += 1
        quoting = [comment for comment in lines if at and any(span.covers(at) for span in comment.spans)]
        if at:
            known.append(at)
        if quoting:
            score.found += 1
        else:
            score.missed.append(place)
        if mention.other_side:
            score.answers += 1
            if any(quotes(other.excerpt, mention.other_side) for one in quoting for other in _other_side(one, lines)):
                score.linked += 1
            else:
                score.unlinked.append(place)
    score.made_up += [
        f"{labelled[0].file}, character {span.start}"
        for span in named
        if not any(span.start < at.end and at.start < span.end for at in known)
    ]


def _other_side(comment: Comment, lines: Iterable[Comment]) -> list[Comment]:
    """Return the answers of a question's line, or the question and the answers beside an answer's line."""
    if comment.line is Line.QUESTION:
        return [other for other in lines if other.question_id == comment.comment_id]
    if comment.question_id is None:
        return []
    return [
        other
        for other in lines
        if other is not comment and comment.question_id in (other.comment_id, other.question_id)
    ]


def _place(text: str, mention: Mention, taken: Sequence[Span]) -> Span | None:
    """Return where a mention stands in the call's text; None where it does not."""
    for width in _NEAREST:
        pattern = re.compile(
            rf"{_spaced(mention.before[-width:])}\s*({_spaced(mention.text)})\s*{_spaced(mention.after[:width])}"
        )
        for match in pattern.finditer(text):
            at = Span(match.start(1), match.end(1))
            if at not in taken:
                return at
    return None


def _spaced(words: str) -> str:
    """Return a pattern of ``words`` in which a blank is any white space, or none."""
    return r"\s*".join(map(re.escape, words.split()))


def _blank(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def quotes(excerpt: str, label: str) -> bool:
    """Whether two texts say the same words: half of the shorter one's, and half of its neighbouring pairs.

    >>> quotes("Demand is strong across regions.", "We see that demand is strong across all regions this year.")
    True
    """
    ours, theirs = _WORD.findall(excerpt.lower()), _WORD.findall(label.lower())
    short, long = sorted((ours, theirs), key=len)
    pairs = set(pairwise(long))
    hits = sum(pair in pairs for pair in pairwise(short))
    return (
        len(short) >= _LEAST_WORDS
        and hits >= 0.5 * (len(short) - 1)
        and sum(word in set(long) for word in short) >= 0.5 * len(short)
    )
