"""A picture of the comment table, set by typst with the Korean fonts that ship: no browser, no font of the system."""

import json
from importlib import resources
from pathlib import Path
from typing import Any, Final

import typst

from callsheet.errors import ExportError
from callsheet.exports.fonts import font_folder
from callsheet.exports.render.text import asked_by, line_text, marker, shown
from callsheet.records import CommentTable, TableSection

DOTS_PER_INCH: Final = 200.0


def _section(section: TableSection) -> dict[str, Any]:
    lines = [
        {
            "kind": line.line.value,
            "marker": marker(line),
            "text": line_text(line),
            "by": asked_by(line),
            "first": number == 0,
        }
        for number, line in enumerate(section.lines)
    ]
    return {"title": shown(section.title), "lines": lines}


def _data(table: CommentTable) -> dict[str, Any]:
    """Return what the typst script sets, as strings."""
    blocks = [
        {"company": shown(block.company), "sections": [_section(section) for section in block.sections]}
        for block in table.blocks
    ]
    notes = [shown(note) for note in (table.source, *table.notes)]
    return {
        "lang": table.lang,
        "title": shown(table.title),
        "head": shown(table.head),
        "blocks": blocks,
        "notes": notes,
    }


def picture(table: CommentTable) -> bytes:
    """Return the comment table as PNG, as high as its lines need.

    Raises:
        ExportError: typst could not set it; the message is typst's own.
    """
    script = (resources.files(__package__) / "templates" / "comment_table.typ").read_bytes()
    try:
        drawn = typst.compile(
            script,
            format="png",
            ppi=DOTS_PER_INCH,
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[font_folder()]),
            sys_inputs={"data": json.dumps(_data(table), ensure_ascii=False)},
        )
    except (typst.TypstError, RuntimeError) as error:
        raise ExportError(f"the picture of {table.title!r} could not be set: {error}") from error
    return drawn if isinstance(drawn, bytes) else drawn[0]


def write(table: CommentTable, path: Path) -> None:
    """Write the picture."""
    path.write_bytes(picture(table))
