"""PowerPoint: the capex chart as a native chart with its data sheet; the fill of a bar says what its value is."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from pathlib import Path
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from callsheet.exports.fonts import text_width
from callsheet.exports.render.pptx_parts import INK, MARGIN, SOFT, Deck, Fonts, add_east_asian, add_run, child
from callsheet.exports.render.text import origin_of_part, shown
from callsheet.exports.values import Scale, by_bar, companies_shown, company_colors, part_label, scale_of
from callsheet.exports.words import value_word
from callsheet.records import CapexChart, ChartPart, FigureKind

STATUS_HEIGHT: Final = 18.0  # points, the row that explains the fills
MOST_LINES: Final = 10
PLOT_SHARE: Final = 0.85  # of the chart's height, without legend and axis labels
GRID: Final = RGBColor(0xE3, 0xE6, 0xE8)
GREY: Final = RGBColor(0x55, 0x55, 0x55)
WHITE: Final = RGBColor(0xFF, 0xFF, 0xFF)


def _light(color: RGBColor) -> RGBColor:
    """Return ``color`` as it looks at 30 % on white."""
    return RGBColor(*(round(255 - 0.3 * (255 - channel)) for channel in color))


def _paint(format: Any, status: FigureKind, color: RGBColor) -> None:
    """Fill a bar as its status asks: actual solid, guidance hatched, implied light, consensus and estimates dotted."""
    match status:
        case FigureKind.ACTUAL | FigureKind.PRIOR:
            format.fill.solid()
            format.fill.fore_color.rgb = color
        case FigureKind.IMPLIED:
            format.fill.solid()
            format.fill.fore_color.rgb = _light(color)
        case _:
            hatched = status in (FigureKind.GUIDANCE, FigureKind.PLAN)
            format.fill.patterned()
            format.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL if hatched else MSO_PATTERN.PERCENT_20
            format.fill.fore_color.rgb, format.fill.back_color.rgb = color, WHITE
            if not hatched:
                format.line.dash_style = MSO_LINE.SQUARE_DOT
    format.line.color.rgb = color
    format.line.width = Pt(0.75)


def _reach(part: ChartPart | None, scale: Scale) -> float:
    """Return how far a range reaches to either side of its middle, in printed units; 0 for a point or an open end."""
    if part is None or part.low is None or part.high is None:
        return 0.0
    return float((part.high - part.low) / 2 / scale.units)


def _label(point: Any, part: ChartPart, scale: Scale, top: float, fonts: Fonts) -> None:
    """Write the value over a bar, and over the whisker of a range; ``top`` is where the axis ends, in printed units."""
    label = point.data_label
    add_run(label.text_frame.paragraphs[0], part_label(part, scale), fonts, 9)
    if part.own_period:
        add_run(label.text_frame.paragraphs[0], f" {part.own_period}", fonts, 8, color=SOFT)
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    if reach := _reach(part, scale):
        layout = OxmlElement("c:layout")
        shift = child(layout, "c:manualLayout")
        child(shift, "c:x", val="0")
        child(shift, "c:y", val=repr(-reach / top * PLOT_SHARE))  # of the chart's height, from the usual place
        label._dLbl.find(qn("c:tx")).addprevious(layout)


def _whiskers(series: Any, bars: Sequence[ChartPart | None], scale: Scale) -> None:
    """Add error bars from the low to the high end of the series' ranges; a series without a range gets none."""
    reach = [_reach(part, scale) for part in bars]
    if not any(reach):
        return
    error_bars = child(series._element, "c:errBars")
    for tag, value in (("c:errBarType", "both"), ("c:errValType", "cust"), ("c:noEndCap", "0")):
        child(error_bars, tag, val=value)
    for tag in ("c:plus", "c:minus"):
        numbers = child(child(error_bars, tag), "c:numLit")
        child(numbers, "c:ptCount", val=str(len(reach)))
        for number, length in enumerate(reach):
            if not length:
                continue
            child(child(numbers, "c:pt", idx=str(number)), "c:v").text = repr(length)
    line = child(child(error_bars, "c:spPr"), "a:ln", w=str(Pt(1)))
    child(child(line, "a:solidFill"), "a:srgbClr", val=str(INK))
    # The schema wants error bars before the values that they belong to.
    series._element.find(qn("c:cat")).addprevious(error_bars)


def _explain_fills(slide: Any, chart: CapexChart, deck: Deck) -> None:
    """Draw a swatch and a word for every status in the chart, at the right under the title."""
    found = {part.status for part in chart.parts}
    x = MARGIN + deck.width
    for status in reversed([each for each in FigureKind if each in found]):
        name = value_word(status, chart.lang)
        width = text_width(name, 9) + 8
        x -= width
        box = slide.shapes.add_textbox(Pt(x), Pt(deck.top), Pt(width), Pt(STATUS_HEIGHT - 4))
        frame = box.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap = False
        add_run(frame.paragraphs[0], name, deck.fonts, 9)
        x -= 24
        swatch = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(x), Pt(deck.top + 2), Pt(18), Pt(9))
        swatch._element.remove(swatch._element.find(qn("p:style")))  # the theme's shadow
        _paint(swatch, status, GREY)
        x -= 8


def _axis(chart: CapexChart) -> tuple[float, float]:
    """Return where the axis ends, above the highest value and its label, and the step of its lines: round numbers."""
    scale = scale_of(chart.currency)
    values = [end for part in chart.parts for end in (part.value, part.high) if end is not None]
    highest = max(float(max(values) / scale.units), 1e-6) * 1.05
    power = 10.0 ** floor(log10(highest))
    step = next(power * share for share in (0.1, 0.2, 0.5, 1.0) if highest / (power * share) <= MOST_LINES)
    return ceil(highest / step) * step, step


def _style(drawn: Any, chart: CapexChart, fonts: Fonts) -> None:
    drawn.has_title = False
    drawn.font.name, drawn.font.size, drawn.font.color.rgb = fonts[0], Pt(10), INK
    for properties in drawn._chartSpace.iter(qn("a:defRPr")):
        if properties.find(qn("a:latin")) is not None:
            add_east_asian(properties, fonts[1])
    drawn.has_legend = True
    drawn.legend.position = XL_LEGEND_POSITION.TOP
    drawn.legend.include_in_layout = False
    axis = drawn.value_axis
    axis.minimum_scale = 0
    axis.maximum_scale, axis.major_unit = _axis(chart)
    axis.major_gridlines.format.line.color.rgb = GRID
    axis.format.line.fill.background()
    axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = Pt(9), SOFT
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "#,##0", False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    drawn.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 40, -8


def _fill_series(drawn: Any, chart: CapexChart, bars: Mapping[tuple[str, str], ChartPart], fonts: Fonts) -> None:
    scale = scale_of(chart.currency)
    colors = company_colors(chart)
    for company, series in zip(companies_shown(chart), drawn.plots[0].series, strict=True):
        color = RGBColor.from_string(colors[company].lstrip("#").upper())
        _paint(series.format, FigureKind.ACTUAL, color)
        of_series = [bars.get((period, company)) for period in chart.periods]
        for position, part in enumerate(of_series):
            if part is not None:
                _paint(series.points[position].format, part.status, color)
                _label(series.points[position], part, scale, drawn.value_axis.maximum_scale, fonts)
        _whiskers(series, of_series, scale)


def add_chart_slide(deck: Deck, chart: CapexChart) -> None:
    """Add a slide with the chart, its source and notes below, and where each value comes from in the speaker notes."""
    scale = scale_of(chart.currency)
    bars = by_bar(chart)
    slide = deck.slide(f"{shown(chart.title)} ({scale.label(chart.lang)})")
    data = CategoryChartData(number_format="0.0")
    data.categories = [shown(period) for period in chart.periods]
    for company in companies_shown(chart):
        values = [bars.get((period, company)) for period in chart.periods]
        data.add_series(shown(company), [float(part.value / scale.units) if part else None for part in values])
    under = (chart.source, *chart.notes)
    at = deck.top + STATUS_HEIGHT
    height = deck.bottom - deck.source_height(under) - at
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(MARGIN), Pt(at), Pt(deck.width), Pt(height), data)
    frame.name = shown(chart.title)
    _style(frame.chart, chart, deck.fonts)
    _fill_series(frame.chart, chart, bars, deck.fonts)
    _explain_fills(slide, chart, deck)
    deck.draw_source(slide, under, at + height)
    slide.notes_slide.notes_text_frame.text = "\n".join(origin_of_part(part, scale, chart.lang) for part in chart.parts)


def write(chart: CapexChart, path: Path, template: Path | None = None) -> None:
    """Write the chart as a presentation of one slide."""
    deck = Deck(template)
    add_chart_slide(deck, chart)
    deck.presentation.save(str(path))
