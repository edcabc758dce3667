"""A comment table as an edition: the lines that it shows and what stands on capex, each with what it was read from."""

from collections.abc import Sequence

from callsheet import store
from callsheet.records import CommentTable, TableEdition
from callsheet.store.editions import edition_figure, edition_line

_LINES = """
    select
        comments.comment_id, comments.company_code, comments.doc_id, comments.path, documents.first_loaded_at,
        documents.extractor_version, comments.fiscal_period, comments.section, comments.line, comments.excerpt,
        comments.spans, comments.en, comments.ko, comments.overridden_by, comments.override_reason
    from out_comments as comments
    join raw_documents as documents using (doc_id)
    where comments.comment_id in (select unnest(?))
"""

# Of each period, definition and status the last word: what the ladder ends with.
_FIGURES = """
    select
        steps.company_code, steps.definition, steps.period, steps.status, steps.low, steps.high, steps.unit,
        steps.qualifier, steps.action, steps.figure_id, steps.doc_id, documents.path, documents.first_loaded_at,
        documents.extractor_version, steps.stated_in, steps.known_on, steps.working,
        figures.overridden_by, figures.override_reason
    from out_guidance as steps
    join raw_documents as documents using (doc_id)
    left join core_reviewed_figures as figures using (figure_id)
    where steps.company_code in (select unnest(?))
        and steps.origin in ('call', 'derived')
        and steps.status in ('actual', 'guidance', 'plan', 'implied')
        and steps.type = 'amount'
        and coalesce(steps.low, steps.high) is not null
    qualify row_number() over (
        partition by steps.company_code, steps.definition, steps.period, steps.status, steps.unit
        order by steps.step_number desc
    ) = 1
    order by steps.company_code, steps.step_number
"""


def table_edition(
    con: store.Connection, table: CommentTable, company_codes: Sequence[str], quarter: str, form: str
) -> TableEdition:
    """Return a comment table as an edition that is not kept yet (number 0), of this moment.

    Args:
        con: the warehouse that the table was described from.
        company_codes: the companies that were asked for, in the order of the table's blocks.
        quarter: the calendar quarter that its calls report on.
    """
    shown = [line.comment_id for block in table.blocks for part in block.sections for line in part.lines]
    by_id = {row["comment_id"]: row for row in store.rows(con, _LINES, [shown])}
    return TableEdition(
        number=0,
        published_at=store.utc_now(),
        company_codes=tuple(company_codes),
        calendar_quarter=quarter,
        form=form,
        lines=tuple(edition_line(by_id[comment_id]) for comment_id in shown),
        figures=tuple(map(edition_figure, store.rows(con, _FIGURES, [list(company_codes)]))),
    )
