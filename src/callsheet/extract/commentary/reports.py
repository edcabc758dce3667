"""Comments of a broker's report in Korean: what it says on a section's topics, in its own words.

A report has no speakers to choose from and no questions to answer: a sentence that names a topic or states a capex
figure is a candidate, and the best of each section are its lines. Where the report prints ``Q.`` lines, what follows
up to the next heading answers them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callsheet.extract.commentary.selection import bounded
from callsheet.extract.commentary.vocabulary import section_keys, section_topics, topics_in, weights
from callsheet.language.quantities import quantities
from callsheet.records import (
    BlockRole,
    Comment,
    Figure,
    Line,
    RenderedBy,
    Report,
    Sentence,
    Setting,
    Tone,
    ToneLabel,
    finding_id,
)

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_QUESTION = re.compile(r"Q\s?[.)]\s*")
_WORD = re.compile(r"[\uac00-\ud7a3]{2,}|[A-Za-z0-9$%.]+")
_HEADINGS = frozenset({BlockRole.TITLE, BlockRole.HEADING})
_SPACES = re.compile(r"\s+")
_SHORTEST = 16  # characters: a heading or a label says nothing
_MOST = 12  # lines of a section
_MOST_ANSWERS = 8
_SAME = 0.6  # share of the shorter line's words that the other also has: they say the same


@dataclass(frozen=True, slots=True)
class _Candidate:
    position: int
    sentence: Sentence
    section: str
    score: float
    figure_ids: tuple[str, ...]
    asked: int | None = None  # the position of the question that it answers


def find_report_comments(
    report: Report, sentences: Sequence[Sentence], figures: Sequence[Figure], tones: Sequence[Tone], setting: Setting
) -> list[Comment]:
    """Return the lines of a Korean report on the sections of coverage.toml, in the order of the report.

    A comment's ``ko`` is the report's own sentence on one line, its ``excerpt`` the exact words of its span, its ``en``
    empty: nothing is translated. ``rendered_by`` is ``quote``.
    """
    figures_at = {
        position: [figure for figure in figures if sentence.span.covers(figure.span)]
        for position, sentence in enumerate(sentences)
    }
    headings = {number for number, block in enumerate(report.blocks) if block.role in _HEADINGS}
    found = list(_candidates(sentences, figures_at, headings))
    tone_at = {tone.span.start: tone.tone for tone in tones}
    comments: list[Comment] = []
    for section in section_keys():
        chosen = _best([one for one in found if one.section == section])
        ids = {one.position: finding_id("c", setting.doc_id, one.sentence.span) for one in chosen}
        comments += [_comment(one, ids, tone_at) for one in chosen]
    return comments


def _candidates(
    sentences: Sequence[Sentence], figures_at: dict[int, list[Figure]], headings: set[int]
) -> Iterator[_Candidate]:
    """Yield what a section may show, each sentence in the section that it speaks of most."""
    asked: tuple[int, str] | None = None
    for position, sentence in enumerate(sentences):
        text = _SPACES.sub(" ", sentence.text)
        if sentence.paragraph in headings or _is_label(text):
            asked = None
            continue
        if not _HANGUL.search(text):
            continue
        scores = {section: _score(text, section, figures_at[position]) for section in section_keys()}
        section, score = max(scores.items(), key=lambda item: item[1])
        if _QUESTION.match(text):
            asked = (position, section) if score else None
            if score:
                yield _Candidate(position, sentence, section, score, ())
            continue
        if text.endswith("?"):
            continue
        if asked and sentence.paragraph - sentences[asked[0]].paragraph <= _MOST_ANSWERS:
            yield _Candidate(position, sentence, asked[1], max(score, weights()["line_score"]), (), asked[0])
        elif score >= weights()["line_score"]:
            ids = tuple(figure.figure_id for figure in figures_at[position]) if section == "capex" else ()
            yield _Candidate(position, sentence, section, score, ids)


def _is_label(text: str) -> bool:
    return len(text) < _SHORTEST or text.startswith("#") or text.rstrip().endswith("관련")


def _score(text: str, section: str, figures: Sequence[Figure]) -> float:
    """Return how much a section wants a sentence: its topic, figures, numbers, and whether it says what is to come."""
    table = weights()
    named = list(topics_in(text, section_topics(section)))
    score = max((table["korean"]["topic_weights"].get(topic.key, 0.0) for topic in named), default=0.0)
    if section == "capex" and figures:
        score += max(table["figure_weights"].get(figure.kind.value, 0.0) for figure in figures)
    if not score:
        return 0.0
    said = ("outlook", "change")
    score += sum(table[f"{kind}_weight"] for kind in said if any(word in text for word in table["korean"][kind]))
    return float(score + table["quantity_weight"] * any(True for _ in quantities(text, "KRW")))


def _best(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the best candidates of a section, no two saying the same; a question stays where it has an answer."""
    kept: list[tuple[_Candidate, frozenset[str]]] = []
    for one in sorted(candidates, key=lambda one: (-one.score, one.position)):
        words = frozenset(_WORD.findall(one.sentence.text))
        if all(len(words & other) < _SAME * min(len(words), len(other)) for _, other in kept):
            kept.append((one, words))
    lines = [one for one, _ in kept]
    questions = {one.position for one in lines if _QUESTION.match(one.sentence.text)}
    answers = [one for one in lines if one.asked in questions]
    answered = {one.asked for one in answers}
    bullets = [one for one in lines if one.asked not in questions and one.position not in questions][:_MOST]
    shown = [*bullets, *answers, *(one for one in lines if one.position in answered)]
    return sorted(shown, key=lambda one: one.position)


def _comment(one: _Candidate, ids: dict[int, str], tone_at: dict[int, ToneLabel]) -> Comment:
    sentence = one.sentence
    is_question = bool(_QUESTION.match(sentence.text))
    words = _QUESTION.sub("", _SPACES.sub(" ", sentence.text)).strip().rstrip(".")
    kind = Line.QUESTION if is_question else Line.ANSWER if one.asked in ids else Line.BULLET
    return Comment(
        comment_id=ids[one.position],
        section=one.section,
        line=kind,
        theme="report",
        excerpt=sentence.text,
        spans=(sentence.span,),
        speaker=sentence.speaker,
        role=sentence.role,
        score=bounded(one.score),
        tone=tone_at.get(sentence.span.start, ToneLabel.NEUTRAL),
        question_id=ids[one.asked] if one.asked is not None and kind is Line.ANSWER else None,
        figure_ids=one.figure_ids,
        ko=f"Q. {words}" if is_question else words,
        rendered_by=RenderedBy.QUOTE,
    )
