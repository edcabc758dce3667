"""The capex chart as PNG and SVG, drawn by matplotlib. The fill of a bar says what its value is."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from callsheet.exports.fonts import BOLD, FAMILY, REGULAR, font_folder
from callsheet.exports.render.text import shown
from callsheet.exports.values import Scale, by_bar, companies_shown, company_colors, part_label, scale_of
from callsheet.exports.words import value_word
from callsheet.records import CapexChart, ChartPart, FigureKind

INK, SOFT, GRID = "#1a1a1a", "#6b6b6b", "#e3e6e8"
SIZE: Final = (11.0, 5.6)  # inches
GROUP_WIDTH: Final = 0.84


def fill(status: FigureKind, color: str) -> dict[str, Any]:
    """Return how a status is painted: actual solid, guidance hatched, implied light, consensus and estimates dotted."""
    light = {"facecolor": matplotlib.colors.to_rgba(color, 0.28), "edgecolor": color, "linewidth": 0.9}
    match status:
        case FigureKind.ACTUAL | FigureKind.PRIOR:
            return {"facecolor": color, "edgecolor": color, "linewidth": 0.9}
        case FigureKind.GUIDANCE | FigureKind.PLAN:
            return {"facecolor": "white", "edgecolor": color, "linewidth": 0.9, "hatch": "/////"}
        case FigureKind.IMPLIED:
            return light
        case _:
            return {
                "facecolor": "white",
                "edgecolor": color,
                "linewidth": 0.9,
                "linestyle": (0, (2, 1.5)),
                "hatch": "....",
            }


@contextmanager
def _look() -> Iterator[None]:
    """Draw with the shipped fonts, take text as text ("$60~65B" is no formula), and make the same bytes every time."""
    for name in (REGULAR, BOLD):
        font_manager.fontManager.addfont(str(font_folder() / name))
    settings: dict[Any, Any] = {
        "font.family": FAMILY,
        "text.parse_math": False,
        "text.color": INK,
        "axes.unicode_minus": False,
        "hatch.linewidth": 0.7,
        "svg.hashsalt": "callsheet",
    }
    with matplotlib.rc_context(settings):
        yield


def _label_size(bars: float) -> float:
    """Return the size of the labels when so many bars share the width of the picture, in points."""
    return min(8.5, max(6.0, SIZE[0] * 72 * GROUP_WIDTH / bars / 2.4))


def _draw_bar(axes: Axes, at: float, width: float, part: ChartPart, color: str, scale: Scale, size: float) -> None:
    """Draw a bar with its value above it; over a range a whisker from its low to its high end."""
    height = top = float(part.value / scale.units)
    bar = axes.bar(at, height, width * 0.9, zorder=2, **fill(part.status, color))
    bar[0].set_gid(f"{part.ticker}-{part.period}")
    if part.low is not None and part.high is not None and part.low < part.high:
        reach, top = float((part.high - part.low) / 2 / scale.units), float(part.high / scale.units)
        axes.errorbar(at, height, yerr=reach, color=INK, capsize=3, linewidth=1, zorder=3)
    label = part_label(part, scale)
    over: dict[str, Any] = {"xytext": (0, 3), "textcoords": "offset points", "ha": "center", "va": "bottom"}
    over["path_effects"] = [withStroke(linewidth=2.5, foreground="white")]  # legible over a neighbour's higher bar
    over["zorder"] = 5
    axes.annotate(f"{label}\n" if part.own_period else label, (at, top), fontsize=size, linespacing=1.2, **over)
    if part.own_period:
        axes.annotate(part.own_period, (at, top), fontsize=size - 1, color=SOFT, **over)


def _legend(axes: Axes, chart: CapexChart, colors: Mapping[str, str]) -> None:
    """Explain the colours (companies) and the fills (statuses) that the chart really shows."""
    companies = [Patch(facecolor=colors[name], label=shown(name)) for name in companies_shown(chart)]
    found = {part.status for part in chart.parts}
    statuses = [
        Patch(**fill(each, "#555555"), label=value_word(each, chart.lang)) for each in FigureKind if each in found
    ]
    first = axes.legend(
        handles=companies, ncols=len(companies), loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False, fontsize=9
    )
    axes.add_artist(first)
    axes.legend(
        handles=statuses, ncols=len(statuses), loc="lower right", bbox_to_anchor=(1, 1.0), frameon=False, fontsize=9
    )


def _most_together(chart: CapexChart) -> int:
    """Return the number of bars in the fullest group: a company without a value there takes no room."""
    counts = Counter(part.period for part in chart.parts)
    return max(counts.values(), default=1)


def draw(chart: CapexChart, framed: bool = True) -> Drawing:
    """Return the chart as a matplotlib figure: a group of bars a period, a bar a company.

    ``framed`` adds title, source and notes; a page has them as text of its own.
    """
    drawing = Drawing(figsize=SIZE, facecolor="white", layout="constrained")
    axes = drawing.subplots()
    colors = company_colors(chart)
    together = _most_together(chart)
    bars, width = by_bar(chart), GROUP_WIDTH / max(together, 3)  # two bars do not become walls
    size = _label_size(len(chart.periods) * max(together, 3))
    for number, period in enumerate(chart.periods):
        present = [company for company in chart.companies if (period, company) in bars]
        for place, company in enumerate(present):
            at = number + (place - (len(present) - 1) / 2) * width
            _draw_bar(axes, at, width, bars[period, company], colors[company], scale_of(chart.currency), size)
    axes.set_xlim(-0.5, len(chart.periods) - 0.5)
    axes.set_xticks(range(len(chart.periods)), [shown(period) for period in chart.periods], fontsize=10)
    axes.tick_params(length=0, labelcolor=INK)
    axes.tick_params(axis="y", labelsize=9, labelcolor=SOFT)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.margins(y=0.1)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#8a8f94")
    _legend(axes, chart, colors)
    if framed:
        title = f"{shown(chart.title)} ({scale_of(chart.currency).label(chart.lang)})"
        drawing.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight=600)
        notes = "\n".join(shown(note) for note in (chart.source, *chart.notes))
        drawing.supxlabel(notes, x=0.01, ha="left", fontsize=8.5, color=SOFT, linespacing=1.4)
    return drawing


def _saved(chart: CapexChart, format: str, framed: bool = True, **settings: Any) -> bytes:
    file = BytesIO()
    with _look():
        draw(chart, framed).savefig(file, format=format, **settings)
    return file.getvalue()


def chart_png(chart: CapexChart) -> bytes:
    """Return the chart as PNG, 200 dots an inch."""
    return _saved(chart, "png", dpi=200)


def chart_svg(chart: CapexChart, framed: bool = True) -> str:
    """Return the chart as an SVG element for a page: letters as outlines, so that it looks alike everywhere."""
    drawn = _saved(chart, "svg", framed, metadata={"Date": None, "Creator": None}).decode()
    return drawn[drawn.index("<svg") :]


def write_png(chart: CapexChart, path: Path) -> None:
    """Write the chart as PNG."""
    path.write_bytes(chart_png(chart))


def write_svg(chart: CapexChart, path: Path) -> None:
    """Write the chart as SVG."""
    path.write_bytes(_saved(chart, "svg", metadata={"Date": None, "Creator": None}))
