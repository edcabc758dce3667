from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from callsheet import derive, store
from callsheet.errors import DocumentError
from callsheet.records import SourceDocument

HEAD = "provider,kind,ticker,fiscal_period,metric,low,high,unit,as_of_on,source\n"
AMAZON = "Example,consensus,AMZN,FY2025,capital_expenditures,94500000000,94500000000,USD,2025-01-31,made up\n"
LATER = "Example,consensus,AMZN,FY2025,capital_expenditures,101000000000,101000000000,USD,2025-02-07,made up\n"
HOUSE = "Example Securities,broker,GOOG,FY2025,capital_expenditures,70000000000,,USD,2025-02-03,made up\n"


def document(text: str, path: str = "estimates/capex.csv") -> SourceDocument:
    data = text.encode()
    return SourceDocument(sha256(data).hexdigest(), path, data)


def test_estimates_are_dated_snapshots(con: store.Connection) -> None:
    assert store.replace_estimates(con, document(HEAD + AMAZON + LATER + HOUSE), "1") == 3
    rows = store.rows(con, "select ticker, kind, low, high, as_of_on from core_estimates order by as_of_on")
    assert [tuple(row.values()) for row in rows] == [
        ("AMZN", "consensus", Decimal("94.5e9"), Decimal("94.5e9"), date(2025, 1, 31)),
        ("GOOGL", "estimate", Decimal("70e9"), None, date(2025, 2, 3)),
        ("AMZN", "consensus", Decimal("101e9"), Decimal("101e9"), date(2025, 2, 7)),
    ]
    store.run_checks(con)


def test_the_file_is_a_known_document(con: store.Connection) -> None:
    estimates = document(HEAD + AMAZON)
    store.replace_estimates(con, estimates, "7")
    assert store.known_documents(con) == {estimates.doc_id: store.KnownDocument("7", None)}


def test_the_same_file_twice_is_the_same_file_once(con: store.Connection) -> None:
    for _ in range(2):
        store.replace_estimates(con, document(HEAD + AMAZON), "1")
    assert con.execute("select count(*) from core_estimates").fetchone() == (1,)


def test_a_file_corrected_in_place_replaces_its_rows(con: store.Connection) -> None:
    store.replace_estimates(con, document(HEAD + AMAZON), "1")
    store.replace_estimates(con, document(HEAD + AMAZON.replace("94500000000", "95500000000")), "1")
    assert store.rows(con, "select low from core_estimates") == [{"low": Decimal("95.5e9")}]
    assert con.execute("select count(*) from raw_documents").fetchone() == (1,)


def test_two_files_that_contradict_each_other_are_not_merged(con: store.Connection) -> None:
    store.replace_estimates(con, document(HEAD + AMAZON), "1")
    other = document(HEAD + LATER + AMAZON.replace("94500000000", "95500000000"), "estimates/other.csv")
    with pytest.raises(
        DocumentError, match=r"Example, AMZN FY2025 as of 2025-01-31.*estimates/capex\.csv says"
    ) as error:
        store.replace_estimates(con, other, "1")
    assert error.value.reason == "estimates_conflict"
    assert store.rows(con, "select low from core_estimates") == [{"low": Decimal("94.5e9")}], "nothing half-loaded"


def test_the_same_value_in_two_files_is_one_snapshot(con: store.Connection) -> None:
    store.replace_estimates(con, document(HEAD + AMAZON), "1")
    store.replace_estimates(con, document(HEAD + AMAZON + LATER, "estimates/other.csv"), "1")
    assert con.execute("select count(*) from core_estimates").fetchone() == (2,)
    store.run_checks(con)


def test_a_snapshot_of_two_files_outlives_the_correction_of_one(con: store.Connection) -> None:
    for files in (("estimates/capex.csv", "estimates/other.csv"), ("estimates/other.csv", "estimates/capex.csv")):
        for path in files:
            store.replace_estimates(con, document(HEAD + AMAZON + ("" if "capex" in path else LATER), path), "1")
        store.replace_estimates(con, document(HEAD + HOUSE, files[0]), "1")
        assert store.rows(con, "select low from core_estimates where as_of_on = '2025-01-31'") == [
            {"low": Decimal("94.5e9")}
        ]
        store.run_checks(con)


def test_a_path_is_read_as_well(con: store.Connection, tmp_path: Path) -> None:
    path = tmp_path / "capex.csv"
    path.write_text("\ufeff" + HEAD + AMAZON, encoding="utf-8")
    assert store.replace_estimates(con, path) == 1


@pytest.mark.parametrize(
    ("text", "reason", "message"),
    [
        ("", "estimates_columns", "expected also provider"),
        (HEAD.replace("as_of_on,", "") + AMAZON, "estimates_columns", "expected also as_of_on"),
        (HEAD + AMAZON.replace("94500000000", "94.5bn"), "estimates_row", "line 2: low and high are plain numbers"),
        (HEAD + AMAZON.replace("FY2025", "2025"), "estimates_row", "line 2: expected a fiscal period"),
        (HEAD + AMAZON + AMAZON.replace("2025-01-31", "31.1.2025"), "estimates_row", "line 3"),
        (HEAD + AMAZON.replace("consensus", "guess"), "estimates_row", "kind is one of"),
        (HEAD + AMAZON.replace("94500000000,94500000000", ","), "estimates_row", "a low or a high end"),
        (HEAD + AMAZON.replace("94500000000,9", "94500000000,8"), "estimates_row", "from low to high"),
        (HEAD + AMAZON.replace("94500000000", "9" * 30), "estimates_row", "a value lies below"),
        (HEAD + AMAZON.replace("94500000000", "NaN"), "estimates_row", "plain numbers"),
        (HEAD + AMAZON.replace("94500000000", "Infinity"), "estimates_row", "a value lies below"),
        (HEAD + AMAZON.replace("AMZN", ""), "estimates_row", "ticker is empty"),
        (HEAD + AMAZON + AMAZON.replace("94500000000", "1"), "estimates_conflict", "another row of the file"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text: str, reason: str, message: str, con: store.Connection) -> None:
    with pytest.raises(DocumentError, match=message) as error:
        store.replace_estimates(con, document(text), "1")
    assert error.value.reason == reason
    assert store.rows(con, "select * from core_estimates") == []


def test_bytes_that_are_no_text_are_refused(con: store.Connection) -> None:
    data = b"provider,kind\n\xff\xfe\x00"
    with pytest.raises(DocumentError, match="CSV in UTF-8"):
        store.replace_estimates(con, SourceDocument("ab" * 32, "estimates/broken.csv", data), "1")


def test_the_chart_shows_the_newest_snapshot_known_on_a_day(con: store.Connection) -> None:
    store.replace_estimates(con, document(HEAD + AMAZON + LATER), "1")
    derive.refresh(con)
    query = "select low / 1e9 as low from capex_calendar(cast(? as date)) where calendar_period = 'CY2025'"
    assert store.rows(con, query, ["2025-01-30"]) == []
    assert store.rows(con, query, ["2025-02-01"]) == [{"low": 94.5}]
    assert store.rows(con, query, ["2025-02-08"]) == [{"low": 101.0}]
