"""The comment table, described: whose lines, in which order, under which titles, with what behind them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from typing import Final

from callsheet import derive, store
from callsheet.coverage import Company, coverage
from callsheet.errors import MissingError
from callsheet.exports import queries
from callsheet.exports.passages import places, transcripts
from callsheet.exports.queries import Row
from callsheet.exports.words import word
from callsheet.language.phrases import topic_matcher
from callsheet.records import (
    CalendarQuarter,
    CommentTable,
    CompanyBlock,
    FigureRow,
    FigureType,
    FiscalPeriod,
    Ladder,
    Line,
    Qualifier,
    RenderedBy,
    Reviewed,
    TableLine,
    TableSection,
    ToneRow,
)
from callsheet.rewrite.labels import amount_label, period_label

FULL, SHORT = "full", "short"
FORMS: Final = (FULL, SHORT)
# The short form keeps what a reader of one slide needs: this many bullets a section, and answers a question.
SHORT_BULLETS, SHORT_ANSWERS = 7, 5
MOST_NAMES: Final = 4  # companies named in a title; the rest are counted

_LEADING_MARK = re.compile(r"^(?:Q\.|-)\s*")  # renderers draw the marks


def parse_quarter(quarter: CalendarQuarter | str) -> CalendarQuarter:
    """Return the calendar quarter that ``CY2024Q4`` names.

    Raises:
        MissingError: it is not spelled so.
    """
    try:
        return quarter if isinstance(quarter, CalendarQuarter) else CalendarQuarter.parse(quarter.strip().upper())
    except ValueError as error:
        raise MissingError(f"a table is made for a calendar quarter: {error}") from error


def latest_quarter(con: store.Connection) -> CalendarQuarter:
    """Return the newest calendar quarter on which a covered company's call has a comment.

    Raises:
        MissingError: no call of a covered company is in the warehouse.
    """
    found = queries.latest_quarter(con, [company.ticker for company in coverage().companies])
    if found is None:
        raise MissingError(
            "the warehouse holds no comment on a covered company's call; run `callsheet run` on transcripts"
        )
    return CalendarQuarter.parse(found)


def company_code(name: str) -> str:
    """Return what the warehouse groups a company's documents by: its ticker, or its name where it is not covered."""
    found = coverage().find_company(name)
    return found.ticker if found else name.strip()


def shown_name(code: str, lang: str, otherwise: str = "") -> str:
    """Return a company's name as a table shows it: English, and Korean for a Korean company in a Korean table."""
    company = coverage().find_company(code)
    if company is None:
        return otherwise or code
    return company.name_ko if lang == "ko" and _is_korean(company) else company.name_en


def _is_korean(company: Company) -> bool:
    return company.currency == "KRW"


# --- lines -------------------------------------------------------------------------------------------------------


def _source(row: Row, lang: str) -> str:
    """Name a row's document for a person: the call, its day, the file and the place in it."""
    place = ", ".join(part for part in (row["path"].replace("\\", "/").rsplit("/", 1)[-1], row["place"]) if part)
    return f"{_call_name(row, lang)} ({place})" if place else _call_name(row, lang)


def _call_name(row: Row, lang: str) -> str:
    period = period_label(FiscalPeriod.parse(row["fiscal_period"]), lang)
    day = f", {row['held_on']:%Y-%m-%d}" if row["held_on"] else ""
    return f"{shown_name(row['company_code'], lang, row['company'])} {period} {word('call', lang)}{day}"


def _line(row: Row, lang: str) -> TableLine:
    """Return a row's line in ``lang``; where there is none in Korean, the English words as they were said."""
    text = row["ko"] if lang == "ko" and row["ko"] else row["en"]
    by = RenderedBy(row["rendered_by"]) if lang == "en" or row["ko"] else RenderedBy.QUOTE
    return TableLine(
        text=_LEADING_MARK.sub("", text or row["excerpt"]),
        line=Line(row["line"]),
        comment_id=row["comment_id"],
        excerpt=row["excerpt"],
        speaker=row["speaker"],
        source=_source(row, lang),
        rendered_by=by if text else RenderedBy.QUOTE,
        affiliation=row["affiliation"],
        tone=row["tone"],
        position=float(row["position"]),
        review=_review(row, store.line_version(row)),
    )


def _review(row: Row, version: str) -> Reviewed:
    return Reviewed(row["overridden_by"] or "", row["override_reason"] or "", row["approved_by"] or "", version)


def _best(rows: Sequence[Row], most: int | None) -> list[Row]:
    """Keep the ``most`` rows with the highest score, in the order in which they stand; all where ``most`` is None."""
    if most is None or len(rows) <= most:
        return list(rows)
    kept = {id(row) for row in sorted(rows, key=lambda row: -row["score"])[:most]}
    return [row for row in rows if id(row) in kept]


def _in_place(rows: Sequence[Row]) -> list[Row]:
    """Return rows in the order of the call, those that an analyst gave a place at that place among the others."""
    return sorted(rows, key=lambda row: row["position"])


def _ordered(rows: Sequence[Row], form: str) -> Iterator[Row]:
    """Yield a section's rows: bullets, then every question with its answers, each kind where analysts placed it.

    An answer whose question is not in the section (hidden by an analyst) stands as a bullet; a question without an
    answer is left out.
    """
    rows = _in_place(rows)
    asked = {row["comment_id"]: row for row in rows if row["line"] == Line.QUESTION}
    bullets = [row for row in rows if row["line"] != Line.QUESTION and row["question_id"] not in asked]
    yield from _best(bullets, SHORT_BULLETS if form == SHORT else None)
    for question_id, question in asked.items():
        answers = [row for row in rows if row["line"] == Line.ANSWER and row["question_id"] == question_id]
        if answers:
            yield question
            yield from _best(answers, SHORT_ANSWERS if form == SHORT else None)


def _topics(rows: Iterable[Row]) -> frozenset[str]:
    """Return the topics of coverage.toml that the words behind these rows name."""
    excerpts = [row["excerpt"] for row in rows]
    return frozenset(topic.key for topic in coverage().topics if any(map(topic_matcher(topic).is_in, excerpts)))


def _sections(rows: Sequence[Row], lang: str, form: str) -> Iterator[TableSection]:
    """Yield a company's sections in the order of coverage.toml, those without a line left out."""
    for section in coverage().sections:
        shown = list(_ordered([row for row in rows if row["section"] == section.key], form))
        if shown:
            lines = tuple(_line(row, lang) for row in shown)
            yield TableSection(section.title(lang, _topics(shown)), lines, section.key)


# --- what stands around and behind the lines ---------------------------------------------------------------------


def _year_ahead(fiscal_period: str) -> str:
    """Return the fiscal year that a call on ``fiscal_period`` looks at: the year of the quarter after it (FY25)."""
    period = FiscalPeriod.parse(fiscal_period)
    year = period.shifted(1).year if period.quarter_number else period.year + 1
    return f"FY{year % 100:02d}"


def _title(blocks: Sequence[CompanyBlock], lang: str) -> str:
    """Return ``Microsoft & Meta FY25 투자 기조 정리``; with a year each where they look at different ones."""
    years = [_year_ahead(block.fiscal_period) for block in blocks]
    same = len(set(years)) == 1
    names = [block.company if same else f"{block.company} {year}" for block, year in zip(blocks, years, strict=True)]
    if len(names) > MOST_NAMES:
        named = word("and_more", lang).format(name=names[0], more=len(names) - 1)
    else:
        named = " & ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return word("table_title", lang).format(companies=f"{named} {years[0]}" if same else named)


def _notes(
    table: Sequence[CompanyBlock],
    rows: Sequence[Row],
    figures: Sequence[Row],
    absent: Sequence[str],
    quarter: CalendarQuarter,
    lang: str,
) -> Iterator[str]:
    lines = [line for block in table for section in block.sections for line in section.lines]
    quoted = sum(line.rendered_by is RenderedBy.QUOTE for line in lines)
    if quoted:
        yield word("note_quoted", lang).format(quoted=quoted, lines=len(lines))
    shown = {line.comment_id for line in lines}
    corrected = [row for row in rows if row["comment_id"] in shown and row["overridden_by"]]
    corrected += [row for row in figures if row["overridden_by"]]
    if corrected:
        people = ", ".join(sorted({row["overridden_by"] for row in corrected}))
        yield word("note_corrected", lang).format(corrected=len(corrected), people=people)
    approved = [row for row in rows if row["comment_id"] in shown and row["approved_by"]]
    if approved:
        people = ", ".join(sorted({row["approved_by"] for row in approved}))
        yield word("note_approved", lang).format(approved=len(approved), lines=len(lines), people=people)
    if absent:
        yield word("note_absent", lang).format(companies=", ".join(absent), quarter=quarter)


def _figure_row(row: Row, lang: str) -> FigureRow:
    change = row["type"] == FigureType.DELTA
    value = amount_label(
        row["low"], row["high"], row["unit"], Qualifier(row["qualifier"]), row["text"], lang, change=change
    )
    return FigureRow(
        figure_id=row["figure_id"],
        company=shown_name(row["company_code"], lang, row["company"]),
        period=row["period"] or "",
        status=row["kind"],
        value=value,
        low=row["low"],
        high=row["high"],
        unit=row["unit"],
        definition=row["definition"],
        scope=row["scope"],
        action=row["action"] or "",
        words=row["text"],
        excerpt=row["excerpt"],
        speaker=row["speaker"],
        source=_source(row, lang),
        review=_review(row, store.figure_version(row)),
    )


def _tone_row(row: Row, lang: str) -> ToneRow:
    return ToneRow(
        company=shown_name(row["company_code"], lang, row["company"]),
        fiscal_period=row["fiscal_period"],
        section=row["section"],
        role=row["role"],
        sentences=row["sentences"],
        positive=row["positive"],
        negative=row["negative"],
        net=row["net_tone"],
        previous_net=row["previous_net"],
        forward_pct=row["forward_pct"],
    )


def _ladders(con: store.Connection, calls: Iterable[Row]) -> Iterator[Ladder]:
    """Yield the guidance ladder of each call's company, up to that call; one that said nothing on capex has none."""
    for call in calls:
        with suppress(MissingError):
            ladder = derive.ladder(con, call["company_code"])
            held_on = f"{call['held_on']:%Y-%m-%d}" if call["held_on"] else ""
            rows = [
                row
                for row in ladder.rows
                if (row.stated_in <= call["fiscal_period"] if row.stated_in else row.held_on <= held_on)
            ]
            if rows:
                yield replace(ladder, rows=tuple(rows))


def comment_table(
    con: store.Connection,
    tickers: Sequence[str],
    quarter: CalendarQuarter | str,
    lang: str = "ko",
    form: str = FULL,
) -> CommentTable:
    """Describe the comment table of some companies' calls on one calendar quarter.

    Args:
        tickers: tickers or names, in the order of the table's blocks.
        quarter: ``CY2024Q4``; each company's fiscal quarter follows from its fiscal year end (Microsoft's FY2025Q2).
        lang: ``ko`` or ``en``.
        form: ``full``, or ``short``: the lines that matter most.

    Raises:
        MissingError: none of the companies has a comment for that quarter; the message says which quarters there are.
            Or ``quarter``, ``lang`` or ``form`` is not one that exists.
    """
    at = parse_quarter(quarter)
    if form not in FORMS:
        raise MissingError(f"a table is {' or '.join(FORMS)}, not {form!r}")
    codes = list(dict.fromkeys(map(company_code, tickers)))
    rows = queries.comments(con, codes, at)
    by_code = {code: list(group) for code, group in groupby(rows, key=lambda row: row["company_code"])}
    blocks = []
    for code in codes:
        sections = tuple(_sections(by_code.get(code, []), lang, form))
        if sections:
            first = by_code[code][0]
            blocks.append(CompanyBlock(shown_name(code, lang, first["company"]), first["fiscal_period"], sections))
    found = [code for code in codes if code in by_code]
    if not blocks:
        raise MissingError(_nothing_found(con, codes, at))
    figures = sorted(queries.figures(con, codes, at), key=lambda row: codes.index(row["company_code"]))
    documents = "; ".join(dict.fromkeys(_call_name(by_code[code][0], lang) for code in found))
    absent = [shown_name(code, lang) for code in codes if code not in by_code]
    ladders = tuple(_ladders(con, [by_code[code][0] for code in found]))
    ids = [line.comment_id for block in blocks for section in block.sections for line in section.lines]
    ids += [row["figure_id"] for row in figures] + [row.figure_id for ladder in ladders for row in ladder.rows]
    at_words = places(con, ids)
    tones = queries.tones(con, codes, at)
    return CommentTable(
        title=_title(blocks, lang),
        head=word("head", lang),
        blocks=tuple(blocks),
        source=word("table_source", lang).format(documents=documents),
        notes=tuple(_notes(blocks, rows, figures, absent, at, lang)),
        lang=lang,
        figures=tuple(_figure_row(row, lang) for row in figures),
        ladders=ladders,
        tones=tuple(_tone_row(row, lang) for row in sorted(tones, key=lambda row: codes.index(row["company_code"]))),
        transcripts=transcripts(con, [by_code[code][0]["doc_id"] for code in found], list(at_words.values())),
        places=at_words,
    )


def _nothing_found(con: store.Connection, codes: Sequence[str], at: CalendarQuarter) -> str:
    known = {code: queries.quarters(con, code) for code in codes}
    if any(str(at) in quarters for quarters in known.values()):
        return f"no comment was found on the {at} calls of {', '.join(codes)}"
    have = "; ".join(f"{code}: {', '.join(quarters) or 'none'}" for code, quarters in known.items())
    return f"the warehouse holds no call of {', '.join(codes)} for {at}; it holds {have}"
