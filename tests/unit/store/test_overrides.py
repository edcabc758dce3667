from decimal import Decimal

import pytest

from callsheet import derive, store
from callsheet.errors import MissingError
from tests.unit.store.sample import story


def id_of(con: store.Connection, where: str) -> str:
    (row,) = store.rows(con, f"select figure_id from core_figures join core_calls using (doc_id) where {where}")
    return str(row["figure_id"])


META_Q4 = "core_calls.ticker = 'META' and period = 'FY2024Q4'"


def test_a_correction_is_shown_as_such_and_enters_the_arithmetic(told: store.Connection) -> None:
    figure_id = id_of(told, META_Q4)
    for end in ("low", "high"):
        store.add_override(told, figure_id, end, "14900000000", "K. Analyst", "10-K says 14.9")
    derive.refresh(told)
    (row,) = store.rows(told, "select * from out_figures where figure_id = ?", [figure_id])
    assert (row["low"], row["overridden_by"], row["override_reason"]) == (
        Decimal("14.9e9"),
        "K. Analyst",
        "10-K says 14.9",
    )
    (year,) = store.rows(told, "select working from core_derived where period = 'FY2024' and company_code = 'META'")
    assert year == {"working": "6.7 + 8.5 + 9.2 + 14.9 = 39.3"}
    assert store.rows(told, "select low from core_figures where figure_id = ?", [figure_id]) == [
        {"low": Decimal("14.8e9")}
    ]
    store.run_checks(told)


def test_a_correction_survives_a_re_run_and_the_newest_counts(told: store.Connection) -> None:
    figure_id = id_of(told, META_Q4)
    store.add_override(told, figure_id, "period", "FY2023Q4", "K. Analyst", "wrong year")
    store.add_override(told, figure_id, "period", "FY2024Q4", "K. Analyst", "it was right")
    store.replace_documents(told, story(), "2")
    assert store.rows(told, "select period from out_figures where figure_id = ?", [figure_id]) == [
        {"period": "FY2024Q4"}
    ]
    assert store.rows(told, "select distinct has_target from out_overrides") == [{"has_target": True}]


def test_a_hidden_figure_is_not_shown_and_not_summed(told: store.Connection) -> None:
    figure_id = id_of(told, META_Q4)
    store.add_override(told, figure_id, "hidden", "true", "K. Analyst", "another company's")
    derive.refresh(told)
    assert store.rows(told, "select * from out_figures where figure_id = ?", [figure_id]) == []
    assert (
        store.rows(told, "select * from core_derived where derivation = 'sum_of_actuals' and company_code = 'META'")
        == []
    )


def test_an_empty_value_is_null(told: store.Connection) -> None:
    figure_id = id_of(told, "core_calls.ticker = 'META' and period = 'FY2025'")
    store.add_override(told, figure_id, "high", "", "K. Analyst", "at least")
    assert store.rows(told, "select high from out_figures where figure_id = ?", [figure_id]) == [{"high": None}]


def test_a_line_is_corrected_in_its_language(told: store.Connection) -> None:
    (comment,) = store.rows(
        told, "select comment_id from out_comments where ticker = 'META' and line = 'answer' limit 1"
    )
    store.add_override(told, comment["comment_id"], "ko", "계획 유지", "K. Analyst", "house style")
    (row,) = store.rows(
        told, "select ko, en, overridden_by from out_comments where comment_id = ?", list(comment.values())
    )
    assert row == {"ko": "계획 유지", "en": "Our plan has not changed.", "overridden_by": "K. Analyst"}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("low", "14.8 billion", "plain number"),
        ("kind", "guess", "guess"),
        ("period", "2024", "fiscal period"),
        ("hidden", "yes", "true or false"),
        ("text", "other words", "cannot be corrected"),
        ("en", "a line", "cannot be corrected"),
        ("scope", "", "''"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(field: str, value: str, message: str, told: store.Connection) -> None:
    with pytest.raises(ValueError, match=message):
        store.add_override(told, id_of(told, META_Q4), field, value, "K. Analyst", "why not")
    assert store.rows(told, "select * from review_overrides") == []


def test_a_correction_names_its_author(told: store.Connection) -> None:
    with pytest.raises(ValueError, match="who made it and why"):
        store.add_override(told, id_of(told, META_Q4), "low", "1", " ", "why")


def test_a_correction_needs_something_to_correct(told: store.Connection) -> None:
    with pytest.raises(MissingError, match="f-nothing"):
        store.add_override(told, "f-nothing", "low", "1", "K. Analyst", "why")
