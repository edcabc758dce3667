"""A small made-up call, and the ways in which documents set it: one truth for every layout."""

import html
import io
import json
import zipfile
from dataclasses import dataclass

from callsheet.records import SourceDocument

HEADER = "Northwind Robotics (NWR) Q2 2025 Earnings Call Jul 24, 2025, 5:00 p.m. ET"


@dataclass(frozen=True)
class Said:
    """One turn of the sample: who, in which role, in which section, what."""

    speaker: str
    role: str
    section: str
    text: str
    title: str | None = None
    house: str | None = None


def _prepared(speaker: str, role: str, text: str, title: str | None = None) -> Said:
    return Said(speaker, role, "prepared_remarks", text, title)


def _asked(speaker: str, role: str, text: str, title: str | None = None, house: str | None = None) -> Said:
    return Said(speaker, role, "questions_and_answers", text, title, house)


OPERATOR = "Operator"
HOST, CHIEF, FINANCE = "Ines Halvorsen", "Tomas Okafor", "Priya Delacroix"
HOST_TITLE, CHIEF_TITLE, FINANCE_TITLE = (
    "Head of Investor Relations",
    "Chief Executive Officer",
    "Chief Financial Officer",
)

SAMPLE = (
    _prepared(
        OPERATOR,
        "operator",
        "Good afternoon and welcome to the Northwind Robotics second quarter 2025 earnings conference call. All lines "
        "are in a listen-only mode, and a question-and-answer session will follow the prepared remarks. "
        "I would now like to turn the call over to Ines Halvorsen, "
        "Head of Investor Relations. Please go ahead.",
    ),
    _prepared(
        HOST,
        "investor_relations",
        "Thank you, operator. With me today are Tomas Okafor, Chief Executive Officer; and Priya Delacroix, "
        "Chief Financial Officer. Some of what we say is forward-looking and may turn out differently. "
        "With that, I will turn the call over to Tomas.",
        HOST_TITLE,
    ),
    _prepared(
        CHIEF,
        "executive",
        "Thank you, Ines. Orders for our harbor cranes grew by a third, and the new plant opened on time. "
        "Customers keep asking for shorter delivery times, so we are adding a second shift. Priya has the numbers, "
        "so over to Priya.",
        CHIEF_TITLE,
    ),
    _prepared(
        FINANCE,
        "executive",
        "Thanks, Tomas. Revenue was $412 million, and capital expenditures were $35 million. For the year we expect "
        "capital expenditures between $140 million and $150 million. We can now take your questions.",
        FINANCE_TITLE,
    ),
    _asked(
        OPERATOR,
        "operator",
        "Thank you. Our first question comes from the line of Marta Lindqvist with Fjord Capital Markets. "
        "Your line is open.",
    ),
    _asked(
        "Marta Lindqvist",
        "analyst",
        "Thanks for taking my question. You kept the spending plan although orders jumped. "
        "What would make you raise it?",
        "Analyst",
        "Fjord Capital Markets",
    ),
    _asked(
        FINANCE,
        "executive",
        "Thanks, Marta. The second shift needs people rather than machines. If orders stay at this level into the "
        "autumn, we would look at the plan again.",
        FINANCE_TITLE,
    ),
    _asked(
        "Marta Lindqvist",
        "analyst",
        "That is helpful. And is the new plant already full?",
        "Analyst",
        "Fjord Capital Markets",
    ),
    _asked(CHIEF, "executive", "Not yet, Marta. It runs at about two thirds of what it can do.", CHIEF_TITLE),
    _asked("Marta Lindqvist", "analyst", "Great. Thank you.", "Analyst", "Fjord Capital Markets"),
    _asked(OPERATOR, "operator", "We will go next to Jonas Achterberg from Old Mill Securities. Please go ahead."),
    _asked(
        "Jonas Achterberg",
        "analyst",
        "Good afternoon. Could you talk about the price of steel and what it does to your margin?",
        "Analyst",
        "Old Mill Securities",
    ),
    _asked(FINANCE, "executive", "Sure, Jonas. We buy steel a year ahead, so this year is settled.", FINANCE_TITLE),
    _asked(
        OPERATOR,
        "operator",
        "There are no further questions at this time. This concludes today's conference call. You may now disconnect.",
    ),
)  # fmt: skip

EXCHANGES = (("Marta Lindqvist", (5, 7), (6, 8)), ("Jonas Achterberg", (11,), (12,)))


def document(text: str | bytes, name: str = "notes.txt") -> SourceDocument:
    """A source document made of ``text``; its name says nothing unless asked to."""
    data = text.encode() if isinstance(text, str) else text
    return SourceDocument(doc_id="0" * 64, path=f"inbox/{name}", data=data)


def _label(said: Said, dashes: str = " -- ") -> str:
    parts = [said.speaker, *(part for part in (said.house, said.title) if part)]
    return dashes.join(parts)


def _with_headings(blocks: list[str], prepared: str, questions: str, gap: str = "\n\n") -> str:
    first = next(number for number, said in enumerate(SAMPLE) if said.section != "prepared_remarks")
    return gap.join([prepared, *blocks[:first], questions, *blocks[first:]])


def dashes() -> str:
    """Name -- House -- Title over the words, with headings, the publisher's notes at the end."""
    blocks = [f"{_label(said)}\n\n{said.text}" for said in SAMPLE]
    body = _with_headings(blocks, "Prepared Remarks:", "Questions and Answers:")
    people = "\n\n".join(dict.fromkeys(_label(said) for said in SAMPLE if said.title))
    appended = "More NWR analysis\n\nThis article is a transcript made for readers."
    return f"{HEADER}\n\n{body}\n\nDuration: 41 minutes\n\nCall participants:\n\n{people}\n\n{appended}"


def exploded() -> str:
    """The same page with its tags dropped: name, two dashes and title on three lines."""
    lines = []
    for said in SAMPLE:
        lines += [said.speaker, *(("--", _label(said).split(" -- ", 1)[1]) if said.title else ()), said.text]
    return "\n".join([HEADER, "Contents:", "Prepared Remarks", "Questions and Answers", "Prepared Remarks:", *lines])


def colon() -> str:
    """Name: words."""
    return HEADER + "\n\n" + "\n\n".join(f"{said.speaker}: {said.text}" for said in SAMPLE)


def spaced_colon() -> str:
    """Name : words."""
    return "Transcript Finder\n\n" + "\n\n".join(f"{said.speaker} : {said.text}" for said in SAMPLE)


def markdown() -> str:
    """**Name, Title:** words."""
    return (
        "# "
        + HEADER
        + "\n\n---\n\n"
        + "\n\n".join(f"**{said.speaker}{', ' + said.title if said.title else ''}:** {said.text}" for said in SAMPLE)
    )


def capitals() -> str:
    """NAME over the title over the words, no blank lines."""
    lines = []
    for said in SAMPLE:
        title = f"{said.title}, {said.house}" if said.house else said.title
        lines.append(
            "\n".join([said.speaker.upper() if title else said.speaker, *([title] if title else []), said.text])
        )
    return _with_headings(lines, "PRESENTATION", "QUESTION AND ANSWER SECTION", gap="\n")


def timed() -> str:
    """Name, title and time over the words, as players show them."""
    blocks = [
        f"{said.speaker}\n{said.title + chr(10) if said.title else ''}0:{number:02}:10\n\n{said.text}"
        for number, said in enumerate(SAMPLE)
    ]
    return HEADER + "\n\n" + "\n\n".join(blocks)


def listed() -> str:
    """Lists of participants, then names alone on their lines."""
    company = "\n".join(
        f"{name} - {title}" for name, title in ((HOST, HOST_TITLE), (CHIEF, CHIEF_TITLE), (FINANCE, FINANCE_TITLE))
    )
    houses = "\n".join(dict.fromkeys(f"{said.speaker} - {said.house}" for said in SAMPLE if said.house))
    blocks = [f"{said.speaker}\n\n{said.text}" for said in SAMPLE]
    body = _with_headings(blocks, "Presentation", "Question-and-Answer Session")
    return f"{HEADER}\n\nCompany Participants\n\n{company}\n\nConference Call Participants\n\n{houses}\n\n{body}"


def page() -> str:
    """A saved page: navigation and scripts around the turns."""
    turns = "".join(
        f"<div class='t'><h3>{said.speaker}</h3>{f'<span>{said.title}</span>' if said.title else ''}"
        f"<p>{html.escape(said.text)}</p></div>"
        for said in SAMPLE
    )
    return (
        f"<!DOCTYPE html><html><head><title>{HEADER}</title><script>var x = 'Operator: buy now';</script></head>"
        "<body><nav>Home Screeners</nav>"
        f"{turns}<footer>Copyright Example Press</footer></body></html>"
    )


def bilingual_page() -> str:
    """A table with the original on the left and a translation on the right, a translator's summary under it."""
    rows = "".join(
        f"<tr><td>{said.speaker}: {html.escape(said.text)}</td>"
        f"<td>{said.speaker}: 안녕하십니까. 이것은 번역문입니다. 감사합니다.</td></tr>"
        for said in SAMPLE
    )
    return (
        f"<html><head><title>{HEADER}</title></head><body><h2>Presentation</h2><table><tr><th>Original</th><th>Translation</th></tr>{rows}</table>"
        "<h3>요약</h3><p>Here is a summary of the call: capex of $999 million.</p></body></html>"
    )


def interleaved() -> str:
    """Numbered paragraphs, tagged by language, with the translator's chatter between them."""
    lines = []
    for number, said in enumerate(SAMPLE):
        for part in (_label(said), said.text):
            lines.append(f"  [{number:3}] [EN] {part}\n       [中] 这是译文。\n原文：{part}\n")
    return f"{HEADER}\n\n  ━━ Prepared Remarks: ━━\n\n" + "\n".join(lines)


def turns_json() -> str:
    """A list of turns with their titles, beside what the service says about the call."""
    turns = [{"speaker": said.speaker, "title": said.title or said.speaker, "content": said.text} for said in SAMPLE]
    return json.dumps({"symbol": "NWR", "quarter": "2025Q2", "transcript": turns, "earnings_date": "2025-07-24"})


def text_json() -> str:
    """The whole transcript as one string."""
    return json.dumps({"ticker": "NWR", "year": 2025, "quarter": 2, "transcript": colon()})


def word_file() -> bytes:
    """A Word document with one paragraph a line."""
    body = "".join(f"<w:p><w:r><w:t>{html.escape(line)}</w:t></w:r></w:p>" for line in dashes().split("\n"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>',
        )
    return buffer.getvalue()


def captions() -> str:
    """WebVTT with a voice tag in every cue."""
    cues = [
        f"00:{number:02}:00.000 --> 00:{number:02}:59.000\n<v {said.speaker}>{said.text}"
        for number, said in enumerate(SAMPLE)
    ]
    return "WEBVTT\n\n" + "\n\n".join(cues)


def mail() -> str:
    """An e-mail that holds the transcript as its text."""
    fields = f"From: desk@example.com\nTo: me@example.com\nSubject: {HEADER}\nMIME-Version: 1.0"
    return f"{fields}\nContent-Type: text/plain; charset=utf-8\n\n{dashes()}"


def flat() -> str:
    """One line without a single speaker, as a machine hears it."""
    return " ".join(said.text for said in SAMPLE)
