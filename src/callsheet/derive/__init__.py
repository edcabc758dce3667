"""What follows by arithmetic: implied guidance, sums, calendar quarters, the guidance ladder."""

from callsheet.derive.ladder import ladder
from callsheet.derive.refresh import recompute, refresh

__all__ = ["ladder", "recompute", "refresh"]
