from dataclasses import replace
from decimal import Decimal

import pytest

from callsheet import derive, store
from callsheet.records import CalendarQuarter, Definition, Findings, Span, Tone, ToneLabel
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


def toned(ticker: str, period: str, labels: str, topic: str = "") -> Findings:
    """A made-up call whose answer consists of sentences with these tones (+ 0 -), all on ``topic``."""
    findings = call_findings(ticker, period, None, (), question="How so?")
    assert findings.call is not None
    start = findings.call.turns[2].span.start
    names = {"+": ToneLabel.POSITIVE, "0": ToneLabel.NEUTRAL, "-": ToneLabel.NEGATIVE}
    tones = tuple(
        Tone(Span(start + at, start + at + 1), names[label], 0.0, forward=False, topics=(topic,) if topic else ())
        for at, label in enumerate(labels)
    )
    call = replace(findings.call, calendar_quarter=CalendarQuarter(2024, int(period[-1])))
    return replace(findings, tones=tones, comments=(), call=call)


def test_tone_is_compared_with_the_call_before_and_with_the_season(con: store.Connection) -> None:
    calls = [toned("META", "FY2024Q1", "+0--"), toned("META", "FY2024Q3", "+++0-", "capex")]
    others = [toned("GOOGL", "FY2024Q3", "++00"), toned("AMZN", "FY2024Q3", "--00")]
    store.replace_documents(con, [*calls, *others], "1")
    query = """
        select sentences, net_tone, round(net_tone_low, 4) as low, round(net_tone_high, 4) as high, previous_period,
            change, season_companies, season_net_tone, against_season
        from out_tone_compared where ticker = 'META' and fiscal_period = 'FY2024Q3' and part = ?
    """
    (answers,) = store.rows(con, query, ["answers"])
    # Agresti and Min: (3.5 - 1.5) / 7 with 1.96 sqrt(5 - 4 / 7) / 7 on either side.
    assert answers == {
        **{"sentences": 5, "net_tone": 0.4, "low": -0.3035, "high": 0.8749, "previous_period": "FY2024Q1"},
        **{"change": 0.65, "season_companies": 2, "season_net_tone": 0.0, "against_season": 0.4},
    }
    (capex,) = store.rows(con, query, ["capex"])
    assert (capex["sentences"], capex["change"], capex["season_net_tone"]) == (5, None, None)
    assert store.rows(con, query, ["prepared_remarks"]) == []


@pytest.mark.parametrize("labels", ["+", "-", "0", "+" * 40, "-" * 40, "+-" * 20, "+" * 7 + "0" * 400])
def test_the_interval_of_a_tone_holds_it_and_shrinks_with_its_sentences(con: store.Connection, labels: str) -> None:
    store.replace_documents(con, [toned("META", "FY2024Q3", labels), toned("GOOGL", "FY2024Q3", labels * 4)], "1")
    query = "select net_tone, net_tone_low, net_tone_high from out_tone_compared where ticker = ? and part = 'call'"
    ((few,), (many,)) = (store.rows(con, query, [ticker]) for ticker in ("META", "GOOGL"))
    for row in (few, many):
        assert -1 <= row["net_tone_low"] <= row["net_tone"] <= row["net_tone_high"] <= 1
    assert many["net_tone_high"] - many["net_tone_low"] < few["net_tone_high"] - few["net_tone_low"]


def test_a_company_takes_the_stance_of_most_of_its_sentences(told: store.Connection) -> None:
    query = """
        select supports, leaves_open, questions, stance, analysts_leave_open
        from out_stance_by_company where ticker = 'META' and fiscal_period = 'FY2024Q4' and topic = 'deepseek'
    """
    assert store.rows(told, query) == [
        {"supports": 1, "leaves_open": 0, "questions": 0, "stance": "supports", "analysts_leave_open": 1}
    ]
    told.execute("update core_stances set stance = 'questions' where role = 'executive'")
    assert store.rows(told, query)[0]["stance"] == "questions"


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
