"""The earnings calendar as rows."""

from collections.abc import Iterable
from datetime import UTC

from callsheet.records import EarningsDate
from callsheet.store.connect import Connection
from callsheet.store.load import insert_rows
from callsheet.store.rows import Row
from callsheet.store.transactions import transaction


def replace_calendar(con: Connection, dates: Iterable[EarningsDate]) -> bool:
    """Replace the earnings calendar in one transaction; return whether it differs from what was there."""
    new = sorted(
        (date.ticker, str(date.fiscal_period), date.starts_at.date(), date.starts_at.astimezone(UTC), date.source)
        for date in dates
    )
    rows: list[Row] = [
        {
            "ticker": ticker,
            "fiscal_period": period,
            "held_on": held_on,
            "starts_at": starts_at.replace(tzinfo=None),
            "source": source,
        }
        for ticker, period, held_on, starts_at, source in new
    ]
    known = con.execute("select * from raw_earnings_dates order by all").fetchall()
    if known == [tuple(row.values()) for row in rows]:
        return False
    with transaction(con):
        con.execute("delete from raw_earnings_dates")
        insert_rows(con, "raw_earnings_dates", rows)
    return True
