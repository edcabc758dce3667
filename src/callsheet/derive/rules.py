"""The rules by which a value follows from others; each is a sentence that an analyst would accept.

A rule is a generator over what is known at a call (``Book``); its values enter the book before the next one is made.
"""

from collections.abc import Callable, Iterator

from callsheet.derive.arithmetic import (
    BACK_DERIVED,
    CALENDAR_YEAR,
    CHANGE,
    CHANGE_AT_MIDPOINT,
    DIFFERENCE_OF_ACTUALS,
    IMPLIED_GUIDANCE,
    MIDPOINT,
    MOVED_GUIDANCE,
    OFF_HIGH,
    OFF_LOW,
    PRIOR_RANGE,
    RELATION_BOUND,
    SUM_OF_ACTUALS,
    SUM_OF_GUIDANCE,
    Derived,
    Known,
)
from callsheet.derive.book import Book, pieces_inside, start_of
from callsheet.derive.contradictions import contradictions
from callsheet.derive.periods import (
    Quarters,
    calendar_year_quarters,
    is_run,
    named,
    quarters_of,
    year_quarters,
)
from callsheet.derive.range_ends import RangeEnd
from callsheet.derive.statements import Basis, Company, RelationStatement
from callsheet.records import FiscalPeriod, Qualifier, RelationKind, calendar_quarter

_BOUNDS = {
    RelationKind.LEVEL_WITH: None,
    RelationKind.ABOVE: Qualifier.AT_LEAST,
    RelationKind.BELOW: Qualifier.AT_MOST,
    RelationKind.GROWTH_LEVEL_WITH: None,
    RelationKind.GROWTH_ABOVE: Qualifier.AT_LEAST,
    RelationKind.GROWTH_BELOW: Qualifier.AT_MOST,
}
_LEVELS = (RelationKind.LEVEL_WITH, RelationKind.ABOVE, RelationKind.BELOW)

Rule = Callable[[Book], Iterator[Derived]]


def derived_values(company: Company) -> Iterator[Derived]:
    """Yield everything that follows from a company's statements, call after call, a definition at a time."""
    ruled_out = tuple(contradictions(company))
    for definition in company.definitions:
        yield from _derived_by_definition(Book(company, definition, ruled_out), company)


def _derived_by_definition(book: Book, company: Company) -> Iterator[Derived]:
    seen: set[str] = set()
    for call in company.calls:
        book.open(call)
        for rule in _RULES:
            for derived in rule(book):
                if derived.known.figure_id not in seen:
                    seen.add(derived.known.figure_id)
                    book.add(derived)
                    yield derived


def differences_of_actuals(book: Book) -> Iterator[Derived]:
    """A quarter is a stated total (year to date, half, year) less the rest of it, where one quarter is missing."""
    for total in list(book.actuals.values()):
        quarters = quarters_of(total.period)
        others = [known for known in book.actuals.values() if known is not total and known.is_closed]
        pieces, left = pieces_inside(quarters, sorted(others, key=lambda known: -len(quarters_of(known.period))))
        if len(quarters) > 1 and total.is_closed and len(left) == 1 and pieces and book.is_new([total, *pieces]):
            yield from book.derive(
                DIFFERENCE_OF_ACTUALS, (left[0],), [("+", total), *(("-", piece) for piece in pieces)]
            )


def sums_of_actuals(book: Book) -> Iterator[Derived]:
    """A fiscal year that nobody stated is the sum of its stated quarters, once all four are."""
    for year in sorted({known.period.year for known in book.actuals.values() if known.figure_id in book.new}):
        pieces, left = book.actual_pieces(year_quarters(year))
        if not left and len(pieces) > 1 and FiscalPeriod(year) not in book.actuals:
            yield from book.derive(SUM_OF_ACTUALS, year_quarters(year), [("+", piece) for piece in pieces])


def moved_guidance(book: Book) -> Iterator[Derived]:
    """Guidance said to be so much higher or lower than before, without its number, is the earlier one so moved."""
    for period, change in book.moves.items():
        before = book.guided.get(period)
        if before is not None and before.stated_in != book.call.fiscal_period:
            yield from book.derive(MOVED_GUIDANCE, quarters_of(period), [("+", before), ("+", change)])


def levels(book: Book) -> Iterator[Derived]:
    """A period said to be level with another has its value; one said to be above or below it is bounded by it."""
    yield from _levels(book, with_years=False)


def levels_with_years(book: Book) -> Iterator[Derived]:
    """The same against a whole year, once the years that the call completes are known."""
    yield from _levels(book, with_years=True)


def _levels(book: Book, with_years: bool) -> Iterator[Derived]:
    for relation in book.call.relations if book.is_headline else ():
        if relation.relation not in _LEVELS or relation.period is None or relation.reference is None:
            continue
        if relation.reference.is_year is not with_years:
            continue
        quarters, reference = quarters_of(relation.period), book.value(relation.reference)
        if not quarters or reference is None or relation.period == relation.reference or _is_settled(book, quarters):
            continue
        if relation.per_quarter and reference.period.quarter_number:
            yield from _per_quarter(book, relation, quarters, reference)
        elif len(quarters) == len(quarters_of(reference.period)):
            yield from _as_reference(book, relation, quarters, [reference])


def _is_settled(book: Book, quarters: Quarters) -> bool:
    """Whether a period has an actual, or a guided number of the present call: a relation then adds nothing."""
    guided = book.guided.get(named(quarters))
    return named(quarters) in book.actuals or (guided is not None and guided.figure_id in book.new)


def _as_reference(
    book: Book, relation: RelationStatement, quarters: Quarters, references: list[Known]
) -> Iterator[Derived]:
    bound = _BOUNDS[relation.relation]
    yield from book.derive(
        RELATION_BOUND if bound else IMPLIED_GUIDANCE,
        quarters,
        [("+", reference) for reference in references],
        relation,
        bound,
        relation.relation.replace("_", " "),
    )


def _per_quarter(book: Book, relation: RelationStatement, quarters: Quarters, reference: Known) -> Iterator[Derived]:
    """Each quarter as the reference quarter, then the period as the sum of its quarters."""
    found = []
    for quarter in quarters:
        for derived in _as_reference(book, relation, (quarter,), [reference]):
            found.append(derived.known)
            yield derived
    if len(quarters) > 1 and len(found) == len(quarters):
        if _BOUNDS[relation.relation]:
            yield from _as_reference(book, relation, quarters, [reference] * len(quarters))
        else:
            yield from book.derive(IMPLIED_GUIDANCE, quarters, [("+", known) for known in found])


def remainders(book: Book) -> Iterator[Derived]:
    """What is left of a guided period is its range less its stated quarters, or guided ones where none is stated.

    The same holds for an implied total whose outlook the call said to be unchanged.
    """
    totals = [*book.guided.values(), *(book.implied[period] for period in book.affirmed if period in book.implied)]
    for total in totals:
        if book.is_in_doubt(total):
            continue
        quarters = quarters_of(total.period)
        pieces, left = book.actual_pieces(quarters)
        pieces += [book.guided[quarter] for quarter in left if quarter in book.guided]
        left = [quarter for quarter in left if quarter not in book.guided]
        affirmed = book.affirmed.get(total.period)
        if len(quarters) > 1 and pieces and left and is_run(left) and (affirmed or book.is_new([total, *pieces])):
            derivation = BACK_DERIVED if book.is_over(left[-1]) else IMPLIED_GUIDANCE
            terms = [("+", total), *(("-", piece) for piece in pieces)]
            yield from book.derive(derivation, tuple(left), terms, affirmed)


def completed_years(book: Book) -> Iterator[Derived]:
    """A year that nobody guides is the sum of its quarters, stated, guided or implied, once each has a value."""
    years = {quarter.year for quarter in _new_outlook_quarters(book)}
    for year in sorted(years):
        implied = book.implied.get(FiscalPeriod(year))
        if FiscalPeriod(year) in book.actuals or FiscalPeriod(year) in book.guided:
            continue
        if implied is not None and implied.figure_id in book.new:
            continue
        pieces = _outlook_pieces(book, year_quarters(year))
        if pieces and any(piece.basis is not Basis.ACTUAL for piece in pieces):
            is_guided = all(piece.basis is Basis.GUIDANCE for piece in pieces)
            derivation = SUM_OF_GUIDANCE if is_guided else IMPLIED_GUIDANCE
            affirmed = next((book.affirmed[piece.period] for piece in pieces if piece.period in book.affirmed), None)
            yield from book.derive(derivation, year_quarters(year), [("+", piece) for piece in pieces], affirmed)


def _new_outlook_quarters(book: Book) -> Iterator[FiscalPeriod]:
    """Yield the quarters about which the present call said something."""
    for values in (book.actuals, book.guided, book.implied):
        for known in list(values.values()):
            if known.figure_id in book.new:
                yield from quarters_of(known.period)
    for period in book.affirmed:
        yield from quarters_of(period)


def _outlook_pieces(book: Book, quarters: Quarters) -> list[Known]:
    """The values that make up ``quarters``, in order, or none where one is missing.

    A total that the call affirmed stands as a whole; then actuals; then guidance; then, for quarters that are not over,
    what the latest relation implied.
    """
    pieces: list[Known] = []
    left = list(quarters)
    for period in book.affirmed:
        covered = quarters_of(period)
        total = book.guided.get(period) or book.implied.get(period)
        if total is not None and len(covered) < len(quarters) and set(covered) <= set(left):
            pieces.append(total)
            left = [quarter for quarter in left if quarter not in covered]
    actuals, left = book.actual_pieces(tuple(left))
    for quarter in left:
        known = book.guided.get(quarter) or (None if book.is_over(quarter) else book.implied.get(quarter))
        if known is None:
            return []
        pieces.append(known)
    return sorted([*pieces, *actuals], key=start_of)


def prior_ranges(book: Book) -> Iterator[Derived]:
    """A change said of one end of a guided range gives the range before: that end less the change."""
    for period, (change, end) in book.end_changes.items():
        total = book.guided.get(period)
        if total is not None and total.figure_id in book.new and total.is_closed and change.low == change.high:
            sign = OFF_HIGH if end is RangeEnd.HIGH else OFF_LOW
            yield from book.derive(PRIOR_RANGE, quarters_of(period), [("+", total), (sign, change)])


def changes(book: Book) -> Iterator[Derived]:
    """A guided year less the year before is the change that it means, at the midpoint where the call names that."""
    for period, total in book.guided.items():
        before = book.actuals.get(FiscalPeriod(period.year - 1))
        if total.figure_id not in book.new or not period.is_year or not total.is_closed or before is None:
            continue
        if not book.is_known_change(period, total, before):
            yield from book.derive(CHANGE, year_quarters(period.year), [("+", total), ("-", before)])
        if period in book.changed_at_midpoint:
            yield from book.derive(CHANGE_AT_MIDPOINT, year_quarters(period.year), [(MIDPOINT, total), ("-", before)])


def growth(book: Book) -> Iterator[Derived]:
    """Growth said to be level with, above or below the year before's gives next year's value, or a bound of it.

    As a rate, next year is this year squared over the year before. In money, it is this year and the growth that the
    call names for it, or else twice this year less the year before.
    """
    for relation in book.call.relations if book.is_headline else ():
        if relation.relation in _LEVELS or relation.period is None or relation.reference is None:
            continue
        year, reference = relation.period, relation.reference
        if not (year.is_year and reference.is_year and year.year == reference.year + 1):
            continue
        this, before = book.value(reference), book.value(FiscalPeriod(reference.year - 1))
        if this is None or before is None or _is_settled(book, year_quarters(year.year)):
            continue
        if before.low is not None and before.low <= 0:
            continue  # nothing grows from nothing
        change = book.change_of(reference)
        bound = _BOUNDS[relation.relation]
        if not relation.by_amount:
            terms = [("*", this), ("*", this), ("/", before)]
        elif change is not None and change.stated_in == this.stated_in:
            terms = [("+", this), ("+", change)]
        else:
            terms = [("+", this), ("+", this), ("-", before)]
        derivation = RELATION_BOUND if bound else IMPLIED_GUIDANCE
        yield from book.derive(derivation, year_quarters(year.year), terms, relation, bound)


def calendar_years(book: Book) -> Iterator[Derived]:
    """A calendar year that is no fiscal year is the sum of its four fiscal quarters; no year is split by halves."""
    month = book.company.fiscal_year_end_month
    if month is None:
        return
    years = {calendar_quarter(quarter, month).year for quarter in _new_outlook_quarters(book)}
    for year in sorted(years):
        quarters = calendar_year_quarters(year, month)
        pieces = _outlook_pieces(book, quarters)
        if len(pieces) > 1 and not named(quarters).is_year and named(quarters) not in book.actuals:
            yield from book.derive(CALENDAR_YEAR, quarters, [("+", piece) for piece in pieces])


_RULES: tuple[Rule, ...] = (
    differences_of_actuals,
    sums_of_actuals,
    moved_guidance,
    levels,
    remainders,
    completed_years,
    levels_with_years,
    prior_ranges,
    changes,
    growth,
    calendar_years,
)
