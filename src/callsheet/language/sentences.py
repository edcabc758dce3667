"""Sentences with offsets, split by rule: a regular expression is ten times faster than a tokenizer here.

A sentence ends at ``.``, ``?`` or ``!`` (with closing quotes) before white space and a sentence start, and at every
line feed, which the readers put between paragraphs only. Not at abbreviations (``U.S. cloud``, ``Inc. said``), initials
(``J. P. Morgan``) or numbers that a machine transcript broke (``$840. 800 million``).
"""

import re
from collections.abc import Iterator

from callsheet.lexicon import lexicon
from callsheet.records import Call, Sentence, Span

_ABBREVIATIONS = frozenset(lexicon("abbreviations")["before_a_full_stop"])
_PARAGRAPH = re.compile(r"[^\n]+")
_END = re.compile(r"""(?<=[.?!])["'”’)\]]*\s+(?=["'“‘(\[]*[A-Z0-9$€£¥\uac00-\ud7a3])""")
_DIGITS_AROUND = re.compile(r"\d\.\s+\d")


def _is_inside(paragraph: str, end: int, after: int) -> bool:
    """Whether the stop at ``end`` stands inside a sentence: after an abbreviation, an initial, or inside a number."""
    if paragraph[end - 1] != ".":
        return False
    token = paragraph[max(0, end - 24) : end].rsplit(maxsplit=1)[-1].lstrip("\"'“‘([").rstrip(".")
    return (
        token.lower() in _ABBREVIATIONS
        or (len(token) == 1 and token.isupper() and token != "I")
        or bool(_DIGITS_AROUND.fullmatch(paragraph[end - 2 : after + 1]))
    )


def split_sentences(text: str) -> Iterator[Span]:
    """Yield the span of each sentence of ``text``, left to right; only white space lies between them.

    >>> text = "Capex was $22.6 billion. The U.S. share grew."
    >>> [span.of(text) for span in split_sentences(text)]
    ['Capex was $22.6 billion.', 'The U.S. share grew.']
    """
    for paragraph in _PARAGRAPH.finditer(text):
        words, offset = paragraph[0], paragraph.start()
        start = len(words) - len(words.lstrip())
        for gap in _END.finditer(words):
            stop = words.rfind(words[gap.start() - 1], 0, gap.start()) + 1
            if _is_inside(words, stop, gap.end()):
                continue
            closing = len(gap[0].rstrip())
            if start < gap.start() + closing:
                yield Span(offset + start, offset + gap.start() + closing)
            start = gap.end()
        end = len(words.rstrip())
        if start < end:
            yield Span(offset + start, offset + end)


def call_sentences(call: Call) -> list[Sentence]:
    """Return the sentences of every turn, in the order in which they were said."""
    found: list[Sentence] = []
    paragraph = 0
    for turn in call.turns:
        last_end = turn.span.start
        for local in split_sentences(turn.text):
            span = local.shifted(turn.span.start)
            if "\n" in call.text[last_end : span.start] or last_end == turn.span.start:
                paragraph += 1
            last_end = span.end
            found.append(
                Sentence(span.of(call.text), span, turn.number, paragraph, turn.speaker, turn.role, turn.section)
            )
    return found
