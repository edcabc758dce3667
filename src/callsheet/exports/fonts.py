"""The Korean fonts that ship with callsheet's dependencies, so that Hangul is drawn on a machine without any."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font

from callsheet.errors import MissingError

REGULAR = "NanumGothic.ttf"
BOLD = "NanumGothicBold.ttf"
FAMILY = "NanumGothic"
SCRIPT_GAP = 0.2  # ems that LibreOffice puts between Hangul and Latin


def is_hangul(character: str) -> bool:
    """Whether a character is a Hangul syllable."""
    return "가" <= character <= "힣"


@cache
def font_folder() -> Path:
    """Return the folder with the NanumGothic fonts (OFL) that koreanize-matplotlib carries; it is not imported.

    Raises:
        MissingError: the package, or its fonts, are not installed.
    """
    spec = find_spec("koreanize_matplotlib")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "fonts"
        if all((folder / name).is_file() for name in (REGULAR, BOLD)):
            return folder
    raise MissingError("the NanumGothic fonts are missing: install koreanize-matplotlib, which carries them")


@cache
def _fonts(bold: bool) -> tuple[FT2Font, ...]:
    """Return the fonts that a text may end up in: NanumGothic, and where a program has no Korean font, DejaVu Sans."""
    fallback = Path(get_data_path()) / "fonts" / "ttf" / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    return FT2Font(str(font_folder() / (BOLD if bold else REGULAR))), FT2Font(str(fallback))


@cache
def _advance(character: str, bold: bool) -> float:
    """Return the width of a character in ems, in the widest of the fonts that have it; one em where none has."""
    widths = []
    for font in _fonts(bold):
        if font.get_char_index(ord(character)):
            font.set_size(100, 72)
            widths.append(font.load_char(ord(character)).linearHoriAdvance / 65536 / 100)
    return max(widths, default=1.0)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width in points that ``text`` needs at most when set at ``size`` points.

    Which font a program takes is not known here: Malgun Gothic and Apple SD Gothic Neo run narrower than NanumGothic,
    fallbacks run wider, and some programs put a gap between Hangul and Latin. What fits by this measure fits in all.
    """
    gaps = sum(
        is_hangul(left) != is_hangul(right)
        for left, right in pairwise(text)
        if not left.isspace() and not right.isspace()
    )
    return size * (sum(_advance(character, bold) for character in text) + gaps * SCRIPT_GAP)


def _cut(word: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """Yield ``word`` in pieces no wider than ``width`` (a single character may be wider)."""
    if text_width(word, size, bold) <= width:
        yield word
        return
    piece = ""
    for character in word:
        if piece and text_width(piece + character, size, bold) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break ``text`` into lines no wider than ``width`` points, at blanks; a word that is wider is cut.

    >>> wrapped("가나 다라 마바", width=45, size=10)
    ['가나 다라', '마바']
    """
    lines: list[str] = []
    line, used = "", 0.0
    blank = text_width(" ", size, bold)
    for word in text.split():
        for number, piece in enumerate(_cut(word, width, size, bold)):
            wide = text_width(piece, size, bold)
            if line and number == 0 and used + blank + wide <= width:
                line, used = f"{line} {piece}", used + blank + wide
                continue
            if line:
                lines.append(line)
            line, used = piece, wide
    return [*lines, line] if line else lines or [""]
