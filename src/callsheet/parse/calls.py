"""A draft to a ``Call``: text with spans, speakers, sections, exchanges, identity."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, islice

from callsheet.errors import DocumentError
from callsheet.lexicon import lexicon
from callsheet.parse.draft import Draft, DraftTurn
from callsheet.parse.exchanges import exchanges, sections
from callsheet.parse.identity import identify
from callsheet.parse.merging import places_of, whole_turns
from callsheet.parse.parsed import Parsed
from callsheet.parse.phrases import any_of
from callsheet.parse.speakers import UNKNOWN, Speaker, identify_speakers
from callsheet.parse.voices import with_names
from callsheet.records import Call, DocumentKind, Edition, Section, SourceDocument, Span, Turn

BETWEEN_TURNS = "\n\n"
_SPEAKERS = lexicon("speakers")
_FEWEST_WORDS, _LONGEST_ERROR = 60, 400
_FEWEST_SIGNS = 3
_TELLING = 20_000  # characters: more than any error page, and whatever is longer has words enough
_UNSURE = 0.5
# A transcript ends with a sentence, a remark in brackets or a farewell; anything else was cut.
_ENDS = re.compile(r"""[.?!…\])"”'’*~-]\s*$|[\u3002]$""")
_CLOSES = re.compile(
    rf"\b(?:thank you|thanks|good ?bye|bye)\b|{any_of('call_handoffs', 'questions_close')}", re.IGNORECASE
)
_FAREWELL, _SHOWN = 50, 40
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z]")


def build_call(draft: Draft, document: SourceDocument) -> Parsed:
    """Return the call of a draft.

    Raises:
        DocumentError: ``error_page``, ``not_a_call`` (too few words, or nothing that calls say), ``period_unclear``.
    """
    draft = with_names(replace(draft, turns=tuple(whole_turns(draft.turns))))
    _check_is_call(draft, document)
    speakers = identify_speakers(draft)
    parts = sections(draft.turns, speakers)
    turns = tuple(_numbered(_merged(draft.turns, speakers, parts)))
    text = BETWEEN_TURNS.join(turn.text for turn in turns)
    identity = identify(draft, text, document.name)
    call = Call(
        identity.company,
        identity.ticker,
        identity.fiscal_period,
        identity.calendar_quarter,
        identity.held_on,
        Edition.RAW if draft.machine else Edition.EDITED,
        text,
        turns,
        tuple(exchanges(turns)),
    )
    warnings = (*draft.warnings, *identity.warnings, *_weaknesses(call))
    return Parsed(DocumentKind.CALL, draft.layout, language_of(text), warnings, call=call)


def _check_is_call(draft: Draft, document: SourceDocument) -> None:
    words = "\n".join(turn.text for turn in draft.turns).casefold()
    spoken = len(words[:_TELLING].split())
    if spoken < _LONGEST_ERROR and any(sign in words for sign in _SPEAKERS["error_page"]):
        raise DocumentError(
            "error_page", f"{document.name} is what a server said instead of the page; fetch the transcript again."
        )
    if spoken < _FEWEST_WORDS:
        raise DocumentError(
            "not_a_call",
            f"{document.name} holds fewer than {_FEWEST_WORDS} spoken words; supply the whole transcript of a call.",
        )
    signs = (sign for sign in _SPEAKERS["call_signs"] if sign in words)
    if len(list(islice(signs, _FEWEST_SIGNS))) < _FEWEST_SIGNS:
        raise DocumentError(
            "not_a_call",
            f"{document.name} is a text, but nothing in it reads like an earnings call; check the file.",
        )


def _merged(
    turns: Sequence[DraftTurn], speakers: Sequence[Speaker], parts: Sequence[Section]
) -> list[tuple[list[DraftTurn], Speaker, Section]]:
    """Turns of one speaker that follow each other are one: a turn is a speaker's uninterrupted words."""
    rows = list(zip(turns, speakers, parts, range(len(turns)), strict=True))

    def same(row: tuple[DraftTurn, Speaker, Section, int]) -> tuple[str, Section, int]:
        _, speaker, part, number = row
        return speaker.name, part, number if speaker.name == UNKNOWN else -1

    groups = [list(group) for _, group in groupby(rows, key=same)]
    return [([row[0] for row in group], group[0][1], group[0][2]) for group in groups]


def _numbered(groups: Sequence[tuple[list[DraftTurn], Speaker, Section]]) -> list[Turn]:
    found: list[Turn] = []
    start = 0
    for number, (drafts, speaker, section) in enumerate(groups):
        text = "\n".join(draft.text for draft in drafts)
        found.append(
            Turn(
                number,
                speaker.name,
                speaker.role,
                speaker.source,
                section,
                Span(start, start + len(text)),
                text,
                drafts[0].place,
                speaker.title,
                speaker.affiliation,
                min(draft.confidence for draft in drafts),
                tuple(places_of(drafts)),
            )
        )
        start += len(text) + len(BETWEEN_TURNS)
    return found


def _weaknesses(call: Call) -> list[str]:
    """What an analyst should know before relying on the structure of the call."""
    found = []
    last = call.turns[-1].text
    if not _ENDS.search(last) and not _CLOSES.search(last[-_FAREWELL:]):
        found.append(f"The transcript breaks off in the middle of a sentence: … {last[-_SHOWN:]!r}")
    asked = any(turn.section is Section.QUESTIONS_AND_ANSWERS for turn in call.turns)
    if not asked:
        found.append("No question-and-answer part was found.")
    elif not call.exchanges:
        found.append("A question-and-answer part was found, but who asks and who answers could not be told apart.")
    unsure = sum(turn.confidence < _UNSURE for turn in call.turns)
    if unsure * 4 > len(call.turns):
        found.append(
            f"{unsure} of {len(call.turns)} turns were inferred from weak signs; check who speaks before quoting."
        )
    unanswered = sum(not exchange.answer for exchange in call.exchanges)
    if unanswered > max(2, len(call.exchanges) // 3):
        found.append(f"{unanswered} of {len(call.exchanges)} questions have no answer that could be attributed.")
    return found


def language_of(text: str) -> str:
    """Return ``ko`` for a text in which Hangul outweighs latin letters, else ``en``."""
    hangul = 0 if text.isascii() else len(_HANGUL.findall(text))
    return "ko" if hangul and hangul * 2 > len(_LATIN.findall(text)) else "en"
