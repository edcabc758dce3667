"""Statements of management: the sentences of a comment, each by the frame that reads it, joined as the house style does."""

import re
from collections.abc import Sequence

from callsheet.records import Comment, Figure, Relation, Setting
from callsheet.rewrite.clauses import ClauseReader, korean_line
from callsheet.rewrite.figure_lines import Written, figure_part, in_span, relation_part
from callsheet.rewrite.korean import settle_particles
from callsheet.rewrite.spoken import compressed, plain_words, tidy, without_opening, without_parentheses
from callsheet.rewrite.tokens import tokens

_CONTRAST = re.compile(r"(?i)^(?:and\s+)?(?:but|however|though|although|nevertheless|on the other hand|that said|instead|unless|except)\b")
_CONSEQUENCE = re.compile(r"(?i)^(?:and\s+)?(?:so|therefore|thus|as a result|that means|this means|hence)\b")
_TAIL = re.compile(r"(?i),?\s(?:driven (?:primarily |mainly )?by|reflecting|due to|to support)\s")
_LEAST_SHARE = 0.34  # of a comment's words that its line must have read


def statement_line(
    comment: Comment, sentences: Sequence[str], figures: Sequence[Figure], relations: Sequence[Relation], setting: Setting
) -> Written | None:
    """Return the line of a bullet or an answer, or None where its frames read too little of it.

    A sentence that no frame reads may be left out while the others carry the line; one that turns what stands before it
    ("However, ...") may not.
    """
    korean: list[str] = []
    read = total = 0
    for span, text in zip(comment.spans, sentences, strict=True):
        length = len(text.split())
        total += length
        here = [relation for relation in relations if span.covers(relation.span)]
        part = _sentence(text, in_span(span, figures), here, setting)
        if part is None:
            if _CONTRAST.match(tidy(text)):
                return None
            continue
        read += length
        korean.append(_led(text, part, first=not korean))
    if not korean or read < _LEAST_SHARE * total:
        return None
    line = korean[0]
    for part in korean[1:]:
        line += part if part.startswith((" →", " / ")) else f" / {part}"
    return Written(compressed(comment.excerpt), line)


def _led(text: str, part: str, *, first: bool) -> str:
    """Return a sentence's line with what leads it over from the one before: ``→``, ``/ 다만``, ``/``."""
    if first:
        return part
    if _CONTRAST.match(tidy(text)):
        return f" / 다만 {part}"
    if _CONSEQUENCE.match(tidy(text)):
        return f" → {part}"
    return f" / {part}"


def _sentence(text: str, figures: Sequence[Figure], relations: Sequence[Relation], setting: Setting) -> str | None:
    """Return one sentence in Korean, or None."""
    if figures:
        part = figure_part(figures, setting.fiscal_period)
        if part:
            return f"{part.ko}{_tail(text, setting)}"
    if relations:
        parts = [relation_part(relation, setting.fiscal_period) for relation in relations]
        if parts and parts[0] is not None:
            return parts[0].ko
    plain = plain_words(text)
    line = korean_line(tokens(plain, setting))
    shorter = without_parentheses(plain)
    return line or (korean_line(tokens(shorter, setting)) if shorter != plain else None)


def _tail(text: str, setting: Setting) -> str:
    """Return what a figure's sentence says it went into or came from, where that can be read."""
    plain = plain_words(text)
    match = _TAIL.search(plain)
    if not match:
        return ""
    rest = tokens(plain[match.end() :], setting)
    reader = ClauseReader(rest)
    for end in range(len(rest), 0, -1):
        if end < len(rest) and reader.low[end] != ",":
            continue
        if reader.low[:2] in (["investments", "in"], ["investment", "in"]):
            noun = reader.noun(2, end)
            if noun:
                return settle_particles(f" → {noun}에 투자")
        noun = reader.noun(0, end)
        if noun:
            return f" → {noun} 지원" if "support" in match[0] else f" (요인: {noun})"
    return ""


def quoted(comment: Comment) -> str:
    """Return a comment's own words as a terse quote."""
    return compressed(without_opening(comment.excerpt))
