"""Published tables are kept with all that they showed, once each."""

from dataclasses import replace
from datetime import datetime

import pytest

from callsheet import store
from callsheet.errors import MissingError
from callsheet.records import ByHand, TableEdition
from tests.unit.exports.test_differences import GUIDANCE, LINE, edition

TABLE = edition(LINE, replace(LINE, comment_id="c-2", ko=None, by_hand=ByHand("K. Analyst", "why")), GUIDANCE)


def test_an_edition_comes_back_as_it_was_kept(con: store.Connection) -> None:
    kept = store.save_edition(con, TABLE)
    assert store.read_edition(con, kept.number) == replace(TABLE, number=1) == kept


def test_the_same_table_is_kept_once(con: store.Connection) -> None:
    first = store.save_edition(con, TABLE)
    again = store.save_edition(con, replace(TABLE, published_at=datetime(2025, 2, 9)))
    assert again == first
    assert len(store.edition_heads(con)) == 1


def test_a_table_that_changed_is_a_new_edition_and_a_change_back_too(con: store.Connection) -> None:
    changed = replace(TABLE, lines=TABLE.lines[:1])
    numbers = [store.save_edition(con, table).number for table in (TABLE, changed, TABLE)]
    assert numbers == [1, 2, 3]


def test_another_form_is_another_table(con: store.Connection) -> None:
    assert [store.save_edition(con, one).number for one in (TABLE, replace(TABLE, form="short"), TABLE)] == [1, 2, 1]


@pytest.fixture
def three(con: store.Connection) -> store.Connection:
    for day, codes in ((1, ("META",)), (3, ("MSFT", "META")), (9, ("META",))):
        table = replace(
            TABLE, published_at=datetime(2025, 2, day, 23, 59), company_codes=codes, lines=TABLE.lines[: day % 2 + 1]
        )
        store.save_edition(con, replace(table, form="full" if day < 9 else "short"))
    return con


@pytest.mark.parametrize(
    ("since", "codes", "number"),
    [("2", [], 2), ("last", [], 3), ("2025-02-03", [], 2), ("2025-02-08", [], 2), ("last", ["MSFT"], 2)],
)
def test_an_edition_is_named_by_number_day_or_last(
    since: str, codes: list[str], number: int, three: store.Connection
) -> None:
    found: TableEdition = store.edition_since(three, since, codes)
    assert found.number == number
    assert found.lines


@pytest.mark.parametrize(
    ("since", "codes", "message"),
    [
        ("7", [], "there are 1 .2025-02-01, META CY2024Q4 full."),
        ("2025-01-31", [], "there is no edition '2025-01-31'"),
        ("last", ["NVDA"], "no such table was published yet"),
        ("yesterday", [], "not 'yesterday'"),
    ],
)
def test_an_edition_that_is_not_there_is_said_so(
    since: str, codes: list[str], message: str, three: store.Connection
) -> None:
    with pytest.raises(MissingError, match=message):
        store.edition_since(three, since, codes)
