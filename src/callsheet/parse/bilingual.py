"""Documents in two languages: the English side is the call, the translation and the translator's remarks are not."""

import re
from collections.abc import Sequence
from dataclasses import replace

from callsheet.parse.draft import SourceLine
from callsheet.parse.sections import heading_of

_FOREIGN_LETTERS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z]")
_TAGGED = re.compile(
    r"^(?:\[\s*\d+\s*\]\s*)?\[(?:EN|ENG|English|Original|영문|원문|英)\]\s*(?P<words>.*)$", re.IGNORECASE
)
_RULES = re.compile(r"^[━─=*#\s]+|[━─=*#\s]+$")
_FEWEST_TAGS = 10
_FOREIGN = 0.3
_LEAST_SHARE = 0.15


def foreign_share(text: str) -> float:
    """Return the share of letters that are Hangul, kana or Chinese characters; 0 for a text without letters."""
    if text.isascii():
        return 0.0
    foreign = len(_FOREIGN_LETTERS.findall(text))
    return foreign / (foreign + len(_LATIN.findall(text))) if foreign else 0.0


def english_side(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], tuple[str, ...]]:
    """Return the lines of the English side and a warning about what was left out; other documents come back unchanged.

    Where lines are tagged (``[ 12] [EN] …``), the tagged ones and the headings are the English side. Where they are
    not, lines in another script are left out if most of the document is English.
    """
    tagged = [_TAGGED.match(line.text) for line in lines]
    if sum(match is not None for match in tagged) >= _FEWEST_TAGS:
        kept = [kept for line, match in zip(lines, tagged, strict=True) if (kept := _english(line, match))]
        return kept, (
            f"The document holds two languages; {len(lines) - len(kept)} lines beside the English side are left out.",
        )
    foreign = [foreign_share(line.text) > _FOREIGN for line in lines]
    if not _LEAST_SHARE * len(lines) < sum(foreign) < 0.6 * len(lines):
        return list(lines), ()
    kept = [line for line, is_foreign in zip(lines, foreign, strict=True) if not is_foreign]
    return kept, (f"The document holds two languages; {sum(foreign)} lines that are not English are left out.",)


def _english(line: SourceLine, match: re.Match[str] | None) -> SourceLine | None:
    if match:
        return replace(line, text=match["words"].strip(), after_gap=True) if match["words"].strip() else None
    bare = _RULES.sub("", line.text)
    return replace(line, text=bare, after_gap=True) if heading_of(bare) is not None else None
