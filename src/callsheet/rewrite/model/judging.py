"""Whether a model's line may be shown: the number lock, and words that its sentence or the glossary gives.

The lock compares what is measured. A model can also say something else without any number, so its English may only use
the excerpt's words, and its Korean what the glossary gives for them or what the frames' line has.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from callsheet.language.quantities import quantities
from callsheet.lexicon import lexicon
from callsheet.records import Comment, Figure, Relation, Setting
from callsheet.rewrite import glossary
from callsheet.rewrite.lock import Refusal, refusal, turned

_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z&+-]*")
_TABLES = ("phrases", "nouns", "modifiers", "adverbs")
_STOP = re.compile(r"[.?!]\s+\S")
_LONGEST = 160  # characters: what one line of a table holds
_TELLING = 4  # letters: shorter English words carry no statement
_STEM = 5  # letters by which English words are compared: investing, investment
_OWN_WORDS = 0.75  # share of a line's telling words that must be its source's
_KNOWN_KOREAN = 0.6  # share of its Korean words that glossary or frames must give; the rest are endings and joints
_LABEL = re.compile(r"(?:FY|CY|[QHBMTK])+")  # what is left of FY2Q25, $60B without the digits


def judged(
    en: str,
    ko: str,
    comment: Comment,
    figures: Sequence[Figure],
    relations: Sequence[Relation],
    setting: Setting,
) -> Refusal | None:
    """Return why a model's lines may not stand for ``comment``, or None where they may.

    Reasons beside those of the number lock: ``form`` (empty, not Korean, several sentences, too long), ``dropped`` (a
    figure that the line is about is missing), ``languages`` (the two lines measure different things), ``words`` (it
    says what neither its sentence nor the glossary gives).
    """
    for line, lang in ((en, "en"), (ko, "ko")):
        if _is_no_line(line, lang):
            return Refusal("form", line)
        found = refusal(line, comment.excerpt, figures, relations, setting) or turned(line, comment.excerpt, lang)
        if found is not None:
            return found
    measured = [_measured(line, setting) for line in (en, ko)]
    if measured[0] != measured[1]:
        return Refusal("languages", f"{en} | {ko}")
    for figure in figures:
        ends = {abs(end) for end in (figure.low, figure.high) if end is not None}
        if not ends <= measured[0]:
            return Refusal("dropped", figure.text)
    strange = _strange_english(en, comment) or _strange_korean(ko, comment)
    return Refusal("words", strange) if strange else None


def _is_no_line(line: str, lang: str) -> bool:
    is_korean = bool(_HANGUL.search(line))
    return (
        not line or len(line) > _LONGEST or "\n" in line or bool(_STOP.search(line)) or is_korean is not (lang == "ko")
    )


def _measured(line: str, setting: Setting) -> set[Decimal]:
    """Return the amounts and shares that a line states; counts are nouns' business and differ between languages."""
    return {
        abs(end)
        for quantity in quantities(line, setting.currency)
        if quantity.unit not in ("count", "times")
        for end in (quantity.low, quantity.high)
        if end is not None
    }


def _strange_english(en: str, comment: Comment) -> str:
    """Return the words of a line that its source does not have, where they are too many; a name is one too many."""
    given = {word.lower()[:_STEM] for word in _LATIN.findall(f"{comment.excerpt} {comment.en}")}
    words = [word for word in _LATIN.findall(en) if word.lower() not in lexicon("model_prompt")["house"]]
    telling = [word for word in words if len(word) >= _TELLING or word.isupper()]
    strange = [word for word in telling if word.lower()[:_STEM] not in given]
    names = [word for position, word in enumerate(words) if position and word[0].isupper() and word in strange]
    return " ".join(strange) if names or len(strange) > (1 - _OWN_WORDS) * len(telling) else ""


def _strange_korean(ko: str, comment: Comment) -> str:
    given = {word.lower() for word in _LATIN.findall(f"{comment.excerpt} {comment.en} {comment.ko or ''}")}
    given.update(lexicon("model_prompt")["house"])
    names = [word for word in _LATIN.findall(ko) if word.lower() not in given and not _LABEL.fullmatch(word)]
    if names:
        return " ".join(names)
    known = " ".join([comment.ko or "", *terms(comment.excerpt).values(), *lexicon("model_prompt")["endings"]])
    words = _HANGUL.findall(ko)
    strange = [word for word in words if not _is_known(word, known)]
    return " ".join(strange) if len(strange) > (1 - _KNOWN_KOREAN) * len(words) else ""


def _is_known(word: str, known: str) -> bool:
    """Whether a Korean word, its particles aside, stands in what is known: its first two syllables do."""
    return word[:2] in known


def terms(excerpt: str) -> dict[str, str]:
    """Return the glossary's Korean for the words of an excerpt, longest entries first come."""
    words = re.findall(r"[a-z][a-z'&+]*", excerpt.lower().replace("-", " "))
    found: dict[str, str] = {}
    position = 0
    while position < len(words):
        tables = (glossary.longest(kind, words[position:]) for kind in _TABLES)
        hits = [hit for hit in tables if hit is not None]
        korean, length = max(hits, key=lambda hit: hit[1], default=("", 1))
        if korean:
            found[" ".join(words[position : position + length])] = korean
        position += length
    return found
