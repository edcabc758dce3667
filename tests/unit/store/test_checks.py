import re

import pytest

from callsheet import store
from callsheet.errors import CheckError
from callsheet.store.migrate import sql_files

# What is planted, and the check that must find it.
WRONG = [
    ("update core_figures set low = high + 1 where kind = 'guidance'", "ranges_run_from_low_to_high"),
    ("update core_figures set low = null, high = null where kind = 'actual'", "ranges_run_from_low_to_high"),
    ("update core_figures set text = '99 to 99 USD'", "figures_quote_their_words"),
    ("update core_figures set span_start = span_start + 1", "figures_quote_their_words"),
    ("update core_relations set text = 'We never said so.'", "figures_quote_their_words"),
    ("update raw_turns set text = replace(text, '22.6', '26.2')", "figures_quote_their_words"),
    ("update core_comments set spans = [{span_start: 99990, span_end: 99999}]", "comments_quote_their_words"),
    ("update core_tones set span_end = span_end + 5000", "comments_quote_their_words"),
    ("update raw_turns set span_start = span_start + 1", "turns_follow_each_other"),
    ("update raw_turns set text = text || '!'", "turns_follow_each_other"),
    ("delete from raw_documents where path like '%FY2025Q2%'", "rows_belong_to_a_document"),
    ("update raw_documents set rejected_code = 'scanned'", "rows_belong_to_a_document"),
    ("insert into core_figures from core_figures limit 1", "ids_are_unique"),
    ("update core_comments set question_id = 'c-nobody' where line = 'answer'", "ids_are_unique"),
    ("update core_comments set figure_ids = ['f-nothing']", "ids_are_unique"),
    ("update core_operands set operand_id = 'f-nothing' where operand_number = 0", "ids_are_unique"),
    ("update core_figures set unit = 'billions'", "units_are_sane"),
    ("update core_figures set type = 'ratio' where kind = 'guidance'", "units_are_sane"),
    ("update core_figures set high = high * 1000000, low = low * 1000000", "units_are_sane"),
    ("update core_derived set low = -1", "units_are_sane"),
    ("update core_derived set low = low + 100000000 where period = 'FY2025'", "derived_values_recompute"),
    ("update core_derived set high = null where period = 'FY2024'", "derived_values_recompute"),
    ("update core_operands set sign = '-' where operand_number = 1", "derived_values_recompute"),
    ("delete from core_operands where operand_number = 0", "derived_values_recompute"),
    ("update core_figures set low = 1, high = 1 where period = 'FY2024Q2'", "operands_are_what_they_name"),
    ("update core_figures set definition = 'cash_ppe' where period = 'FY2025Q1'", "operands_are_what_they_name"),
    ("update core_figures set kind = 'guess'", "values_are_from_their_lists"),
    ("update core_figures set period = 'Q2 of 2025'", "values_are_from_their_lists"),
    ("update core_tones set tone = 'bullish'", "values_are_from_their_lists"),
    ("insert into core_calls from core_calls limit 1", "calls_are_unique"),
    ("update raw_documents set kind = 'report' where path like '%META_FY2024Q4%'", "brokers_speak_for_themselves"),
    ("delete from core_tones", "documents_hold_what_they_are"),
    ("delete from raw_turns", "documents_hold_what_they_are"),
    ("update raw_documents set kind = 'memo'", "documents_hold_what_they_are"),
    ("update core_figures set turn_number = 999", "references_exist"),
    ("update core_exchanges set answer_turns = [999]", "references_exist"),
    ("update core_guidance_steps set previous_id = 'f-nothing' where previous_id is not null", "references_exist"),
    ("update core_comments set score = 1.5", "scores_and_days_lie_in_their_ranges"),
    ("update core_tones set score = -2", "scores_and_days_lie_in_their_ranges"),
    ("update core_calls set held_on = date '2525-01-29'", "scores_and_days_lie_in_their_ranges"),
    ("update core_calls set held_on = date '0225-01-29'", "scores_and_days_lie_in_their_ranges"),
]  # fmt: skip


def test_a_sound_warehouse_passes_every_check(told: store.Connection) -> None:
    assert store.run_checks(told) == [path.stem for path in sql_files("checks")]


@pytest.mark.parametrize(("planted", "check"), WRONG)
def test_a_planted_wrong_row_is_found(planted: str, check: str, told: store.Connection) -> None:
    told.execute(planted)
    with pytest.raises(CheckError, match=rf"(?m)^{check}: ") as failed:
        store.run_checks(told)
    assert re.search(rf"{check}: [A-Z].*\n  \w+=", str(failed.value)), (
        "the message shows the promise and the first rows"
    )


def test_every_check_is_proven_by_a_planted_row() -> None:
    assert {check for _, check in WRONG} == {path.stem for path in sql_files("checks")}


def test_every_sql_file_says_on_top_what_it_is_for() -> None:
    for folder in ("migrations", "views", "checks", "queries"):
        for path in sql_files(folder):
            assert path.read_text(encoding="utf-8").startswith("-- "), path
