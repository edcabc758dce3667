"""Plans: programmes of several years, the whole cost of a project, and levels that hold for every year (``plan``)."""

import re

from callsheet.extract.figures.attachment import Attached, Link
from callsheet.extract.figures.ownership import topic_sentence
from callsheet.extract.figures.scene import Scene, Topic
from callsheet.language.phrases import phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import FigureKind, FigureType, FiscalPeriod

_WORDS = lexicon("figure_words")["plan"]

_PLAN = re.compile(r"(?i)\b(?:plans?|program\w*)$")
_PLAN_HEAD = re.compile(rf"(?:[\w\-]+\s+){{0,2}}?(?:{phrase_pattern(_WORDS['heads'])})")
_OPEN_ENDED = re.compile(phrase_pattern(_WORDS["open_ended"]))
_PROJECT = re.compile(phrase_pattern(_WORDS["project"]))
_WE_PROJECT = re.compile(r"\b(?:we|we're|to|they|currently|also)\s+project\b")  # the verb
_IN_PLAN = re.compile(
    r"\b(?:in|into|within) (?:this|our|the|its) (?:[\w$.,\-]+ ){0,4}(?:capital|investment|year|capex|spending) plan\b"
    r"|\bin this plan\b"
)
_INCREMENT = re.compile(r"\b(?:incremental|upside|potential|opportunit\w+|additional)\b")
_POTENTIAL = re.compile(r"\bpotential\s+(?:\w+\s+)?$")  # "the potential capital investment ranges from ..."
_STANDING = re.compile(r"\b(?:long[\s\-]term|longer[\s\-]term|framework)\b")
_USUAL = re.compile(r"\b(?:historical\w*|typically|usually)\b")
_STANDING_PART = re.compile(r"\b(?:maintenance|sustaining|normal\w*|target\w*)\b")
_CLAUSE_END = re.compile(r",|\b(?:as|to|and|which|that)\b")
_SPENT = re.compile(r"\b(?:spent|invested|deployed|incurred|totaled)\b")
_IT = re.compile(r"\W*(?:(?:and|so|now)\s+)*(?:it|that|this|which)\b")


def is_plan(scene: Scene, found: Attached, type_: FigureType, tense: FigureKind | None) -> bool:
    """Whether a figure without a year of its own is a programme's, a project's, or a level for every year."""
    start, end = found.quantity.span.start, found.quantity.span.end
    mention = found.mention
    if mention is not None and _POTENTIAL.search(scene.low[max(0, mention.span.start - 30) : mention.span.start]):
        return True
    if names_programme(scene, found, type_):
        return tense is not FigureKind.ACTUAL or not _SPENT.search(scene.low[:start])
    if type_ is FigureType.DELTA:
        return is_increment(scene, found)
    if tense is FigureKind.ACTUAL:
        return False
    right = scene.low[end : end + 60]
    cut = _CLAUSE_END.search(right)
    project = _WE_PROJECT.sub(" ", scene.low[max(0, start - 90) : start] + right[: cut.start() if cut else 60])
    return bool(_OPEN_ENDED.search(_near(scene, found)) or _PROJECT.search(project) or _IN_PLAN.search(scene.low))


def names_programme(scene: Scene, found: Attached, type_: FigureType) -> bool:
    """Whether the figure is said of a programme by name: "a $54 billion capital plan"."""
    if found.link is Link.TALK and _IT.match(scene.low):
        topic = [m for m in Scene(topic_sentence(scene.before)).mentions if m.topic is Topic.CAPEX]
        return bool(topic and _PLAN.search(topic[-1].text))
    if found.mention is None:
        return False
    head = scene.low[found.mention.span.start : found.mention.span.end + 14]
    heads = found.link is not Link.BEFORE or type_ is FigureType.DELTA
    return bool(_PLAN.search(found.mention.text) or (heads and _PLAN_HEAD.match(head)))


def is_increment(scene: Scene, found: Attached) -> bool:
    """Whether a figure is what may come on top of a programme: "$2 billion of upside"."""
    return bool(_INCREMENT.search(_near(scene, found)))


def is_standing_ratio(
    scene: Scene, found: Attached, type_: FigureType, tense: FigureKind | None, period: FiscalPeriod | None
) -> bool:
    """Whether a ratio is a standing aim, not what is expected of one year: "our long-term framework of 6% to 7%"."""
    if type_ is not FigureType.RATIO:
        return False
    expected = tense is FigureKind.GUIDANCE and period is not None and not period.until
    start, end = found.quantity.span.start, found.quantity.span.end
    near = scene.low[max(0, start - 45) : end] + re.split(r"[,;]", scene.low[end : end + 45])[0]
    if _USUAL.search(near) or (period is None and _STANDING_PART.search(near)):
        return True
    return not expected and bool(_STANDING.search(near))


def _near(scene: Scene, found: Attached) -> str:
    return scene.low[max(0, found.quantity.span.start - 60) : found.quantity.span.end + 40]
