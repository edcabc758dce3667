"""The comment tables of a report read back line by line, so that the house's and ours can be laid side by side.

Such a table has two columns. A row with a company alone (``#Microsoft``) begins its block; of the rows under it the
first cell says the section, and each line of the second is a bullet, a question (``Q.``) or an answer to the one above.
"""

import re
from collections.abc import Iterator, Sequence

from callsheet.coverage import coverage
from callsheet.language.phrases import topic_matcher
from callsheet.records import Cell, Line, ReportComment, ReportTable

_COMPANY = re.compile(r"#\s?(?P<name>\S.*)")
_QUESTION = re.compile(r"Q\s?[.):]\s*")
_BULLET = re.compile(r"[-–•·▪■]\s*")


def comment_rows(number: int, table: ReportTable) -> Iterator[ReportComment]:
    """Yield the lines of a report's ``number``-th table if it is a comment table, from top to bottom."""
    if len(table.header) != 2 or not any(_company(row) for row in (table.header, *table.rows)):
        return
    company: str | None = None
    title, asked = "", False
    for row in (table.header, *table.rows):
        named = _company(row)
        if named:
            company, title, asked = named, "", False
            continue
        label, said = row[0].text.strip(), row[1]
        if label:
            title, asked = label.replace("\n", " "), False
        if company is None or not said.text.strip():
            continue
        for text in said.text.split("\n"):
            line, words = _line(text.strip(), asked)
            asked = asked or line is Line.QUESTION
            yield ReportComment(
                table=number,
                company=company,
                ticker=_ticker(company),
                section=_section(title),
                title=title,
                line=line,
                text=words,
                page=said.page or table.page,
                box=said.box,
            )


def _company(row: Sequence[Cell]) -> str | None:
    """Return the company that a row is the band of: ``#Microsoft``, or a covered name, alone in its row."""
    filled = [cell.text.strip() for cell in row if cell.text.strip()]
    if len(filled) != 1 or filled[0] != row[0].text.strip():
        return None
    match = _COMPANY.fullmatch(filled[0])
    return match["name"].strip() if match else filled[0] if _ticker(filled[0]) else None


def _line(text: str, asked: bool) -> tuple[Line, str]:
    question = _QUESTION.match(text)
    if question:
        return Line.QUESTION, text[question.end() :]
    return (Line.ANSWER if asked else Line.BULLET), _BULLET.sub("", text, count=1)


def _ticker(company: str) -> str | None:
    found = coverage().find_company(company)
    return found.ticker if found else None


def _section(title: str) -> str | None:
    """Return the key of the section whose topics a row's label names, the last section first: the narrower one."""
    for section in reversed(coverage().sections):
        for topic in coverage().topics:
            if topic.section == section.key and topic_matcher(topic).is_in(title):
                return section.key
    return None
