"""Accuracy against hand labels: each label file's own scorer, run on what callsheet finds now."""

from callsheet.evaluation.accuracy import accuracy

__all__ = ["accuracy"]
