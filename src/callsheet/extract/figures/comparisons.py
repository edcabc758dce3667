"""Whether a figure is only quoted for comparison: the year before, the guidance that a new one replaces (``prior``)."""

import re

from callsheet.extract.figures.attachment import Attached, Link
from callsheet.extract.figures.scene import Scene, Topic
from callsheet.extract.figures.tense import nearest_tense
from callsheet.lexicon import lexicon
from callsheet.records import FigureKind, FigureType, Qualifier

_WORDS = lexicon("figure_words")["prior"]


def _any(name: str) -> str:
    return "|".join(_WORDS[name]).replace(" ", r"\s")


# A word that may stand between "compared to" and what is compared with.
_WORD = r"(?!(?:to|at|is|was|were|will|be|through|until|expect|expects|expected|expecting|and|by)\b)[\w'’\-&]+"
_NO_VALUE = r"[^.;$€£\d]"
_COMPARED = re.compile(
    r"(?<!more )(?<!less )(?<!greater )(?<!range )(?<!ranges )(?<!ranged )(?<!ranging )(?<!anywhere )(?<!somewhere )"
    r"(?<!coming )(?<!comes )(?<!come )"
    rf"\b(?:{_any('comparing')}),?\s+(?:{_WORD}\s+){{0,10}}$"
)
_LEVEL_WITH = re.compile(  # "flat with the $131 million we spent a year ago"
    rf"\b(?:(?:flat|equal|similar|comparable)\s+(?:to|with)|level with|on par with)\s+(?:{_WORD}\s+){{0,4}}$"
)
_IN_LINE = re.compile(r"\b(?:in line|consistent) with\s+(?:(?:the|our|about|approximately)\s+)*$")
_WE_SPENT = re.compile(  # "in line with the $470 million we spent in 2024"
    r"\s+(?:that\s+)?we\s+(?:spent|invested|had|did|incurred|reported)\b"
    r"|\s+(?:(?:in|from)\s+)?(?:last year|the prior year)\b"
)
_BEYOND = re.compile(
    rf"\b(?:below|above|under|exceed\w*|ahead of) (?:our|the|its|last|prior|previous)\s+(?:{_WORD}\s+){{0,9}}$"
)
_FORMER = re.compile(
    rf"""
    \b(?:{_any("former")})\s+(?:{_WORD}\s+){{0,5}}$                                           # "our prior range of"
  | \b(?:{_any("original")})\s+(?:{_WORD}\s+){{0,4}}(?:was|were|for|at)\s+(?:\w+\s+){{0,2}}$
  | \b(?:{_any("former")})\s+(?:[\w\-]+\s+){{0,3}}?(?:{_any("guided")})\b
    (?:\s+\w+){{0,5}}\s+(?:was|were|of)\s+(?:\w+\s+){{0,2}}$
  | ^\W*(?:previously|originally|initially),?\s{_NO_VALUE}{{0,40}}$
  | \bhad\s+(?:{_any("expecting")})\b{_NO_VALUE}{{0,60}}$                                     # "we had guided capex at"
  | \bwe\s+(?:were|had\s+been|used\s+to\s+be)\s+(?:saying|thinking|guiding|talking|expecting)\b{_NO_VALUE}{{0,40}}$
  | \b(?:our|its)\s+(?:original|initial)\s+$                                 # "in our original $9 billion plan"
  | (?<!\bas\s)\b(?:previously|originally|initially)\s+(?:{_any("expecting")})\s+(?:[\w'’]+\s+){{0,6}}$
    """,
    re.VERBOSE,
)
_RANGE_GIVEN = re.compile(  # "... range we gave in January"
    rf"\s+(?:{_any('guided')})?\s*(?:that |which )?we\s+(?:had\s+)?(?:previously\s+)?"
    r"(?:gave|given|provided|guided|issued|communicated|had|shared|announced|set|laid|outlined)\b"
)
_END_OF_RANGE = re.compile(  # "$950 million, the upper end of our previous range of ..."
    r"\b(?:end|half|midpoint|top|bottom|middle|upper|lower|within|inside)\s+(?:of\s+)?(?:the|our|its|that)\s+"
    r"(?:previous|previously|prior|original|initial)"
)
_GUIDED_RANGE = re.compile(  # "$7 billion, within our guidance at its upper end of ..."
    rf"\b(?:in line with|consistent with|within)\s+(?:our|the|its)\s+{_NO_VALUE}{{0,40}}?"
    rf"(?:{_any('guided')})\b[\w\s]{{0,40}}$"
)
_COMPARES_LIST = re.compile(r"^\W*(?:and\s+)?(?:this|that|which|it)\s+compare[sd]?\s+(?:to|with)\b")
_COMPARED_TOO = re.compile(r"\b(?:compare[sd]?|versus)\b[^.;]{0,80}\band\s+(?:\w+\s+)?$")  # "... to A and B a year ago"
_YEAR_AGO = re.compile(
    r"\s+(?:(?:in|for|during)\s+(?:the\s+)?)?(?:a year ago|last year|(?:the )?prior|(?:the )?same|year[\s\-]ago"
    r"|q[1-4]\b|(?:first|second|third|fourth|previous) quarter|20\d\d)\b"
)
_MONTHS = "|".join(lexicon("periods_en")["months"])
_SAID_THEN = re.compile(
    rf"""
    \blast\s(?:quarter|time|year),?\s(?:that\s)?we\s(?:guided|said|expected|told|indicated|thought)\b{_NO_VALUE}{{0,60}}$
  | \bin\s(?:{_MONTHS}),?\swe\s(?:had\s)?(?:guided|said|expected|told|indicated|thought)\b{_NO_VALUE}{{0,60}}$
  | \b(?:said|guided|told\syou|indicated)\s(?:last|in\sthe\s\w+)\s(?:quarter|time|call)\b{_NO_VALUE}{{0,60}}$
    """,
    re.VERBOSE,
)
_NOW = re.compile(r"\b(?:we now|today|we are now|we're now|it's now|now we)\b")
_WHICH_WAS = re.compile(
    r"(?:previous|prior|recent|original|initial|last|in line with|similar to|compared (?:to|with)|versus|than)"
    r"[\w\s,.]{0,30}which (?:was|were)\s+(?:\w+\s+){0,2}$"
)
_FROM_END = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}$")  # "capex will be from $4.4 billion to $4.6 billion"
_MOVED = re.compile(
    r"\b(?:up|down|higher|lower|over|compared|versus|previous|prior|earlier|our|the)\b"
    r"|\b(?:increas|decreas|rais|lower|reduc|narrow|tighten|chang|revis|updat|improv|cut|grew|grow|mov|differ)\w*"
)
_SETS_AGAINST = re.compile(r"\b(?:compared (?:to|with)|versus|vs\.?|against|relative to)\s+(?:our\s+|total\s+)?$")
_NEAR = 90  # characters before a figure in which "the upper end of our previous" stands


def is_prior(scene: Scene, found: Attached, type_: FigureType) -> bool:
    """Whether a level is only what another is compared with; a change never is."""
    if type_ is FigureType.DELTA:
        return False
    left, end = scene.low[: found.quantity.span.start], found.quantity.span.end
    if _is_set_against(scene, found):
        return False
    if _is_measure(scene, found, left):
        return True
    if _END_OF_RANGE.search(left[-_NEAR:]):  # what is now expected, unless the new value stands before it
        return _follows_another(scene, found)
    if found.quantity.qualifier is Qualifier.RANGE and _FROM_END.search(left) and not _MOVED.search(left[-_NEAR:]):
        return False
    said_then = _SAID_THEN.search(left) and _NOW.search(scene.low, end)
    return bool(said_then or _compares(left, scene.low, end) or _FORMER.search(left))


def _is_set_against(scene: Scene, found: Attached) -> bool:
    """Whether capex is what another thing is set against: "depreciation was $210 million compared to capex of ..."."""
    capex = found.mention
    if found.link is not Link.BEFORE or capex is None or not _SETS_AGAINST.search(scene.low[: capex.span.start]):
        return False
    earlier = [m for m in scene.mentions if m.span.end <= capex.span.start and m.topic is not Topic.SPENDING]
    return bool(earlier) and earlier[-1].topic is Topic.OTHER


def _compares(left: str, low: str, end: int) -> bool:
    """Whether words of comparison lead to a figure that ends at ``end``."""
    if any(pattern.search(left) for pattern in (_WHICH_WAS, _COMPARED, _LEVEL_WITH, _COMPARES_LIST)):
        return True
    if _IN_LINE.search(left) and _WE_SPENT.match(low, end):
        return True
    return bool(_COMPARED_TOO.search(left) and _YEAR_AGO.match(low, end))


def _is_measure(scene: Scene, found: Attached, left: str) -> bool:
    """Whether a figure is the guidance that a value before it, or the money spent, is measured against."""
    spent, follows = nearest_tense(left) is FigureKind.ACTUAL, _follows_another(scene, found)
    if _BEYOND.search(left) and (follows or spent):
        return True
    given = _RANGE_GIVEN.match(scene.low, found.quantity.span.end)
    return follows and bool(given or (spent and _GUIDED_RANGE.search(left)))


def _follows_another(scene: Scene, found: Attached) -> bool:
    """Whether another value of the same unit stands before a figure in its sentence."""
    quantity = found.quantity
    return any(q.span.end <= quantity.span.start and q.unit == quantity.unit for q in scene.quantities)
