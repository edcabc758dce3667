"""What is known of one company by one definition, call after call: nothing of a later call is ever used."""

from collections.abc import Iterable, Iterator, Sequence

from callsheet.derive.arithmetic import (
    CHANGE,
    CHANGE_AT_MIDPOINT,
    MOVED_GUIDANCE,
    Derived,
    Known,
    Term,
    derived_id,
    interval,
    qualifier_of,
    working,
)
from callsheet.derive.contradictions import Contradiction, unclear
from callsheet.derive.periods import Quarters, named, order_of, quarters_of
from callsheet.derive.range_ends import ChangeWords, RangeEnd
from callsheet.derive.statements import Basis, Company, CompanyCall, RelationStatement, Statement
from callsheet.records import Definition, FigureKind, FigureType, FiscalPeriod, GuidanceAction, Qualifier
from callsheet.store import LARGEST_VALUE


def pieces_inside(quarters: Quarters, values: Iterable[Known]) -> tuple[list[Known], list[FiscalPeriod]]:
    """Take the values that lie inside ``quarters``, each that still fits; return them by time and the quarters left.

    A sum of several quarters needs both its ends; a single quarter may be open.
    """
    pieces, left = [], list(quarters)
    for known in values:
        covered = quarters_of(known.period)
        if set(covered) <= set(left) and (known.is_closed or len(covered) == 1):
            pieces.append(known)
            left = [quarter for quarter in left if quarter not in covered]
    return sorted(pieces, key=start_of), left


def _tells_more(known: Known, before: Known) -> bool:
    """Whether one of two values of a call tells more: a value more than a bound, a tight bound more than a wide one."""
    if known.is_closed or before.is_closed:
        return known.is_closed and not before.is_closed
    if known.low is not None and before.low is not None:
        return known.low > before.low
    return known.high is not None and before.high is not None and known.high < before.high


def start_of(known: Known) -> tuple[int, int]:
    """Return a key that sorts values by the first quarter of their period."""
    return order_of(quarters_of(known.period)[0])


class Book:
    """The values known up to a call, by period under its one name (``periods.named``).

    Attributes:
        actuals: stated or computed from stated ones; the first statement of a period stays.
        guided: the latest guidance with a number, of periods that are not over.
        guided_changes: the latest guided change over the period before, in money: as stated.
        computed_changes: the same as a guided range and the year before give it.
        changed_at_midpoint: periods whose change the present call states at the midpoint of its range.
        moves: changes that the present call states against the outlook before, of a period.
        end_changes: changes that the present call states of one end of a range, with that end.
        implied: the latest value that followed from a relation or a sum.
        new: ids of what the present call added.
        affirmed: periods whose outlook the present call said to be unchanged, with the relation that says so.
    """

    def __init__(self, company: Company, definition: Definition, ruled_out: Sequence[Contradiction] = ()) -> None:
        self.company = company
        self.definition = definition
        self._ruled_out = ruled_out
        self.actuals: dict[FiscalPeriod, Known] = {}
        self.guided: dict[FiscalPeriod, Known] = {}
        self.guided_changes: dict[FiscalPeriod, Known] = {}
        self.computed_changes: dict[FiscalPeriod, Derived] = {}
        self.changed_at_midpoint: set[FiscalPeriod] = set()
        self.end_changes: dict[FiscalPeriod, tuple[Known, RangeEnd]] = {}
        self.moves: dict[FiscalPeriod, Known] = {}
        self.implied: dict[FiscalPeriod, Known] = {}
        self.new: set[str] = set()
        self.affirmed: dict[FiscalPeriod, RelationStatement] = {}
        self.call: CompanyCall

    @property
    def is_headline(self) -> bool:
        """Whether guidance without a number is about this definition."""
        return self.definition == self.company.headline

    def open(self, call: CompanyCall) -> None:
        """Go on to the next call: add what it states."""
        self.call = call
        self.new, self.affirmed = set(), {}
        self.changed_at_midpoint, self.end_changes, self.moves = set(), {}, {}
        ruled_out = {one.figure_id for one in self._ruled_out if order_of(one.known_in) <= order_of(call.fiscal_period)}
        for values in (self.actuals, self.guided):
            for period in [period for period, known in values.items() if known.figure_id in ruled_out]:
                del values[period]
        ruled_out |= unclear(call)
        for statement in sorted(call.statements, key=lambda s: (s.assumes_definition, s.position)):
            if self._belongs(statement) and statement.figure_id not in ruled_out:
                self._add_statement(statement)
        for relation in call.relations:
            if relation.period is not None and relation.period == relation.reference and self.is_headline:
                self.affirmed.setdefault(named(quarters_of(relation.period)), relation)

    def _belongs(self, statement: Statement) -> bool:
        return (
            statement.type is not FigureType.RATIO
            and statement.definition == self.definition
            and statement.unit == self.company.unit
            and statement.period is not None
        )

    def _add_statement(self, statement: Statement) -> None:
        quarters = quarters_of(statement.period, self.call.fiscal_period) if statement.period else ()
        if not quarters:
            return
        is_over = order_of(quarters[-1]) <= order_of(self.call.fiscal_period)
        known = Known(
            statement.figure_id,
            named(quarters),
            statement.low,
            statement.high,
            statement.qualifier,
            Basis.ACTUAL if statement.kind is FigureKind.ACTUAL else Basis.GUIDANCE,
            self.call.fiscal_period,
            statement.assumes_definition,
        )
        if statement.type is FigureType.DELTA:
            if statement.kind is FigureKind.GUIDANCE and not is_over:
                self._add_change(known, statement.words)
            return
        # An actual of a period that is not over, or guidance for one that is, was misread: it enters no sum.
        if statement.kind is FigureKind.ACTUAL and is_over:
            self._add_actual(known)
        elif statement.kind is FigureKind.GUIDANCE and not is_over:
            if statement.action is GuidanceAction.WITHDRAWN:
                self.guided.pop(known.period, None)
            elif known.period not in self.guided or self.guided[known.period].stated_in != self.call.fiscal_period:
                self.guided[known.period] = known
                self.new.add(known.figure_id)

    def _add_change(self, known: Known, words: ChangeWords) -> None:
        """A change of an end, or against the outlook before, is no growth over the year before."""
        if words.of_end in (RangeEnd.HIGH, RangeEnd.LOW):
            self.end_changes[known.period] = (known, words.of_end)
        elif words.of_prior:
            self.moves[known.period] = known
        else:
            self.guided_changes[known.period] = known
            if words.of_end is RangeEnd.MIDPOINT:
                self.changed_at_midpoint.add(known.period)

    def change_of(self, period: FiscalPeriod) -> Known | None:
        """Return the guided growth over the year before: computed where the call names the midpoint, else as stated."""
        computed = self.computed_changes.get(period)
        stated = self.guided_changes.get(period)
        if computed and stated and computed.derivation == CHANGE_AT_MIDPOINT:
            return computed.known if computed.known.stated_in == stated.stated_in else stated
        return stated

    def is_in_doubt(self, total: Known) -> bool:
        """Whether the present call names a change for the period of an earlier guidance, but no number for it."""
        change = self.guided_changes.get(total.period)
        is_changed = change is not None and change.stated_in == self.call.fiscal_period
        return is_changed and total.stated_in != self.call.fiscal_period

    def is_known_change(self, period: FiscalPeriod, total: Known, before: Known) -> bool:
        """Whether the change between these two values was derived before: a reiterated year changes nothing."""
        derived = self.computed_changes.get(period)
        if derived is None:
            return False
        last, year_before = (term.known for term in derived.terms)
        return year_before == before and (last.low, last.high) == (total.low, total.high)

    def _add_actual(self, known: Known) -> None:
        before = self.actuals.get(known.period)
        if before is None or (before.is_derived and not known.is_derived):
            self.actuals[known.period] = known
            self.new.add(known.figure_id)

    def add(self, derived: Derived) -> None:
        """Add a derived value, for the rules after the one that found it."""
        known = derived.known
        if not derived.is_level:
            if derived.type is FigureType.DELTA:
                self.computed_changes[known.period] = derived
            return
        if known.basis is Basis.ACTUAL:
            self._add_actual(known)
            return
        if derived.derivation == MOVED_GUIDANCE:
            self.guided[known.period] = known
            self.new.add(known.figure_id)
            return
        before = self.implied.get(known.period)
        if before is None or before.stated_in != known.stated_in or _tells_more(known, before):
            self.implied[known.period] = known
        self.new.add(known.figure_id)

    def is_over(self, quarter: FiscalPeriod) -> bool:
        """Whether the present call reports on the quarter, or on a later one."""
        return order_of(quarter) <= order_of(self.call.fiscal_period)

    def value(self, period: FiscalPeriod) -> Known | None:
        """Return the best value of a period: actual before guidance before implied."""
        name = named(quarters_of(period, self.call.fiscal_period) or (period,))
        return self.actuals.get(name) or self.guided.get(name) or self.implied.get(name)

    def actual_pieces(self, quarters: Quarters) -> tuple[list[Known], list[FiscalPeriod]]:
        """Return the actuals that make up ``quarters``, single quarters first, and the quarters that they leave."""
        shortest_first = sorted(self.actuals.values(), key=lambda known: len(quarters_of(known.period)))
        return pieces_inside(quarters, shortest_first)

    def is_new(self, values: Iterable[Known]) -> bool:
        """Whether the present call added one of the values."""
        return any(value.figure_id in self.new for value in values)

    def derive(
        self,
        derivation: str,
        quarters: Quarters,
        terms: Iterable[tuple[str, Known]],
        relation: RelationStatement | None = None,
        bound: Qualifier | None = None,
        lead: str = "",
    ) -> Iterator[Derived]:
        """Yield the value of ``quarters`` that signed ``terms`` give, unless it says nothing.

        ``bound`` keeps one end: AT_LEAST the low one, AT_MOST the high one. A range that would begin below zero is no
        capex (a change may be negative): its operands do not belong together, or their rounding is larger than what
        they leave. Nor is one that ends before it begins, or that no column holds: an operand was garbled.
        """
        signed = tuple(Term(sign, known) for sign, known in terms)
        low, high = interval(signed)
        low, high = (None if bound is Qualifier.AT_MOST else low), (None if bound is Qualifier.AT_LEAST else high)
        ends = [end for end in (low, high) if end is not None]
        may_be_negative = derivation in (CHANGE, CHANGE_AT_MIDPOINT)
        if not ends or (min(ends) < 0 and not may_be_negative) or max(map(abs, ends)) >= LARGEST_VALUE:
            return
        if low is not None and high is not None and low > high:
            return
        period = named(quarters)
        basis = Basis.weakest(term.known.basis for term in signed)
        is_approx = relation is not None or any(term.known.qualifier is Qualifier.APPROX for term in signed)
        known = Known(
            derived_id(
                self.company.code,
                self.call.fiscal_period,
                period,
                self.definition,
                derivation,
                f"{relation.relation}-{relation.reference}" if relation and bound else "",
            ),
            period,
            low,
            high,
            qualifier_of(low, high, is_approx),
            Basis.IMPLIED if relation is not None else basis,
            self.call.fiscal_period,
            any(term.known.assumes_definition for term in signed),
            is_derived=True,
        )
        yield Derived(
            self.company.code,
            self.call.doc_id,
            self.call.held_on,
            self.definition,
            self.company.unit,
            derivation,
            known,
            signed,
            working(signed, low, high, lead),
            relation.relation_id if relation else None,
        )
