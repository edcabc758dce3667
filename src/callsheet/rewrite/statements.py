"""Statements of management: each sentence by the frame that reads it, joined as the house style does."""

import re
from collections.abc import Sequence
from functools import cache

from callsheet.lexicon import lexicon
from callsheet.records import Comment, Figure, FigureType, Line, Relation, RelationKind, Setting
from callsheet.rewrite.clauses import ClauseReader, korean_line, named_subject
from callsheet.rewrite.figure_lines import Written, figure_part, in_span, relation_part
from callsheet.rewrite.korean import settle_particles
from callsheet.rewrite.spoken import compressed, plain_words, tidy, without_parentheses
from callsheet.rewrite.tokens import tokens

_CONTRAST = re.compile(
    r"(?i)^(?:and\s+)?(?:but|however|though|although|nevertheless|on the other hand|that said|instead|unless|except)\b"
)
_CONSEQUENCE = re.compile(r"(?i)^(?:and\s+)?(?:so|therefore|thus|as a result|that means|this means|hence)\b")
_TAIL = re.compile(r"(?i),?\s(?:driven (?:primarily |mainly )?by|reflecting|due to|to support)\s")
_PLAIN_RELATIONS = (
    RelationKind.ABOVE,
    RelationKind.BELOW,
)  # "capex will grow": the sentence says more than the relation
_DENIED = re.compile(r"(?i)\b(?:not|never|no longer|\w+n['’]t)\b(?! only)")
_PARTS = r"\b(?:{})\s+(?:related\s+)?(?:{})\b"  # a part of spending: "networking spend"
_IT = re.compile(r"(?i)(?:it|this|that) ")
_SECOND = re.compile(r"(?i),? (?:and|but) (?=(?:the|our|we|it)\b)")
_NEAR = 20  # characters behind a figure
_LEAST_SHARE = 0.34  # of a comment's words that its line must have read


def statement_line(
    comment: Comment,
    sentences: Sequence[str],
    figures: Sequence[Figure],
    relations: Sequence[Relation],
    setting: Setting,
) -> Written | None:
    """Return the line of a bullet or an answer, or None where its frames read too little of it.

    A sentence that no frame reads may be left out while the others carry the line; one that turns what stands before it
    ("However, ...") may not.
    """
    parts: list[Written] = []
    follows, before = False, None  # whether the sentence before was read; its words where it was not
    read = total = 0
    for span, text in zip(comment.spans, sentences, strict=True):
        length = len(text.split())
        total += length
        here = [relation for relation in relations if span.covers(relation.span)]
        points_back = before is not None and _IT.match(plain_words(text))
        named = named_subject(tokens(plain_words(before), setting)) if before and points_back else None
        part = _sentence(text, in_span(span, figures), here, setting, follows=follows, named=named)
        follows = part is not None
        before = None if follows else text
        if part is None:
            if parts and _CONTRAST.match(tidy(text)):
                return None
            continue
        read += length
        parts.append(_led(text, part) if parts else part)
    if not parts or read < _LEAST_SHARE * total:
        return None
    return Written("".join(part.en for part in parts), "".join(part.ko for part in parts))


def _led(text: str, part: Written) -> Written:
    """Return a sentence's line with what leads it over from the one before: a consequence, a contrast, another fact."""
    if _CONTRAST.match(tidy(text)):
        return Written(f"; but {part.en}", f" / 다만 {part.ko}")
    if _CONSEQUENCE.match(tidy(text)):
        return Written(f" → {part.en}", f" → {part.ko}")
    return Written(f" / {part.en}", f" / {part.ko}")


def _sentence(
    text: str,
    figures: Sequence[Figure],
    relations: Sequence[Relation],
    setting: Setting,
    *,
    follows: bool,
    named: str | None,
) -> Written | None:
    """Return one sentence, or None where no frame reads it; ``follows`` and ``named`` as in ``korean_line``."""
    plain = plain_words(_CONTRAST.sub("", tidy(text)).lstrip(" ,"))
    if figures:
        part = figure_part(figures, setting.fiscal_period) if _states_figures(text, figures) else None
        if part:
            return _with_tail(part, plain_words(text), setting)
    related = [part for part in (relation_part(one, setting.fiscal_period) for one in relations) if part]
    if related and relations[0].relation not in _PLAIN_RELATIONS:
        return _with_second(related[0], plain, setting) if _is_of_all_spending(text, relations[0]) else None
    shorter = without_parentheses(plain)
    ko = korean_line(tokens(plain, setting), follows=follows, named=named)
    if ko is None and shorter != plain:
        ko = korean_line(tokens(shorter, setting), follows=follows, named=named)
    if ko:
        return Written(compressed(text), ko)
    return related[0] if related and _is_of_all_spending(text, relations[0]) else None


def _states_figures(text: str, figures: Sequence[Figure]) -> bool:
    """Whether a sentence states its figures as they are.

    Not denied before them, not the width of a range, not percentage points, not by how much guidance moved, not spent
    on what was named before ("in these areas").
    """
    for figure in figures:
        place = text.find(figure.text)
        before, after = text[: max(place, 0)], text[place + len(figure.text) :] if place >= 0 else ""
        is_width = figure.low == figure.high and _words("width").match(after.lstrip())
        is_points = _words("points").search(figure.text + after[:_NEAR])
        moves = figure.type is FigureType.DELTA and _words("moved").search(before)
        if _DENIED.search(before) or is_width or is_points or moves or _words("narrow").search(after):
            return False
    return True


@cache
def _words(name: str) -> re.Pattern[str]:
    """Return the words of a list under ``said_of`` in frames_figures.toml."""
    said_of: dict[str, list[str]] = lexicon("frames_figures")["said_of"]
    words = {key: "|".join(said_of[key]) for key in said_of}
    found = _PARTS.format(words["part"], words["spending"]) if name == "part" else rf"\b(?:{words[name]})\b"
    return re.compile(found, re.IGNORECASE)


def _is_of_all_spending(text: str, relation: Relation) -> bool:
    """Whether guidance without a number is said of all spending: not of a part, nor of what else grows."""
    place = text.find(relation.text)
    said = text[: place + len(relation.text)] if place >= 0 else text  # what stands behind it is another statement
    if _words("part").search(said):
        return False
    return bool(_words("spending").search(said)) or not _words("other").search(said)


def _with_second(part: Written, plain: str, setting: Setting) -> Written:
    """Return guidance without a number with the second statement of its sentence, where that can be read whole."""
    match = _SECOND.search(plain)
    rest = plain[match.end() :] if match else ""
    ko = korean_line(tokens(rest, setting), follows=True) if rest else None
    return Written(f"{part.en}; {rest}", f"{part.ko} / {ko}") if ko else part


def _with_tail(part: Written, plain: str, setting: Setting) -> Written:
    """Return a figure's line with what its sentence says it went into or came from, where that can be read."""
    match = _TAIL.search(plain)
    if not match:
        return part
    rest = tokens(plain[match.end() :], setting)
    reader = ClauseReader(rest)
    for end in range(len(rest), 0, -1):
        if end < len(rest) and reader.low[end] != ",":
            continue
        invested = reader.low[0] in ("investments", "investment") and reader.low[1:2] == ["in"]
        noun = reader.noun(2 if invested else 0, end)
        if noun is None:
            continue
        words = " ".join(token.text for token in rest[2 if invested else 0 : end]).replace(" ,", ",")
        if invested:
            return Written(f"{part.en} → invested in {words}", settle_particles(f"{part.ko} → {noun}에 투자"))
        if "support" in match[0]:
            return Written(f"{part.en} → to support {words}", f"{part.ko} → {noun} 지원")
        return Written(f"{part.en} (on {words})", f"{part.ko} (요인: {noun})")
    return part


def quoted(comment: Comment) -> str:
    """Return a comment's own words as a terse quote."""
    return compressed(comment.excerpt, asks=comment.line is Line.QUESTION)
