"""The text layer of a PDF, and the plain reason where there is none."""

import contextlib
import io
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from callsheet.errors import DocumentError, MissingError
from callsheet.parse.pdf import is_pdf, page_picture, page_texts, real_share
from callsheet.records import Box
from tests.unit.parse.reports import made

FAULTS = {
    "empty": b"",
    "not_a_pdf": b"\xff\xd8\xff\xe0 JFIF",
    "damaged": b"%PDF-1.7\nthis is where it was cut",
    "encrypted": made.with_password(),
    "scanned": made.without_text(),
    "broken_text_layer": made.with_private_use_characters(),
}


@pytest.mark.parametrize("reason", FAULTS)
def test_each_fault_has_its_reason_and_names_the_document(reason: str) -> None:
    with pytest.raises(DocumentError) as raised:
        page_texts(made.document(FAULTS[reason], "call.pdf"))
    assert raised.value.reason == reason
    assert "call.pdf" in raised.value.sentence
    assert pickle.loads(pickle.dumps(raised.value)).reason == reason


def test_pages_come_in_order_and_a_page_without_words_is_an_empty_string() -> None:
    document = made.set_page("설비투자 5.7조원 #pagebreak() #rect(width: 20pt) #pagebreak() Third page")
    assert [text.strip() for text in page_texts(document)] == ["설비투자 5.7조원", "", "Third page"]


def test_mail_noise_before_the_header_is_still_a_pdf() -> None:
    assert is_pdf(b"\n\n%PDF-1.4")
    assert not is_pdf(b"x" * 2000 + b"%PDF-1.4")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("설비투자 $60~65B, 최소 △3.2%", 1.0),
        ("Überraschung – naïve “quotes” ①②", 1.0),
        ("(cid:12)(cid:7)(cid:99)", 0.0),
        ("\ue001\ue002ab", 0.5),
        ("", 1.0),
    ],
)
def test_real_share(text: str, share: float) -> None:
    assert real_share(text) == pytest.approx(share)


@given(st.binary(max_size=400))
def test_whatever_bytes_come_either_pages_or_our_own_error(data: bytes) -> None:
    with contextlib.suppress(DocumentError):
        assert page_texts(made.document(b"%PDF-1.4\n" + data))


def test_a_page_is_drawn_with_a_frame_around_each_box() -> None:
    document = made.set_page("CapEx 22.6")
    picture = Image.open(io.BytesIO(page_picture(document, 1, [Box(100, 200, 180, 220)], scale=1.0)))
    assert picture.size == (596, 842)
    assert picture.getpixel((140, 198)) == (200, 30, 30)  # the frame stands just outside the box
    assert picture.getpixel((140, 210)) == (255, 255, 255)
    with pytest.raises(MissingError, match="no page 2"):
        page_picture(document, 2)
