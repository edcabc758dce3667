"""Layouts that no reader was written for give the made-up call all the same."""

import pytest

from callsheet.parse import parse_document
from tests.unit.parse.renderings import RENDERINGS
from tests.unit.parse.sample import EXCHANGES, HEADER, SAMPLE, document


@pytest.mark.parametrize("name", RENDERINGS)
def test_a_layout_nobody_foresaw_gives_the_same_call(name: str) -> None:
    call = parse_document(document(RENDERINGS[name](HEADER, SAMPLE), "NWR_2025_Q2.dat")).call
    assert call is not None
    assert [turn.speaker for turn in call.turns] == [said.speaker for said in SAMPLE]
    assert [" ".join(turn.text.split()) for turn in call.turns] == [said.text for said in SAMPLE]
    assert [turn.role.value for turn in call.turns] == [said.role for said in SAMPLE]
    assert [turn.section.value for turn in call.turns] == [said.section for said in SAMPLE]
    assert [(exchange.analyst, exchange.question, exchange.answer) for exchange in call.exchanges] == list(EXCHANGES)
    assert (call.ticker, str(call.fiscal_period)) == ("NWR", "FY2025Q2")
