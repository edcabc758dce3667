"""What a figure states: spent, expected, planned over years, or quoted for comparison; and whose number it is.

In this order: nobody's number (a run rate, an analyst's own arithmetic) is ``other``; a word of comparison directly
before it makes it ``prior``; several years, or a programme without a year, make it a ``plan``; the nearest word of
tense before it, or behind it, tells ``actual`` from ``guidance``.
"""

import re

from callsheet.extract.figures.attachment import Attached, Link
from callsheet.extract.figures.ownership import topic_sentence
from callsheet.extract.figures.scene import Scene, Topic
from callsheet.extract.figures.tense import first_tense, nearest_tense
from callsheet.language.phrases import lowered, phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import FigureKind, FigureType, FiscalPeriod, Part, Qualifier, SpeakerRole

_WORDS = lexicon("figure_words")


def _any(name: str) -> str:
    return "|".join(_WORDS["prior"][name])


# A word that may stand between "compared to" and what is compared with.
_WORD = r"(?!(?:to|at|is|was|were|will|be|through|until|expect|expects|expected|expecting|and|by)\b)[\w'’\-&]+"
_COMPARED = re.compile(
    r"(?<!more )(?<!less )(?<!greater )(?<!range )(?<!ranging )(?<!anywhere )"
    rf"(?:{_any('comparing')}),?\s+(?:{_WORD}\s+){{0,10}}$"
)
_FORMER = re.compile(
    rf"\b(?:{_any('former')})\s+(?:{_WORD}\s+){{0,5}}$"
    rf"|\b(?:{_any('original')})\s+(?:{_WORD}\s+){{0,4}}(?:was|were|for|at)\s+(?:\w+\s+){{0,2}}$"
    rf"|\b(?:{_any('former')})\s+(?:{_any('guided')})\b(?:\s+\w+){{0,5}}\s+(?:was|were|of)\s+(?:\w+\s+){{0,2}}$"
    r"|^\W*(?:previously|originally|initially),?\s[^.;$€£\d]{0,40}$"
    rf"|\bhad\s+(?:{_any('expecting')})\b[^.;,$€£\d]{{0,60}}$"
    rf"|(?<!\bas )\b(?:previously|originally|initially)\s+(?:{_any('expecting')})\s+(?:[\w'’]+\s+){{0,6}}$"
)
_RANGE_GIVEN = re.compile(
    rf"\s+(?:{_any('guided')})?\s*(?:that |which )?we\s+(?:had\s+)?(?:previously\s+)?"
    r"(?:gave|given|provided|guided|issued|communicated|had|shared|announced|set|laid|outlined)\b"
)
_END_OF_RANGE = re.compile(
    r"\b(?:end|half|midpoint|top|bottom|middle|upper|lower|within|inside)\s+(?:of\s+)?(?:the|our|its|that)\s+"
    r"(?:previous|previously|prior|original|initial)"
)
_COMPARES_LIST = re.compile(r"^\W*(?:and\s+)?(?:this|that|which|it)\s+compare[sd]?\s+(?:to|with)\b")
_COMPARED_TOO = re.compile(r"\b(?:compare[sd]?|versus)\b[^.;]{0,80}\band\s+(?:\w+\s+)?$")  # "... to A and B a year ago"
_YEAR_AGO = re.compile(r"\s+(?:(?:in|for|during)\s+(?:the\s+)?)?(?:a year ago|last year|(?:the )?prior|(?:the )?same|year[\s\-]ago)\b")
_SAID_THEN = re.compile(
    r"\blast (?:quarter|time|year),? (?:that )?we (?:guided|said|expected|told|indicated|thought)\b[^.;$€£\d]{0,60}$"
    r"|\b(?:said|guided|told you|indicated) (?:last|in the (?:first|second|third|fourth|prior)) (?:quarter|time|call)\b[^.;$€£\d]{0,60}$"
)
_NOW = re.compile(r"\b(?:we now|today|we are now|we're now|it's now|now we)\b")
_GUIDED_RANGE = re.compile(  # "$22 billion, consistent with our guidance at the high end of the $21 to $22 billion range"
    rf"\b(?:in line with|consistent with|within)\s+(?:our|the|its)\s+[^.;$€£\d]{{0,40}}?(?:{_any('guided')})\b[\w\s]{{0,40}}$"
)
_WHICH_WAS = re.compile(
    r"(?:previous|prior|recent|original|initial|last|in line with|similar to|compared (?:to|with)|versus|than)"
    r"[\w\s,.]{0,30}which (?:was|were)\s+(?:\w+\s+){0,2}$"
)
_YOUR = re.compile(r"\b(?:you|your|you're|you've|you'll|guys)\b")
_GUESS = re.compile(phrase_pattern(_WORDS["other"]["guesses"]))
_OTHER = re.compile(phrase_pattern(_WORDS["other"]["phrases"]))
_PLAN = re.compile(r"(?i)\b(?:plans?|program\w*)$")
_PLAN_HEAD = re.compile(rf"(?:[\w\-]+\s+){{0,2}}?(?:{phrase_pattern(_WORDS['plan']['heads'])})")
_OPEN_ENDED = re.compile(phrase_pattern(_WORDS["plan"]["open_ended"]))
_IN_PLAN = re.compile(
    r"\b(?:in|into|within) (?:this|our|the|its) (?:[\w$.,\-]+ ){0,4}(?:capital|investment|year|capex|spending) plan\b|\bin this plan\b"
)
_PROJECT = re.compile(phrase_pattern(_WORDS["plan"]["project"]))
_YOUR_CAPEX = re.compile(r"\byour\s+(?:[\w\-]+\s+){0,3}(?:capex|cap ex|capital|spending|spend|guidance)\b")
_INCREMENT = re.compile(r"\b(?:incremental|upside|potential|opportunit\w+|additional)\b")
_STANDING_PART = re.compile(r"\b(?:maintenance|sustaining|normal\w*|target\w*)\b")
_ASKS = re.compile(
    r"\?|\bi'm guessing\b|\bjust (?:wondering|curious)\b|\b(?:can|could) you\b|\bhow (?:should|do) (?:we|you)\b"
    r"|\bmy (?:follow|question)\b"
)
_WE_DID = re.compile(
    r"\bwe (?:have |also |\w+ly )?(?:(?!need|announc|approv|plann|guid|expect|target|budget|rais|lower|increas|reduc|updat|revis|reiterat|talk)\w{3,}ed|ran|took|made|sold|bought|built|grew|held|saw|kept|got|paid)\b"
)
_IT = re.compile(r"\W*(?:(?:and|so|now)\s+)*(?:it|that|this|which)\b")
_IF = re.compile(  # "if capex stays at $2 billion"
    r"\bif (?:(?:the|your|our|that|this) )?(?:[\w\-]+ ){0,2}(?:capex|spend|spending|expenditures|capital)"
    r" (?:stays?|remains?|is|were|was|goes|runs?|continues?)\b[^.;,$€£\d]{0,30}$"
)
_SAY = re.compile(r",?\s*\bsay,?\s+(?:\w+\s+)?$")
_STANDING = re.compile(r"\b(?:long[\s\-]term|longer[\s\-]term|framework|historical\w*|typically|usually)\b")
_CLAUSE_END = re.compile(r",|\b(?:as|to|and|which|that)\b")
_EXPECTED = re.compile(r"\b(?:expected|projected|planned|estimated|anticipated|budgeted|forecasted)\b")
_SPENT_LAST = re.compile(r"\b(?:spent|invested|deployed|incurred)\s+(?:(?!expect|will|plan)[\w'’]+\s+){0,6}$")
_SPENT = re.compile(r"\b(?:spent|invested|deployed|incurred|totaled)\b")


def by_analyst(scene: Scene) -> bool:
    """Whether an analyst says it: by role or, where the speaker is not known, by asking and by "your"."""
    if scene.role is not SpeakerRole.UNKNOWN:
        return scene.role is SpeakerRole.ANALYST
    return bool(_YOUR_CAPEX.search(scene.low)) or bool(_YOUR.search(scene.low) and _ASKS.search(scene.low))


def _is_other(scene: Scene, found: Attached) -> bool:
    start, end = found.quantity.span.start, found.quantity.span.end
    if _OTHER.search(scene.low[max(0, start - 60) : end + 40]) or _IF.search(scene.low[:start]):
        return True
    if scene.role is SpeakerRole.ANALYST and found.link is Link.TALK:
        return True
    asked = by_analyst(scene) or scene.text.rstrip().endswith("?")
    return asked and bool(
        _GUESS.search(scene.low[max(0, start - 48) : end + 24]) or _SAY.search(scene.low[max(0, start - 12) : start])
    )


def _is_prior(scene: Scene, found: Attached, type_: FigureType) -> bool:
    if type_ is FigureType.DELTA:
        return False
    start = found.quantity.span.start
    left = scene.low[:start]
    if _WHICH_WAS.search(left) or _COMPARED.search(left) or _COMPARES_LIST.match(left):
        return True
    if _COMPARED_TOO.search(left) and _YEAR_AGO.match(scene.low, found.quantity.span.end):
        return True
    if _SAID_THEN.search(left) and _NOW.search(scene.low, found.quantity.span.end):
        return True
    if _GUIDED_RANGE.search(left) and nearest_tense(left) is FigureKind.ACTUAL:
        return _follows_another(scene, found)
    if _RANGE_GIVEN.match(scene.low, found.quantity.span.end) and _follows_another(scene, found):
        return True
    if _END_OF_RANGE.search(left[-90:]):  # "$950 million, the upper end of our previous range of $900 to $950 million"
        return _follows_another(scene, found)
    return bool(_FORMER.search(left))


def _follows_another(scene: Scene, found: Attached) -> bool:
    """Whether another value of the same unit stands before a figure in its sentence."""
    quantity = found.quantity
    return any(q.span.end <= quantity.span.start and q.unit == quantity.unit for q in scene.quantities)


def _is_standing_ratio(scene: Scene, found: Attached, type_: FigureType, period: FiscalPeriod | None) -> bool:
    """Whether a ratio is a standing aim, not one year's: "our long-term framework of 6% to 7%"."""
    if type_ is not FigureType.RATIO:
        return False
    start, end = found.quantity.span.start, found.quantity.span.end
    near = scene.low[max(0, start - 45) : end] + re.split(r"[,;]", scene.low[end : end + 45])[0]
    return bool(_STANDING.search(near) or (period is None and _STANDING_PART.search(near)))


def _is_plan(scene: Scene, found: Attached, type_: FigureType, tense: FigureKind | None) -> bool:
    """Whether a figure without a year of its own is a programme's, a project's, or a level for every year."""
    start, end = found.quantity.span.start, found.quantity.span.end
    if _names_programme(scene, found, type_):
        return tense is not FigureKind.ACTUAL or not _SPENT.search(scene.low[:start])
    near = scene.low[max(0, start - 60) : end + 40]
    if type_ is FigureType.DELTA:
        return bool(_INCREMENT.search(near))
    if tense is FigureKind.ACTUAL:
        return False
    right = scene.low[end : end + 60]
    cut = _CLAUSE_END.search(right)
    project = scene.low[max(0, start - 90) : start] + right[: cut.start() if cut else 60]
    return bool(_OPEN_ENDED.search(near) or _PROJECT.search(project) or _IN_PLAN.search(scene.low))


def _names_programme(scene: Scene, found: Attached, type_: FigureType) -> bool:
    """Whether the figure is said of a programme by name: "a $54 billion capital plan"."""
    if found.link is Link.TALK and _IT.match(scene.low):
        topic = [m for m in Scene(topic_sentence(scene.before)).mentions if m.topic is Topic.CAPEX]
        return bool(topic and _PLAN.search(topic[-1].text))
    if found.mention is None:
        return False
    head = scene.low[found.mention.span.start : found.mention.span.end + 14]
    heads = found.link is not Link.BEFORE or type_ is FigureType.DELTA
    return bool(_PLAN.search(found.mention.text) or (heads and _PLAN_HEAD.match(head)))


def _has_spent(scene: Scene, found: Attached) -> bool:
    """Whether the last verb before a figure says that the money is gone: "this year we have invested $3 billion"."""
    return bool(_SPENT_LAST.search(scene.low[: found.quantity.span.start]))


def tense_of(scene: Scene, found: Attached) -> FigureKind | None:
    """Return what the nearest word of tense says of a figure: the last one before it, else the first one behind it."""
    start, end = found.quantity.span.start, found.quantity.span.end
    if found.link is Link.BEHIND and found.mention and _EXPECTED.search(scene.gap(end, found.mention.span.start)):
        return FigureKind.GUIDANCE
    return nearest_tense(scene.low[:start]) or first_tense(scene.low[end:])


def figure_kind(
    scene: Scene,
    found: Attached,
    type_: FigureType,
    tense: FigureKind | None,
    period: FiscalPeriod | None,
    at: FiscalPeriod | None,
) -> FigureKind:
    """Return the kind of a figure.

    ``tense`` is what the words around it say, ``period`` what the sentence names for it, ``at`` the call's own period.
    """
    plan = period is None and _is_plan(scene, found, type_, tense)
    if _is_standing_ratio(scene, found, type_, period):
        return FigureKind.PLAN
    if _is_other(scene, found) and not (plan and _names_programme(scene, found, type_)):
        return FigureKind.OTHER
    if _is_prior(scene, found, type_):
        return FigureKind.PRIOR
    if plan or _runs_on(period, at, tense):
        return FigureKind.PLAN
    spent = tense is FigureKind.ACTUAL and (type_ is FigureType.RATIO or _has_spent(scene, found))
    this_year = period is not None and at is not None and period.year == at.year
    if _lies_ahead(period, at) and not (spent and this_year):
        return FigureKind.GUIDANCE
    return tense or _without_tense(scene, found, period)


def _runs_on(period: FiscalPeriod | None, at: FiscalPeriod | None, tense: FigureKind | None) -> bool:
    """Whether a figure's period is several years that are not all over, or that are spoken of as to come."""
    if period is None or period.until is None or period.until.year == period.year:
        return False
    return at is None or period.until.year > at.year or tense is FigureKind.GUIDANCE


def _without_tense(scene: Scene, found: Attached, period: FiscalPeriod | None) -> FigureKind:
    """Return the kind where the sentence has no word of tense: its quarter, its range, or the talk before decides."""
    if period is not None and period.quarter_number:
        return FigureKind.ACTUAL
    if found.quantity.qualifier is Qualifier.RANGE:
        return FigureKind.GUIDANCE
    start, end = found.quantity.span.start, found.quantity.span.end
    if period is None and _INCREMENT.search(scene.low[max(0, start - 60) : end + 40]):
        return FigureKind.PLAN
    if period is None and _WE_DID.search(scene.low):
        return FigureKind.ACTUAL
    said = (nearest_tense(lowered(sentence)) for sentence in reversed(scene.before[-2:]))
    return next((kind for kind in said if kind), FigureKind.GUIDANCE)


def _lies_ahead(period: FiscalPeriod | None, at: FiscalPeriod | None) -> bool:
    """Whether a period ends after the quarter that the call reports on, a year that is not over included."""
    if period is None or at is None or period.until or period.part in (Part.YTD, Part.H1):
        return False
    return (period.year, period.quarter_number or 4) > (at.year, at.quarter_number or 4)
