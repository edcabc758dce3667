"""The market's consensus as a report prints it: a table of its own, or a column beside the house's numbers.

Values stay in the unit (``십억원``, ``원``, ``%``) and under the label that are printed, since they are of any metric;
capex among them is a ``Figure`` as well.
"""

import re
from collections.abc import Iterator

from callsheet.extract.figures.report_tables import column_period
from callsheet.language.printed import cell_value
from callsheet.lexicon import lexicon
from callsheet.records import FiscalPeriod, Report, ReportEstimate, ReportTable, Setting

_WORDS = lexicon("capex_ko")["rows"]
_CONSENSUS = re.compile(_WORDS["consensus"], re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(（]\s*(?P<unit>[^()（）]+?)\s*[)）]\s*")
_AMONG_OTHERS = re.compile(r"대비|비교|및|[와과]\s|\bvs\b|&|\band\b", re.IGNORECASE)  # "가이던스와 컨센서스"
_TARGET_PRICE = re.compile(lexicon("report")["fields"]["target_price"])
_KOREAN_CODE = re.compile(r"\d{6}")


def find_consensus(report: Report, setting: Setting) -> list[ReportEstimate]:
    """Return the consensus values of a report's tables, table by table and row by row.

    A value without a period printed in its column, nor one period in the whole head, has none.
    """
    return [
        estimate for number, table in enumerate(report.tables) for estimate in _of_table(number, table, report, setting)
    ]


def _of_table(number: int, table: ReportTable, report: Report, setting: Setting) -> Iterator[ReportEstimate]:
    heads = [cell.text for cell in table.header]
    periods = [column_period(head, setting) for head in heads]
    whole = any(_CONSENSUS.search(words) and not _AMONG_OTHERS.search(words) for words in (table.title, *heads[:1]))
    columns = [column for column in range(1, len(heads)) if whole or _CONSENSUS.search(heads[column])]
    for row in table.rows:
        named = any(_CONSENSUS.search(cell.text) for cell in row)
        for column in range(1, len(row)) if named else columns:
            cell = row[column]
            value = cell_value(cell.text)
            if value is None:
                continue
            metric, unit = _without_unit(row[0].text)
            head, head_unit = _without_unit(heads[column]) if not periods[column] else ("", None)
            yield ReportEstimate(
                table=number,
                metric=metric,
                compared=head if not whole and not named else "",
                period=periods[column] or _only_period(periods),
                value=value,
                unit=unit or head_unit or table.unit or _unit_of_price(metric, report),
                page=cell.page or table.page,
                text=cell.text,
                box=cell.box,
            )


def _without_unit(text: str) -> tuple[str, str | None]:
    """Return a label without the unit in brackets in it, and that unit: "매출액(십억원)"."""
    match = _IN_BRACKETS.search(text)
    return (_IN_BRACKETS.sub(" ", text).strip(), match["unit"]) if match else (text.strip(), None)


def _only_period(periods: list[FiscalPeriod | None]) -> FiscalPeriod | None:
    """Return the one period that the head names, None where it names none or several."""
    named = list(dict.fromkeys(period for period in periods if period))
    return named[0] if len(named) == 1 else None


def _unit_of_price(metric: str, report: Report) -> str | None:
    """Return the won for a target price of a company listed in Korea: prices are in the currency of the exchange."""
    listed = bool(report.code and _KOREAN_CODE.fullmatch(report.code))
    return "원" if listed and _TARGET_PRICE.fullmatch(metric) else None
