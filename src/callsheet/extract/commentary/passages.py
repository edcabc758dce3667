"""Passages on a topic: which sentences a section scores, and how they join into lines.

A passage runs from the first sentence that names the topic to the last that still speaks of it, also where the later
ones do not name it: "It will grow at a lower rate" belongs to the capex named before it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from callsheet.extract.commentary.scoring import Scored, Stated, going_on, leans_back, score_sentence
from callsheet.extract.commentary.vocabulary import section_topics, themes, weights
from callsheet.language.phrases import PhraseMatcher
from callsheet.records import Sentence, SpeakerRole

_SPEAKS_FOR_THE_COMPANY = (SpeakerRole.EXECUTIVE, SpeakerRole.UNKNOWN, SpeakerRole.INVESTOR_RELATIONS)
_LONGEST_LINE = 70  # words of the sentences that one line may join
_SHORT_LINE = 60  # words: neighbouring sentences up to this length are one line
_MOST_SENTENCES = 3
_GAP = 1  # sentences within a passage that neither name the topic nor one of its themes
_HEADING = 7  # words: "Turning now to the CapEx outlook."


def sentence_starts(sentences: Sequence[Sentence]) -> list[int]:
    """Return the first character of each sentence, for looking up positions."""
    return [sentence.span.start for sentence in sentences]


def position_of(starts: Sequence[int], character: int) -> int:
    """Return the position of the sentence that holds ``character``."""
    return max(0, bisect_right(starts, character) - 1)


@cache
def _topic_words(section: str) -> PhraseMatcher:
    return PhraseMatcher(
        [phrase for topic in section_topics(section) for phrase in topic.phrases],
        [phrase for topic in section_topics(section) for phrase in topic.exceptions],
    )


@cache
def _section_words(section: str) -> PhraseMatcher:
    """Return one matcher of everything that makes a sentence a candidate: a call is read once for a section."""
    phrases = [phrase for topic in section_topics(section) for phrase in topic.phrases]
    phrases += [phrase for table in weights()["themes"] if table["section"] == section for phrase in table["phrases"]]
    return PhraseMatcher(phrases)


def _positions(matcher: PhraseMatcher, text: str, starts: Sequence[int]) -> set[int]:
    return {position_of(starts, span.start) for span in matcher.spans(text)}


def is_management(sentence: Sentence) -> bool:
    """Whether a sentence may be quoted as the company's."""
    return sentence.role in _SPEAKS_FOR_THE_COMPANY


def _contexts(
    section: str, sentences: Sequence[Sentence], named: set[int], found: set[int], stated: Stated
) -> dict[int, float]:
    """Return what its place adds to each sentence that stands in a passage of the section."""
    table = weights()
    contexts: dict[int, float] = {}
    for start in sorted(named):
        heading = len(sentences[start].text.split()) <= _HEADING and not stated.ids(start)
        if not heading and score_sentence(start, sentences[start], section, stated).score < table["line_score"]:
            continue
        gap, position = 0, start + 1
        while position < len(sentences) and sentences[position].paragraph == sentences[start].paragraph:
            near = position in found or leans_back(sentences[position].text)
            gap = 0 if near else gap + 1
            if gap > _GAP:
                break
            if near:
                weight = table["heading_weight"] if heading else table["passage_weight"]
                contexts[position] = max(contexts.get(position, 0.0), weight)
            position += 1
    if section not in table["needs_topic"]:
        for run in _runs(sorted(found), sentences):
            if len(run) > 1 and any(_is_core(section, sentences[position].text) for position in run):
                for position in run:
                    contexts[position] = max(contexts.get(position, 0.0), table["neighbour_weight"])
    return contexts


def _runs(found: Sequence[int], sentences: Sequence[Sentence]) -> Iterator[list[int]]:
    """Yield the positions of ``found`` that follow each other within one paragraph, run by run."""
    run: list[int] = []
    for position in found:
        if run and (position != run[-1] + 1 or sentences[position].paragraph != sentences[run[-1]].paragraph):
            yield run
            run = []
        run.append(position)
    if run:
        yield run


def _is_core(section: str, text: str) -> bool:
    return any(theme.core and theme.matcher.is_in(text) for theme in themes(section))


def score_remarks(
    section: str, text: str, sentences: Sequence[Sentence], starts: Sequence[int], stated: Stated, without: set[int]
) -> list[Scored]:
    """Return the management's sentences that a section wants, in order; ``without`` are those spoken for elsewhere."""
    found = _positions(_section_words(section), text, starts)
    named = _positions(_topic_words(section), text, starts) if found else set()  # its words are among the section's
    if section == "capex":
        found |= {*stated.figures, *stated.relations}
    contexts = _contexts(section, sentences, named, found, stated)
    allowed = named | set(contexts)
    if section not in weights()["needs_topic"]:  # a figure of capex says nothing about DeepSeek
        allowed |= {p for p in found if stated.ids(p)}
    scored = (
        score_sentence(p, sentences[p], section, stated, contexts.get(p, 0.0))
        for p in sorted(allowed)
        if p not in without and is_management(sentences[p])
    )
    return list(going_on(scored))


def joined(scored: Iterable[Scored]) -> Iterator[list[Scored]]:
    """Yield lines: sentences that follow each other and lean on each other are one line."""
    line: list[Scored] = []
    for one in scored:
        if line and _joins(line, one):
            line.append(one)
            continue
        if line:
            yield line
        line = [one]
    if line:
        yield line


def _joins(line: Sequence[Scored], one: Scored) -> bool:
    last, length = line[-1], len(one.sentence.text.split())
    words = sum(len(part.sentence.text.split()) for part in line) + length
    return (
        one.position == last.position + 1
        and one.sentence.paragraph == last.sentence.paragraph
        and len(line) < _MOST_SENTENCES
        and words <= _LONGEST_LINE
        and (leans_back(one.sentence.text) or words <= _SHORT_LINE)
    )
