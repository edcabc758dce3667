"""From comments to the lines that a table shows: frames first, the words themselves where none fits, the lock last."""

from collections.abc import Sequence
from dataclasses import replace

from callsheet.records import Comment, Figure, Line, Relation, RenderedBy, Setting
from callsheet.rewrite.figure_lines import Written
from callsheet.rewrite.lock import refusal
from callsheet.rewrite.questions import question_line
from callsheet.rewrite.statements import quoted, statement_line


def write_lines(
    comments: Sequence[Comment], figures: Sequence[Figure], relations: Sequence[Relation], setting: Setting
) -> list[Comment]:
    """Return ``comments`` with their lines: ``en``, ``ko`` and ``rendered_by`` filled.

    A line that a frame writes must pass the number lock against the comment's excerpt and the figures and relations
    that it states (an implied figure's operands count as said); one that does not is dropped, and the comment shows
    its own words in English (``quote``, ``ko`` None). So does a line that would repeat another of its section.
    """
    by_id = {figure.figure_id: figure for figure in figures}
    relation_by_id = {relation.relation_id: relation for relation in relations}
    written: list[Comment] = []
    for comment in comments:
        line = _written(comment, by_id, relation_by_id, setting)
        said = any(line.ko and (other.ko, other.section) == (line.ko, line.section) for other in written)
        written.append(_quoted(comment) if said else line)  # two sentences in the same words: the second shows its own
    return written


def _written(
    comment: Comment, by_id: dict[str, Figure], relation_by_id: dict[str, Relation], setting: Setting
) -> Comment:
    figures = [by_id[i] for i in comment.figure_ids if i in by_id]
    relations = [relation_by_id[i] for i in comment.figure_ids if i in relation_by_id]
    line = _by_frames(comment, figures, relations, setting)
    if line is not None and not any(
        refusal(words, comment.excerpt, figures, relations, setting) for words in (line.en, line.ko)
    ):
        return replace(comment, en=line.en, ko=line.ko, rendered_by=RenderedBy.FRAME)
    return _quoted(comment)


def _quoted(comment: Comment) -> Comment:
    return replace(comment, en=quoted(comment), ko=None, rendered_by=RenderedBy.QUOTE)


def _by_frames(
    comment: Comment, figures: Sequence[Figure], relations: Sequence[Relation], setting: Setting
) -> Written | None:
    if comment.line is Line.QUESTION:
        return question_line(comment.excerpt, setting)
    return statement_line(comment, _sentences(comment), figures, relations, setting)


def _sentences(comment: Comment) -> list[str]:
    """Return the words of each span: the excerpt is these, joined by a blank."""
    words, position = [], 0
    for span in comment.spans:
        length = span.end - span.start
        words.append(comment.excerpt[position : position + length])
        position += length + 1
    return words
