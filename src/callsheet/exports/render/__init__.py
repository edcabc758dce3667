"""Renderers: one module a format. Each draws a described table and decides nothing.

A format's module is imported when it is written: the libraries of all formats together take seconds to load.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from callsheet.errors import ExportError
from callsheet.exports.render.md import markdown_table as markdown
from callsheet.exports.render.terminal import terminal_ladder, terminal_table
from callsheet.records import CapexChart, CommentTable, Ladder

__all__ = [
    "CHART_FORMATS",
    "FORMATS",
    "LADDER_FORMATS",
    "in_place",
    "markdown",
    "suffix",
    "terminal_ladder",
    "terminal_table",
    "write_chart",
    "write_ladder",
    "write_table",
]

# Module and function that write a format.
_TABLE_WRITERS: Final = {
    "md": ("md", "write"),
    "html": ("html", "write_page"),
    "fragment": ("html", "write_fragment"),
    "csv": ("csv", "write"),
    "xlsx": ("xlsx", "write"),
    "pptx": ("pptx", "write"),
    "png": ("png", "write"),
}
_LADDER_WRITERS: Final = {
    "md": ("md", "write_ladder"),
    "html": ("html", "write_ladder"),
    "xlsx": ("xlsx", "write_ladder"),
}
_CHART_WRITERS: Final = {
    "png": ("chart", "write_png"),
    "svg": ("chart", "write_svg"),
    "pptx": ("pptx_chart", "write"),
    "html": ("html", "write_chart"),
}
FORMATS: Final = tuple(_TABLE_WRITERS)
LADDER_FORMATS: Final = tuple(_LADDER_WRITERS)
CHART_FORMATS: Final = tuple(_CHART_WRITERS)


def _writer(writers: Mapping[str, tuple[str, str]], format: str, what: str) -> Callable[..., None]:
    """Return the function that writes ``what`` in a format."""
    if format not in writers:
        raise ExportError(f"{what} is written as one of {', '.join(writers)}, not as {format!r}")
    module, function = writers[format]
    write: Callable[..., None] = getattr(import_module(f"{__name__}.{module}"), function)
    return write


def suffix(format: str) -> str:
    """Return the ending of a file's name in ``format``: a fragment is HTML too."""
    return "fragment.html" if format == "fragment" else format


def in_place(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` write beside ``path`` and put the file in its place, so that a failure leaves no half file.

    Raises:
        ExportError: the file cannot be written, as when another program holds it open.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(beside)
        beside.replace(path)
    except OSError as error:
        raise ExportError(
            f"{path}: not written ({error.strerror}); close it where it is open, or name another"
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def write_table(table: CommentTable, format: str, path: Path | str, *, template: Path | str | None = None) -> Path:
    """Write the comment table to ``path`` in one of ``FORMATS`` and return the path.

    Args:
        format: ``md``, ``html`` (a page of its own), ``fragment`` (HTML to paste into a mail), ``csv``, ``xlsx``,
            ``pptx`` or ``png``.
        path: the file; its folders are made, and a file that stands there is replaced once the new one is complete.
        template: a presentation whose size, fonts and title style are used; for ``pptx`` only.

    Raises:
        ExportError: the format is unknown, the template cannot be used, or the file cannot be written.
    """
    write = _writer(_TABLE_WRITERS, format, "a comment table")
    if template is not None and format != "pptx":
        raise ExportError(f"a template is for pptx only, not for {format}")
    options: dict[str, Any] = {} if template is None else {"template": Path(template)}
    in_place(Path(path), lambda beside: write(table, beside, **options))
    return Path(path)


def write_ladder(ladder: Ladder, format: str, path: Path | str, lang: str = "ko") -> Path:
    """Write a guidance ladder to ``path`` in one of ``LADDER_FORMATS`` (``md``, ``html``, ``xlsx``); return the path.

    Raises:
        ExportError: the format is unknown, or the file cannot be written.
    """
    write = _writer(_LADDER_WRITERS, format, "a ladder")
    in_place(Path(path), lambda beside: write(ladder, beside, lang))
    return Path(path)


def write_chart(chart: CapexChart, format: str, path: Path | str) -> Path:
    """Write the chart to ``path`` in one of ``CHART_FORMATS`` (``png``, ``svg``, ``pptx``, ``html``); return the path.

    Raises:
        ExportError: the format is unknown, or the file cannot be written.
    """
    write = _writer(_CHART_WRITERS, format, "a chart")
    in_place(Path(path), lambda beside: write(chart, beside))
    return Path(path)
