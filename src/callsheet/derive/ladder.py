"""The guidance ladder of one company, described for a table."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from callsheet.coverage import coverage
from callsheet.errors import MissingError
from callsheet.records import Ladder, LadderRow, Operand, Qualifier
from callsheet.rewrite.labels import amount_label
from callsheet.store import Connection, rows

_SAME = ("stated_in", "status", "period", "low", "high", "relation", "reference")


def ladder(con: Connection, ticker: str) -> Ladder:
    """Return every statement of a company on its total capex in order, what follows from them, and others' estimates.

    The ladder follows the company's headline definition; repeats within a call are left out. A relation shows its words
    as value, and a statement on which call and warehouse disagree shows the mismatch as its working.

    Raises:
        MissingError: nothing on the company is in the warehouse.
    """
    covered = coverage().find_company(ticker)
    code = covered.ticker if covered else ticker
    found = rows(con, "select * from out_guidance where company_code = ? order by step_number", [code])
    if not found:
        raise MissingError(f"no statement on capex by {ticker} is in the warehouse; run `callsheet run` on its calls")
    headline = covered.headline_definition if covered else None
    kept = [row for row in found if headline is None or row["definition"] in (headline, None)]
    return Ladder(company=found[0]["company"], rows=tuple(_ladder_row(row) for row in _once_a_call(kept)))


def _once_a_call(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows without repeats of the same value for the same period within a call, and without calendar sums."""
    seen = set()
    for row in found:
        key = tuple(row[column] for column in _SAME) + ((row["source"],) if row["stated_in"] is None else ())
        if key not in seen and row["derivation"] != "calendar_year":
            seen.add(key)
            yield row


def _ladder_row(row: dict[str, Any]) -> LadderRow:
    return LadderRow(
        held_on=row["known_on"].isoformat() if row["known_on"] else "",
        stated_in=row["stated_in"] or "",
        period=row["period"] or "",
        status=row["status"],
        value=_value(row),
        action=row["action"] or "",
        definition=row["definition"] or "",
        working=row["working"] or (f"check: {row['mismatch']}" if row["mismatch"] else ""),
        words=row["text"],
        source=row["source"],
        figure_id=row["figure_id"],
        low=row["low"],
        high=row["high"],
        unit=row["unit"] or "USD",
        operands=tuple(Operand(**operand) for operand in row["operands"] or ()),
    )


def _value(row: dict[str, Any]) -> str:
    if row["relation"]:
        return " ".join((row["relation"].replace("_", " "), row["reference"] or "")).strip()
    low, high = row["low"], row["high"]
    if " / " in row["working"]:  # a quotient has no last digit
        low, high = (None if end is None else Decimal(f"{end:.4g}") for end in (low, high))
    return amount_label(low, high, row["unit"], Qualifier(row["qualifier"]), row["text"], "en")
