"""One made-up call in every layout gives the same turns, roles and exchanges; nothing escapes but our own errors."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.errors import DocumentError
from callsheet.parse import parse_document
from callsheet.records import Call, Edition
from tests.unit.parse import sample
from tests.unit.parse.sample import EXCHANGES, SAMPLE, document

LAYOUTS: dict[str, Callable[[], str | bytes]] = {
    "dashes": sample.dashes,
    "exploded": sample.exploded,
    "colon": sample.colon,
    "spaced_colon": sample.spaced_colon,
    "markdown": sample.markdown,
    "capitals": sample.capitals,
    "timed": sample.timed,
    "listed": sample.listed,
    "page": sample.page,
    "bilingual_page": sample.bilingual_page,
    "interleaved": sample.interleaved,
    "turns_json": sample.turns_json,
    "text_json": sample.text_json,
    "word_file": sample.word_file,
    "captions": sample.captions,
    "mail": sample.mail,
}


def read(text: str | bytes, name: str = "notes.txt") -> Call:
    call = parse_document(document(text, name)).call
    assert call is not None
    return call


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_turns(layout: str) -> None:
    call = read(LAYOUTS[layout]())
    assert [(turn.speaker, turn.text) for turn in call.turns] == [(said.speaker, said.text) for said in SAMPLE]
    assert [turn.role.value for turn in call.turns] == [said.role for said in SAMPLE]
    assert [turn.section.value for turn in call.turns] == [said.section for said in SAMPLE]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_exchanges(layout: str) -> None:
    call = read(LAYOUTS[layout]())
    assert [(exchange.analyst, exchange.question, exchange.answer) for exchange in call.exchanges] == list(EXCHANGES)
    assert [exchange.affiliation for exchange in call.exchanges] == ["Fjord Capital Markets", "Old Mill Securities"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_company_and_period(layout: str) -> None:
    call = read(LAYOUTS[layout](), name="NWR_Q2_2025.dat")
    assert (call.company, call.ticker, str(call.fiscal_period)) == ("Northwind Robotics", "NWR", "FY2025Q2")


def test_the_reader_is_chosen_by_content_not_by_name() -> None:
    assert read(sample.turns_json(), name="call.txt").turns == read(sample.turns_json(), name="call.pdf").turns


def test_a_flat_transcript_is_inferred_with_less_confidence() -> None:
    parsed = parse_document(document(sample.flat()))
    call = parsed.call
    assert call is not None
    assert call.edition is Edition.RAW
    assert [(exchange.analyst, exchange.affiliation) for exchange in call.exchanges] == [
        ("Marta Lindqvist", "Fjord Capital Markets"),
        ("Jonas Achterberg", "Old Mill Securities"),
    ]
    assert [turn.role.value for turn in call.turns] == [said.role for said in SAMPLE]
    assert all(turn.confidence < 1 for turn in call.turns)
    assert "inferred" in parsed.warnings[0]


def test_spans_quote_their_turns() -> None:
    call = read(sample.dashes())
    assert all(turn.span.of(call.text) == turn.text for turn in call.turns)
    assert call.text == "\n\n".join(turn.text for turn in call.turns)


BAD = {
    "empty": ("empty", b""),
    "blank": ("empty", b" \n\t\n"),
    "picture": ("not_text", b"\x89PNG\r\n\x1a\n\x00\x00"),
    "rich_text": ("not_text", b"{\\rtf1\\ansi {\\b Operator:}\\par Good morning.}"),
    "archive": ("damaged", b"PK\x03\x04 and nothing more"),
    "binary": ("not_text", bytes(range(32)) * 40),
    "json_cut": ("damaged_json", b'{"transcript": [{"speaker": "Operator", "content": "Hel'),
    "json_without_words": ("not_a_call", b'{"ticker": "NWR", "transcript": []}'),
    "server": ("error_page", b"<html><body><h1>403 Forbidden</h1><p>Access denied.</p></body></html>"),
    "short": ("not_a_call", b"Operator: Welcome.\n\nJane Doe: Thank you.\n\nOperator: Good bye."),
    "recipe": ("not_a_call", ("Cut the onions into small pieces and fry them until they are golden. " * 40).encode()),
}


@pytest.mark.parametrize("case", BAD)
def test_what_nobody_can_use_says_why(case: str) -> None:
    reason, data = BAD[case]
    with pytest.raises(DocumentError) as caught:
        parse_document(document(data, "odd.txt"))
    assert caught.value.reason == reason
    assert caught.value.sentence.startswith("odd.txt")


def test_a_call_whose_period_is_unclear_says_what_was_looked_for() -> None:
    text = sample.colon().replace("second quarter 2025 ", "").replace(sample.HEADER, "")
    with pytest.raises(DocumentError) as caught:
        parse_document(document(text))
    assert caught.value.reason == "period_unclear"
    assert "second quarter of fiscal 2025" in caught.value.sentence


def test_a_transcript_that_breaks_off_says_so() -> None:
    whole = sample.colon()
    cut = whole[: whole.index("at this level into the")]
    assert not any("breaks off" in warning for warning in parse_document(document(whole)).warnings)
    assert any("breaks off" in warning for warning in parse_document(document(cut)).warnings)


TEXTS = [make() for make in LAYOUTS.values()] + [sample.flat()]
BYTES = [text.encode() if isinstance(text, str) else text for text in TEXTS]


def _usable_or_refused(data: bytes) -> None:
    try:
        call = parse_document(document(data)).call
    except DocumentError:
        return
    assert call is not None
    end = 0
    for turn in call.turns:
        assert turn.span.of(call.text) == turn.text
        assert turn.span.start >= end
        end = turn.span.end


@settings(max_examples=60, deadline=None)
@given(data=st.sampled_from(BYTES), share=st.floats(0, 1))
def test_any_prefix_is_a_call_or_our_own_error(data: bytes, share: float) -> None:
    _usable_or_refused(data[: int(len(data) * share)])


@settings(max_examples=60, deadline=None)
@given(data=st.sampled_from(BYTES), place=st.integers(0, 10**6), value=st.integers(0, 255))
def test_any_byte_flipped_is_a_call_or_our_own_error(data: bytes, place: int, value: int) -> None:
    changed = bytearray(data)
    changed[place % len(changed)] = value
    _usable_or_refused(bytes(changed))


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_a_call_or_our_own_error(data: bytes) -> None:
    _usable_or_refused(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding_gives_the_same_words(encoding: str) -> None:
    text = sample.dashes().replace("Ines", "Inés")
    assert read(text.encode(encoding)).text == read(text).text


LETTERS = "".join


@pytest.mark.parametrize("layout", ["dashes", "exploded", "colon", "capitals", "timed", "listed"])
def test_no_spoken_character_is_lost(layout: str) -> None:
    call = read(LAYOUTS[layout]())
    assert sum(len(turn.text) for turn in call.turns) == sum(len(said.text) for said in SAMPLE)


def test_a_flat_transcript_keeps_every_character() -> None:
    text = sample.flat()
    assert " ".join(turn.text for turn in read(text).turns) == text
