"""Which lines a table shows: the ones it wants most, no two saying the same, in the reference's order."""

import re
from collections.abc import Sequence

from callsheet.extract.commentary.questions import TopicQuestion
from callsheet.extract.commentary.scoring import Scored
from callsheet.extract.commentary.vocabulary import names_narrow, weights
from callsheet.records import Comment, Line

_WORD = re.compile(r"[a-z0-9$%.]+")
_EMPTY = frozenset(["the", "a", "an", "of", "to", "in", "and", "our", "we", "is", "are", "be", "for", "on", "that"])
_SAME = 0.6  # share of the shorter line's words that the other also has: they say the same

MOST_BULLETS = 12
MOST_ANSWERS = 5
MOST_ANSWERS_NARROW = 8  # a question on a narrow topic is why the table is read

_STRONG = 0.7
_FEWEST_STRONG = {"capex": 2}  # lines: one mention of a data center makes no capex section

FEWEST_ANSWERS = 2
_TELLING = 6  # letters: "infrastructure" says what is asked, "think" does not
_MOST_ECHOED = 4  # words: a long sentence holds many
MOST_LINES = 29  # of a call: what fits a slide's table

ScoredLine = list[Scored]


def _telling_words(text: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(text.lower()) if len(w) >= _TELLING or w == "ai")


def _words(line: Sequence[Scored]) -> frozenset[str]:
    return frozenset(w for one in line for w in _WORD.findall(one.sentence.text.lower()) if w not in _EMPTY)


def line_score(line: Sequence[Scored]) -> float:
    """Return a line's score: that of its best sentence."""
    return max(one.score for one in line)


def distinct(lines: Sequence[ScoredLine]) -> list[ScoredLine]:
    """Return ``lines`` without those that repeat a better one, in their order."""
    kept: list[tuple[ScoredLine, frozenset[str]]] = []
    for line in sorted(lines, key=lambda one: (-line_score(one), one[0].position)):
        words = _words(line)
        if all(len(words & other) < _SAME * min(len(words), len(other)) for _, other in kept):
            kept.append((line, words))
    return sorted((line for line, _ in kept), key=lambda one: one[0].position)


def _ordered(lines: Sequence[ScoredLine]) -> list[ScoredLine]:
    """Order bullets as the reference does: by theme; a passage stays together at the place of its first theme."""
    passages: list[list[ScoredLine]] = []
    for line in lines:
        if passages and passages[-1][-1][-1].position + 2 >= line[0].position:
            passages[-1].append(line)
        else:
            passages.append([line])
    passages.sort(key=lambda passage: (min(one.order for line in passage for one in line), passage[0][0].position))
    return [line for passage in passages for line in passage]


def best_bullets(section: str, lines: Sequence[ScoredLine]) -> list[ScoredLine]:
    """Return the bullets of a section in the order of the table; none where only stray words touch the topic."""
    lines = [line for line in lines if any(one.core for one in line)]
    strong = [line for line in lines if line_score(line) >= _STRONG]
    if not any(one.finding_ids for line in lines for one in line) and len(strong) < _FEWEST_STRONG.get(section, 0):
        return []
    ranked = sorted(distinct(lines), key=lambda line: (not _always_stays(section, line), -line_score(line)))
    wanted = ranked[: max(MOST_BULLETS, sum(_always_stays(section, line) for line in ranked))]
    return _ordered(sorted(wanted, key=lambda line: line[0].position))


def core_of_answer(scored: Sequence[Scored], asked: str) -> list[ScoredLine]:
    """Return the best of an answer in which no sentence makes a line by itself: the question deserves what it got.

    Of sentences that touch the topic, those that take up the question's own words answer it: an analyst who asked two
    things gets two answers in one breath.
    """
    question = _telling_words(asked)
    wanted = [one for one in scored if one.score >= weights()["core_score"]]
    echo = {one.position: len(question & _telling_words(one.sentence.text)) for one in wanted}
    weight = weights()["echo_weight"]
    best = sorted(wanted, key=lambda one: (-one.score - weight * min(echo[one.position], _MOST_ECHOED), one.position))[
        :FEWEST_ANSWERS
    ]
    return [[one] for one in sorted(best, key=lambda one: one.position)]


def best_answers(lines: Sequence[ScoredLine], question: TopicQuestion) -> list[ScoredLine]:
    """Return the lines of an answer that the table shows, as they were said."""
    most = MOST_ANSWERS_NARROW if question.section in weights()["narrow"] else MOST_ANSWERS
    ranked = sorted(distinct(lines), key=lambda line: (not _always_stays(question.section, line), -line_score(line)))
    wanted = ranked[: max(most, sum(_always_stays(question.section, line) for line in ranked))]
    return sorted(wanted, key=lambda line: line[0].position)


def _always_stays(section: str, line: ScoredLine) -> bool:
    return any(one.finding_ids or names_narrow(section, one.sentence.text) for one in line)


def bounded(score: float) -> float:
    """Return a score between 0 and 1, in the same order: 0.5 stays, twice that is two thirds."""
    return round(score / (score + 0.5), 3)


def within_budget(comments: Sequence[Comment]) -> list[Comment]:
    """Return the lines that fit the table; those wanted least go first.

    Lines that state a figure, lines that name a narrow topic, and the best answer of each question always stay: they
    are what the table is for.
    """
    kept = list(comments)
    spare = sorted((comment for comment in comments if _is_spare(comment)), key=lambda comment: comment.score)
    for comment in spare:
        if len(kept) <= MOST_LINES:
            break
        alone = comment.question_id and sum(other.question_id == comment.question_id for other in kept) == 1
        if not alone:
            kept.remove(comment)
    return kept


def _is_spare(comment: Comment) -> bool:
    return (
        comment.line is not Line.QUESTION
        and not comment.figure_ids
        and not names_narrow(comment.section, comment.excerpt)
    )
