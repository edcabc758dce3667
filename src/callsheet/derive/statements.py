"""What companies stated, call by call: the input of everything derived."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any

from callsheet.coverage import coverage
from callsheet.derive.periods import order_of
from callsheet.derive.range_ends import NO_WORDS, ChangeWords, change_words
from callsheet.records import (
    Definition,
    FigureKind,
    FigureType,
    FiscalPeriod,
    GuidanceAction,
    Qualifier,
    RelationKind,
)
from callsheet.store import Connection, rows


class Basis(StrEnum):
    """What a value rests on, strongest first; a computed value has the basis of its weakest operand."""

    ACTUAL = "actual"
    GUIDANCE = "guidance"
    IMPLIED = "implied"

    @classmethod
    def weakest(cls, bases: Iterable["Basis"]) -> "Basis":
        """Return the weakest of some bases."""
        return max(bases, key=list(cls).index)


@dataclass(frozen=True, slots=True)
class Statement:
    """One value that a company stated of its total capex; words without a definition were read as the headline one.

    ``words`` says what a change is said of; it is empty for everything else.
    """

    figure_id: str
    kind: FigureKind
    type: FigureType
    definition: Definition
    assumes_definition: bool
    period: FiscalPeriod | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier
    action: GuidanceAction | None
    position: int
    words: ChangeWords = NO_WORDS


@dataclass(frozen=True, slots=True)
class RelationStatement:
    """Guidance without a number, as ``records.Relation`` has it."""

    relation_id: str
    relation: RelationKind
    period: FiscalPeriod | None
    reference: FiscalPeriod | None
    per_quarter: bool
    by_amount: bool


@dataclass(frozen=True, slots=True)
class CompanyCall:
    """What one call of a company stated, in the order of the words."""

    doc_id: str
    fiscal_period: FiscalPeriod
    held_on: date | None
    statements: tuple[Statement, ...]
    relations: tuple[RelationStatement, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """A company with its calls, oldest first.

    ``headline`` is the definition that guidance without a number is about, ``unit`` the currency in which the company
    states its capex: figures in another one enter no sum. ``fiscal_year_end_month`` is None for a company that
    coverage.toml does not list; the definition and the unit are then the ones that it states most often.
    """

    code: str
    calls: tuple[CompanyCall, ...]
    headline: Definition
    unit: str
    fiscal_year_end_month: int | None

    @property
    def definitions(self) -> list[Definition]:
        """The definitions under which the company stated amounts, in a fixed order."""
        stated = {s.definition for call in self.calls for s in call.statements}
        return [definition for definition in Definition if definition in stated]


def read_companies(con: Connection, codes: Sequence[str] | None = None) -> Iterator[Company]:
    """Yield each company that stated something, or only those with one of the ``codes`` (tickers)."""
    chosen = "" if codes is None else "where company_code in (select unnest(?))"
    params = [] if codes is None else [list(codes)]
    found = [
        *rows(con, f"select *, false as is_relation from core_statements {chosen}", params),
        *rows(con, f"select *, true as is_relation from core_relation_statements {chosen}", params),
    ]
    found.sort(key=lambda row: (row["company_code"], row["stated_in"], row["doc_id"], row["span_start"]))
    for code, mine in groupby(found, key=lambda row: row["company_code"]):
        calls = [_call(list(group)) for _, group in groupby(mine, key=lambda row: row["doc_id"])]
        yield _company(code, sorted(calls, key=lambda call: order_of(call.fiscal_period)))


def _company(code: str, calls: Sequence[CompanyCall]) -> Company:
    covered = coverage().find_company(code)
    amounts = [s for call in calls for s in call.statements if s.type is FigureType.AMOUNT]
    definition, unit = _most_stated(s.definition for s in amounts), _most_stated(s.unit for s in amounts)
    return Company(
        code=code,
        calls=tuple(calls),
        headline=covered.headline_definition if covered else Definition(definition or Definition.AS_STATED),
        unit=covered.currency if covered else unit or "USD",
        fiscal_year_end_month=covered.fiscal_year_end_month if covered else None,
    )


def _most_stated(values: Iterable[str]) -> str | None:
    counted = Counter(values).most_common()
    return min(value for value, count in counted if count == counted[0][1]) if counted else None


def _call(found: Sequence[Mapping[str, Any]]) -> CompanyCall:
    first = found[0]
    return CompanyCall(
        doc_id=first["doc_id"],
        fiscal_period=FiscalPeriod.parse(first["stated_in"]),
        held_on=first["known_on"],
        statements=tuple(_statement(row) for row in found if not row["is_relation"]),
        relations=tuple(_relation(row) for row in found if row["is_relation"]),
    )


def _period(text: str | None) -> FiscalPeriod | None:
    return FiscalPeriod.parse(text) if text else None


def _statement(row: Mapping[str, Any]) -> Statement:
    return Statement(
        figure_id=row["figure_id"],
        kind=FigureKind(row["kind"]),
        type=FigureType(row["type"]),
        definition=Definition(row["definition"]),
        assumes_definition=row["assumes_definition"],
        period=_period(row["period"]),
        low=row["low"],
        high=row["high"],
        unit=row["unit"],
        qualifier=Qualifier(row["qualifier"]),
        action=GuidanceAction(row["action"]) if row["action"] else None,
        position=row["span_start"],
        words=change_words(row["text"], row["excerpt"]) if row["type"] == FigureType.DELTA else NO_WORDS,
    )


def _relation(row: Mapping[str, Any]) -> RelationStatement:
    return RelationStatement(
        relation_id=row["relation_id"],
        relation=RelationKind(row["relation"]),
        period=_period(row["period"]),
        reference=_period(row["reference"]),
        per_quarter=row["per_quarter"],
        by_amount=row["by_amount"],
    )
