"""The Korean fonts that ship with callsheet's dependencies, so that Hangul is drawn on a machine without any."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from fontTools.ttLib import TTFont

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
    return _carried("koreanize_matplotlib", "fonts", (REGULAR, BOLD))


@cache
def _carried(package: str, place: str, names: tuple[str, ...]) -> Path:
    """Return the folder in an installed package that has these files; the package is not imported."""
    spec = find_spec(package)
    for root in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(root) / place
        if all((folder / name).is_file() for name in names):
            return folder
    distribution = package.replace("_", "-")
    raise MissingError(f"the fonts {', '.join(names)} are missing: install {distribution}, which carries them")


class _Widths:
    """How wide a font's characters are."""

    def __init__(self, file: Path) -> None:
        font = TTFont(file, lazy=True)
        self._glyphs: Mapping[int, str] = font.getBestCmap()
        self._advances: Mapping[str, tuple[int, int]] = font["hmtx"].metrics
        self._units: int = font["head"].unitsPerEm

    def of(self, character: str) -> float | None:
        """Return the width of a character in ems; None where the font hasn't got it."""
        glyph = self._glyphs.get(ord(character))
        return self._advances[glyph][0] / self._units if glyph else None


@cache
def _fonts(bold: bool) -> tuple[_Widths, ...]:
    """Return the fonts that a text may end up in: NanumGothic, and where a program has no Korean font, DejaVu Sans."""
    korean, fallback = (BOLD, "DejaVuSans-Bold.ttf") if bold else (REGULAR, "DejaVuSans.ttf")
    return _Widths(font_folder() / korean), _Widths(
        _carried("matplotlib", "mpl-data/fonts/ttf", (fallback,)) / fallback
    )


@cache
def _advance(character: str, bold: bool) -> float:
    """Return the width of a character in ems, in the widest of the fonts that have it; one em where none has."""
    widths = [font.of(character) for font in _fonts(bold)]
    return max((width for width in widths if width is not None), default=1.0)


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
