"""HTML: one self-contained page, and a fragment that pastes into Outlook and Word. Everything is escaped by jinja2."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from callsheet.exports.render.chart import chart_svg
from callsheet.exports.render.text import LADDER_COLUMNS, asked_by, is_korean, marker, origin, origin_of_part, shown
from callsheet.exports.tone_tables import COLUMNS as TONE_COLUMNS
from callsheet.exports.tone_tables import tone_text
from callsheet.exports.values import scale_of
from callsheet.exports.words import cell_text, word
from callsheet.records import CapexChart, CommentTable, Ladder

FIGURE_COLUMNS = ("company", "period", "status", "value", "definition", "action", "words", "speaker", "source")
FONTS = "'Malgun Gothic','Apple SD Gothic Neo','NanumGothic',sans-serif"


def _environment(lang: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("callsheet.exports.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.filters |= {
        "asked_by": asked_by,
        "language": lambda text: "ko" if is_korean(text) else "en",
        "marker": marker,
        "origin": origin,
        "cell": lambda row, column: cell_text(row, column, lang),
        "tone_cell": lambda row, column: tone_text(row, column, lang),
        "word": lambda key: word(key, lang),
    }
    environment.globals |= {
        "fonts": Markup(FONTS),
        "figure_columns": FIGURE_COLUMNS,
        "ladder_columns": LADDER_COLUMNS,
        "tone_columns": TONE_COLUMNS,
        "ladder_title": lambda ladder: word("ladder_title", lang).format(company=ladder.company),
    }
    return environment


def _drawn(template: str, lang: str, **what: Any) -> str:
    return _environment(lang).get_template(template).render(**what)


def html_page(table: CommentTable) -> str:
    """Return the whole page: comments, each with its words on click, then chart, ladders and figures behind them.

    What the table does not have is left out, so that a chart or a ladder alone makes a page too.
    """
    drawing = (
        Markup(chart_svg(table.chart, framed=False)) if table.chart else None
    )  # our own drawing, made of escaped text
    scale = scale_of(table.chart.currency) if table.chart else scale_of("USD")
    return _drawn(
        "page.html.j2",
        table.lang,
        table=table,
        chart=table.chart,
        chart_unit=scale.label(table.lang),
        chart_origins=[origin_of_part(part, scale, table.lang) for part in table.chart.parts] if table.chart else [],
        drawing=drawing,
    )


def html_fragment(table: CommentTable) -> str:
    """Return the comment table as a fragment with inline styles only, to be pasted into a mail or a document."""
    return _drawn("fragment.html.j2", table.lang, table=table)


def html_ladder(ladder: Ladder, lang: str = "ko") -> str:
    """Return the guidance ladder as a section of HTML, without styles of its own."""
    return _drawn("ladder.html.j2", lang, ladder=ladder)


def write_page(table: CommentTable, path: Path) -> None:
    """Write the page as one file that works from disk, without a network."""
    path.write_text(html_page(table), encoding="utf-8")


def write_fragment(table: CommentTable, path: Path) -> None:
    """Write the fragment."""
    path.write_text(html_fragment(table), encoding="utf-8")


def write_chart(chart: CapexChart, path: Path) -> None:
    """Write the chart as a page of its own, with its values and where they come from as text."""
    path.write_text(html_page(CommentTable(chart.title, "", (), "", lang=chart.lang, chart=chart)), encoding="utf-8")


def write_ladder(ladder: Ladder, path: Path, lang: str = "ko") -> None:
    """Write one company's ladder as a page of its own."""
    title = word("ladder_title", lang).format(company=ladder.company)
    path.write_text(html_page(CommentTable(title, "", (), "", lang=lang, ladders=(ladder,))), encoding="utf-8")
