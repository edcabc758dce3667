"""Derived values and calendar quarters against hand labels, out of a warehouse that holds the calls of the corpus."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from callsheet import store
from callsheet.coverage import coverage
from callsheet.evaluation.corpus import Corpus, Row, read_rows
from callsheet.records import CalendarQuarter, FiscalPeriod, fiscal_quarter

_TOLERANCE = 0.005  # of a derived value, as the labels' README says
_ROUNDING = 0.001  # of a stated one
_BILLION = 10**9
REPRODUCED = "reproduced"
_BOUND = "relation_bound"

# A stated value: the call that states it, its period, its ends in units of currency.
_Stated = tuple[str, str, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a label: ``reproduced``, or the cause why not, with a note for a person."""

    label: Row
    cause: str
    note: str = ""


def derived_lines(corpus: Corpus) -> Iterator[str]:
    """Yield how many labelled derived values the warehouse reproduces, by cause, and each value that it doesn't.

    A value is reproduced when both its ends are within 0.5 % and it rests on the same stated values. A label that only
    bounds a period (its derivation is a bound, or an end is open) is counted apart. A label whose call is not in the
    corpus is skipped and counted.
    """
    ledger = {row["id"]: row for row in read_rows(corpus.gold / "ledger_dev.jsonl")}
    labels = list(read_rows(corpus.gold / "derived_dev.jsonl"))
    with store.open_warehouse(corpus.calls_warehouse) as con:
        known = _Known(con)
    outcomes = [_outcome(label, ledger, known, corpus) for label in labels]
    for name, part in (
        ("values", [one for one in outcomes if is_value(one.label)]),
        ("bounds", [one for one in outcomes if not is_value(one.label)]),
    ):
        causes = Counter(one.cause for one in part)
        reproduced = causes.pop(REPRODUCED, 0)
        others = "".join(f"; {cause} {count}" for cause, count in sorted(causes.items()))
        yield f"{name}: {reproduced} of {len(part)} reproduced within 0.5 % with the same operands{others}"
    for one in outcomes:
        if is_value(one.label) and one.cause != REPRODUCED:
            value = _shown(one.label["low"], one.label["high"])
            yield f"  {one.label['id']} {one.label['target_period']} {value}: {one.cause}{one.note}"


def is_value(label: Row) -> bool:
    """Whether a derived label is a value, and not only a bound.

    >>> is_value({"derivation": "implied_guidance", "low": 50.7e9, "high": None})
    False
    """
    return label["derivation"] != _BOUND and label["low"] is not None and label["high"] is not None


class _Known:
    """What the warehouse holds: derived values with the stated values and relations that they rest on."""

    def __init__(self, con: store.Connection) -> None:
        self.derived = store.rows(con, "select * from core_derived")
        query = (
            "select figure_id, company_code, stated_in, period, low, high from core_statements where type <> 'ratio'"
        )
        self.statements = {row["figure_id"]: row for row in store.rows(con, query)}
        query = "select relation_id, company_code, stated_in from core_relation_statements"
        self.relations = {row["relation_id"]: row["stated_in"] for row in store.rows(con, query)}
        self._operands: dict[str, list[str]] = defaultdict(list)
        for row in store.rows(con, "select figure_id, operand_id from core_operands"):
            self._operands[row["figure_id"]].append(row["operand_id"])

    @cached_property
    def stated(self) -> dict[str, list[_Stated]]:
        """The stated values by company."""
        by_company = defaultdict(list)
        for row in self.statements.values():
            by_company[row["company_code"]].append(_stated(row))
        return by_company

    def leaves(self, figure_id: str) -> set[str]:
        """The figures and relations that a derived value rests on in the end."""
        operands = self._operands.get(figure_id)
        return set().union(*map(self.leaves, operands)) if operands else {figure_id}


def _stated(row: Mapping[str, Any]) -> _Stated:
    return row["stated_in"], row["period"] or "", _number(row["low"]), _number(row["high"])


def _number(value: Decimal | float | None) -> float | None:
    return None if value is None else float(value)


def _outcome(label: Row, ledger: Mapping[str, Row], known: _Known, corpus: Corpus) -> Outcome:
    rows = [ledger[operand["id"]] for operand in label["operands"] if operand["id"] in ledger]
    absent = sorted({row["file"] for row in rows if not (corpus.shared / row["file"]).exists()})
    if absent:
        return Outcome(label, "skipped, its call is not in the corpus", f" ({', '.join(absent)})")
    same_period = [
        row
        for row in known.derived
        if (row["company_code"], row["stated_in"], row["period"])
        == (label["ticker"], label["fiscal_period"], label["target_period"])
    ]
    hits = [row for row in same_period if _is_close((row["low"], row["high"]), (label["low"], label["high"]))]
    wanted = [value for row in rows for value in _labelled_values(row)]
    related = {row["fiscal_period"] for row in rows if row["low"] is row["high"] is None and row.get("relation")}
    if any(_rests_on(row, wanted, related, known) for row in hits):
        return Outcome(label, REPRODUCED)
    if hits:
        return Outcome(label, "right value, other operands", f": {hits[0]['working']}")
    unread = [row["id"] for row in rows if not _is_read(row, known)]
    if unread:
        return Outcome(label, "an operand was not read as labelled", f" ({', '.join(unread)})")
    closed = [row for row in same_period if row["low"] is not None and row["high"] is not None]
    if closed:
        return Outcome(label, "another value", f": {closed[0]['working']}")
    return Outcome(label, "no rule derives it", f" ({label['derivation']})")


def _labelled_values(row: Row) -> Iterator[_Stated]:
    """A label's value, and the change of one of its ends that its words name as well."""
    if row["low"] is not None or row["high"] is not None:
        yield _labelled(row)
    for end in ("delta_low", "delta_high"):
        if row.get(end) is not None:
            yield (*_labelled(row)[:2], row[end], row[end])


def _labelled(row: Row) -> _Stated:
    return row["fiscal_period"], _fiscal_name(row["target_period"], row["ticker"]), row["low"], row["high"]


def _fiscal_name(period: str, ticker: str) -> str:
    """A label's period as callsheet spells it: a calendar year as the span of its fiscal quarters.

    >>> _fiscal_name("CY2026", "MSFT")
    'FY2026Q3-FY2027Q2'
    """
    if not period.startswith("CY"):
        return period
    month, year = coverage().company(ticker).fiscal_year_end_month, int(period[2:])
    first, last = (fiscal_quarter(CalendarQuarter(year, number), month) for number in (1, 4))
    return f"FY{year}" if first == FiscalPeriod.quarter(year, 1) else f"{first}-{last}"


def _rests_on(row: Mapping[str, Any], wanted: Sequence[_Stated], related: Iterable[str], known: _Known) -> bool:
    """Whether a derived value rests on exactly these stated values, and on a relation of each of these calls."""
    leaves = known.leaves(row["figure_id"])
    used = [_stated(known.statements[leaf]) for leaf in leaves if leaf in known.statements]
    relations = {known.relations[leaf] for leaf in leaves if leaf in known.relations}
    return (
        all(any(_is_same(one, other) for other in used) for one in wanted)
        and all(any(_is_same(one, other) for other in wanted) for one in used)
        and set(related) <= relations
    )


def _is_read(row: Row, known: _Known) -> bool:
    if row["low"] is row["high"] is None:
        return row["fiscal_period"] in known.relations.values()
    return any(_is_same(_labelled(row), other) for other in known.stated[row["ticker"]])


def _is_same(one: _Stated, other: _Stated) -> bool:
    return one[:2] == other[:2] and _is_close(one[2:], other[2:], _ROUNDING)


def _is_close(
    ours: Sequence[Decimal | float | None], theirs: Sequence[float | None], tolerance: float = _TOLERANCE
) -> bool:
    return all(
        mine is wanted if mine is None or wanted is None else abs(float(mine) - wanted) <= tolerance * abs(wanted)
        for mine, wanted in zip(ours, theirs, strict=True)
    )


def _shown(low: float | None, high: float | None) -> str:
    return " to ".join(dict.fromkeys(f"{end / _BILLION:.4g}" for end in (low, high) if end is not None))


def calendar_lines(corpus: Corpus) -> Iterator[str]:
    """Yield how many labelled calendar quarters the warehouse has right, by definition, and each that it has not.

    A quarter without a labelled value must have none in the warehouse either. A labelled value whose call is not in the
    corpus is skipped and counted.
    """
    query = "select * from out_capex_calendar where period_type = 'quarter' and status = 'actual'"
    with store.open_warehouse(corpus.calls_warehouse) as con:
        found = {(r["company_code"], r["calendar_period"], r["definition"]): r["low"] for r in store.rows(con, query)}
        calls = {(r["ticker"], r["fiscal_period"]) for r in store.rows(con, "select * from out_calls")}
    with (corpus.gold / "calendar_dev.csv").open(encoding="utf-8", newline="") as file:
        every = list(csv.DictReader(file))
    labels = [row for row in every if not row["usd"] or (row["company"], row["fiscal_period"]) in calls]
    if len(labels) < len(every):
        yield f"skipped, their call is not in the corpus: {len(every) - len(labels)} of {len(every)} quarters"
    wrong = []
    for column, column_definition in (("usd", None), ("usd_cash_ppe", "cash_ppe")):
        counts: Counter[tuple[bool, bool]] = Counter()
        for label in labels:
            key = (label["company"], f"CY{label['calendar_quarter']}", column_definition or label["definition"])
            wanted = Decimal(label[column]) if label[column] else None
            is_right = found.get(key) == wanted
            counts[wanted is not None, is_right] += 1
            if not is_right:
                wrong.append(f"  {' '.join(key)}: labelled {_plain(wanted)}, in the warehouse {_plain(found.get(key))}")
        stated, empty = counts[True, True] + counts[True, False], counts[False, True] + counts[False, False]
        yield (
            f"{column_definition or 'headline definition'}: {counts[True, True]} of {stated} stated quarters right; "
            f"{counts[False, True]} of {empty} without a value left empty"
        )
    yield from wrong


def _plain(value: Decimal | None) -> str:
    return "nothing" if value is None else f"{float(value) / _BILLION:.4g}"
