"""Exchanges of unlabelled transcripts against a reader's; ``pytest -m shared -s`` prints the figures."""

from functools import reduce
from operator import add
from pathlib import Path

import pytest

from callsheet.parse import parse_document
from callsheet.sources.folder import read_document
from tests.evaluation.flat_exchanges import Found, gold_calls, score

SHARED = Path(__file__).parents[2] / "../shared"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not beside this checkout"),
]


@pytest.mark.parametrize(("half", "recall", "precision"), [("learning", 0.98, 0.98), ("kept", 0.90, 0.87)])
def test_the_exchanges_of_a_machine_transcript_are_found(half: str, recall: float, precision: float) -> None:
    found = reduce(add, (found_in(gold.file) for gold in gold_calls() if gold.half == half))
    print(f"\n{half}: {found}")
    assert found.recall >= recall, found
    assert found.precision >= precision, found


def found_in(file: str) -> Found:
    call = parse_document(read_document(SHARED / "corpus/sp500" / file)).call
    assert call is not None
    return score(call, next(gold for gold in gold_calls() if gold.file == file))
