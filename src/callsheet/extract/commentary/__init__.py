"""Comments: the lines of a sell-side comment table, found in a call as exact words."""

from callsheet.extract.commentary.comments import find_comments

__all__ = ["find_comments"]
