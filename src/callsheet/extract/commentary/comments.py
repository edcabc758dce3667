"""The lines of a call's comment table, section by section: bullets, questions and their answers, as exact words."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callsheet.extract.commentary.passages import joined, position_of, score_remarks, sentence_starts
from callsheet.extract.commentary.questions import TopicQuestion, answer_context, topic_questions
from callsheet.extract.commentary.scoring import Scored, Stated, going_on, score_sentence
from callsheet.extract.commentary.selection import best_answers, best_bullets, bounded, core_of_answer, within_budget
from callsheet.extract.commentary.vocabulary import names_narrow, section_keys
from callsheet.records import (
    Call,
    Comment,
    Figure,
    Line,
    Relation,
    Sentence,
    Setting,
    Span,
    Tone,
    ToneLabel,
    finding_id,
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A call with everything that choosing its lines looks at."""

    call: Call
    sentences: Sequence[Sentence]
    starts: Sequence[int]
    by_turn: dict[int, list[int]]
    stated: Stated
    tones: Sequence[Tone]
    tone_starts: Sequence[int]
    setting: Setting


def find_comments(
    call: Call,
    sentences: Sequence[Sentence],
    figures: Sequence[Figure],
    relations: Sequence[Relation],
    tones: Sequence[Tone],
    setting: Setting,
) -> list[Comment]:
    """Return the lines that a sell-side comment table would show of a call, not yet written (``en`` empty).

    Per section of coverage.toml: bullets from what management said, then each analyst's question on the topic with
    the answers that it got, linked by ``question_id``. A comment's ``excerpt`` is exactly the words of its spans,
    joined by a blank. Topics and themes are data: coverage.toml and lexicon/themes.toml.
    """
    if not sentences:
        return []
    reading = _read(call, sentences, figures, relations, tones, setting)
    questions = list(topic_questions(call, sentences, reading.by_turn, section_keys()))
    taken = {p for question in questions for p in question.answers}
    comments: list[Comment] = []
    spoken_for: set[int] = set()
    for section in reversed(section_keys()):  # the narrower topics come last in coverage.toml and choose first
        lines = list(_section(reading, section, questions, taken, spoken_for))
        comments = lines + comments
    return within_budget(comments)


def _read(
    call: Call,
    sentences: Sequence[Sentence],
    figures: Sequence[Figure],
    relations: Sequence[Relation],
    tones: Sequence[Tone],
    setting: Setting,
) -> _Reading:
    starts = sentence_starts(sentences)
    by_turn: dict[int, list[int]] = defaultdict(list)
    for position, sentence in enumerate(sentences):
        by_turn[sentence.turn].append(position)
    figures_at: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        figures_at[position_of(starts, figure.span.start)].append(figure)
    relations_at: dict[int, list[Relation]] = defaultdict(list)
    for relation in relations:
        relations_at[position_of(starts, relation.span.start)].append(relation)
    return _Reading(
        call,
        sentences,
        starts,
        by_turn,
        Stated(figures_at, relations_at),
        tones,
        [tone.span.start for tone in tones],
        setting,
    )


def _section(
    reading: _Reading, section: str, questions: Sequence[TopicQuestion], taken: set[int], spoken_for: set[int]
) -> Iterator[Comment]:
    """Yield a section's lines in the order of the table: bullets first, then each question with its answers."""
    asked = [question for question in questions if question.section == section]
    answers = {id(question): _answers(reading, question, spoken_for) for question in asked}
    answered = {one.position for lines in answers.values() for line in lines for one in line}
    elsewhere = {p for p in taken if not names_narrow(section, reading.sentences[p].text)}
    remarks = score_remarks(
        section, reading.call.text, reading.sentences, reading.starts, reading.stated, spoken_for | answered | elsewhere
    )
    bullets = best_bullets(section, list(joined(remarks)))
    for line in bullets:
        spoken_for.update(one.position for one in line)
        yield _comment(reading, Line.BULLET, line)
    for question in asked:
        lines = best_answers(answers[id(question)], question)
        if not lines:
            continue
        spoken_for.update(one.position for line in lines for one in line)
        head = _question(reading, question)
        yield head
        for line in lines:
            yield _comment(reading, Line.ANSWER, line, head.comment_id)


def _answers(reading: _Reading, question: TopicQuestion, spoken_for: set[int]) -> list[list[Scored]]:
    """Return the lines of the answer to a question, best or not, in the order in which they were said."""
    context = answer_context(question)
    scored = [
        score_sentence(position, reading.sentences[position], question.section, reading.stated, context)
        for position in question.answers
        if position not in spoken_for
    ]
    return list(joined(going_on(scored))) or core_of_answer(scored, _asked(reading, question))


def _asked(reading: _Reading, question: TopicQuestion) -> str:
    return " ".join(reading.sentences[p].text for p in question.sentences)


def _question(reading: _Reading, question: TopicQuestion) -> Comment:
    sentences = [reading.sentences[p] for p in question.sentences]
    spans = tuple(_runs(sentences))
    tone = _tone(reading, question.sentences)
    return Comment(
        comment_id=finding_id("c", reading.setting.doc_id, spans[0]),
        section=question.section,
        line=Line.QUESTION,
        theme="question",
        excerpt=" ".join(span.of(reading.call.text) for span in spans),
        spans=spans,
        speaker=sentences[0].speaker if sentences[0].speaker != "unknown" else question.exchange.analyst,
        role=sentences[0].role,
        score=bounded(question.weight),
        tone=tone,
        affiliation=question.exchange.affiliation,
    )


def _comment(reading: _Reading, kind: Line, line: Sequence[Scored], question_id: str | None = None) -> Comment:
    best = max(line, key=lambda one: one.score)
    spans = tuple(_runs([one.sentence for one in line]))
    return Comment(
        comment_id=finding_id("c", reading.setting.doc_id, spans[0]),
        section=best.section,
        line=kind,
        theme=best.theme,
        excerpt=" ".join(span.of(reading.call.text) for span in spans),
        spans=spans,
        speaker=best.sentence.speaker,
        role=best.sentence.role,
        score=bounded(best.score),
        tone=_tone(reading, [one.position for one in line]),
        question_id=question_id,
        figure_ids=tuple(i for one in line for i in one.finding_ids),
    )


def _runs(sentences: Sequence[Sentence]) -> Iterator[Span]:
    """Yield one span a sentence: the excerpt is their words joined by a blank."""
    for sentence in sentences:
        yield sentence.span


def _tone(reading: _Reading, positions: Sequence[int]) -> ToneLabel:
    """Return the tone of the sentence that has most of it."""
    strongest: Tone | None = None
    for position in positions:
        start = reading.sentences[position].span.start
        index = bisect_left(reading.tone_starts, start)
        if index < len(reading.tones) and reading.tones[index].span.start == start:
            tone = reading.tones[index]
            if strongest is None or abs(tone.score) > abs(strongest.score):
                strongest = tone
    return strongest.tone if strongest else ToneLabel.NEUTRAL
