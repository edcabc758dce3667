"""What must hold for every document: our own errors only, no character lost silently, turns in order."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.errors import DocumentError
from callsheet.parse import parse_document, source_text
from callsheet.parse.titles import role_of_title
from callsheet.records import Call, SpeakerRole
from tests.unit.parse import sample
from tests.unit.parse.renderings import RENDERINGS
from tests.unit.parse.sample import HEADER, SAMPLE, document

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "corpus"
MADE = {
    **{
        make.__name__: make()
        for make in (
            sample.dashes, sample.exploded, sample.colon, sample.spaced_colon, sample.markdown, sample.capitals,
            sample.timed, sample.listed, sample.page, sample.bilingual_page, sample.interleaved, sample.turns_json,
            sample.text_json, sample.word_file, sample.captions, sample.mail, sample.flat,
        )
    },
    **{name: rendering(HEADER, SAMPLE) for name, rendering in RENDERINGS.items()},
}  # fmt: skip
BYTES = {name: made.encode() if isinstance(made, str) else made for name, made in MADE.items()}
TEXTS = {name: made for name, made in MADE.items() if isinstance(made, str)}
# Two languages in one document: what stands beside the English side is left out, and a warning says so.
ONE_LANGUAGE = sorted(set(BYTES) - {"bilingual_page", "interleaved", "two_languages"})
# Whose lines are not those of the source: rows of a table, a line broken at its speakers.
REBUILT = ("comma_separated", "tab_separated", "markdown_table", "one_line")
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp1252", "latin-1", "cp949", "euc-kr",
    "cp437", "shift_jis", "gb18030", "big5", "koi8-r", "mac-roman", "iso8859-15",
)  # fmt: skip
HEAD = re.sub(r"[\W_]+", "", HEADER.casefold())
# A label, its title and a time stamp may stand before the words of a line.
_LONGEST_LABEL, _LONG_ENOUGH = 150, 40


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def usable(data: bytes) -> Call | None:
    """The call, its turns in order and quoting their spans; None where it was refused with an error of ours."""
    try:
        call = parse_document(document(data)).call
    except DocumentError:
        return None
    assert call is not None
    end = -1
    for number, turn in enumerate(call.turns):
        assert turn.number == number
        assert turn.span.start > end
        assert turn.span.of(call.text) == turn.text
        assert turn.text.strip()
        assert [place.start for place in turn.places] == sorted(place.start for place in turn.places)
        end = turn.span.end
    for exchange in call.exchanges:
        assert set(exchange.question).isdisjoint(exchange.answer)
        assert max((*exchange.question, *exchange.answer)) < len(call.turns)
    return call


def lost(data: bytes, call: Call) -> list[str]:
    """The lines between the first and the last one spoken whose letters the call does not hold, in one piece."""
    kept = letters(call.text)
    people = {(turn.speaker, turn.title, turn.affiliation) for turn in call.turns}
    lines = [line.text for line in source_text(document(data))]
    begun = next((n for n, line in enumerate(lines) if letters(call.turns[0].text)[:_LONG_ENOUGH] in letters(line)), 0)
    rows = [(line, "" if _is_title(line) else _unlabelled(letters(line), people)) for line in lines[begun:]]
    held = [_is_held(row, kept) for _, row in rows]
    if True not in held:
        return [text for text, row in rows if len(row) >= _LONG_ENOUGH]
    first, last = held.index(True), len(held) - 1 - held[::-1].index(True)
    return [rows[n][0] for n in range(first, last) if not held[n] and len(rows[n][1]) >= _LONG_ENOUGH]


def _is_title(line: str) -> bool:
    return len(line) < 2 * _LONG_ENOUGH and line[-1] not in ".?!" and role_of_title(line) is not SpeakerRole.UNKNOWN


def _unlabelled(row: str, people: set[tuple[str, str | None, str | None]]) -> str:
    """The letters of a line; none where it is only a label: a name, a title, a house in any order, a running head."""
    if HEAD in row and len(row) < len(HEAD) + _LONG_ENOUGH:
        return ""
    for person in people:
        rest = row
        for part in person:
            rest = rest.replace(letters(part or ""), "", 1)
        if letters(person[0]) in row and len(rest) < _LONG_ENOUGH // 2:
            return ""
    return row


def _is_held(row: str, kept: str) -> bool:
    return len(row) >= _LONG_ENOUGH and any(
        row[start:] in kept for start in range(min(_LONGEST_LABEL, len(row) - _LONG_ENOUGH // 2) + 1)
    )


@pytest.mark.parametrize("name", ONE_LANGUAGE)
def test_no_line_of_a_made_call_is_lost(name: str) -> None:
    call = usable(BYTES[name])
    assert call is not None
    assert letters("".join(said.text for said in SAMPLE)) == letters(call.text)
    if name not in REBUILT:
        assert lost(BYTES[name], call) == []


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(ONE_LANGUAGE), share=st.floats(0.3, 1))
def test_any_prefix_is_a_whole_beginning_or_our_own_error(name: str, share: float) -> None:
    data = BYTES[name][: int(len(BYTES[name]) * share)]
    call = usable(data)
    if call is not None and name not in REBUILT:
        assert lost(data, call) == []


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(ONE_LANGUAGE), place=st.integers(0, 10**6), value=st.integers(0, 255))
def test_any_byte_flipped_loses_no_line(name: str, place: int, value: int) -> None:
    changed = bytearray(BYTES[name])
    changed[place % len(changed)] = value
    call = usable(bytes(changed))
    if call is not None and name not in REBUILT:
        assert lost(bytes(changed), call) == []


@settings(max_examples=80, deadline=None)
@given(name=st.sampled_from(sorted(BYTES)), cuts=st.lists(st.integers(0, 10**6), min_size=2, max_size=2))
def test_any_piece_cut_out_is_a_call_or_our_own_error(name: str, cuts: list[int]) -> None:
    data = BYTES[name]
    first, last = sorted(cut % len(data) for cut in cuts)
    usable(data[:first] + data[last:])


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(sorted(TEXTS)), encoding=st.sampled_from(ENCODINGS))
def test_any_encoding_is_a_call_or_our_own_error(name: str, encoding: str) -> None:
    usable(TEXTS[name].encode(encoding, errors="replace"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("name", ["colon", "dashes", "page", "turns_json", "comma_separated"])
def test_the_usual_encodings_give_the_same_words(name: str, encoding: str) -> None:
    text = TEXTS[name].replace("Ines", "Inés").replace("\\u00e9", "é")
    call, plain = usable(text.encode(encoding)), usable(text.encode())
    assert call is not None
    assert plain is not None
    assert call.turns == plain.turns


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=600))
def test_any_bytes_are_refused_with_an_error_of_ours(data: bytes) -> None:
    usable(data)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.text(max_size=60), max_size=40))
def test_any_text_between_the_turns_of_a_call_is_read(words: list[str]) -> None:
    usable(("\n\n".join([sample.colon(), *words, sample.colon()])).encode(errors="replace"))


REAL = sorted(path for path in SHARED.rglob("*") if path.is_file()) if SHARED.is_dir() else []
real = pytest.mark.skipif(not REAL, reason=f"the real documents are not at {SHARED}")
CALLS = [path for path in REAL if path.parent.name[:1] == "L" or path.parent.name in ("sp500", "structure")]


@pytest.mark.shared
@real
@settings(max_examples=60, deadline=None)
@given(choice=st.integers(0, 10**6), share=st.floats(0, 1), value=st.integers(0, 255))
def test_real_documents_cut_and_damaged(choice: int, share: float, value: int) -> None:
    data = CALLS[choice % len(CALLS)].read_bytes()
    place = int(share * (len(data) - 1))
    usable(data[:place])
    usable(data[:place] + bytes([value]) + data[place + 1 :])


@pytest.mark.shared
@real
def test_no_line_of_a_real_call_is_lost() -> None:
    gone = {}
    for path in CALLS:
        if path.suffix in (".json", ".html") or "L04" in path.parent.name:
            continue  # of JSON and pages only the words are read, and the English side of two languages
        data = path.read_bytes()
        call = usable(data)
        if call is not None and (missing := lost(data, call)):
            gone[path.name] = missing
    assert gone == {}
