"""Excel: the capex chart as a native chart over its values, each value beside its status and where it comes from."""

from typing import Final

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import NumDataSource, NumRef
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from callsheet.exports.render.xlsx_cells import amount, head, page_setup, put, rule
from callsheet.exports.values import by_bar, companies_shown, company_colors, scale_of
from callsheet.exports.words import value_word, word
from callsheet.records import CapexChart, ChartPart, FigureKind

_WIDTHS: Final = {"company": 16, "period": 12, "status": 12, "low": 11, "high": 11, "source": 80}
_PATTERNS: Final = {FigureKind.GUIDANCE: "wdUpDiag", FigureKind.PLAN: "wdUpDiag", FigureKind.IMPLIED: "pct40"}
_DOTTED: Final = "pct20"
_HALVES: Final = 8  # column of the first whisker's length, right of the sources
_GRID: Final = "E3E6E8"
_WIDTH, _HEIGHT = 26.0, 12.0  # centimetres


def _value_rows(sheet: Worksheet, at: int, chart: CapexChart) -> int:
    """List every bar's value as stated, with its source, from row ``at`` on; return the row below."""
    head(sheet, at, tuple(_WIDTHS), chart.lang)
    for part in chart.parts:
        at += 1
        texts = (part.company, part.own_period or part.period, value_word(part.status, chart.lang))
        for column, text in enumerate(texts, start=1):
            put(sheet, at, column, text)
        amount(sheet, at, 4, part.low, chart.currency)
        amount(sheet, at, 5, part.high, chart.currency)
        put(sheet, at, 6, part.source)
        rule(sheet, at, len(_WIDTHS))
    return at + 1


def _formula(rows: dict[ChartPart, int], part: ChartPart) -> str:
    """Return the height of a bar as a formula over the listed ends: their middle, or the one end of an open range."""
    return f"=AVERAGE(D{rows[part]}:E{rows[part]})"


def _paint(series: Series, parts: list[ChartPart | None], color: str) -> None:
    series.graphicalProperties.solidFill = color
    series.graphicalProperties.line.solidFill = color
    for position, part in enumerate(parts):
        if part is None or part.status in (FigureKind.ACTUAL, FigureKind.PRIOR):
            continue
        point = DataPoint(idx=position)
        pattern = PatternFillProperties(prst=_PATTERNS.get(part.status, _DOTTED))
        pattern.foreground, pattern.background = ColorChoice(srgbClr=color), ColorChoice(srgbClr="FFFFFF")
        point.graphicalProperties.pattFill = pattern
        point.graphicalProperties.line.solidFill = color
        series.dPt.append(point)


def _reach(part: ChartPart | None) -> bool:
    """Whether a bar has a range, over which a whisker is drawn."""
    return part is not None and part.low is not None and part.high is not None and part.low < part.high


def _whiskers(column: int, first: int, last: int, title: str) -> ErrorBars:
    """Return error bars as long as the cells of a column say, to either side."""
    letter = get_column_letter(column)
    cells = NumDataSource(numRef=NumRef(f=f"'{title}'!${letter}${first}:${letter}${last}"))
    bars = ErrorBars(errDir="y", errBarType="both", errValType="cust", noEndCap=False, plus=cells, minus=cells)
    bars.spPr = GraphicalProperties(ln=LineProperties(solidFill="1A1A1A", w=12700))
    return bars


def chart_sheet(sheet: Worksheet, chart: CapexChart) -> None:
    """Fill a sheet with the chart's values and the chart itself, drawn over cells that average each value's ends."""
    put(sheet, 1, 1, f"{chart.title} ({scale_of(chart.currency).label(chart.lang)})", bold=True, wrap=False)
    grid = _value_rows(sheet, 3, chart) + 1
    listed = {part: 4 + number for number, part in enumerate(chart.parts)}
    bars, companies = by_bar(chart), companies_shown(chart)
    put(sheet, grid, 1, word("period", chart.lang), bold=True)
    for column, company in enumerate(companies, start=2):
        put(sheet, grid, column, company, bold=True)
    for row, period in enumerate(chart.periods, start=grid + 1):
        put(sheet, row, 1, period)
        for column, company in enumerate(companies, start=2):
            part = bars.get((period, company))
            amount(sheet, row, column, _formula(listed, part) if part else None, chart.currency)
    end = grid + len(chart.periods)
    ranges = {
        company: _HALVES + number
        for number, company in enumerate(companies)
        if any(_reach(bars.get((period, company))) for period in chart.periods)
    }
    for company, column in ranges.items():
        put(sheet, grid, column, f"{company} {word('half_range', chart.lang)}", bold=True, wrap=False)
        for row, period in enumerate(chart.periods, start=grid + 1):
            part = bars.get((period, company))
            if part and _reach(part):
                amount(sheet, row, column, f"=(E{listed[part]}-D{listed[part]})/2", chart.currency)
    drawn = BarChart()
    drawn.width, drawn.height, drawn.gapWidth = _WIDTH, _HEIGHT, 60
    drawn.legend.position = "t"
    drawn.y_axis.number_format, drawn.y_axis.delete, drawn.x_axis.delete = "#,##0,,,", False, False
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_GRID))
    drawn.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    values = Reference(sheet, min_col=2, max_col=1 + len(companies), min_row=grid, max_row=end)
    drawn.add_data(values, titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=1, min_row=grid + 1, max_row=end))
    colors = company_colors(chart)
    for company, series in zip(companies, drawn.series, strict=True):
        _paint(series, [bars.get((period, company)) for period in chart.periods], colors[company].lstrip("#"))
        if company in ranges:
            series.errBars = _whiskers(ranges[company], grid + 1, end, sheet.title)
    sheet.add_chart(drawn, f"A{end + 2}")
    for number, note in enumerate((chart.source, *chart.notes)):
        put(sheet, end + 28 + number, 1, note, color="595959", wrap=False)
    page_setup(sheet, _WIDTHS, head_row=3)
    sheet.page_setup.fitToHeight = 1
