"""Amounts on charts: the unit in which a currency is plotted, and a bar's label, in which a range stays a range."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from callsheet.exports.words import CORRECTED_MARK
from callsheet.records import CapexChart, ChartPart


@dataclass(frozen=True, slots=True)
class Scale:
    """How a currency is plotted: units of currency in one printed unit, and what the axis calls it."""

    units: int
    en: str
    ko: str

    def label(self, lang: str) -> str:
        """Return the caption of an axis in this scale."""
        return self.ko if lang == "ko" else self.en


# Told apart by people who do not see red and green alike, and in a grey print by their brightness.
PALETTE: Final = ("#d98b2b", "#2b6cb0", "#5b4a9e", "#1d7f6b", "#a8443f", "#6b7280", "#b7791f", "#2c5282")

_BILLION: Final = 1_000_000_000
_SCALES: Final = {
    "USD": Scale(_BILLION, "USD bn", "십억 달러"),
    "KRW": Scale(1000 * _BILLION, "KRW tn", "조 원"),
    "TWD": Scale(_BILLION, "TWD bn", "십억 대만달러"),
    "EUR": Scale(_BILLION, "EUR bn", "십억 유로"),
    "JPY": Scale(_BILLION, "JPY bn", "십억 엔"),
}


def scale_of(currency: str) -> Scale:
    """Return the scale of an ISO currency; billions where no other is customary."""
    return _SCALES.get(currency) or Scale(_BILLION, f"{currency} bn", f"십억 {currency}")


def _number(value: Decimal, scale: Scale) -> str:
    return f"{value / scale.units:,.1f}".removesuffix(".0")


def bar_label(low: Decimal | None, high: Decimal | None, scale: Scale) -> str:
    """Return the label of a bar in printed units: ``39.2``, ``60~65``, ``≥88`` and ``≤88`` for an open end.

    >>> bar_label(Decimal(60_000_000_000), Decimal(65_000_000_000), scale_of("USD"))
    '60~65'
    >>> bar_label(Decimal(87_800_000_000), None, scale_of("USD"))
    '≥87.8'
    """
    if low is not None and high is not None:
        return "~".join(dict.fromkeys([_number(low, scale), _number(high, scale)]))
    return f"≥{_number(low, scale)}" if low is not None else f"≤{_number(high, scale)}" if high is not None else ""


def part_label(part: ChartPart, scale: Scale) -> str:
    """Return the label of a company's bar, marked where an analyst corrected what stands behind it."""
    return bar_label(part.low, part.high, scale) + (CORRECTED_MARK if part.corrected_by else "")


def by_bar(chart: CapexChart) -> dict[tuple[str, str], ChartPart]:
    """Return the chart's parts by column and company."""
    return {(part.period, part.company): part for part in chart.parts}


def companies_shown(chart: CapexChart) -> list[str]:
    """Return the companies that have a bar, in the order of the legend."""
    found = {part.company for part in chart.parts}
    return [company for company in chart.companies if company in found]


def company_colors(chart: CapexChart) -> dict[str, str]:
    """Return each company's colour, which does not depend on which of the others have a bar."""
    return {company: PALETTE[number % len(PALETTE)] for number, company in enumerate(chart.companies)}
