"""What follows by arithmetic: implied guidance, sums, calendar quarters, the guidance ladder."""

from callsheet.derive.ladder import ladder
from callsheet.derive.refresh import refresh

__all__ = ["ladder", "refresh"]
