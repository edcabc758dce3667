"""Files that wrap their words: Word documents, captions, e-mails. Each gives lines; nothing is decided here."""

import re
import zipfile
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import Parser
from io import BytesIO
from xml.etree import ElementTree

from callsheet.errors import DocumentError
from callsheet.parse.draft import SourceLine
from callsheet.parse.html import html_lines
from callsheet.parse.lines import source_lines
from callsheet.records import SourceDocument

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A transcript of 100,000 words is 2 MB of XML; an archive that unpacks to more than this is none.
_MOST_XML = 64_000_000
_CUE_TIME = re.compile(r"^\s*(?P<start>(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*[\d:.,]+.*$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]+)*\s+(?P<name>[^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|\{\\[^}]*\}")
_SPEAKER_MARK = re.compile(r"^(?:>>+|-)\s*")
_MAIL_HEADER = re.compile(r"\A(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\s*\n")
_MAIL_FIELDS = re.compile(
    r"^(?:from|subject|mime-version|received|message-id|return-path|content-type):", re.IGNORECASE | re.MULTILINE
)


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a zip archive, as Word documents are."""
    return data.startswith(b"PK\x03\x04")


def docx_lines(document: SourceDocument) -> list[SourceLine]:
    """Return the paragraphs of a Word document.

    Raises:
        DocumentError: ``not_text`` for an archive that is no Word document, ``damaged`` for a broken one.
    """
    try:
        with zipfile.ZipFile(BytesIO(document.data)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise DocumentError(
                    "not_text", f"{document.name} is an archive, not a transcript; unpack it and supply the files."
                )
            if archive.getinfo("word/document.xml").file_size > _MOST_XML:
                raise DocumentError(
                    "damaged", f"{document.name} unpacks to more than any transcript holds; fetch it again."
                )
            root = ElementTree.fromstring(archive.read("word/document.xml"))
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        KeyError,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise DocumentError(
            "damaged", f"{document.name} begins like a Word document but is broken; fetch it again."
        ) from error
    found: list[SourceLine] = []
    for number, paragraph in enumerate(root.iter(f"{_WORD}p"), start=1):
        words = "".join(_word_pieces(paragraph)).strip()
        found += [
            SourceLine(part.strip(), f"paragraph {number}", after_gap=True)
            for part in words.split("\n")
            if part.strip()
        ]
    return found


def _word_pieces(paragraph: ElementTree.Element) -> Iterator[str]:
    for node in paragraph.iter():
        if node.tag == f"{_WORD}t":
            yield node.text or ""
        elif node.tag == f"{_WORD}tab":
            yield " "
        elif node.tag in (f"{_WORD}br", f"{_WORD}cr"):
            yield "\n"


def looks_like_captions(text: str) -> bool:
    """Whether the text is WebVTT or SubRip: cues with their times."""
    return text.startswith("WEBVTT") or (bool(_CUE_TIME.search(text[:400])) and len(_CUE_TIME.findall(text)) > 2)


def caption_lines(text: str) -> list[SourceLine]:
    """Return the words of the cues, each with its time as the place; a voice tag becomes a speaker and a colon."""
    found: list[SourceLine] = []
    cues = list(_CUE_TIME.finditer(text))
    ends = [*(cue.start() for cue in cues), len(text)][1:]
    for cue, end in zip(cues, ends, strict=True):
        block = text[cue.end() : end].strip().split("\n\n")[0]
        voice = _VOICE.search(block)
        words = " ".join(_TAG.sub("", _VOICE.sub("", block)).split())
        words = _SPEAKER_MARK.sub("", words)
        if words:
            label = f"{voice['name'].strip()}: " if voice else ""
            found.append(SourceLine(label + words, cue["start"], after_gap=bool(voice)))
    return found


def looks_like_mail(text: str) -> bool:
    """Whether the text begins with the header of an e-mail."""
    header = _MAIL_HEADER.match(text)
    return bool(header) and len(_MAIL_FIELDS.findall(text[: header.end()])) >= 2 if header else False


def mail_lines(document: SourceDocument, text: str) -> list[SourceLine]:
    """Return the subject and the lines of the longest text part of an e-mail.

    Raises:
        DocumentError: ``empty``: the mail has no text; its attachments must be saved and supplied themselves.
    """
    message = Parser(policy=policy.default).parsestr(text)
    parts = [
        part
        for part in message.walk()
        if isinstance(part, EmailMessage) and part.get_content_type() in ("text/plain", "text/html")
    ]
    bodies = [body for part in parts if (body := _body(part))]
    if not bodies:
        raise DocumentError("empty", f"{document.name} is an e-mail without text; save its attachment and supply that.")
    lines = max(bodies, key=lambda body: sum(len(line.text) for line in body))
    return [SourceLine(str(message.get("subject", "")) or "E-mail", "subject", after_gap=True), *lines]


def _body(part: EmailMessage) -> list[SourceLine]:
    try:
        content = part.get_content()
    except (LookupError, UnicodeError, ValueError, KeyError):
        return []
    if not isinstance(content, str):
        return []
    return html_lines(content) if part.get_content_type() == "text/html" else source_lines(content)
