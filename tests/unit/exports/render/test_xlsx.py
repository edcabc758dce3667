"""The workbook: comments, figures with their words, implied values as live formulas."""

from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import Workbook

from callsheet.exports.render.xlsx import sum_formula, workbook
from callsheet.records import Operand, ToneRow
from tests.unit.exports.tables import BILLION, sample_chart, sample_ladder, sample_table


@pytest.fixture(scope="module")
def book() -> Workbook:
    return workbook(sample_table("en"))


def column(book: Workbook, sheet: str, head: str) -> list[object]:
    """The values under a head, down to the last row."""
    rows = list(book[sheet].iter_rows(values_only=True))
    at = next(number for number, row in enumerate(rows) if head in row)
    place = rows[at].index(head)
    return [row[place] for row in rows[at + 1 :]]


def test_sheets(book):
    assert book.sheetnames == ["Comments", "Figures", "Guidance ladder"]
    assert workbook(replace(sample_table(), figures=(), ladders=())).sheetnames == ["주요 Comment"]


def test_tone_has_a_sheet_of_numbers():
    row = ToneRow("Meta", "FY2024Q4", "answers", 40, 18, 4, 0.35, 0.16, 0.5, "FY2024Q3", 0.12, None, None)
    book = workbook(replace(sample_table("ko"), tones=(row,)))
    assert column(book, "순톤", "구분")[0] == "답변"
    assert column(book, "순톤", "순톤")[0] == 0.35
    assert column(book, "순톤", "동일 시즌 대비")[0] is None


def test_every_line_stands_beside_its_words(book):
    words = column(book, "Comments", "Words")
    assert words[1] == "Capex with finance leases came to $22.6 billion; cash paid for PP&E was $15.8 billion."
    assert (
        column(book, "Comments", "Key comments")[1] == "- FY2Q25 capex $22.6B incl. finance leases / cash PP&E $15.8B"
    )
    assert column(book, "Comments", "Section")[0] == "#Microsoft"


def test_figures_are_numbers_in_units_of_currency(book):
    assert column(book, "Figures", "Low") == [Decimal("22600000000"), Decimal("60000000000")]
    assert column(book, "Figures", "High") == [Decimal("22600000000"), Decimal("65000000000")]
    assert column(book, "Figures", "Words") == ["$22.6 billion", "$60 billion to $65 billion"]
    assert book["Figures"]["F3"].number_format.endswith('#,##0.0,,,"B"')


def test_an_implied_value_is_a_formula_over_its_operands(book):
    low = column(book, "Guidance ladder", "Low")
    assert low[1:3] == [Decimal("20000000000"), Decimal("22600000000")]
    # The first quarter stands in the ladder only, the second on the sheet of figures.
    assert low[4] == "=F3+'Figures'!E2+'Figures'!E2+'Figures'!E2"


def test_inputs_are_blue_and_computed_values_black(book):
    sheet = book["Guidance ladder"]
    assert sheet["F3"].font.color.rgb == "000000FF"
    assert sheet["F6"].font.color.rgb == "00000000"


def test_rows_are_as_high_as_their_text():
    table = sample_table()
    block = table.blocks[0]
    section = block.sections[0]
    long = replace(section.lines[0], text="가나다라 마바사 " * 40)
    table = replace(table, blocks=(replace(block, sections=(replace(section, lines=(long,)),)),))
    heights = [dimension.height for dimension in workbook(table).worksheets[0].row_dimensions.values()]
    assert max(heights) > 4 * min(heights)


@pytest.mark.parametrize(
    ("operands", "expected"),
    [
        ([("a", 20), ("b", 67.8)], "=A1+67800000000"),
        ([("a", 20), ("b", 67)], None),  # they do not add up to the value
        ([("a", 20), ("r", None), ("b", 67.8)], "=A1+67800000000"),  # a relation has no number
        ([], None),
    ],
)
def test_sum_formula(operands, expected):
    made = tuple(
        Operand(key, "FY2025Q1", None if value is None else BILLION * Decimal(str(value)), None)
        for key, value in operands
    )
    row = replace(sample_ladder().rows[-1], operands=made)
    assert sum_formula(row, "low", {"a": "A1"}) == expected


def test_the_chart_stands_over_its_values():
    sheet = workbook(replace(sample_table("en"), chart=sample_chart("en")))["Capex chart"]
    rows = [row for row in sheet.iter_rows(min_row=4, max_col=5, values_only=True) if row[1] == "CY2025"]
    assert ("Meta", "CY2025", "guidance", BILLION * 60, BILLION * 65) in rows
    assert ("Microsoft", "CY2025", "implied", BILLION * 89, None) in rows
    (chart,) = sheet._charts
    assert len(chart.series) == 4
    averages = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=AVERAGE(D")]
    assert len(averages) == 12
