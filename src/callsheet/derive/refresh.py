"""Recomputing everything derived into its tables, after a load."""

from collections.abc import Iterator, Sequence
from typing import Any

from callsheet.coverage import coverage
from callsheet.derive.arithmetic import Derived
from callsheet.derive.contradictions import Contradiction, contradictions
from callsheet.derive.guidance import Step, guidance_steps
from callsheet.derive.periods import Quarters, calendar_name, quarters_of
from callsheet.derive.rules import derived_values
from callsheet.derive.statements import Company, read_companies
from callsheet.records import CAPEX, FigureKind, FigureType, FiscalPeriod
from callsheet.store import Connection, covered_companies, insert_rows, rows, transaction

Row = dict[str, Any]

_IN_CALENDAR = (FigureKind.ACTUAL, FigureKind.GUIDANCE)
# Of what is printed, the calendar knows a release's actuals and a report's consensus.
_PRINTED = """
    select figure_id, company_code, period from core_printed
    where type = 'amount' and period is not null
        and ((origin = 'release' and kind = 'actual') or (origin = 'report' and kind = 'consensus'))
    order by figure_id
"""


def refresh(con: Connection, tickers: Sequence[str] | None = None) -> int:
    """Recompute what follows by arithmetic from the stored statements; return how many values that gives.

    Args:
        tickers: the companies whose documents or estimates have changed (the name where a call has no ticker); all by
            default, which a changed coverage.toml needs.

    Raises:
        TransientError: another connection recomputed the same companies meanwhile.
    """
    with transaction(con):
        return recompute(con, tickers)


def recompute(con: Connection, tickers: Sequence[str] | None = None) -> int:
    """Do what ``refresh`` does inside a transaction that is open already, so that a caller can undo it with its own."""
    _replace_companies(con)
    companies = list(read_companies(con, tickers))
    by_company = [list(derived_values(company)) for company in companies]
    derived = [value for values in by_company for value in values]
    _delete(con, tickers)
    insert_rows(con, "core_derived", [row for values in by_company for row in _derived_rows(values)])
    insert_rows(con, "core_operands", [row for value in derived for row in _operand_rows(value)])
    steps = [_step_row(step, company.code) for company in companies for step in guidance_steps(company)]
    insert_rows(con, "core_guidance_steps", steps)
    ruled_out = [_contradiction_row(one, company.code) for company in companies for one in contradictions(company)]
    insert_rows(con, "core_contradictions", ruled_out)
    calendar = [row for company in companies for row in _stated_calendar(company)]
    calendar += [row for value in derived for row in _derived_calendar(value)]
    calendar += [*_estimated_calendar(con, tickers), *_printed_calendar(con, tickers)]
    insert_rows(con, "core_calendar", calendar)
    insert_rows(con, "core_period_quarters", list(_period_quarters(con)))
    return len(derived)


def _replace_companies(con: Connection) -> None:
    con.execute("delete from core_companies")
    insert_rows(con, "core_companies", covered_companies())


def _delete(con: Connection, codes: Sequence[str] | None) -> None:
    """Delete what is derived, of all companies or of some."""
    chosen, params = ("", []) if codes is None else ("where company_code in (select unnest(?))", [list(codes)])
    con.execute(f"delete from core_operands where figure_id in (select figure_id from core_derived {chosen})", params)
    for table in ("core_derived", "core_guidance_steps", "core_contradictions", "core_calendar"):
        con.execute(f"delete from {table} {chosen}", params)
    con.execute("delete from core_period_quarters")


def _derived_rows(values: Sequence[Derived]) -> Iterator[Row]:
    for number, value in enumerate(values):
        yield _derived_row(value, number)


def _derived_row(value: Derived, number: int) -> Row:
    known = value.known
    return {
        "figure_id": known.figure_id,
        "company_code": value.company_code,
        "doc_id": value.doc_id,
        "stated_in": known.stated_in,
        "known_on": value.known_on,
        "derived_number": number,
        "derivation": value.derivation,
        "basis": known.basis,
        "metric": CAPEX,
        "type": value.type,
        "definition": value.definition,
        "assumes_definition": known.assumes_definition,
        "period": known.period,
        "low": known.low,
        "high": known.high,
        "unit": value.unit,
        "qualifier": known.qualifier,
        "working": value.working,
    }


def _operand_rows(value: Derived) -> Iterator[Row]:
    number = -1
    for number, term in enumerate(value.terms):
        yield {
            "figure_id": value.known.figure_id,
            "operand_number": number,
            "sign": term.sign,
            "operand_id": term.known.figure_id,
            "period": term.known.period,
            "low": term.known.low,
            "high": term.known.high,
        }
    if value.relation_id is not None:
        yield {
            "figure_id": value.known.figure_id,
            "operand_number": number + 1,
            "sign": "~",
            "operand_id": value.relation_id,
            "period": value.known.period,
            "low": None,
            "high": None,
        }


def _step_row(step: Step, company_code: str) -> Row:
    low, high = step.before
    return {
        "figure_id": step.figure_id,
        "company_code": company_code,
        "previous_id": step.previous.figure_id if step.previous else None,
        "previous_low": low,
        "previous_high": high,
        "quoted_id": step.quoted.figure_id if step.quoted else None,
        "action": step.action,
        "action_said": step.action_said,
        "action_computed": step.action_computed,
        "is_repeat": step.is_repeat,
        "mismatch": step.mismatch,
    }


def _contradiction_row(found: Contradiction, company_code: str) -> Row:
    return {
        "figure_id": found.figure_id,
        "company_code": company_code,
        "contradicted_by_id": found.contradicted_by_id,
        "known_by_id": found.known_by_id,
        "reason": found.reason,
    }


def _stated_calendar(company: Company) -> Iterator[Row]:
    for call in company.calls:
        for statement in call.statements:
            is_value = statement.type is FigureType.AMOUNT and statement.kind in _IN_CALENDAR
            if is_value and statement.period is not None:
                quarters = quarters_of(statement.period, call.fiscal_period)
                yield from _calendar_row(statement.figure_id, company.code, quarters)


def _derived_calendar(value: Derived) -> Iterator[Row]:
    if value.is_level:
        yield from _calendar_row(value.known.figure_id, value.company_code, quarters_of(value.known.period))


def _estimated_calendar(con: Connection, codes: Sequence[str] | None) -> Iterator[Row]:
    for row in rows(con, "select estimate_id, ticker, fiscal_period from core_estimates order by estimate_id"):
        if codes is None or row["ticker"] in codes:
            quarters = quarters_of(FiscalPeriod.parse(row["fiscal_period"]))
            yield from _calendar_row(row["estimate_id"], row["ticker"], quarters)


def _printed_calendar(con: Connection, codes: Sequence[str] | None) -> Iterator[Row]:
    for row in rows(con, _PRINTED):
        if codes is None or row["company_code"] in codes:
            quarters = quarters_of(FiscalPeriod.parse(row["period"]))
            yield from _calendar_row(row["figure_id"], row["company_code"], quarters)


def _calendar_row(figure_id: str, company_code: str, quarters: Quarters) -> Iterator[Row]:
    """Yield the calendar period of a covered company's figure, where its period is one."""
    company = coverage().find_company(company_code)
    name = calendar_name(quarters, company.fiscal_year_end_month) if company and quarters else None
    if name is not None:
        yield {"figure_id": figure_id, "company_code": company_code, "calendar_period": name}


def _period_quarters(con: Connection) -> Iterator[Row]:
    """Yield the quarters of every period that something is stated or derived for."""
    periods = "select period from core_statements where period is not null union select period from core_derived"
    for row in rows(con, f"{periods} order by period"):
        for quarter in quarters_of(FiscalPeriod.parse(row["period"])):
            yield {"period": row["period"], "fiscal_quarter": quarter}
