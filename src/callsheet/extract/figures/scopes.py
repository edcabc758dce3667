"""Total or component, and the definition: what part of capex a figure counts, and what the company counts as capex."""

import re

from callsheet.extract.figures.attachment import Attached, Link
from callsheet.extract.figures.ratios import is_share, ratio_base
from callsheet.extract.figures.scene import Mention, Scene, Topic
from callsheet.language.phrases import PhraseMatcher, phrase_pattern
from callsheet.lexicon import lexicon
from callsheet.records import Definition, FigureType, Scope

_WORDS = lexicon("capex_scope")
_COMPONENT = _WORDS["component"]
_PART_NAME = re.compile(rf"(?:{phrase_pattern(_COMPONENT['before'])})[\s\-]+(?:(?:gross|net|total|cash|incurred)\s+)?$")
_PART_INSIDE = re.compile(rf"^(?:{phrase_pattern(_COMPONENT['before'])})\b")
_BOTH = re.compile(phrase_pattern(_COMPONENT["both"]))
_PART_BEHIND = re.compile(
    rf"\s+(?:(?:spend|spending|investments?|plan|program|budget|dollars|opportunity|upside)\s+)?(?:{phrase_pattern(_COMPONENT['behind'])})\s+(?!(?:{phrase_pattern(_COMPONENT['behind_time'])}))[a-z]"
)
_OF_WHICH = re.compile(r"\W*(?:and\s+)?of (?:that|this|which|the total)\b")
_PART_OF = re.compile(rf"(?:{phrase_pattern(_COMPONENT['part_of'])})\b[^.;]{{0,90}}$")
_OF_THE_WHOLE = re.compile(r"\s*of (?:that|this|these|which|it)\b")
_OF = re.compile(r"\s*(?:of|in)\b")
_OWNER = re.compile(r"(?P<name>[A-Z][\w&.\-]*(?:\s+[A-Z][\w&.\-]*)*)['’]s\s+(?:[\w\-]+\s+){0,3}$")
_NO_OWNER = frozenset(_COMPONENT["no_owner"])
_DEFINITIONS = {
    Definition.INCL_FINANCE_LEASES: PhraseMatcher(_WORDS["definitions"]["incl_finance_leases"]),
    Definition.CASH_PPE: PhraseMatcher(_WORDS["definitions"]["cash_ppe"]),
    Definition.NET_OF_PROCEEDS: PhraseMatcher(_WORDS["definitions"]["net_of_proceeds"]),
}
_OF_LEASES = re.compile(phrase_pattern(_WORDS["definitions"]["of_finance_leases"]))
_LOOK_BACK = 70


def is_named_part(scene: Scene, mention: Mention, names: frozenset[str] = frozenset()) -> bool:
    """Whether the mention itself names a part: "maintenance capex", "FPL's capital investment"."""
    left, name = scene.low[: mention.span.start], mention.text.lower()
    if _BOTH.search(left[-30:] + name):
        return False
    owner = _OWNER.search(scene.text[max(0, mention.span.start - 40) : mention.span.start])
    if owner is not None and names and _is_anothers(owner["name"].lower(), names):
        return True
    return bool(_PART_NAME.search(left) or _PART_INSIDE.match(name) or _PART_BEHIND.match(scene.low, mention.span.end))


def _is_anothers(owner: str, names: frozenset[str]) -> bool:
    """Whether the owner is named and not the company: neither one of its names nor how such a name begins."""
    words = owner.split()
    ends = (words[start:] for start in range(len(words)))  # "But Example" ends in "Example"
    own = [name.split() for name in names]
    return words[-1] not in _NO_OWNER and not any(name[: len(end)] == end for end in ends for name in own)


def figure_scope(scene: Scene, found: Attached, type_: FigureType, names: frozenset[str] = frozenset()) -> Scope:
    """Return whether a figure is the company's total or a part of it.

    ``names``: what the company is called, in lower case, to tell its own possessive from a subsidiary's.
    """
    quantity, mention = found.quantity, found.mention
    start, end = quantity.span.start, quantity.span.end
    capex = mention if mention is not None and mention.topic is Topic.CAPEX else None
    of_capex = found.link is Link.BEHIND and _OF.match(scene.low, end)
    if type_ is FigureType.RATIO and not ratio_base(scene, quantity) and (of_capex or is_share(scene, quantity)):
        return Scope.COMPONENT
    if capex is not None and is_named_part(scene, capex, names):
        return Scope.COMPONENT
    if _PART_BEHIND.match(scene.low, end) or _OF_THE_WHOLE.match(scene.low, end) or _OF_WHICH.match(scene.low):
        return Scope.COMPONENT
    part = _PART_OF.search(scene.low[max(0, start - 100) : start])
    named_after = (
        part is not None and capex is not None and max(0, start - 100) + part.start() < capex.span.start < start
    )
    if part is not None and not named_after and (found.link is Link.TALK or _has_whole_before(scene, found)):
        return Scope.COMPONENT
    if _OF_LEASES.match(scene.low[end:].lstrip()):
        return Scope.COMPONENT
    return Scope.TOTAL


def _has_whole_before(scene: Scene, found: Attached) -> bool:
    return any(m.topic is Topic.CAPEX and m.span.end <= found.quantity.span.start for m in scene.mentions) and any(
        q.span.end <= found.quantity.span.start for q in scene.quantities
    )


def figure_definition(scene: Scene, found: Attached) -> Definition:
    """Return what the words at a figure say is counted as capex; ``as_stated`` where they say nothing of it."""
    start, end = found.quantity.span.start, found.quantity.span.end
    mention = found.mention
    if mention is None:
        return Definition.AS_STATED
    first, last = min(mention.span.start, start), max(mention.span.end, end)
    words = scene.text[max(0, first - 12) : last]
    for definition in (Definition.CASH_PPE, Definition.NET_OF_PROCEEDS, Definition.INCL_FINANCE_LEASES):
        if _DEFINITIONS[definition].is_in(words):
            return definition
    behind = scene.low[end : end + _LOOK_BACK]
    if _OF_LEASES.search(behind) and "includ" in behind:
        return Definition.INCL_FINANCE_LEASES
    return Definition.AS_STATED
