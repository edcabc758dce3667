"""Tables and charts out of the warehouse: described here, drawn by ``callsheet.exports.render``.

Pictures of pages (``callsheet.exports.pictures``) are not imported here: they need what reads PDF documents.
"""

from callsheet.exports.charts import capex_chart
from callsheet.exports.comment_tables import FORMS, FULL, comment_table, company_code, latest_quarter
from callsheet.exports.differences import changes
from callsheet.exports.editions import table_edition
from callsheet.exports.provisional import provisional_notes
from callsheet.exports.queries import companies_with_comments, hidden_findings, quarters_with_comments
from callsheet.exports.render import CHART_FORMATS, write_chart
from callsheet.exports.tracing import trace

__all__ = [
    "CHART_FORMATS",
    "FORMS",
    "FULL",
    "capex_chart",
    "changes",
    "comment_table",
    "companies_with_comments",
    "company_code",
    "hidden_findings",
    "latest_quarter",
    "provisional_notes",
    "quarters_with_comments",
    "table_edition",
    "trace",
    "write_chart",
]
