"""HTML: one self-contained page, and a fragment that pastes into Outlook and Word. Everything is escaped by jinja2."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from callsheet.exports.render.chart import chart_svg
from callsheet.exports.render.text import (
    LADDER_COLUMNS,
    asked_by,
    is_korean,
    kept,
    line_text,
    marker,
    origin,
    origin_of_part,
    shown,
)
from callsheet.exports.values import scale_of
from callsheet.exports.words import cell_text, value_word, word
from callsheet.records import CapexChart, CommentTable, FigureRow, Ladder, TableLine, ToneRow, WordsAt

FIGURE_COLUMNS = ("company", "period", "status", "value", "definition", "action", "words", "speaker", "source")
TONE_COLUMNS: Final = (
    *("company", "fiscal_period", "section", "role", "sentences", "positive", "negative", "net"),
    *("previous_net", "forward_pct"),
)
FONTS = "'Malgun Gothic','Apple SD Gothic Neo','NanumGothic',sans-serif"


@dataclass(frozen=True, slots=True)
class HiddenFinding:
    """A line or figure that an analyst took out, and who and why."""

    target_id: str
    text: str
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What turns the page into one on which corrections are made: see ``callsheet.serve``.

    ``view`` names the table (company, period, lang); ``in_requests`` is the same under names that no field of a form
    has, for every request of the page, and ``query`` the same as a query string. ``csrf`` is the code that a request
    must carry, ``script`` what carries it (htmx).
    """

    csrf: str
    view: Mapping[str, str]
    in_requests: Mapping[str, str]
    query: str
    quarters: Sequence[str]
    downloads: Sequence[str]
    hidden: Sequence[HiddenFinding]
    script: str
    htmx_config: str


@cache
def _environment(lang: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("callsheet.exports.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.filters |= {
        "asked_by": asked_by,
        "kept": lambda text: Markup.escape(kept(text)),  # not finalized: a highlighted passage is found by its offsets
        "language": lambda text: "ko" if is_korean(text) else "en",
        "marker": marker,
        "shown_line": line_text,
        "origin": origin,
        "cell": lambda row, column: cell_text(row, column, lang),
        "tone_cell": lambda row, column: tone_cell(row, column, lang),
        "word": lambda key: word(key, lang),
        "field_word": lambda field: word(f"field_{field}", lang),
        "word_or_same": lambda value: value_word(value, lang),
    }
    environment.globals |= {
        "fonts": Markup(FONTS),
        "figure_columns": FIGURE_COLUMNS,
        "ladder_columns": LADDER_COLUMNS,
        "tone_columns": TONE_COLUMNS,
        "tone_numbers": TONE_COLUMNS[TONE_COLUMNS.index("sentences") :],
        "ladder_title": lambda ladder: word("ladder_title", lang).format(company=ladder.company),
    }
    return environment


def drawn(template: str, lang: str, **what: Any) -> str:
    """Return a template of this package, drawn in ``lang``; whatever it is given is shown as text."""
    return _environment(lang).get_template(template).render(**what)


def tone_cell(row: ToneRow, column: str, lang: str) -> str:
    """Return what a table shows of a part's tone: shares with their sign, empty where there is no call before."""
    value = getattr(row, column)
    if column in ("net", "previous_net"):
        return "" if value is None else f"{value:+.2f}"
    if column == "forward_pct":
        return f"{value:.0f}%"
    return value_word(str(value), lang)


@cache
def _page_script() -> str:
    return (resources.files(__package__) / "templates" / "page.js").read_text(encoding="utf-8")


def _source_of(script: str) -> str:
    """Return how a content security policy names a script: nothing but exactly this text may run."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _filters(table: CommentTable) -> dict[str, Any]:
    """Return what the page can be narrowed to: companies, sections by key, periods of calls, figures and statements."""
    sections = {part.key: part.title for block in reversed(table.blocks) for part in reversed(block.sections)}
    periods = {block.fiscal_period for block in table.blocks} | {row.period for row in table.figures}
    periods |= {row.stated_in for ladder in table.ladders for row in ladder.rows}
    return {
        "companies": list(dict.fromkeys(block.company for block in table.blocks)),
        "sections": dict(reversed(sections.items())),
        "periods": sorted(periods - {""}, reverse=True),
    }


def _place_data(places: Mapping[str, WordsAt]) -> dict[str, Any]:
    return {key: [place.doc_id, place.spans] for key, place in places.items()}


def html_page(table: CommentTable, review: ReviewPage | None = None) -> str:
    """Return the whole page: comments, chart, ladders, figures, tone; a click opens the words in the transcript.

    What the table does not have is left out, so that a chart or a ladder alone makes a page too.
    """
    drawing = (
        Markup(chart_svg(table.chart, framed=False)) if table.chart else None
    )  # our own drawing, made of escaped text
    scale = scale_of(table.chart.currency) if table.chart else scale_of("USD")
    parts = table.chart.parts if table.chart else ()
    scripts = [_page_script(), *([review.script] if review else [])]
    return drawn(
        "page.html.j2",
        table.lang,
        table=table,
        review=review,
        opened=False,
        places=table.places,
        place_data=_place_data(table.places),
        filters=_filters(table),
        chart=table.chart,
        chart_unit=scale.label(table.lang),
        chart_origins=[(part, origin_of_part(part, scale, table.lang)) for part in parts],
        drawing=drawing,
        scripts=[Markup(script) for script in scripts],  # ours, and htmx as it was published
        script_sources=Markup(" ".join(map(_source_of, scripts))),
    )


def html_line(line: TableLine, table: CommentTable, review: bool) -> str:
    """Return one line of the page, opened: what an edit puts in the place of the old one."""
    return drawn("line.html.j2", table.lang, line=line, places=table.places, review=review, opened=True)


def html_figure(row: FigureRow, table: CommentTable, review: bool) -> str:
    """Return one row of the page's figures."""
    return drawn("figure.html.j2", table.lang, row=row, places=table.places, review=review)


def html_fragment(table: CommentTable) -> str:
    """Return the comment table as a fragment with inline styles only, to be pasted into a mail or a document."""
    return drawn("fragment.html.j2", table.lang, table=table)


def html_ladder(ladder: Ladder, lang: str = "ko") -> str:
    """Return the guidance ladder as a section of HTML, without styles of its own."""
    return drawn("ladder.html.j2", lang, ladder=ladder, places={})


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
