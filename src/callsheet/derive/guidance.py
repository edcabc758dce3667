"""Guidance against the guidance before it: what was done to it, and whether call and warehouse agree on the range."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from callsheet.derive.periods import named, quarters_of
from callsheet.derive.range_ends import RangeEnd
from callsheet.derive.ranges import Range, are_apart, shown_range
from callsheet.derive.statements import Company, CompanyCall, Statement
from callsheet.records import Definition, FigureKind, FigureType, FiscalPeriod, GuidanceAction

_Key = tuple[FiscalPeriod, FigureType, Definition, str]


@dataclass(frozen=True, slots=True)
class Step:
    """A guidance statement against the one before it, for the same period, definition and unit.

    ``previous`` is the guidance of the last earlier call, ``quoted`` the old range that the call itself quotes; the
    range before is the quoted one where there is one. ``mismatch`` says what does not agree.
    """

    figure_id: str
    previous: Statement | None
    quoted: Statement | None
    action: GuidanceAction
    action_said: GuidanceAction | None
    action_computed: GuidanceAction | None
    is_repeat: bool
    mismatch: str | None

    @property
    def before(self) -> Range:
        """The range before this statement; both ends None for the first."""
        before = self.quoted or self.previous
        return (before.low, before.high) if before else (None, None)


def guidance_steps(company: Company) -> Iterator[Step]:
    """Yield every guidance statement of a company with what it did to the one before, oldest first."""
    last: dict[_Key, tuple[Statement, FiscalPeriod]] = {}
    for call in company.calls:
        here: dict[_Key, Statement] = {}
        for statement in call.statements:
            key = _key(statement)
            if statement.kind is FigureKind.GUIDANCE and key is not None:
                if statement.words.of_prior or statement.words.of_end in (RangeEnd.HIGH, RangeEnd.LOW):
                    yield _moving_step(statement, here.get(key))
                else:
                    yield _step(statement, last.get(key), _quoted(call, statement), here.get(key))
                here.setdefault(key, statement)
        last.update({key: (statement, call.fiscal_period) for key, statement in here.items()})


def _key(statement: Statement) -> _Key | None:
    quarters = quarters_of(statement.period) if statement.period else ()
    return (named(quarters), statement.type, statement.definition, statement.unit) if quarters else None


def _range(statement: Statement) -> Range:
    return statement.low, statement.high


def _quoted(call: CompanyCall, statement: Statement) -> Statement | None:
    """The old range of the same period that the call quotes, the nearest to the statement.

    "The high end goes up by $3 billion" quotes it as well: that end less the change.
    """
    quoted = [other for other in call.statements if other.kind is FigureKind.PRIOR and _key(other) == _key(statement)]
    if not quoted:
        changes = [replace(other, type=statement.type) for other in call.statements if other.words.of_end]
        ranges = [_range_before(statement, other) for other in changes if _key(other) == _key(statement)]
        quoted = [other for other in ranges if other]
    return min(quoted, key=lambda other: abs(other.position - statement.position), default=None)


def _range_before(statement: Statement, change: Statement) -> Statement | None:
    """The range that a change of one of its ends turned into the one that is stated."""
    if statement.low is None or statement.high is None or change.low is None or change.low != change.high:
        return None
    low, high = statement.low, statement.high
    if change.words.of_end is RangeEnd.HIGH:
        high -= change.low
    elif change.words.of_end is RangeEnd.LOW:
        low -= change.low
    else:
        return None
    return replace(change, low=low, high=high) if low <= high else None


def _moving_step(statement: Statement, same_call: Statement | None) -> Step:
    """A change against the outlook before says itself what it does; a change that an earlier call stated is another."""
    end = statement.low if statement.low is not None else statement.high
    action = GuidanceAction.LOWERED if end is not None and end < 0 else GuidanceAction.RAISED
    is_repeat = same_call is not None and _range(same_call) == _range(statement)
    return Step(statement.figure_id, None, None, action, statement.action, action, is_repeat, None)


def _step(
    statement: Statement,
    last: tuple[Statement, FiscalPeriod] | None,
    quoted: Statement | None,
    same_call: Statement | None,
) -> Step:
    previous = last[0] if last else None
    before = quoted or previous
    fitting = fitting_actions(_range(before), _range(statement)) if before else (GuidanceAction.INITIATED,)
    said, computed = statement.action, fitting[0] if fitting else None
    mismatches = []
    if last and quoted and _range(quoted) != _range(last[0]):
        mismatches.append(
            f"the call quotes {shown_range(_range(quoted), statement.unit)} as its old range, "
            f"the {last[1]} call said {shown_range(_range(last[0]), statement.unit)}"
        )
    if same_call and are_apart(_range(same_call), _range(statement)):
        mismatches.append(f"the same call also says {shown_range(_range(same_call), statement.unit)}")
    # The first call in the warehouse need not be the first to guide; and "initiated" is said of what has no old range.
    is_said = said not in (None, GuidanceAction.INITIATED)
    if is_said and before and said is not GuidanceAction.WITHDRAWN and said not in fitting:
        is_said = False
        mismatches.append(
            f"said to be {said}, but from {shown_range(_range(before), statement.unit)} to "
            f"{shown_range(_range(statement), statement.unit)} it is {computed or 'widened'}"
        )
    is_repeat = same_call is not None and _range(same_call) == _range(statement)
    action = said if is_said and said else computed or said or GuidanceAction.REITERATED
    return Step(statement.figure_id, previous, quoted, action, said, computed, is_repeat, "; ".join(mismatches) or None)


def fitting_actions(old: Range, new: Range) -> tuple[GuidanceAction, ...]:
    """Return the actions that the change from one range to another can be called, the plainest first.

    A range inside the old one is narrowed; where its middle moved it may be said to be raised or lowered. A wider one
    is raised or lowered by its middle, and has no name where that stays.

    >>> [str(action) for action in fitting_actions((Decimal(66), Decimal(72)), (Decimal(70), Decimal(72)))]
    ['narrowed', 'raised']
    """
    if old == new:
        return (GuidanceAction.REITERATED,)
    (old_low, old_high), (new_low, new_high) = _closed(old), _closed(new)
    moved = _moved(old, new)
    directions = (GuidanceAction.RAISED,) if moved > 0 else (GuidanceAction.LOWERED,) if moved < 0 else ()
    if new_low >= old_low and new_high <= old_high:
        return (GuidanceAction.NARROWED, *directions)
    if new_low >= old_low and new_high >= old_high:
        return (GuidanceAction.RAISED,)
    if new_low <= old_low and new_high <= old_high:
        return (GuidanceAction.LOWERED,)
    return directions


def _closed(ends: Range) -> tuple[Decimal, Decimal]:
    low, high = ends
    return (Decimal("-Infinity") if low is None else low), (Decimal("Infinity") if high is None else high)


def _moved(old: Range, new: Range) -> Decimal:
    """By how much the ends that both ranges have moved, taken together."""
    pairs = [(a, b) for a, b in zip(old, new, strict=True) if a is not None and b is not None]
    return sum((b - a for a, b in pairs), Decimal(0))
