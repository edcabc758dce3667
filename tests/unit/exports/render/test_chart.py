"""The chart's bars: what they show, and how a status is told."""

from decimal import Decimal

import pytest

from callsheet.exports.render.chart import chart_png, chart_svg, draw, fill
from callsheet.exports.values import bar_label, scale_of
from callsheet.records import ChartPart, FigureKind
from tests.unit.exports.tables import sample_chart

USD, KRW = scale_of("USD"), scale_of("KRW")


@pytest.mark.parametrize(
    ("low", "high", "scale", "expected"),
    [
        (39_200_000_000, 39_200_000_000, USD, "39.2"),
        (60_000_000_000, 65_000_000_000, USD, "60~65"),
        (87_800_000_000, None, USD, "≥87.8"),
        (None, 2_000_000_000, USD, "≤2"),
        (47_500_000_000_000, 47_500_000_000_000, KRW, "47.5"),
        (59_990_000_000, 60_010_000_000, USD, "60"),
    ],
)
def test_bar_label(low, high, scale, expected):
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    assert bar_label(ends[0], ends[1], scale) == expected


def test_a_part_without_an_end_has_no_value():
    part = ChartPart("ACME", "Acme", "CY2025", FigureKind.GUIDANCE, None, None, "nowhere")
    with pytest.raises(ValueError, match="low or a high end"):
        _ = part.value


def test_statuses_look_different():
    looks = [tuple(sorted(map(str, fill(status, "#2b6cb0").items()))) for status in FigureKind if status != "other"]
    assert len(set(looks)) == 4  # actual and prior, guidance and plan, implied, consensus and estimate


def test_the_drawing_has_a_bar_a_value_and_a_whisker_a_range():
    axes = draw(sample_chart()).axes[0]
    heights = sorted(round(patch.get_height(), 1) for patch in axes.patches)
    assert heights == [28.1, 32.3, 39.2, 44.5, 48.4, 52.5, 58.0, 62.5, 75.6, 77.7, 86.0, 89.0]
    assert {text.get_text() for text in axes.texts} >= {"60~65", "≥89", "39.2"}
    assert len(axes.containers) == 13  # twelve bars and one whisker


def test_title_and_notes_are_drawn_unless_the_page_has_them():
    framed, bare = draw(sample_chart("en")), draw(sample_chart("en"), framed=False)
    assert framed.get_suptitle() == "Capex of the big four (USD bn)"
    assert bare.get_suptitle() == ""


def test_the_same_chart_makes_the_same_picture():
    assert chart_png(sample_chart()) == chart_png(sample_chart())
    assert chart_svg(sample_chart()) == chart_svg(sample_chart())
    assert chart_svg(sample_chart()).startswith("<svg")
