"""Wrapped words: captions, mails, pages in two languages, JSON of several shapes, the lines of a PDF."""

import io
import json
import zipfile

import pytest

from callsheet.errors import DocumentError
from callsheet.parse import source_text
from callsheet.parse.bilingual import english_side, foreign_share
from callsheet.parse.containers import caption_lines, looks_like_captions, looks_like_mail
from callsheet.parse.html import html_lines, original_column
from callsheet.parse.json_calls import json_hints, looks_like_json
from callsheet.parse.json_turns import json_turns
from callsheet.parse.lines import source_lines
from callsheet.parse.pdf_calls import pdf_lines, read_pdf_call
from tests.unit.parse import sample
from tests.unit.parse.sample import SAMPLE, document


def test_subtitles_lose_numbers_times_and_tags() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:04,000\n<i>Capex was</i>\n\n2\n00:00:04,000 --> 00:00:09,000\n>> $35 million.\n\n"
        "3\n00:00:10,000 --> 00:00:11,000\nThanks."
    )
    assert looks_like_captions(text)
    assert [(line.text, line.place) for line in caption_lines(text)] == [
        ("Capex was", "00:00:01,000"),
        ("$35 million.", "00:00:04,000"),
        ("Thanks.", "00:00:10,000"),
    ]


def test_a_transcript_is_no_mail() -> None:
    assert looks_like_mail(sample.mail())
    assert not looks_like_mail(sample.colon())


def test_scripts_and_navigation_are_not_visible() -> None:
    page = (
        "<html><head><title>Call</title><style>p{}</style></head>"
        "<body><nav>Menu</nav><p>One<br>two &amp; three</p><script>x</script></body></html>"
    )
    assert [line.text for line in html_lines(page)] == ["Call", "One", "two & three"]


def test_the_column_of_the_original_is_chosen_by_its_language() -> None:
    rows = [["설비투자가 늘었습니다.", "Capex rose."], ["매출이 늘었습니다.", "Revenue rose."]]
    assert original_column(rows) == ["Capex rose.", "Revenue rose."]
    assert original_column([["Name", "Title"], ["Jane Doe", "CFO"]]) is None


def test_a_call_in_one_language_stays_whole() -> None:
    lines = source_lines("운영자: 안녕하십니까.\n\n김하나: 설비투자는 17조원입니다.")
    assert english_side(lines) == (lines, ())
    assert foreign_share("Capex 600억") == pytest.approx(1 / 6)


SPOKEN = (("A B", "x"), ("C D", "y"), ("A B", "z"))


@pytest.mark.parametrize(
    "value",
    [
        {"transcript": [{"speaker": name, "content": words} for name, words in SPOKEN]},
        [{"name": name, "speech": [words]} for name, words in SPOKEN],
        {"event": {}, "speakers": [{"speaker_info": {"name": name}, "text": words} for name, words in SPOKEN]},
        {"data": {"paragraphs": [{"speaker_name": name, "paragraph": words} for name, words in SPOKEN]}},
    ],
)
def test_turns_in_any_usual_shape(value: object) -> None:
    assert [(turn.label, turn.text) for turn in json_turns(value)] == list(SPOKEN)
    assert looks_like_json(json.dumps(value))


def test_what_the_object_says_about_the_call() -> None:
    hints = json_hints([{"symbol": "NWR", "quarter": 2, "year": 2025, "date": "2025-07-24 17:00:00"}])
    assert (hints.ticker, hints.period, hints.date) == ("NWR", "2025Q2", "2025-07-24 17:00:00")


def _pages() -> list[str]:
    words = "\n".join(f"{said.speaker}: {said.text}" for said in SAMPLE).split("\n")
    half = len(words) // 2
    return [
        "\n".join([f"Northwind Robotics Q2 2025 Earnings Call {number}", *part, str(number)])
        for number, part in enumerate((words[:half], words[half:], ["Operator: Good bye."]), start=1)
    ]


def test_page_numbers_and_running_heads_are_left_out() -> None:
    lines = pdf_lines(_pages())
    assert [line.text for line in lines][:1] == [f"{SAMPLE[0].speaker}: {SAMPLE[0].text}"]
    assert {line.place for line in lines} == {"page 1", "page 2", "page 3"}


def test_a_word_broken_at_the_end_of_a_line_is_made_whole() -> None:
    lines = pdf_lines(["The infor-\nmation is here. This information matters. The non-\nGAAP one too."])
    assert [line.text for line in lines] == [
        "The",
        "information is here. This information matters. The non-",
        "GAAP one too.",
    ]


def test_a_report_is_not_taken_for_a_call() -> None:
    assert read_pdf_call(["Sector note\nSource: Company data\nWe keep our rating."]) is None
    assert read_pdf_call(_pages()) is not None


def test_the_lines_of_a_source_keep_their_places() -> None:
    page = document("One.\n\nCapital expen-\nditures were “$35 million”.\n")
    assert [line.place for line in source_text(page)] == ["line 1", "line 3", "line 4"]


def test_an_archive_that_is_no_document_says_so() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("call.txt", "words")
    with pytest.raises(DocumentError) as caught:
        source_text(document(buffer.getvalue()))
    assert caught.value.reason == "not_text"
