"""What the review page is made of: the published table, the forms, the findings that were taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from callsheet import exports, review, runs, store
from callsheet.coverage import coverage
from callsheet.errors import MissingError
from callsheet.exports.render.html import HiddenFinding, ReviewPage, drawn, html_figure, html_line, html_page
from callsheet.exports.words import LANGUAGES
from callsheet.records import (
    VERSION,
    CommentTable,
    Conflict,
    Definition,
    FigureKind,
    GuidanceAction,
    Line,
    Scope,
    TableLine,
)

DOWNLOADS = ("pptx", "xlsx", "html", "png", "md", "csv")
HTMX_CONFIG = (
    '{"allowEval": false, "includeIndicatorStyles": false, "selfRequestsOnly": true, "historyCacheSize": 0,'
    ' "responseHandling": [{"code": "204", "swap": false}, {"code": "[2-5]..", "swap": true}]}'
)
_FORM_FIELDS = {
    "c-": ("ko", "en", "section", "hidden"),
    "f-": ("low", "high", "kind", "period", "definition", "scope", "action", "hidden"),
}
_CHOICES: Mapping[str, Sequence[str]] = {
    "kind": list(FigureKind),
    "definition": list(Definition),
    "scope": list(Scope),
    "action": ["", *GuidanceAction],
    "hidden": ["false", "true"],
}


@dataclass(frozen=True, slots=True)
class View:
    """Which table a request is about: companies (``MSFT,META``), calendar quarter, language."""

    company: str
    period: str
    lang: str

    def as_dict(self) -> dict[str, str]:
        """Return the view as the parameters of a request."""
        return {"company": self.company, "period": self.period, "lang": self.lang}

    @property
    def companies(self) -> list[str]:
        """The companies, one by one."""
        return [name.strip() for name in self.company.split(",") if name.strip()]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form: what it holds, and what stands in the warehouse, which comes back as seen."""

    name: str
    value: str
    seen: str
    choices: Sequence[str] = ()


def quarters(warehouse: Path) -> list[str]:
    """Return the calendar quarters with a comment on a call, the newest first."""
    with review.TURN, store.open_published(warehouse) as con:
        return exports.quarters_with_comments(con)


def view_of(warehouse: Path, params: Mapping[str, str]) -> View:
    """Return the view that a request names; the newest quarter and all its companies where it names none.

    The page's own requests name it as ``view_company`` and so on, because a figure has a period too.

    Raises:
        MissingError: the language is not one of ours, the quarter is none, or nothing is published.
    """
    params = {name: params.get(f"view_{name}") or params.get(name) or "" for name in ("company", "period", "lang")}
    lang = params["lang"] or "ko"
    if lang not in LANGUAGES:
        raise MissingError(f"the page is written in {' or '.join(LANGUAGES)}, not in {lang!r}")
    with review.TURN:
        period = params["period"] or str(runs.latest_quarter(warehouse))
        named = params["company"].strip()
        if not named:
            with store.open_published(warehouse) as con:
                named = ",".join(exports.companies_with_comments(con, period))
    return View(named, period, lang)


def table_of(warehouse: Path, view: View) -> CommentTable:
    """Return the table of a view as it is published.

    Raises:
        MissingError: as ``runs.comment_table``.
    """
    with review.TURN:
        if not view.companies:
            raise MissingError(f"no company has a comment for {view.period}")
        quarter = runs.read_quarter(view.period, view.companies[0])
        return runs.comment_table(warehouse, view.companies, quarter, view.lang)


def page(warehouse: Path, view: View, csrf: str, script: str) -> str:
    """Return the whole review page of a view.

    Raises:
        MissingError: as ``table_of``.
    """
    table = table_of(warehouse, view)
    with review.TURN, store.open_published(warehouse) as con:
        hidden = [
            HiddenFinding(row["target_id"], row["text"], row["author"] or "", row["reason"] or "")
            for row in exports.hidden_findings(con, [*dict.fromkeys(view.companies)], view.period, view.lang)
        ]
        known = exports.quarters_with_comments(con)
    around = ReviewPage(
        csrf=csrf,
        view=view.as_dict(),
        in_requests={f"view_{name}": value for name, value in view.as_dict().items()},
        query=urlencode(view.as_dict()),
        quarters=known,
        downloads=DOWNLOADS,
        hidden=hidden,
        script=script,
        htmx_config=HTMX_CONFIG,
    )
    return html_page(table, around)


def row(warehouse: Path, view: View, target_id: str) -> str:
    """Return one line or figure of the page as it is published now; nothing where it is no longer shown.

    Raises:
        MissingError: as ``table_of``.
    """
    table = table_of(warehouse, view)
    for figure in table.figures:
        if figure.figure_id == target_id:
            return html_figure(figure, table, review=True)
    found = [line for line in lines_of(table) if line.comment_id == target_id]
    return html_line(found[0], table, review=True) if found else ""


def lines_of(table: CommentTable) -> list[TableLine]:
    """Return the table's lines in their order."""
    return [line for block in table.blocks for section in block.sections for line in section.lines]


def form(
    warehouse: Path,
    target_id: str,
    lang: str,
    given: Mapping[str, str] | None = None,
    conflicts: Sequence[Conflict] = (),
    error: str = "",
) -> str:
    """Return the form that corrects a finding: what stands there now, or what the reviewer wanted, with what was wrong.

    Raises:
        MissingError: nothing has this id.
    """
    now = review.reviewed(warehouse, target_id)
    # What is saved but not published yet is what the reviewer must see next.
    now |= {conflict.field: conflict.current for conflict in conflicts if conflict.field != VERSION}
    said = now.get("ko") or now.get("en") or f"{now.get('low')} ~ {now.get('high')}"
    conflicts = [replace(each, current=said, wanted="") if each.field == VERSION else each for each in conflicts]
    wanted = {name: value for name, value in (given or {}).items() if name in now}
    names = _FORM_FIELDS["f-" if "low" in now else "c-"]
    choices = {**_CHOICES, "section": [section.key for section in coverage().sections]}
    fields = [
        FormField(name, wanted.get(name, now[name]), now[name], _with(choices.get(name, ()), now[name]))
        for name in names
    ]
    return drawn(
        "review_form.html.j2",
        lang,
        target_id=target_id,
        fields=fields,
        conflicts=conflicts,
        error=error,
        reason=(given or {}).get("reason", ""),
    )


def _with(choices: Sequence[str], value: str) -> Sequence[str]:
    return [*choices, value] if choices and value not in choices else choices


def position_beside(table: CommentTable, target_id: str, step: int) -> str | None:
    """Return the position that moves a line by ``step`` among its like in its section; None where it is at the end.

    Bullets move among bullets, questions (with their answers) among questions, answers within their question. A place
    is a number between those of the neighbours; a line without one stands at its number in the section.
    """
    for block in table.blocks:
        for section in block.sections:
            ids = [line.comment_id for line in section.lines]
            if target_id in ids:
                peers = _peers(section.lines, ids.index(target_id))
                at = [peer.comment_id for peer in peers].index(target_id)
                if not 0 <= at + step < len(peers):
                    return None
                others = [peer.position for peer in peers if peer.comment_id != target_id]
                return _between(others, at + step)
    return None


def _peers(lines: Sequence[TableLine], number: int) -> list[TableLine]:
    line = lines[number]
    if line.line is Line.QUESTION:
        return [each for each in lines if each.line is Line.QUESTION]
    first = last = number
    while first > 0 and lines[first - 1].line is not Line.QUESTION:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].line is not Line.QUESTION:
        last += 1
    return list(lines[first : last + 1])


def _between(positions: Sequence[float], at: int) -> str:
    """Return a place before ``positions[at]`` and behind the one before it."""
    if at == 0:
        place = positions[0] - 1
    elif at == len(positions):
        place = positions[-1] + 1
    else:
        place = (positions[at - 1] + positions[at]) / 2
    return repr(place)
