"""Tables and charts out of the warehouse: described here, drawn by ``callsheet.exports.render``."""

from callsheet.exports.charts import CHART_FORMATS, capex_chart, write_chart
from callsheet.exports.comment_tables import FORMS, FULL, comment_table, company_code, latest_quarter
from callsheet.exports.queries import companies_with_comments, hidden_findings, quarters_with_comments
from callsheet.exports.tracing import trace

__all__ = [
    "CHART_FORMATS",
    "FORMS",
    "FULL",
    "capex_chart",
    "comment_table",
    "companies_with_comments",
    "company_code",
    "hidden_findings",
    "latest_quarter",
    "quarters_with_comments",
    "trace",
    "write_chart",
]
