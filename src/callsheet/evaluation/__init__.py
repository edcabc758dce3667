"""Accuracy against hand labels: each label file's own scorer, run on what callsheet finds now; and gains and losses
between two revisions."""

from callsheet.evaluation.accuracy import accuracy
from callsheet.evaluation.published import difference_from_published, update_published

__all__ = ["accuracy", "difference_from_published", "update_published"]
