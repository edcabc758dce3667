"""Bytes to text: encodings, damage, what is no text at all."""

import pytest

from callsheet.errors import DocumentError
from callsheet.parse.decode import decode, repair
from tests.unit.parse.sample import document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(encoding: str) -> None:
    assert decode(document("Capex – “up”\r\nto 600억".encode(encoding)))[0] == "Capex – “up”\nto 600억"


def test_korean_code_page_is_recognised() -> None:
    text, warnings = decode(document("설비투자 가이던스를 상향 조정했습니다.".encode("cp949")))
    assert text == "설비투자 가이던스를 상향 조정했습니다."
    assert "cp949" in warnings[0]


def test_western_code_page_is_recognised() -> None:
    text, warnings = decode(document("Inés said: “capex”".encode("cp1252")))
    assert text == "Inés said: “capex”"
    assert "cp1252" in warnings[0]


def test_a_scratch_is_shown_not_hidden() -> None:
    text, warnings = decode(document(b"Capital expenditures were $35\xff million." + b" More." * 400))
    assert "$35\ufffd million" in text
    assert warnings == ("1 characters are damaged in the file and shown as \ufffd.",)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("itâ€™s here", "it’s here"),
        ("OrÃ©al", "Oréal"),
        ("a\u00a0b\u200bc\u00ad", "a bc"),
        ("ﬁscal oﬃce", "fiscal office"),
        ("non\u2010GAAP", "non-GAAP"),
        ("Ângela", "Ângela"),
    ],
)
def test_repairs(broken: str, whole: str) -> None:
    assert repair(broken) == whole


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"GIF89a....", "not_text"),
        (b"\x00\x01\x02\x03" * 50, "not_text"),
        (b"\xff\xfe" + b"\x00\xd8" * 50, "encoding"),
        (b"\x81 \x8d " * 30, "encoding"),
    ],
)
def test_what_is_no_text_says_so(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(document(data))
    assert caught.value.reason == reason
