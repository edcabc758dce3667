"""CSV: one row a line of the comment table, with everything that stands behind it."""

import csv
from pathlib import Path

from callsheet.exports.render.text import shown, table_lines
from callsheet.records import CommentTable

COLUMNS = (
    *("company", "fiscal_period", "section", "line", "text", "excerpt"),
    *("speaker", "affiliation", "source", "rendered_by", "comment_id", "corrected_by", "reason", "approved_by"),
)
_FORMULA_STARTS = ("=", "+", "-", "@")


def harmless(text: str) -> str:
    """Return ``text`` so that a spreadsheet which opens the CSV cannot take it for a formula.

    CSV has no types: a cell that starts with one of ``= + - @`` gets an apostrophe in front, as OWASP advises
    (https://owasp.org/www-community/attacks/CSV_Injection).

    >>> harmless("=1+1"), harmless("$60~65B")
    ("'=1+1", '$60~65B')
    """
    text = shown(text)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def write(table: CommentTable, path: Path) -> None:
    """Write the comment table as CSV with a byte-order mark, without which Excel garbles Hangul."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for block, section, line in table_lines(table):
            where = (block.company, block.fiscal_period, section.title)
            what = (line.line, line.text, line.excerpt, line.speaker, line.affiliation or "", line.source)
            by = (line.review.corrected_by, line.review.reason, line.review.approved_by)
            rows.writerow([harmless(cell) for cell in (*where, *what, line.rendered_by, line.comment_id, *by)])
