"""A call, set as documents set it that no reader was written for: one truth, many forms.

Each rendering takes a header and the turns; unit tests give it the made-up call, ``tests/evaluation`` real ones.
"""

import csv
import html
import io
import json
import textwrap
import zipfile
from collections.abc import Callable, Sequence

from tests.unit.parse.sample import Said

Rendering = Callable[[str, Sequence[Said]], str | bytes]


def _paragraphs(said: Said) -> list[str]:
    return said.text.split("\n")


def _body(said: Said, gap: str = "\n\n") -> str:
    return gap.join(_paragraphs(said))


def _title(said: Said) -> str:
    return ", ".join(part for part in (said.title, said.house) if part)


def colon_under(header: str, turns: Sequence[Said]) -> str:
    """``Name:`` alone on its line."""
    return header + "\n\n" + "\n\n".join(f"{said.speaker}:\n{_body(said)}" for said in turns)


def bracketed(header: str, turns: Sequence[Said]) -> str:
    """``[Name] words``."""
    return header + "\n\n" + "\n\n".join(f"[{said.speaker}] {_body(said)}" for said in turns)


def angled(header: str, turns: Sequence[Said]) -> str:
    """``<Name>: words``."""
    return header + "\n\n" + "\n\n".join(f"<{said.speaker}>: {_body(said)}" for said in turns)


def heading(header: str, turns: Sequence[Said]) -> str:
    """A Markdown heading with name and title over the words."""
    return f"# {header}\n\n" + "\n\n".join(
        f"### {said.speaker}{f' ({_title(said)})' if said.title else ''}\n\n{_body(said)}" for said in turns
    )


def bold_name(header: str, turns: Sequence[Said]) -> str:
    """``**Name** words``."""
    return f"# {header}\n\n" + "\n\n".join(f"**{said.speaker}**\n{_body(said)}" for said in turns)


def title_in_brackets(header: str, turns: Sequence[Said]) -> str:
    """``Name (Title): words``."""
    return f"{header}\n\n" + "\n\n".join(
        f"{said.speaker}{f' ({_title(said)})' if said.title else ''}: {_body(said)}" for said in turns
    )


def title_after_bar(header: str, turns: Sequence[Said]) -> str:
    """``Name | Title`` over the words."""
    return f"{header}\n\n" + "\n\n".join(
        f"{said.speaker}{f' | {_title(said)}' if said.title else ''}\n\n{_body(said)}" for said in turns
    )


def numbered(header: str, turns: Sequence[Said]) -> str:
    """``Name,  House - Title   [12]`` over a rule, as news agencies print transcripts."""
    blocks = []
    for number, said in enumerate(turns, start=1):
        office = " - ".join(part for part in (said.house or "Example Corp", said.title) if part)
        label = f"{said.speaker},  {office}" if said.title else said.speaker
        blocks.append(f"{label}   [{number}]\n{'-' * 60}\n{_body(said)}")
    return f"{header}\n\n{'=' * 60}\nPresentation\n{'-' * 60}\n" + "\n\n".join(blocks)


def question_marks(header: str, turns: Sequence[Said]) -> str:
    """``Q - Name: words`` and ``A - Name: words`` in the questions, ``Name: words`` before them."""
    blocks = []
    for said in turns:
        mark = {"analyst": "Q - ", "executive": "A - ", "investor_relations": "A - "}.get(said.role, "")
        blocks.append(f"{mark if said.section != 'prepared_remarks' else ''}{said.speaker}: {_body(said)}")
    return f"{header}\n\n" + "\n\n".join(blocks)


def capital_colon(header: str, turns: Sequence[Said]) -> str:
    """``NAME: words``, wrapped by hand at 78 columns, paragraphs indented."""
    blocks = []
    for said in turns:
        first, *rest = _paragraphs(said)
        blocks += [textwrap.fill(f"{said.speaker.upper()}: {first}", 78, break_on_hyphens=False)]
        blocks += [textwrap.fill(part, 78, initial_indent="   ", break_on_hyphens=False) for part in rest]
    return f"{header}\n\n" + "\n\n".join(blocks)


def time_in_brackets(header: str, turns: Sequence[Said]) -> str:
    """``Name (00:12:34):`` over the words, as typists of recordings print it."""
    return f"{header}\n\n" + "\n\n".join(
        f"{said.speaker} ({number // 60:02}:{number % 60:02}:10):\n{_body(said)}" for number, said in enumerate(turns)
    )


def time_before(header: str, turns: Sequence[Said]) -> str:
    """``[00:12:34] Name: words``."""
    return f"{header}\n\n" + "\n\n".join(
        f"[{number // 60:02}:{number % 60:02}:10] {said.speaker}: {_body(said)}" for number, said in enumerate(turns)
    )


def time_above(header: str, turns: Sequence[Said]) -> str:
    """``Name   12:34`` on one line over the words, as meeting recorders save it."""
    return f"{header}\n\n" + "\n\n".join(
        f"{said.speaker}   {number // 60}:{number % 60:02}:10\n{_body(said)}" for number, said in enumerate(turns)
    )


def name_dash_words(header: str, turns: Sequence[Said]) -> str:
    """``Name - words`` on one line."""
    return f"{header}\n\n" + "\n\n".join(f"{said.speaker} - {_body(said)}" for said in turns)


def tab_separated(header: str, turns: Sequence[Said]) -> str:
    """Name and words in two columns, parted by a tab, without a heading."""
    return f"{header}\n\n" + "\n".join(f"{said.speaker}\t{_body(said, ' ')}" for said in turns)


def comma_separated(header: str, turns: Sequence[Said]) -> str:
    """A table in CSV with the columns speaker, title and text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["speaker", "title", "text"])
    writer.writerows([said.speaker, _title(said), _body(said, "\n")] for said in turns)
    return buffer.getvalue()


def markdown_table(header: str, turns: Sequence[Said]) -> str:
    """A Markdown table with the columns Speaker and Text."""
    rows = "\n".join(f"| {said.speaker} | {_body(said, ' ')} |" for said in turns)
    return f"# {header}\n\n| Speaker | Text |\n| --- | --- |\n{rows}\n"


def wrapped_with_pages(header: str, turns: Sequence[Said]) -> str:
    """``Name: words`` in narrow lines; a running head and a page number every 40 lines, in the middle of sentences."""
    lines: list[str] = []
    for said in turns:
        for number, part in enumerate(_paragraphs(said)):
            label = f"{said.speaker}: " if number == 0 else ""
            lines += ["", *textwrap.wrap(label + part, 72, break_on_hyphens=False)]
    pages = [lines[start : start + 40] for start in range(0, len(lines), 40)]
    return (
        header
        + "\n\n"
        + "\n".join(
            "\n".join([*page, "", f"{header}    Page {number} of {len(pages)}", "\f"])
            for number, page in enumerate(pages, start=1)
        )
    )


# --- captions ----------------------------------------------------------------------------------------------------


def _cues(turns: Sequence[Said], words_per_cue: int = 9) -> list[tuple[Said, bool, str]]:
    cues = []
    for said in turns:
        words = said.text.split()
        for start in range(0, len(words), words_per_cue):
            cues.append((said, start == 0, " ".join(words[start : start + words_per_cue])))
    return cues


def _stamp(number: int, mark: str) -> str:
    seconds = number * 3
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}000"


def subtitles(header: str, turns: Sequence[Said]) -> str:
    """SubRip: the words in cues of a few words, ``Name:`` where somebody begins."""
    return "\n\n".join(
        f"{number + 1}\n{_stamp(number, ',')} --> {_stamp(number + 1, ',')}\n"
        f"{said.speaker + ': ' if begins else ''}{words}"
        for number, (said, begins, words) in enumerate(_cues(turns))
    )


def voices(header: str, turns: Sequence[Said]) -> str:
    """WebVTT with a voice tag in every cue of a few words, and an identifier and a note between them."""
    cues = "\n\n".join(
        f"{number}\n{_stamp(number, '.')} --> {_stamp(number + 1, '.')} align:start position:0%\n"
        f"<v {said.speaker}>{words}</v>"
        for number, (said, _, words) in enumerate(_cues(turns))
    )
    return f"WEBVTT - {header}\n\nNOTE made by a machine\n\n{cues}\n"


# --- pages -------------------------------------------------------------------------------------------------------

_CHROME = (
    "<div class='cookie'>We use cookies. Accept all</div><div id='menu'><a href='/'>Home</a><a href='/s'>Screener</a>"
    "<a href='/w'>Watchlist: Add</a></div>"
)
_FOOT = (
    "<div class='related'><h3>Related Articles</h3><ul><li><a>Five stocks to watch: our list</a></li></ul></div>"
    "<div>Copyright 2025 Example Press. All rights reserved.</div>"
)


def _page(header: str, content: str) -> str:
    return f"<!doctype html><html><head><title>{header}</title></head><body>{_CHROME}{content}{_FOOT}</body></html>"


def _html_body(said: Said) -> str:
    return "".join(f"<p>{html.escape(part)}</p>" for part in _paragraphs(said))


def strong_names(header: str, turns: Sequence[Said]) -> str:
    """A page with the names in bold paragraphs."""
    return _page(
        header, "".join(f"<p><strong>{html.escape(said.speaker)}</strong></p>{_html_body(said)}" for said in turns)
    )


def strong_inline(header: str, turns: Sequence[Said]) -> str:
    """A page with name and title in bold at the beginning of the paragraph, no colon."""
    blocks = []
    for said in turns:
        title = f" &mdash; <em>{html.escape(_title(said))}</em>" if said.title else ""
        blocks.append(f"<p><b>{html.escape(said.speaker)}</b>{title}<br>{html.escape(_body(said, ' '))}</p>")
    return _page(header, "".join(blocks))


def definition_list(header: str, turns: Sequence[Said]) -> str:
    """A page with a list of definitions: the name is the term."""
    return _page(
        header, "<dl>" + "".join(f"<dt>{html.escape(s.speaker)}</dt><dd>{_html_body(s)}</dd>" for s in turns) + "</dl>"
    )


def table_of_turns(header: str, turns: Sequence[Said]) -> str:
    """A page with a table: speaker and words."""
    rows = "".join(f"<tr><td>{html.escape(said.speaker)}</td><td>{_html_body(said)}</td></tr>" for said in turns)
    return _page(header, f"<table><tr><th>Speaker</th><th>Transcript</th></tr>{rows}</table>")


def table_with_times(header: str, turns: Sequence[Said]) -> str:
    """A page with a table: time, speaker and words."""
    rows = "".join(
        f"<tr><td>0:{number:02}:10</td><td>{html.escape(said.speaker)}</td><td>{_html_body(said)}</td></tr>"
        for number, said in enumerate(turns)
    )
    return _page(header, f"<table>{rows}</table>")


# --- JSON --------------------------------------------------------------------------------------------------------


def json_pairs(header: str, turns: Sequence[Said]) -> str:
    """Pairs of name and words."""
    return json.dumps({"title": header, "transcript": [[said.speaker, said.text] for said in turns]})


def json_sections(header: str, turns: Sequence[Said]) -> str:
    """Two lists, one a section, each turn with paragraphs."""
    parts = {
        name: [
            {"speaker": {"name": s.speaker, "title": _title(s)}, "paragraphs": [{"text": p} for p in _paragraphs(s)]}
            for s in turns
            if s.section == name
        ]
        for name in ("prepared_remarks", "questions_and_answers")
    }
    return json.dumps({"title": header, **parts})


def json_ids(header: str, turns: Sequence[Said]) -> str:
    """Turns that name their speaker by a key into a map of people."""
    names = list(dict.fromkeys(said.speaker for said in turns))
    titles = {said.speaker: _title(said) for said in turns}
    return json.dumps(
        {
            "title": header,
            "speaker_name_map": {
                f"spk{number:02}": {"name": name, "title": titles[name]} for number, name in enumerate(names)
            },
            "speakers": [{"speaker": f"spk{names.index(said.speaker):02}", "text": said.text} for said in turns],
        }
    )


def json_columns(header: str, turns: Sequence[Said]) -> str:
    """Parallel lists of names and words."""
    return json.dumps(
        {"title": header, "speaker": [said.speaker for said in turns], "text": [said.text for said in turns]}
    )


def json_words(header: str, turns: Sequence[Said]) -> str:
    """Segments of a few words each, as a recogniser gives them, the speaker in each."""
    segments = [
        {"id": number, "start": number * 3.0, "end": number * 3.0 + 3, "speaker": said.speaker, "text": " " + words}
        for number, (said, _, words) in enumerate(_cues(turns))
    ]
    return json.dumps({"title": header, "language": "en", "segments": segments})


def json_lines(header: str, turns: Sequence[Said]) -> str:
    """One object a line."""
    return "\n".join(json.dumps({"paragraph_number": n, "speaker": s.speaker, "content": s.text, "title": header})
                     for n, s in enumerate(turns, start=1))  # fmt: skip


def json_dialogue(header: str, turns: Sequence[Said]) -> str:
    """One object a turn whose only key is the name."""
    return json.dumps({"title": header, "dialogue": [{said.speaker: said.text} for said in turns]})


def json_html(header: str, turns: Sequence[Said]) -> str:
    """The page of the transcript as one string."""
    return json.dumps({"title": header, "body_html": strong_names(header, turns)})


# --- wrapped -----------------------------------------------------------------------------------------------------


def _word_file(paragraphs: Sequence[str]) -> bytes:
    body = "".join(paragraphs)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            f"{body}</w:body></w:document>",
        )
    return buffer.getvalue()


def _word_paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"


def word_table(header: str, turns: Sequence[Said]) -> bytes:
    """A Word document with a table: speaker and words."""
    rows = "".join(
        f"<w:tr><w:tc>{_word_paragraph(said.speaker)}</w:tc>"
        f"<w:tc>{''.join(map(_word_paragraph, _paragraphs(said)))}</w:tc></w:tr>"
        for said in turns
    )
    return _word_file([_word_paragraph(header), f"<w:tbl>{rows}</w:tbl>"])


def word_names(header: str, turns: Sequence[Said]) -> bytes:
    """A Word document with name, title and words in paragraphs of their own."""
    paragraphs = [_word_paragraph(header)]
    for said in turns:
        paragraphs += [_word_paragraph(said.speaker + (f", {_title(said)}" if said.title else ""))]
        paragraphs += map(_word_paragraph, _paragraphs(said))
    return _word_file(paragraphs)


def forwarded_mail(header: str, turns: Sequence[Said]) -> str:
    """An e-mail that forwards the transcript: greeting, the header of the first mail, every line quoted."""
    quoted = "\n".join(f"> {line}" for line in colon_under(header, turns).split("\n"))
    return (
        f"From: desk@example.com\nTo: me@example.com\nSubject: FW: {header}\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n\nHi all,\n\nsee below.\n\nBest, Desk\n\n"
        f"-----Original Message-----\nFrom: wire@example.com\nSent: Thursday\nSubject: {header}\n\n{quoted}"
    )


def two_languages(header: str, turns: Sequence[Said]) -> str:
    """Every paragraph followed by its translation, without any tag."""
    blocks = []
    for said in turns:
        blocks.append(f"{said.speaker}:")
        for part in _paragraphs(said):
            blocks += [part, "이 문단은 기계가 옮긴 번역문이며 통화의 일부가 아닙니다. " * (1 + len(part) // 60)]
    return f"{header}\n\n" + "\n\n".join(blocks)


RENDERINGS: dict[str, Rendering] = {
    rendering.__name__: rendering
    for rendering in (
        colon_under, bracketed, angled, heading, bold_name, title_in_brackets, title_after_bar, numbered,
        question_marks, capital_colon, time_in_brackets, time_before, time_above, name_dash_words, tab_separated,
        comma_separated, markdown_table, wrapped_with_pages, subtitles, voices, strong_names, strong_inline,
        definition_list, table_of_turns, table_with_times, json_pairs, json_sections, json_ids, json_columns,
        json_words, json_lines, json_dialogue, json_html, word_table, word_names, forwarded_mail, two_languages,
    )
}  # fmt: skip
