from decimal import Decimal

from callsheet import derive, store
from callsheet.records import Definition
from tests.unit.store.sample import actual, call_findings


def test_tone_is_summed_by_section_and_role(told: store.Connection) -> None:
    rows = store.rows(
        told,
        """
        select section, role, sentences, positive, negative, net_tone, forward_pct
        from out_tone where ticker = 'META' and fiscal_period = 'FY2024Q4' order by section, role
        """,
    )
    assert [tuple(row.values()) for row in rows] == [
        ("prepared_remarks", "executive", 1, 1, 0, 1.0, 100.0),
        ("questions_and_answers", "analyst", 1, 0, 0, 0.0, 0.0),
        ("questions_and_answers", "executive", 1, 0, 1, -1.0, 0.0),
    ]


def test_a_sentence_is_shown_in_its_own_words(told: store.Connection) -> None:
    query = "select text from out_sentences where ticker = 'META' and fiscal_period = 'FY2024Q4' and role = 'analyst'"
    assert store.rows(told, query) == [{"text": "What does the outlook assume?"}]


def test_comments_carry_call_and_house(told: store.Connection) -> None:
    (row,) = store.rows(
        told,
        """
        select questions.affiliation, questions.company, questions.held_on::varchar as held_on, answers.en as answer
        from out_comments as questions join out_comments as answers on answers.question_id = questions.comment_id
        where questions.ticker = 'MSFT' and questions.fiscal_period = 'FY2025Q2'
        """,
    )
    assert row == {
        "affiliation": "Example Securities",
        "company": "Microsoft",
        "held_on": "2025-01-29",
        "answer": "Our plan has not changed.",
    }


def test_an_actual_said_twice_differently_is_a_conflict(con: store.Connection) -> None:
    cash = Definition.CASH_PPE
    said = [actual("FY2024Q4", "14.8"), actual("FY2024Q4", "14.4"), actual("FY2024Q4", "13.0", definition=cash)]
    store.replace_document(con, call_findings("META", "FY2024Q4", "2025-01-29", said), "1")
    derive.refresh(con)
    (conflict,) = store.rows(con, "select period, low, high from out_conflicts")
    assert conflict == {"period": "FY2024Q4", "low": Decimal("14.4e9"), "high": Decimal("14.8e9")}


def test_guided_against_realised(told: store.Connection) -> None:
    rows = store.rows(
        told,
        """
        select stated_in, period, low / 1e9 as low, high / 1e9 as high, realised / 1e9 as realised, missed_pct
        from out_realised where company_code = 'META' and status = 'guidance' order by stated_in
        """,
    )
    assert [tuple(row.values()) for row in rows] == [
        ("FY2024Q1", "FY2024", 35.0, 40.0, 39.2, 0.0),
        ("FY2024Q2", "FY2024", 37.0, 40.0, 39.2, 0.0),
        ("FY2024Q3", "FY2024", 38.0, 40.0, 39.2, 0.0),
    ]


def test_what_an_analyst_says_is_no_statement_of_the_company(con: store.Connection) -> None:
    said = [actual("FY2024Q4", "14.8"), actual("FY2024Q4", "20", role="analyst")]
    store.replace_document(con, call_findings("META", "FY2024Q4", "2025-01-29", said), "1")
    assert len(store.rows(con, "select * from core_statements")) == 1
    assert len(store.rows(con, "select * from out_figures")) == 2
