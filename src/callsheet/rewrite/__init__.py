"""House-style lines in English and Korean, written by frames under the number lock."""

from callsheet.rewrite.lines import write_lines

__all__ = ["write_lines"]
