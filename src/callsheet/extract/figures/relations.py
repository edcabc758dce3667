"""Guidance without a number: "capex stays near its level of Q2", "it will grow more slowly than in FY25"."""

import re
from collections.abc import Iterator, Sequence

from callsheet.extract.figures.attachment import attached
from callsheet.extract.figures.candidates import candidates
from callsheet.extract.figures.figure_periods import said_periods
from callsheet.extract.figures.figure_types import figure_type
from callsheet.extract.figures.finding import sentence_scene
from callsheet.extract.figures.ownership import is_own_capex, speaks_of_capex
from callsheet.extract.figures.scene import Scene, Topic
from callsheet.extract.figures.scopes import is_named_part
from callsheet.extract.figures.tense import first_tense, nearest_tense
from callsheet.language.periods import PeriodMention
from callsheet.language.phrases import lowered, phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import (
    FigureKind,
    FigureType,
    FiscalPeriod,
    Relation,
    RelationKind,
    Sentence,
    Setting,
    Span,
    SpeakerRole,
    finding_id,
)

_WORDS = lexicon("guidance_relations")


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(phrase_pattern(_WORDS[name]))


_KEPT = _pattern("kept")
_LEVELS = [
    (RelationKind.LEVEL_WITH, _KEPT),
    (RelationKind.LEVEL_WITH, _pattern("level")),
    (RelationKind.BELOW, _pattern("below")),
    (RelationKind.ABOVE, _pattern("above")),
]
_GROWTH = _pattern("growth")
_GROWTHS = [
    (RelationKind.GROWTH_LEVEL_WITH, _pattern("growth_level")),
    (RelationKind.GROWTH_BELOW, _pattern("growth_below")),
    (RelationKind.GROWTH_ABOVE, _pattern("growth_above")),
]
_SEQUENTIAL, _EACH_QUARTER, _SUBJECT = _pattern("sequential"), _pattern("each_quarter"), _pattern("subject")
_BY_AMOUNT = re.compile(r"\bdollar growth\b")
_OTHER_THING = _pattern("other_things")
_WHOLE = re.compile(rf"(?:^|[,;:.]|{_pattern('whole').pattern})\s*$")
_TALK = 4  # sentences back in which capex may have been named
_REACH = 60  # characters between the word for capex and the word of relation
# Behind these the sentence gives a reason, not what capex will do.
_CAUSE = re.compile(
    r"\b(?:driven by|given|due to|because|as (?:we(?! (?:shared|said|discussed|mentioned|noted|talked))|a result)"
    r"|reflecting|offset by|in order to|so that|which will|from prior|from higher)\b|;"
)
_CAUSED = re.compile(
    r"\b(?:as|because|given|due to|from|by|with|while|of)\s+"
    r"(?:(?:our|the|prior|scaled|increased|significant|ai|these)\s+)*$"
)
_DENIED = re.compile(r"\b(?:not|no|n't|never|rather than)\s+(?:\w+\s+){0,3}$")
# "higher capex", "an increase in our 2026 capex", and not "a growing distinction between our capex ..."
_ADJECTIVE_GAP = re.compile(
    r"\s*(?:(?:in|of|on|our|the|your|total|infrastructure|capital|quarterly|dollar|overall|full|year|fiscal|fy|q[1-4]"
    r"|['’]?\d{2,4})[\s\-]+)*"
)
_LIKEWISE = re.compile(r"\bsimilar\w*\b[^,;]{0,24}$")  # "another year of similarly significant capex dollar growth"
_REFERENCE = re.compile(
    r"(?:than|versus|vs\.?|compared (?:to|with)|similar to|levels? (?:as|to|of|in|with)|as (?:our|the|in)|with|from"
    r"|relative to|over|in line with|consistent with)\s+"
    r"(?:(?:our|the|its|in|that|of|what|we|saw|spent|fiscal|year)\s+){0,4}$"
)


def _subjects(scene: Scene, talk: bool) -> list[Span]:
    """Return the words that stand for capex: its names or, where the talk is of it, "spend", "the growth rate"."""
    capex = [m for m in scene.mentions if m.topic is Topic.CAPEX and is_own_capex(scene, m)]
    own = [m.span for m in capex if not is_named_part(scene, m)]
    own = [span for span in own if not _CAUSED.search(scene.low[: span.start])]
    if own or not talk or scene.names_capex:
        return own
    subject = next((m for m in _SUBJECT.finditer(scene.low) if _is_whole(scene.low, m)), None)
    others = [m for m in scene.mentions if m.topic is Topic.OTHER and not _GROWTH.search(lowered(m.text))]
    if subject is None or any(other.span.start < subject.end() + _REACH for other in others):
        return []
    return [Span(*subject.span())]


def _is_whole(low: str, subject: re.Match[str]) -> bool:
    """Whether "spend" means all of it: nothing before it names a part, as "networking spend" does."""
    return not subject[0].startswith("spend") or bool(_WHOLE.search(low[: subject.start()]))


def _between(scene: Scene, first: Span, second: Span) -> str:
    start, end = (first.end, second.start) if first.end <= second.start else (second.end, first.start)
    return scene.low[start:end] if start < end else ""


def _is_apart(scene: Scene, subject: Span, words: Span) -> bool:
    """Whether a reason, a denial or another thing stands between the subject and the words of relation."""
    gap = _between(scene, subject, words)
    if words.end <= subject.start and not _ADJECTIVE_GAP.fullmatch(gap):
        return True
    return (
        len(gap) > _REACH
        or bool(_CAUSE.search(gap) or _OTHER_THING.search(gap) or _DENIED.search(scene.low[: words.start]))
        or any(
            m.topic is Topic.OTHER and not _GROWTH.search(lowered(m.text)) and m.span.of(scene.low) in gap
            for m in scene.mentions
        )
    )


def _related(scene: Scene, subjects: list[Span]) -> tuple[RelationKind, Span] | None:
    """Return the relation that a sentence states of capex, and the words that state it."""
    for match in _GROWTH.finditer(scene.low):
        growth = Span(*match.span())
        if not any(subject.overlaps(growth) or not _is_apart(scene, subject, growth) for subject in subjects):
            continue
        if _LIKEWISE.search(scene.low[: growth.start]):
            return RelationKind.GROWTH_LEVEL_WITH, growth
        for kind, pattern in _GROWTHS:
            word = pattern.search(scene.low, growth.end)
            if word and word.start() - growth.end <= _REACH and not _CAUSE.search(scene.low, growth.end, word.start()):
                return kind, Span(growth.start, word.end())
    near = [
        (len(_between(scene, subject, span)), kind, span)
        for kind, pattern in _LEVELS
        for span in (Span(*match.span()) for match in pattern.finditer(scene.low))
        for subject in subjects
        if not _is_apart(scene, subject, span)
    ]
    if not near:
        return None
    _, kind, span = min(near, key=lambda one: one[0])
    return kind, span


def _periods(scene: Scene, words: Span, setting: Setting) -> tuple[FiscalPeriod | None, FiscalPeriod | None]:
    """Return the period that is guided and the one it is compared with."""
    at = setting.fiscal_period
    cause = _CAUSE.search(scene.low, words.end)
    guided: list[PeriodMention] = []
    reference: FiscalPeriod | None = None
    for one in said_periods(scene.text, setting, forward=True):
        mention = one.mention
        if mention.period is None or (cause and mention.span.start > cause.start()):
            continue
        if one.comparison or (mention.span.start > words.start and _REFERENCE.search(scene.low[: mention.span.start])):
            reference = reference or mention.period
        elif not _is_behind(mention.period, at):
            guided.append(mention)
    guided.sort(key=lambda mention: len(_between(scene, mention.span, words)))
    period = guided[0].period if guided else None
    sequential = _SEQUENTIAL.search(scene.low)
    if period is None and sequential and at is not None and at.quarter_number:
        period = at.shifted(1)
    if period is None:
        period = _from_talk(scene, setting)
    if _KEPT.search(words.of(scene.low)):
        reference = period
    if reference is None and period is not None:
        if period.quarter_number and sequential:
            reference = period.shifted(-1)
        elif period.is_year:
            reference = FiscalPeriod(period.year - 1)
    return period, reference


def _is_behind(period: FiscalPeriod, at: FiscalPeriod | None) -> bool:
    """Whether a period has ended by the end of the quarter that the call reports on."""
    if at is None:
        return False
    end = period.until or period
    return (end.year, end.quarter_number or 4) <= (at.year, at.quarter_number or 4)


def _from_talk(scene: Scene, setting: Setting) -> FiscalPeriod | None:
    """Return the coming period that the last two sentences name: "In FY26 we ... However, the growth rate ..."."""
    for sentence in reversed(scene.before[-2:]):
        for one in said_periods(sentence, setting, forward=True):
            if one.mention.period and not one.comparison and not _is_behind(one.mention.period, setting.fiscal_period):
                return one.mention.period
    return None


def tense_at(low: str, words: Span) -> FigureKind | None:
    """Return whether the words of relation are said of the past or of what is to come."""
    return nearest_tense(low[: words.end]) or first_tense(low[words.end :])


def _relation_of(scene: Scene, sentence: Sentence, setting: Setting) -> Relation | None:
    talk = any(speaks_of_capex(text) for text in scene.before[-_TALK:])
    subjects = _subjects(scene, talk)
    if not subjects or scene.role is SpeakerRole.ANALYST or "?" in scene.text:
        return None
    found = _related(scene, subjects)
    if found is None or tense_at(scene.low, found[1]) is not FigureKind.GUIDANCE:
        return None
    if any(figure_type(scene, a) in (FigureType.AMOUNT, FigureType.RATIO) for a in attached(scene, talk_is_capex=talk)):
        return None
    period, reference = _periods(scene, found[1], setting)
    if period is None and not scene.names_capex:
        return None
    span = sentence.span
    return Relation(
        relation_id=finding_id("r", setting.doc_id, found[1].shifted(span.start)),
        relation=found[0],
        period=period,
        reference=reference,
        per_quarter=bool(_EACH_QUARTER.search(scene.low)),
        by_amount=bool(_BY_AMOUNT.search(found[1].of(scene.low))),
        text=found[1].of(scene.text),
        excerpt=sentence.text,
        span=found[1].shifted(span.start),
        speaker=sentence.speaker,
        role=sentence.role,
    )


def _relations(sentences: Sequence[Sentence], setting: Setting) -> Iterator[Relation]:
    for position in candidates(sentences, _TALK):
        relation = _relation_of(sentence_scene(sentences, position, setting), sentences[position], setting)
        if relation is not None:
            yield relation


def find_relations(sentences: Sequence[Sentence], setting: Setting) -> list[Relation]:
    """Return the guidance without a number in ``sentences`` (a call's, in order), by management only."""
    return list(_relations(sentences, setting))
