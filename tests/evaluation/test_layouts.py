"""Thirty real calls in layouts that no reader was written for; ``pytest -m shared -s`` prints the figures."""

import pytest

from tests.evaluation.layouts import SHARED, score
from tests.unit.parse.renderings import RENDERINGS

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason=f"the real documents are not at {SHARED}"),
]


# Voices that have only a number get their names from what is said, where it is said.
NAMED_FROM_WORDS = "numbered_voices"


def test_real_calls_whose_voices_are_numbered() -> None:
    found = score(NAMED_FROM_WORDS)
    print(f"\n{NAMED_FROM_WORDS}: {found}")
    assert found.refused == ()
    assert min(found.turns_f1, found.role, found.section) >= 0.9, found


@pytest.mark.parametrize("layout", [name for name in RENDERINGS if name != NAMED_FROM_WORDS])
def test_real_calls_in_a_layout_nobody_foresaw(layout: str) -> None:
    found = score(layout)
    print(f"\n{layout}: {found}")
    assert found.refused == ()
    assert min(found.turns_f1, found.speaker, found.role, found.section) >= 0.98, found
