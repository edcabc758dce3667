"""Capex figures: candidates, quantities, which of them is capex, type, kind, scope, definition, period, action."""

from callsheet.extract.figures.finding import find_figures
from callsheet.extract.figures.passages import figures_in_passage
from callsheet.extract.figures.relations import find_relations

__all__ = ["figures_in_passage", "find_figures", "find_relations"]
