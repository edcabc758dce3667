"""The guidance ladder of one company, described for a table."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from callsheet.coverage import coverage
from callsheet.errors import MissingError
from callsheet.records import FigureType, Ladder, LadderRow, Operand, Qualifier, Reviewed
from callsheet.rewrite.labels import amount_label
from callsheet.store import Connection, rows

_SAME = ("stated_in", "status", "period", "low", "high", "relation", "reference")
_SAME_SOURCE = ("doc_id", "speaker", "known_on")  # of what is not from a call
_PRINTED = ("release", "report")

# Figures that analysts corrected, and the values that follow from them.
_CORRECTED = "select figure_id, overridden_by from core_corrected"


def ladder(con: Connection, ticker: str) -> Ladder:
    """Return every statement of a company on its total capex in order, what follows from it, and what others print.

    What was said follows the company's headline definition; what a release or a report prints names its own. Repeats
    within a call or a document are left out. A relation shows its words as value, a statement on which call and
    warehouse disagree the mismatch as its working, and a printed value who prints it: a guidance or an actual that a
    broker repeats is the broker's word.

    Raises:
        MissingError: nothing on the company is in the warehouse.
    """
    covered = coverage().find_company(ticker)
    code = covered.ticker if covered else ticker
    found = rows(con, "select * from out_guidance where company_code = ? order by step_number", [code])
    if not found:
        raise MissingError(f"no statement on capex by {ticker} is in the warehouse; run `callsheet run` on its calls")
    headline = covered.headline_definition if covered else None
    kept = [
        row for row in found if headline is None or row["definition"] in (headline, None) or row["origin"] in _PRINTED
    ]
    corrected = {row["figure_id"]: row["overridden_by"] for row in rows(con, _CORRECTED)}
    return Ladder(
        company=found[0]["company"],
        rows=tuple(_ladder_row(row, corrected.get(row["figure_id"], "")) for row in _once_a_call(kept)),
    )


def _once_a_call(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows without repeats of a value for the same period within a document, and without calendar sums."""
    seen = set()
    for row in found:
        key = tuple(row[column] for column in (*_SAME, *(() if row["stated_in"] else _SAME_SOURCE)))
        if key not in seen and row["derivation"] != "calendar_year":
            seen.add(key)
            yield row


def _ladder_row(row: dict[str, Any], corrected_by: str) -> LadderRow:
    return LadderRow(
        held_on=row["known_on"].isoformat() if row["known_on"] else "",
        stated_in=row["stated_in"] or "",
        period=row["period"] or "",
        status=row["status"],
        value=_value(row),
        action=row["action"] or "",
        definition=row["definition"] or "",
        working=_working(row),
        words=row["text"],
        source=row["source"],
        figure_id=row["figure_id"],
        low=row["low"],
        high=row["high"],
        unit=row["unit"] or "USD",
        operands=tuple(Operand(**operand) for operand in row["operands"] or ()),
        review=Reviewed(corrected_by=corrected_by),
    )


def _working(row: dict[str, Any]) -> str:
    if row["origin"] in (*_PRINTED, "estimates"):  # whose word it is, and of which day
        return str(row["source"])
    return row["working"] or (f"check: {row['mismatch']}" if row["mismatch"] else "")


def _value(row: dict[str, Any]) -> str:
    if row["relation"]:
        return " ".join((row["relation"].replace("_", " "), row["reference"] or "")).strip()
    low, high = row["low"], row["high"]
    if " / " in row["working"]:  # a quotient has no last digit
        low, high = (None if end is None else Decimal(f"{end:.4g}") for end in (low, high))
    label = amount_label(low, high, row["unit"], Qualifier(row["qualifier"]), row["text"], "en")
    return f"change: {label}" if row["type"] == FigureType.DELTA else label  # "$30B more" is no level
