"""Tables and charts out of the warehouse: described here, drawn by ``callsheet.exports.render``."""

from callsheet.exports.charts import CHART_FORMATS, capex_chart, write_chart
from callsheet.exports.comment_tables import FORMS, FULL, comment_table, company_code, latest_quarter
from callsheet.exports.differences import changes
from callsheet.exports.editions import table_edition
from callsheet.exports.pictures import Picture, page_pictures
from callsheet.exports.provisional import provisional_notes
from callsheet.exports.queries import companies_with_comments, hidden_findings, quarters_with_comments
from callsheet.exports.tracing import trace

__all__ = [
    "CHART_FORMATS",
    "FORMS",
    "FULL",
    "Picture",
    "capex_chart",
    "changes",
    "comment_table",
    "companies_with_comments",
    "company_code",
    "hidden_findings",
    "latest_quarter",
    "page_pictures",
    "provisional_notes",
    "quarters_with_comments",
    "table_edition",
    "trace",
    "write_chart",
]
