"""Guidance without a number: how capex of a coming period will stand to that of another.

"We expect spend in Q3 and Q4 to stay near the level of Q2" binds two quarters to a third; "capex will grow in 2026"
says only that the year will be above the one before. What is compared is the level or, where growth is the subject,
the growth.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from callsheet.extract.figures.attachment import attached, speaks_of_capex
from callsheet.extract.figures.scene import Scene, Topic
from callsheet.extract.figures.tense import is_forward
from callsheet.language.periods import PeriodMention, periods
from callsheet.language.phrases import lowered
from callsheet.lexicon import lexicon
from callsheet.records import (
    FiscalPeriod,
    Part,
    Relation,
    RelationKind,
    Sentence,
    Setting,
    Span,
    SpeakerRole,
    finding_id,
)

_LEXICON = lexicon("relations")
_PATTERNS = [
    (RelationKind(entry["relation"]), [re.compile(pattern) for pattern in entry["patterns"]])
    for entry in _LEXICON["relations"]
]
_WORDS = {name: re.compile(pattern) for name, pattern in _LEXICON["words"].items()}
_SPEAKERS = (SpeakerRole.EXECUTIVE, SpeakerRole.INVESTOR_RELATIONS, SpeakerRole.UNKNOWN)
_TALK = 4  # sentences back that may name the capex which "quarterly spend" means, or the year that "it" is about
_FAR = 70  # characters between a subject and what is said of it
_COMPARES_WITHIN = 90  # characters behind the relation in which its reference begins


def find_relations(sentences: Sequence[Sentence], setting: Setting) -> list[Relation]:
    """Return the guidance without a number in ``sentences`` (a call's, in order), in the order of its words.

    At most one relation a sentence; a sentence that states an amount is left to ``find_figures``. Only what the
    company's own people say counts.
    """
    found = []
    for position, sentence in enumerate(sentences):
        if sentence.role in _SPEAKERS and "?" not in sentence.text:
            earlier = [
                other.text for other in sentences[max(0, position - _TALK) : position] if other.turn == sentence.turn
            ]
            found.extend(_relations(sentence, earlier, setting))
    return found


def _relations(sentence: Sentence, earlier: Sequence[str], setting: Setting) -> Iterator[Relation]:
    low = lowered(sentence.text)
    if not is_forward(low) or _WORDS["not_the_level"].search(low):
        return
    scene = Scene(sentence.text, tuple(earlier), role=sentence.role, dollar=setting.currency)
    hit = _said_of(list(_subjects(scene, earlier)), scene)
    if hit is None or any(True for _ in attached(scene, talk_is_capex=True)):
        return
    relation, match = hit
    period, reference = _periods(sentence.text, low, relation, match, earlier, setting)
    if period is None:
        return
    yield Relation(
        relation_id=finding_id("r", setting.doc_id, sentence.span),
        relation=relation,
        period=period,
        reference=reference,
        per_quarter=bool(_WORDS["per_quarter"].search(low)),
        text=sentence.text,
        excerpt=sentence.text,
        span=sentence.span,
        speaker=sentence.speaker,
        role=sentence.role,
    )


def _subjects(scene: Scene, earlier: Sequence[str]) -> Iterator[Span]:
    """Where the sentence names capex; where it does not, what goes on about the capex that the talk just named."""
    if speaks_of_capex(scene.text):
        yield from (mention.span for mention in scene.mentions if mention.topic is Topic.CAPEX)
    elif any(map(speaks_of_capex, earlier)):
        others = (m for m in scene.mentions if m.topic is Topic.OTHER and not m.text.lower().startswith("growth"))
        stop = min((mention.span.start for mention in others), default=len(scene.low))
        yield from (Span(*match.span()) for match in _WORDS["goes_on"].finditer(scene.low, 0, stop))


def _said_of(subjects: Sequence[Span], scene: Scene) -> tuple[RelationKind, re.Match[str]] | None:
    """The relation that stands nearest to a subject, in the same clause and with nothing else counted between."""
    best: tuple[int, RelationKind, re.Match[str]] | None = None
    for relation, patterns in _PATTERNS:
        for match in (match for pattern in patterns for match in pattern.finditer(scene.low)):
            for subject in subjects:
                gap = _gap(Span(*match.span()), subject, scene)
                if gap is not None and (best is None or gap < best[0]):
                    best = gap, relation, match
    return best[1:] if best else None


def _gap(match: Span, subject: Span, scene: Scene) -> int | None:
    """How far a relation stands from its subject; None where it is not said of it."""
    if match.overlaps(subject):
        return 0
    after = subject.end <= match.start
    start, end = (subject.end, match.start) if after else (match.end, subject.start)
    between = scene.gap(start, end)
    if not after:
        return end - start if _WORDS["joins"].fullmatch(between) else None
    if end - start > _FAR or _WORDS["breaks"].search(between):
        return None
    return None if any(start <= mention.span.start < end for mention in scene.mentions) else end - start


def _periods(
    text: str, low: str, relation: RelationKind, match: re.Match[str], earlier: Sequence[str], setting: Setting
) -> tuple[FiscalPeriod | None, FiscalPeriod | None]:
    """Return the period that is guided and the one that it is compared with; None where nothing says."""
    now = setting.fiscal_period
    if now is None:
        return None, None
    named = list(_periods_named(text, setting))
    compares = _WORDS["compares"].search(low, match.start(), match.end() + _COMPARES_WITHIN)
    behind = compares.end() if compares else match.end() + _FAR
    target = _coming((mention for mention in named if mention.span.start < behind), now)
    reference = next((m.period for m in named if compares and m.span.start >= compares.end()), None)
    if _WORDS["sequential"].search(low):
        target = target or now.shifted(1)
        return target, reference or _before(target)
    if target is None:
        for words in reversed(earlier):
            target = _coming(_periods_named(words, setting), now)
            if target:
                break
    if target is None:
        return None, None
    if reference is None:
        kept = relation is RelationKind.LEVEL_WITH and _WORDS["outlook_kept"].search(low)
        reference = target if kept else _before(target)
    return target, reference


def _periods_named(text: str, setting: Setting) -> Iterator[PeriodMention]:
    """The periods that ``text`` names as such; "beyond 2024" names none."""
    for mention in periods(text, setting.fiscal_period, setting.fiscal_year_end_month, forward=True):
        if not lowered(text[: mention.span.start]).endswith("beyond "):
            yield mention


def _coming(mentions: Iterable[PeriodMention], now: FiscalPeriod) -> FiscalPeriod | None:
    """The first mentioned period that is not over when the call is held."""
    for mention in mentions:
        if mention.period and not _is_over(mention.period, now):
            return mention.period
    return None


def _is_over(period: FiscalPeriod, now: FiscalPeriod) -> bool:
    last = list(period.quarters())[-1:] or [FiscalPeriod(period.year, Part.Q4)]
    return (last[0].year, last[0].part) <= (now.year, now.part)


def _before(period: FiscalPeriod) -> FiscalPeriod | None:
    """The period of the same length just before: the year before a year, the quarter before a quarter or a span."""
    if period.is_year:
        return FiscalPeriod(period.year - 1)
    if period.part is Part.YEAR:
        return FiscalPeriod(period.year - 1)
    quarters = list(period.quarters())
    return quarters[0].shifted(-1) if quarters else None
