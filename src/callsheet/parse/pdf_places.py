"""Where quoted words stand on the pages of a PDF: the rectangle that a person looks at to check a quotation."""

from collections.abc import Iterable, Iterator
from contextlib import closing

import pypdfium2

from callsheet.parse.pdf import open_pdf
from callsheet.records import Box, SourceDocument


def find_boxes(document: SourceDocument, quotations: Iterable[tuple[int, str, str]]) -> list[Box | None]:
    """Return the rectangle of each quotation, in points from the top left of its page.

    Args:
        quotations: page (from 1), the sentence, and the words in it that are looked for. The sentence tells words that
            stand on the page twice apart; it may go on on the next page, then the words must stand there once.

    Returns:
        A rectangle around the words, or None where they cannot be told apart or the page does not hold them.

    Raises:
        DocumentError: the document cannot be opened.
    """
    with open_pdf(document) as pdf:
        return [_find(pdf, *quotation) for quotation in quotations]


def _find(pdf: pypdfium2.PdfDocument, number: int, sentence: str, words: str) -> Box | None:
    if not 1 <= number <= len(pdf):
        return None
    with closing(pdf[number - 1]) as page, closing(page.get_textpage()) as text:
        letters, indices = _letters(text.get_text_range())
        place = _place(letters, _plain(sentence), _plain(words))
        if place is None:
            return None
        first, last = indices[place[0]], indices[place[1] - 1]
        rectangles = [text.get_rect(n) for n in range(text.count_rects(first, last - first + 1))]
        return _around(rectangles, page.get_height()) if rectangles else None


def _place(letters: str, sentence: str, words: str) -> tuple[int, int] | None:
    """Where ``words`` stand in the letters of a page: in the sentence, else where they stand once."""
    start = letters.find(sentence)
    within = sentence.find(words)
    found = start + within if start >= 0 and within >= 0 else letters.find(words)
    alone = start >= 0 or letters.find(words, found + 1) < 0
    return (found, found + len(words)) if words and found >= 0 and alone else None


def _letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a page, and where each stands among its characters: signs and line ends may differ."""
    pairs = [(character, index) for index, original in enumerate(text) for character in _spelled(original)]
    return "".join(character for character, _ in pairs), [index for _, index in pairs]


def _spelled(character: str) -> Iterator[str]:
    return (letter for letter in character.casefold() if letter.isalnum())


def _plain(text: str) -> str:
    return "".join(letter for character in text for letter in _spelled(character))


def _around(rectangles: list[tuple[float, float, float, float]], height: float) -> Box:
    lefts, bottoms, rights, tops = zip(*rectangles, strict=True)
    return Box(min(lefts), height - max(tops), max(rights), height - min(bottoms))
