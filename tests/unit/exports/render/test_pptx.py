"""Slides: a native table in two typefaces with real bullets, notes behind every line, a native chart."""

from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from callsheet.errors import ExportError
from callsheet.exports.render import write_table
from callsheet.exports.render.pptx import presentation_of
from callsheet.exports.render.pptx_parts import BOTTOM
from tests.unit.exports.tables import long_table, sample_chart, sample_table


def table_of(slide):
    return next(shape for shape in slide.shapes if shape.has_table)


def paragraphs(cell):
    return [
        (p.level, "".join(run.text for run in p.runs), [bool(run.font.bold) for run in p.runs])
        for p in cell.text_frame.paragraphs
    ]


@pytest.fixture(scope="module")
def slide():
    return presentation_of(sample_table()).slides[0]


def test_the_table_looks_like_the_report_s(slide):
    table = table_of(slide).table
    cells = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["\u00a0", "주요 Comment"]
    assert cells[1][0] == "#Microsoft"
    assert table.cell(1, 0).is_merge_origin
    assert cells[2][0] == "CapEx 및 인프라 투자 관련"
    assert slide.shapes.title.text_frame.text == "Microsoft & Meta FY25 투자 기조 정리"


def test_lines_are_paragraphs_with_levels_bullets_and_bold_questions(slide):
    cell = table_of(slide).table.cell(3, 1)
    level, text, bold = paragraphs(cell)[0]
    assert (level, bold) == (0, [True, False])
    assert (
        text
        == "Q. DeepSeek 관련, AI를 더 낮은 비용으로 확장하는 단계에 왔다고 보는지?\u00a0(Kim Lee, Example Securities)"
    )
    assert paragraphs(cell)[1][0] == 1
    answer = cell.text_frame.paragraphs[1]._p.pPr
    assert answer.find(qn("a:buChar")).get("char") == "-"
    assert int(answer.get("marL")) > 0 > int(answer.get("indent"))


def test_a_consequence_has_no_bullet(slide):
    last = table_of(slide).table.cell(2, 1).text_frame.paragraphs[-1]
    assert last.text.startswith("→")
    assert last._p.pPr.find(qn("a:buNone")) is not None


def test_every_run_names_both_typefaces(slide):
    runs = list(slide._element.iter(qn("a:r")))
    assert len(runs) > 20
    for run in runs:
        properties = run.find(qn("a:rPr"))
        assert properties.find(qn("a:latin")).get("typeface") == "Malgun Gothic"
        assert properties.find(qn("a:ea")).get("typeface") == "Malgun Gothic"


def test_notes_hold_the_words_the_speaker_and_the_document(slide):
    notes = slide.notes_slide.notes_text_frame.text
    assert "10. FY25 CapEx 가이드선: $60~65B (FY24 CapEx $39.2B)" in notes
    assert "“For 2025 we plan capital expenditures of $60 billion to $65 billion.”" in notes
    assert "— Susan Li, Meta FY2024Q4 call, 2025-01-29 [c-f-0]" in notes


def test_the_source_stands_under_the_table(slide):
    box = next(shape for shape in slide.shapes if shape.has_text_frame and "Source:" in shape.text_frame.text)
    table = table_of(slide)
    assert box.top >= table.top + sum(row.height for row in table.table.rows)


def test_eighty_lines_are_split_with_nothing_lost_or_overflowing():
    presentation = presentation_of(long_table(80))
    texts = []
    for number, slide in enumerate(presentation.slides, start=1):
        frame = table_of(slide)
        assert slide.shapes.title.text_frame.text.endswith(f"({number}/{len(presentation.slides)})")
        assert frame.table.cell(0, 1).text_frame.text == "주요 Comment"
        assert all(shape.top + shape.height <= presentation.slide_height - Pt(BOTTOM) + Pt(1) for shape in slide.shapes)
        texts += [p.text for row in frame.table.rows for p in row.cells[1].text_frame.paragraphs]
    numbers = [text.split("번째")[0].removeprefix("Q. ") for text in texts if "번째" in text]
    assert numbers == [str(number) for number in range(1, 81)]


def test_the_chart_is_native_with_its_data():
    slides = presentation_of(replace(sample_table(), chart=sample_chart())).slides
    chart = next(shape for shape in slides[len(slides) - 1].shapes if shape.has_chart).chart
    assert list(chart.plots[0].categories) == ["CY2023", "CY2024", "CY2025"]
    assert {series.name: list(series.values) for series in chart.plots[0].series} == {
        "Amazon": [48.4, 77.7, 86.0],
        "Alphabet": [32.3, 52.5, 58.0],
        "Meta": [28.1, 39.2, 62.5],
        "Microsoft": [44.5, 75.6, 89.0],
    }
    labels = [
        point.data_label.text_frame.text
        for point in [chart.plots[0].series[2].points[2], chart.plots[0].series[3].points[2]]
    ]
    assert labels == ["60~65", "≥89"]
    whiskers = chart.plots[0].series[2]._element.find(qn("c:errBars"))
    assert [value.text for value in whiskers.iter(qn("c:v"))] == ["2.5", "2.5"]


def test_a_template_gives_size_fonts_and_title(tmp_path):
    own = Presentation()
    own.slide_width, own.slide_height = Inches(10), Inches(7.5)
    own.save(str(tmp_path / "own.pptx"))
    path = write_table(sample_table(), "pptx", tmp_path / "deck.pptx", template=tmp_path / "own.pptx")
    made = Presentation(str(path))
    assert made.slide_width == Inches(10)
    slide = made.slides[0]
    assert slide.shapes.title.text_frame.text.startswith("Microsoft & Meta")
    assert {latin.get("typeface") for latin in table_of(slide)._element.iter(qn("a:latin"))} == {"+mn-lt"}
    assert [shape.is_placeholder for shape in slide.shapes].count(True) == 1


def test_a_template_whose_title_fills_the_slide_is_an_export_error(tmp_path):
    own = Presentation()
    for layout in own.slide_layouts:
        for title in [each for each in layout.placeholders if each.placeholder_format.idx == 0]:
            title.left, title.top, title.width, title.height = Pt(20), Pt(20), Pt(600), Pt(480)
    own.save(str(tmp_path / "own.pptx"))
    with pytest.raises(ExportError, match="no room for a table"):
        write_table(sample_table(), "pptx", tmp_path / "deck.pptx", template=tmp_path / "own.pptx")


def test_a_broken_template_is_an_export_error(tmp_path):
    (tmp_path / "own.pptx").write_bytes(b"no presentation")
    with pytest.raises(ExportError, match=r"own\.pptx: cannot be read"):
        write_table(sample_table(), "pptx", tmp_path / "deck.pptx", template=tmp_path / "own.pptx")
