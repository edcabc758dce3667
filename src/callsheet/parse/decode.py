"""Bytes to text: encodings, damaged characters, and the signs by which a file shows what it is."""

import re
import unicodedata

from callsheet.errors import DocumentError
from callsheet.records import SourceDocument

# What the first bytes say a file is, whatever its name says. PDF is not here: its reader comes first.
_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"RIFF", "a sound or image file"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a rich-text file"),
)
_UTF16_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# A tenth of a percent of damaged characters is a scratch; more is another encoding or no text at all.
_MOST_DAMAGE = 0.001
# UTF-8 that was once read as Windows-1252: "â€™" for a closing quote, "Ã©" for an accented e.
_MOJIBAKE = re.compile(r"[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}")
_HIGH = re.compile(rb"[\x80-\xff]")
_WESTERN_SIGNS = "‘’“”–—…€£®™°"
_SPACES = {
    ord(space): " "
    for space in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe"), None)
_HYPHENS = {ord(hyphen): "-" for hyphen in "\u2010\u2011"}
_LIGATURES = {ord(sign): unicodedata.normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆ"}
_PLAIN = {**_SPACES, **_INVISIBLE, **_HYPHENS, **_LIGATURES}
_ANY_PLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(document: SourceDocument) -> tuple[str, tuple[str, ...]]:
    """Return the text of a document and warnings about what had to be repaired.

    Line ends are ``\\n``; typographic spaces are blanks, invisible characters are gone, ligatures are letters.

    Raises:
        DocumentError: ``empty``, ``not_text`` (an image, an archive, a program), ``encoding`` (no encoding fits).
    """
    data = document.data
    if not data.strip():
        raise DocumentError("empty", f"{document.name} is empty; fetch the document again.")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError("not_text", f"{document.name} is {what}, not a transcript; supply its text.")
    text, warnings = _decoded(document)
    if "\x00" in text or len(_CONTROL.findall(text)) > _MOST_DAMAGE * len(text) + 2:
        raise DocumentError(
            "not_text", f"{document.name} holds binary data, not text; supply the transcript as text or PDF."
        )
    text = repair(
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\x0b", "\n").replace("\x85", "\n")
    )
    if not text.strip():
        raise DocumentError("empty", f"{document.name} holds no words; fetch the document again.")
    return text, warnings


def _decoded(document: SourceDocument) -> tuple[str, tuple[str, ...]]:
    data = document.data
    for bom, encoding in _UTF16_BOMS:
        if data.startswith(bom):
            return _tolerant(document, data[len(bom) :], encoding)
    for encoding, zeros in (("utf-16-le", data[1:400:2]), ("utf-16-be", data[0:400:2])):
        if len(zeros) > 8 and zeros.count(0) > 0.8 * len(zeros):
            return _tolerant(document, data, encoding)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    text, damaged = _count_damage(data, "utf-8")
    if all(_is_western(data, match.start()) for match in _HIGH.finditer(data)):
        return data.decode("cp1252"), (_code_page_warning("cp1252"),)
    if damaged <= 2 or damaged <= _MOST_DAMAGE * len(text):
        return text, (_damage_warning(damaged),)
    for encoding in ("cp949", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp949" or _is_korean(text):
            return text, (_code_page_warning(encoding),)
    raise DocumentError(
        "encoding",
        f"{document.name} is neither UTF-8 nor UTF-16, CP949 or Windows-1252; save it as UTF-8 and try again.",
    )


def _code_page_warning(encoding: str) -> str:
    return f"The text is encoded as {encoding}, not UTF-8; accents and quotes may deserve a look."


def _is_western(data: bytes, place: int) -> bool:
    """Whether the byte at ``place`` is an accented letter beside letters, or a typographic sign, of Windows-1252."""
    sign = data[place : place + 1].decode("cp1252", errors="replace")
    beside = data[max(0, place - 1) : place] + data[place + 1 : place + 2]
    return sign in _WESTERN_SIGNS or (sign.isalpha() and len(beside) == 2 and beside.isalpha())


def _tolerant(document: SourceDocument, data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text, damaged = _count_damage(data, encoding)
    if damaged > 2 and damaged > _MOST_DAMAGE * len(text):
        raise DocumentError(
            "encoding", f"{document.name} begins like {encoding} but is not; save it as UTF-8 and try again."
        )
    return text, (_damage_warning(damaged),) if damaged else ()


def _count_damage(data: bytes, encoding: str) -> tuple[str, int]:
    text = data.decode(encoding, errors="replace")
    return text, text.count("\ufffd")


def _damage_warning(damaged: int) -> str:
    return f"{damaged} characters are damaged in the file and shown as \ufffd."


def _is_korean(text: str) -> bool:
    """Whether what CP949 made of the bytes is Korean: Hangul syllables, not rare characters between latin letters."""
    foreign = [character for character in text if character >= "\u0080"]
    return sum("\uac00" <= character <= "\ud7a3" for character in foreign) > 0.7 * len(foreign)


def repair(text: str) -> str:
    """Return ``text`` with mojibake undone and with plain spaces, hyphens and letters for their look-alikes.

    >>> repair("Itâ€™s a forward\u2010looking ﬁgure")
    'It’s a forward-looking figure'
    """
    if text.isascii():
        return text
    if "â" in text or "Ã" in text or "Â" in text:
        text = _MOJIBAKE.sub(_undo_mojibake, text)
    return text.translate(_PLAIN) if _ANY_PLAIN.search(text) else text


def _undo_mojibake(match: re.Match[str]) -> str:
    try:
        return bytes(_windows_byte(character) for character in match[0]).decode("utf-8")
    except (UnicodeError, ValueError):
        return match[0]


def _windows_byte(character: str) -> int:
    # Windows-1252 leaves five bytes undefined; readers pass them through as the control character of that number.
    return ord(character) if ord(character) < 0x100 else character.encode("cp1252")[0]
