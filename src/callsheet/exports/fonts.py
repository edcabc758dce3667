"""The Korean fonts that ship with callsheet's dependencies, so that Hangul is drawn on a machine without any."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib.ft2font import FT2Font

from callsheet.errors import MissingError

REGULAR = "NanumGothic.ttf"
BOLD = "NanumGothicBold.ttf"
FAMILY = "NanumGothic"


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
def _font(bold: bool) -> FT2Font:
    return FT2Font(str(font_folder() / (BOLD if bold else REGULAR)))


@cache
def _advance(character: str, bold: bool) -> float:
    font = _font(bold)
    if font.get_char_index(ord(character)) == 0:  # drawn from another font: take the width of a Hangul syllable
        character = "가"
    font.set_size(100, 72)
    return font.load_char(ord(character)).linearHoriAdvance / 65536 / 100


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of ``text`` in points when set in NanumGothic at ``size`` points.

    Malgun Gothic and Apple SD Gothic Neo run narrower, so what fits here fits there.
    """
    return size * sum(_advance(character, bold) for character in text)


def _cut(word: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """Yield ``word`` in pieces no wider than ``width`` (a single character may be wider)."""
    piece, used = "", 0.0
    for character in word:
        advance = text_width(character, size, bold)
        if piece and used + advance > width:
            yield piece
            piece, used = "", 0.0
        piece, used = piece + character, used + advance
    yield piece


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break ``text`` into lines no wider than ``width`` points, at blanks; a word that is wider is cut.

    >>> wrapped("가나 다라 마바", width=41, size=10)
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
