"""Every format shows every line, and shows text from a document as text, whatever it looks like."""

import csv
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from rich.console import Console

from callsheet.errors import ExportError
from callsheet.exports.render import FORMATS, suffix, terminal_ladder, terminal_table, write_ladder, write_table
from callsheet.exports.render.csv import harmless
from callsheet.exports.render.html import html_fragment, html_page
from callsheet.exports.render.md import escaped, markdown_ladder, markdown_table
from callsheet.records import CommentTable, CompanyBlock, Ladder, Line, RenderedBy, TableLine, TableSection, ToneRow
from tests.unit.exports.tables import sample_chart, sample_ladder, sample_table

HOSTILE = [
    "<script>alert('x')</script> & <b>bold</b>",
    '=HYPERLINK("http://example.com","click")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "{{ 7 * 7 }} {% include 'page.css' %} {# note #}",
    "#let x = 1 $x^2$ *strong* _slanted_ [red]markup[/red]",
    "| a cell | ~~struck~~ `code` [link](http://example.com)",
    "escape \x1b[31m and null \x00 and \u202e reversed",
    "_x0041_ &amp; &#65; \\u0041",
]


def hostile_table() -> CommentTable:
    """A table whose every word looks like something else."""
    lines = tuple(
        TableLine(text, kind, f"c-{number}", text, text, text, RenderedBy.QUOTE, text)
        for number, text in enumerate(HOSTILE)
        for kind in (Line.QUESTION, Line.ANSWER)
    )
    block = CompanyBlock(HOSTILE[0], "FY2025Q2", (TableSection(HOSTILE[1], lines), TableSection(HOSTILE[5], lines)))
    return replace(
        sample_table(), title=HOSTILE[0], blocks=(block,), source=HOSTILE[6], notes=(HOSTILE[7],), figures=()
    )


class Page(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def printed(renderable: object, width: int = 120) -> str:
    console = Console(width=width, file=StringIO(), force_terminal=False)
    console.print(renderable)
    return console.file.getvalue()  # type: ignore[attr-defined]


def slide_text(path: Path) -> str:
    texts = []
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_table:
                texts.extend(cell.text_frame.text for row in shape.table.rows for cell in row.cells)
    return "\n".join(texts)


# --- every format -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_format_writes_a_file(format, lang, tmp_path):
    path = write_table(sample_table(lang), format, tmp_path / "new" / f"table.{suffix(format)}")
    assert path.stat().st_size > 1000
    assert list(path.parent.iterdir()) == [path]


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(ExportError, match="md, html, fragment, csv, xlsx, pptx, png"):
        write_table(sample_table(), "docx", tmp_path / "table.docx")


def test_a_template_is_for_slides_only(tmp_path):
    with pytest.raises(ExportError, match="pptx only"):
        write_table(sample_table(), "xlsx", tmp_path / "table.xlsx", template=tmp_path / "own.pptx")


def test_a_file_that_cannot_be_written_is_an_export_error(tmp_path):
    (tmp_path / "table.md").mkdir()
    with pytest.raises(ExportError, match=r"table\.md: not written"):
        write_table(sample_table(), "md", tmp_path / "table.md")
    assert [path.name for path in tmp_path.iterdir()] == ["table.md"]


@pytest.mark.parametrize("format", [each for each in FORMATS if each not in ("xlsx", "pptx")])  # those hold the time
def test_the_same_table_makes_the_same_file(format, tmp_path):
    first = write_table(sample_table(), format, tmp_path / "first").read_bytes()
    assert first == write_table(sample_table(), format, tmp_path / "second").read_bytes()


# --- text -----------------------------------------------------------------------------------------------------------


def test_markdown(golden):
    golden("comment_table_ko.md", markdown_table(sample_table("ko")))
    golden("comment_table_en.md", markdown_table(sample_table("en")))


def test_terminal(golden):
    golden("comment_table_ko.txt", printed(terminal_table(sample_table("ko"))))
    golden("ladder_en.txt", printed(terminal_ladder(sample_ladder(), "en"), width=80))


def test_pages(golden):
    golden("comment_table_ko.html", html_page(sample_table("ko")))
    golden("comment_table_ko.fragment.html", html_fragment(sample_table("ko")))


def test_the_ladder_shows_the_working(golden):
    golden("ladder_ko.md", markdown_ladder(sample_ladder(), "ko"))


def test_an_empty_ladder_says_so():
    empty = Ladder("Acme", ())
    assert "No statement on capex yet" in markdown_ladder(empty, "en")
    assert "CapEx 관련 발언 없음" in printed(terminal_ladder(empty, "ko"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$60~65B", r"$60\~65B"),
        ("$x$ costs $5", r"\$x\$ costs $5"),
        ("PP&E > 3", "PP&E > 3"),
        ("&lt; a|b", r"\&lt; a\|b"),
        ("# head", r"\# head"),
        ("1. first", r"1\. first"),
        ("https://a.example/b_c", r"https\://a.example/b\_c"),
    ],
)
def test_markdown_escapes(text, expected):
    assert escaped(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("=1", "'=1"), ("-5%", "'-5%"), ("@x", "'@x"), (" +1", "'+1"), ("5% - 6%", "5% - 6%")]
)
def test_no_cell_of_a_csv_is_a_formula(text, expected):
    assert harmless(text) == expected


def test_a_csv_has_a_row_a_line_with_its_words(tmp_path):
    path = write_table(sample_table(), "csv", tmp_path / "table.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert len(rows) == 13
    assert rows[6]["line"] == "question"
    assert (rows[6]["speaker"], rows[6]["affiliation"]) == ("Kim Lee", "Example Securities")
    assert rows[9]["text"] == "FY25 CapEx 가이드선: $60~65B (FY24 CapEx $39.2B)"
    assert rows[9]["excerpt"] == "For 2025 we plan capital expenditures of $60 billion to $65 billion."


# --- hostile text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("render", [html_page, html_fragment])
def test_text_that_looks_like_html_or_a_template_is_text(render):
    page = Page(render(hostile_table()))
    assert page.tags.count("script") == (1 if render is html_page else 0)
    assert "b" not in page.tags or render is html_fragment
    for text in ("<script>alert('x')</script> & <b>bold</b>", "{{ 7 * 7 }} {% include 'page.css' %} {# note #}"):
        assert text in page.text
    assert "&#65;" in page.text


def test_a_page_shows_the_tone_of_the_calls_with_its_interval():
    row = ToneRow("Meta", "FY2024Q4", "answers", 40, 18, 4, 0.35, 0.16, 0.5, "FY2024Q3", -0.12, None, None)
    page = html_page(replace(sample_table("en"), tones=(row,)))
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page.partition('id="tones"')[2])
    assert cells == ["Meta", "answers", "40", "+0.35", "+0.16", "+0.50", "-0.12", ""]


def test_a_page_asks_nothing_of_the_network():
    page = html_page(replace(sample_table(), chart=sample_chart()))
    assert "default-src 'none'" in page
    assert not any(f'{attribute}="http' in page.split("<svg")[0] for attribute in ("src", "href"))
    assert "@import" not in page


def test_text_that_looks_like_markup_is_text_on_the_terminal():
    drawn = printed(terminal_table(hostile_table()), width=200)
    assert "[red]markup[/red]" in drawn
    assert "\x1b" not in drawn


def test_text_that_looks_like_a_formula_is_text_in_a_workbook(tmp_path):
    path = write_table(hostile_table(), "xlsx", tmp_path / "table.xlsx")
    sheet = load_workbook(path).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    formulas = [cell for cell in cells if cell.value.startswith("=")]
    assert formulas
    assert all(cell.quotePrefix for cell in formulas)
    assert any(cell.value == "_x005F_x0041_ &amp; &#65; \\u0041" for cell in cells)


def test_hostile_text_is_text_on_slides_and_in_pictures(tmp_path):
    text = slide_text(write_table(hostile_table(), "pptx", tmp_path / "table.pptx"))
    assert "{{ 7 * 7 }} {% include 'page.css' %} {# note #}" in text
    assert "#let x = 1 $x^2$ *strong* _slanted_ [red]markup[/red]" in text
    assert write_table(hostile_table(), "png", tmp_path / "table.png").read_bytes().startswith(b"\x89PNG")


def test_hostile_text_is_text_in_markdown():
    drawn = markdown_table(hostile_table())
    assert r"\<script>alert('x')\</script> & \<b>bold\</b>" in drawn
    assert r"\| a cell \| \~\~struck\~\~ \`code\`" in drawn


@pytest.mark.parametrize("format", ["md", "html", "xlsx"])
def test_a_ladder_alone(format, tmp_path):
    path = write_ladder(sample_ladder(), format, tmp_path / f"ladder.{format}", "en")
    if format != "xlsx":
        assert "20.0 + 22.6 + 22.6 + 22.6 = 87.8" in path.read_text(encoding="utf-8")
    with pytest.raises(ExportError, match="md, html, xlsx"):
        write_ladder(sample_ladder(), "pptx", tmp_path / "ladder.pptx")
