"""Lines and speaker lines to a draft: turns, header, list of participants, what the publisher added."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from callsheet.parse.draft import Draft, DraftTurn, Participant, SourceLine, SpeakerLine
from callsheet.parse.lines import ends_sentence, placed_paragraphs
from callsheet.parse.names import role_of_label
from callsheet.parse.participants import participants_of
from callsheet.parse.sections import ends_transcript, heading_of, is_publishers
from callsheet.parse.titles import role_of_title
from callsheet.records import Section

_WORTH_SAYING = 1500
# "12", "Page 12 of 20", a running head with the page beside it.
_PAGE_NUMBER = re.compile(
    r"\d{1,3}|[:.]|[Pp]age \d{1,3}(?: of \d{1,3})?"
    r"|.{0,90}\s[Pp]age \d{1,3} of \d{1,3}|[Pp]age \d{1,3} of \d{1,3}\s.{0,90}"
)


def draft_turns(layout: str, lines: Sequence[SourceLine], speaker_lines: Sequence[SpeakerLine]) -> Draft:
    """Return the draft of a labelled transcript: what stands under each speaker line is what that speaker says."""
    speaker_lines = _after_heading(lines, speaker_lines)
    first = speaker_lines[0].first
    header = lines[:first]
    section = _section_before(header)
    found: list[DraftTurn] = []
    listed = list(participants_of(header))
    left_out: list[str] = []
    for label, after in zip(speaker_lines, [*speaker_lines[1:], None], strict=True):
        block = list(lines[label.speech : after.first if after else len(lines)])
        if label.words:
            block.insert(0, SourceLine(label.words, lines[label.first].place, lines[label.first].after_gap))
        end = next((number for number, line in enumerate(block) if ends_transcript(line.text)), len(block))
        speech = list(_without_furniture(block[:end]))
        if speech:
            found.append(_turn(label, speech, lines[label.first].place, section))
        else:
            listed.append(Participant(label.label, role_of_title(label.title), label.title, label.affiliation))
        if end < len(block):
            left_out += [line.text for line in lines[label.speech + end - bool(label.words) :]]
            listed += _listed_after(speaker_lines, label)
            break
        section = next((part for line in block if isinstance(part := heading_of(line.text), Section)), section)
    warnings = _left_out(header, left_out)
    return Draft(layout, tuple(found), tuple(line.text for line in header), tuple(listed), warnings=warnings)


def _left_out(header: Sequence[SourceLine], appended: Sequence[str]) -> tuple[str, ...]:
    """Say how much text of a page was taken for the publisher's: nothing of the document vanishes unsaid."""
    before, after = sum(len(line.text) for line in header), sum(map(len, appended))
    if max(before, after) < _WORTH_SAYING:
        return ()
    return (
        f"Left out as not spoken: {before:,} characters before the first speaker, {after:,} after the end of the call.",
    )


def _after_heading(lines: Sequence[SourceLine], speaker_lines: Sequence[SpeakerLine]) -> Sequence[SpeakerLine]:
    """The speaker lines after the heading that opens the call, where the document has one.

    Before it stand lists of participants and publishers' summaries, in which "Azure Boost: …" looks like a speaker.
    """
    headings = [number for number, line in enumerate(lines) if heading_of(line.text) is Section.PREPARED_REMARKS]
    after = [line for line in speaker_lines if headings and line.first > headings[-1]]
    return after if len(after) * 2 > len(speaker_lines) else speaker_lines


def _turn(label: SpeakerLine, speech: Sequence[SourceLine], place: str, section: Section | None) -> DraftTurn:
    words, places = placed_paragraphs(speech)
    role = role_of_label(label.label)
    return DraftTurn(label.label, words, place, label.title, label.affiliation, section, role, places=places)


def _without_furniture(block: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """Yield the lines that are words; the gap that a page leaves in a sentence is none."""
    cut = False
    before = ""
    for line in block:
        if _is_furniture(line.text):
            cut = bool(before) and not ends_sentence(before)
            continue
        yield replace(line, after_gap=False) if cut else line
        cut, before = False, line.text


def _is_furniture(text: str) -> bool:
    """Whether a line among the words is none of them: a heading, the publisher's notice, a page number."""
    return bool(_PAGE_NUMBER.fullmatch(text)) or is_publishers(text) or heading_of(text) is not None


def _section_before(header: Sequence[SourceLine]) -> Section | None:
    """The part that the last heading before the first speaker opens; a table of contents names them all."""
    parts = [part for line in header if isinstance(part := heading_of(line.text), Section)]
    return parts[-1] if parts and parts[-1] is Section.PREPARED_REMARKS else None


def _listed_after(speaker_lines: Sequence[SpeakerLine], last: SpeakerLine) -> Iterator[Participant]:
    for line in speaker_lines:
        if line.first > last.first:
            yield Participant(line.label, role_of_title(line.title), line.title, line.affiliation)
