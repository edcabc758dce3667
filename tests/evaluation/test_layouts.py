"""Thirty real calls in layouts that no reader was written for; ``pytest -m shared -s`` prints the figures."""

import pytest

from tests.evaluation.layouts import SHARED, score
from tests.unit.parse.renderings import RENDERINGS

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason=f"the real documents are not at {SHARED}"),
]


@pytest.mark.parametrize("layout", RENDERINGS)
def test_real_calls_in_a_layout_nobody_foresaw(layout: str) -> None:
    found = score(layout)
    print(f"\n{layout}: {found}")
    assert found.refused == ()
    assert min(found.turns_f1, found.speaker, found.role, found.section) >= 0.98, found
