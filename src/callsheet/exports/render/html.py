"""HTML: one self-contained page, and a fragment that pastes into Outlook and Word. Everything is escaped by jinja2."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from callsheet.exports.charts import chart_svg
from callsheet.exports.render.terminal import LADDER_COLUMNS
from callsheet.exports.render.text import asked_by, marker, origin, shown
from callsheet.exports.words import word
from callsheet.records import CommentTable, Ladder

FIGURE_COLUMNS = ("company", "period", "status", "value", "definition", "action", "words", "speaker", "source")
FONTS = "'Malgun Gothic','Apple SD Gothic Neo','NanumGothic',sans-serif"
_HANGUL = re.compile("[가-힣]")


def _language(text: str) -> str:
    """Name the language of a line for screen readers: Korean where there is Hangul, else English."""
    return "ko" if _HANGUL.search(text) else "en"


def _environment(lang: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("callsheet.exports.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.filters |= {
        "asked_by": asked_by,
        "language": _language,
        "marker": marker,
        "origin": origin,
        "word": lambda key: word(key, lang),
    }
    environment.globals |= {
        "fonts": Markup(FONTS),
        "figure_columns": FIGURE_COLUMNS,
        "ladder_columns": LADDER_COLUMNS,
        "ladder_title": lambda ladder: word("ladder_title", lang).format(company=ladder.company),
    }
    return environment


def _drawn(template: str, lang: str, **what: Any) -> str:
    return _environment(lang).get_template(template).render(**what)


def html_page(table: CommentTable) -> str:
    """Return the whole page: comments, each with its words on click, then chart, ladders and figures behind them."""
    drawing = Markup(chart_svg(table.chart)) if table.chart else None  # our own drawing, made of escaped text
    return _drawn("page.html.j2", table.lang, table=table, chart=table.chart, drawing=drawing)


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
