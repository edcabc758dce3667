"""The warehouse: the only user of DuckDB. Import its functions from here; the SQL stands in ``warehouse/``."""

from callsheet.store.calendar import replace_calendar
from callsheet.store.checks import run_checks
from callsheet.store.companies import covered_companies
from callsheet.store.connect import Connection, open_published, open_warehouse, published_path
from callsheet.store.dictionary import dictionary
from callsheet.store.editions import all_overrides, edition_heads, edition_since, read_edition, save_edition
from callsheet.store.estimates import Estimate, read_estimates, replace_estimates
from callsheet.store.fingerprint import fingerprint
from callsheet.store.lake import claimed
from callsheet.store.load import (
    LARGEST_VALUE,
    KnownDocument,
    insert_rows,
    known_documents,
    replace_document,
    replace_documents,
    utc_now,
)
from callsheet.store.overrides import COMMENT_FIELDS, FIGURE_FIELDS, add_override
from callsheet.store.publish import is_published, publish
from callsheet.store.query import query, read_only_query, rows, without_pandas
from callsheet.store.review import (
    add_correction,
    conflicts,
    field_texts,
    figure_version,
    line_version,
    reviewed,
)
from callsheet.store.transactions import patiently, transaction

__all__ = [
    "COMMENT_FIELDS",
    "FIGURE_FIELDS",
    "LARGEST_VALUE",
    "Connection",
    "Estimate",
    "KnownDocument",
    "add_correction",
    "add_override",
    "all_overrides",
    "claimed",
    "conflicts",
    "covered_companies",
    "dictionary",
    "edition_heads",
    "edition_since",
    "field_texts",
    "figure_version",
    "fingerprint",
    "insert_rows",
    "is_published",
    "known_documents",
    "line_version",
    "open_published",
    "open_warehouse",
    "patiently",
    "publish",
    "published_path",
    "query",
    "read_edition",
    "read_estimates",
    "read_only_query",
    "replace_calendar",
    "replace_document",
    "replace_documents",
    "replace_estimates",
    "reviewed",
    "rows",
    "run_checks",
    "save_edition",
    "transaction",
    "utc_now",
    "without_pandas",
]
