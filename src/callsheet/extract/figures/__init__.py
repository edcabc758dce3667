"""Capex figures: candidates, quantities, which of them is capex, type, kind, scope, definition, period, action."""

from callsheet.extract.figures.finding import figures_in_passage, find_figures

__all__ = ["figures_in_passage", "find_figures"]
