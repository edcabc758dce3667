"""The dates of the earnings calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from callsheet.records.periods import FiscalPeriod

LOOKED_FOR_DAYS = 14  # an edited transcript and the brokers' notes are there within two weeks of a call


@dataclass(frozen=True, slots=True)
class EarningsDate:
    """One call of one company: the fiscal period that it reports on, and when it starts (with its zone)."""

    ticker: str
    fiscal_period: FiscalPeriod
    starts_at: datetime
    source: str

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None:
            raise ValueError(f"starts_at names its zone, such as 2025-01-29T17:30:00-05:00; got {self.starts_at}")

    def is_due(self, now: datetime) -> bool:
        """Whether the call has started and its documents are still looked for."""
        return self.starts_at <= now <= self.starts_at + timedelta(days=LOOKED_FOR_DAYS)
