"""How much a comment table wants a sentence, and under which theme: a sum of what it names, laid out in themes.toml."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from callsheet.extract.commentary.vocabulary import (
    asides,
    names_narrow,
    openers,
    section_topics,
    themes,
    topics_in,
    weights,
    words,
)
from callsheet.records import Figure, Relation, Scope, Sentence

_NUMBER_WITH_UNIT = re.compile(
    r"[$€£¥₩]\s?\d|\d(?:[\d.,]*)\s?(?:%|x\b|percent|points?|billion|million|trillion|gigawatt|megawatt|GW|MW)", re.I
)
_NOT_WORDS = re.compile(r"\W+")
_SHORTEST = 6  # words: "Agents work." names a theme and says too little alone
_TERSE, _DILUTION = 20, 0.5  # words; a long sentence names more themes without saying more
_LONG = (40, 55, 70)  # words: a sentence spoken without a stop holds many things and states none


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence as a section sees it.

    Attributes:
        position: index in the call's sentences.
        theme, order: what it is mainly about, and that theme's place among the section's bullets.
        score: how much it is wanted; not bounded above, so that lines can be ranked.
        core: whether it names what the section is chiefly about, or states a figure of it.
        finding_ids: the figures and relations that it states.
    """

    position: int
    sentence: Sentence
    section: str
    theme: str
    order: int
    score: float
    core: bool = False
    finding_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """The figures and relations of a call, by the position of the sentence that states them."""

    figures: Mapping[int, Sequence[Figure]]
    relations: Mapping[int, Sequence[Relation]]

    def ids(self, position: int) -> tuple[str, ...]:
        """Return the ids of what the sentence at ``position`` states."""
        return tuple(f.figure_id for f in self.figures.get(position, ())) + tuple(
            r.relation_id for r in self.relations.get(position, ())
        )


def leans_back(text: str) -> bool:
    """Whether a sentence opens with a word that needs the sentence before it.

    >>> leans_back("However, the growth rate will be lower."), leans_back("Capex grew.")
    (True, False)
    """
    opening = _NOT_WORDS.sub(" ", text[:40].lower()).strip() + " "
    return any(opening.startswith(opener + " ") for opener in openers())


def _stated_weight(position: int, stated: Stated) -> tuple[float, str, int]:
    """Return what the figures and relations of a sentence add, with the theme and order that they give it."""
    table = weights()["figure_weights"]
    best, theme, order = 0.0, "", 0
    for figure in stated.figures.get(position, ()):
        weight = table.get(figure.kind.value, 0.0) + (table["component"] if figure.scope is Scope.COMPONENT else 0.0)
        if weight > best:
            ahead = figure.kind.value in ("guidance", "plan")
            best, theme, order = weight, "guidance" if ahead else "spent", 2 if ahead else 1
    if stated.relations.get(position) and table["relation"] > best:
        best, theme, order = table["relation"], "guidance", 2
    return best, theme, order


def going_on(scored: Iterable[Scored]) -> Iterator[Scored]:
    """Yield the sentences that make a line, those that nearly do and go on from one, and those that one goes on from.

    "However, the growth rate will be lower" is no line without the sentence before it.
    """
    table = weights()
    before: Scored | None = None
    for sentence in scored:
        one = sentence
        next_to = (
            before is not None
            and before.position == one.position - 1
            and before.sentence.paragraph == one.sentence.paragraph
            and leans_back(one.sentence.text)
        )
        was_line = before is not None and before.score >= table["line_score"]
        if next_to and was_line:
            one = replace(one, score=round(one.score + table["leaning_weight"], 3))
        if one.score >= table["line_score"]:
            if next_to and before is not None and not was_line and before.score >= table["lead_score"]:
                yield before
            yield one
        before = one


def score_sentence(position: int, sentence: Sentence, section: str, stated: Stated, context: float = 0.0) -> Scored:
    """Return how much the table of ``section`` wants a sentence.

    Args:
        context: what its place adds: the answer to a question on the topic, the middle of a passage.
    """
    table = weights()
    text = sentence.text
    named = list(topics_in(text, section_topics(section)))
    score = context + max((table["topic_weights"].get(t.key, table["topic_weight"]) for t in named), default=0.0)
    found = [theme for theme in themes(section) if theme.matcher.is_in(text)]
    length = len(text.split())
    score += sum(theme.weight for theme in found) * (_TERSE / max(_TERSE, length)) ** _DILUTION
    # Figures are capex: they make a line of the section that capex belongs to.
    figure_score, theme, order = _stated_weight(position, stated) if section == "capex" else (0.0, "", 0)
    score += figure_score
    if found and not theme:
        main = max(found, key=lambda one: one.weight)
        theme, order = main.key, main.order
    if named or found:
        score += table["quantity_weight"] * bool(_NUMBER_WITH_UNIT.search(text))
        score += table["outlook_weight"] * words("outlook").is_in(text) + table["change_weight"] * words(
            "change"
        ).is_in(text)
    alone = names_narrow(section, text)
    if not alone:  # a sentence that names DeepSeek is shown whatever else it holds
        score -= sum(aside.weight for aside in asides(section) if aside.matcher.is_in(text))
    if length < _SHORTEST and not figure_score and not alone:
        score -= 0.3
    if alone:
        score = max(score, table["line_score"])
    else:
        score -= sum(0.14 for limit in _LONG if length > limit)
    return Scored(
        position,
        sentence,
        section,
        theme or (named[0].key if named else "passage"),
        order or 50,
        round(max(0.0, score), 3),
        bool(figure_score) or any(one.core for one in found) or section in table["narrow"],
        stated.ids(position) if figure_score else (),
    )
